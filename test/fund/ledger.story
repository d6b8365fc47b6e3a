# SPDX-License-Identifier: MulanPSL-2.0
# The ledger: income by source, what is spent, what is left after every entry, for everybody.
use lamps
at 2025-06-08 09:00
as guest look fund/ledger -> ok entries=0 sources=0 income_fen=0.00 left_fen=0.00 street_name=合庆镇
as shen fund.grant.pay project=$lamp amount=16000.00 paper=付-1 paid=2025-06-08 -> ok
as chen voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> ok
as wang fund.pledge.make project=$lamp amount=50.00 -> ok as gift
as shen fund.pledge.receive pledge=$gift amount=50.00 way=transfer came=2025-06-07 -> ok
as chen fund.claim.draft project=$lamp title=人工 -> ok as claim
as chen look fund/claim/$claim -> ok keep l_labour=lines.1.id l_paint=lines.2.id
as chen place.file.add place=$cailu name=发票.xml media=application/xml text="<fp>1</fp>" -> ok as f
as chen fund.bill.add claim=$claim line=$l_labour source=fund kind=e_invoice number=1 amount=3000.00 issued=2025-06-05 seller=惠民安装 buyer=合庆镇人民政府 items=安装服务 purpose=装灯 file=$f is_original=yes -> ok
as chen fund.bill.add claim=$claim line=$l_paint source=resident kind=e_invoice number=2 amount=60.00 issued=2025-06-05 seller=颜料店 buyer=合庆镇人民政府 items=颜料 purpose=墙绘 file=$f is_original=yes -> ok as paint
as chen fund.claim.send claim=$claim -> ok
as guest look fund/ledger -> ok pending_fen=3060.00 after_fen=12990.00 left_fen=16050.00 projects.0.pending_bp=1906
as qian fund.claim.approve claim=$claim -> ok
# what the neighbours gave does not cover the paint, whatever else is on the account
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> refused - no_cover
as qian fund.claim.return claim=$claim reason=颜料钱不够 -> ok
as chen fund.bill.remove bill=$paint -> ok
as chen fund.claim.send claim=$claim -> ok
as qian fund.claim.approve claim=$claim -> ok
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> ok
as guest look fund/ledger -> ok entries=3 entries.0.n=3 entries.0.kind=payment entries.0.spent_fen=3000.00 entries.0.balance_fen=13050.00 entries.1.kind=gift entries.1.receipt=1 entries.1.balance_fen=16050.00 entries.2.paper=付-1 sources=2 sources.0.source=fund sources.0.width_bp=9968 sources.1.source=resident sources.1.left_fen=50.00 pending_fen=0.00 projects.0.left_fen=13050.00
as guest look fund/ledger?project=$lamp -> ok is_one=yes project_title=蔡路楼道灯 entries=3
as guest look fund/ledger?place=$cailu -> ok place_name=蔡路居民区 entries=3
as guest look fund/ledger?place=$shengli -> ok entries=0 left_fen=0.00
as shen look fund/ledger -> ok is_staff=yes

# a mistake is reversed, never wiped out; the claim is paid anew, the grant too
as shen look fund/ledger -> ok keep payment=entries.0.id gift_entry=entries.1.id grant=entries.2.id
as cai fund.ledger.reverse entry=$payment reason=录错 booked=2025-06-08 -> forbidden
as shen fund.ledger.reverse entry=$payment reason=录错 booked=2025-06-09 -> refused booked in_future
as shen fund.ledger.reverse entry=$gift_entry reason=录错 booked=2025-06-08 -> refused - is_gift
as shen fund.ledger.reverse entry=$grant reason=录错 booked=2025-06-08 -> refused - no_cover
as shen fund.ledger.reverse entry=$payment reason=付款日期录错 booked=2025-06-08 -> ok
as shen fund.ledger.reverse entry=$payment reason=x booked=2025-06-08 -> refused - reversed
as guest look fund/ledger -> ok entries=4 entries.0.kind=reversal entries.0.reverses_n=3 entries.0.title=付款日期录错 entries.0.spent_fen=-3000.00 entries.0.balance_fen=16050.00 entries.0.is_void=yes entries.1.is_void=yes entries.2.is_void=no spent_fen=0.00 keep reversal=entries.0.id
as shen fund.ledger.reverse entry=$reversal reason=x booked=2025-06-08 -> refused - not_reversible
as chen look fund/claim/$claim -> ok state=approved cashier=
as shen fund.claim.pay claim=$claim paid=2025-06-07 -> ok
as guest look fund/ledger -> ok spent_fen=3000.00 left_fen=13050.00 entries.0.booked_day=2025-06-07
as shen look fund/ledger -> ok keep again=entries.0.id
as shen fund.ledger.reverse entry=$again reason=x booked=2025-06-08 -> ok
as shen fund.ledger.reverse entry=$grant reason=拨款单号写错 booked=2025-06-08 -> ok
as shen look fund/grant -> ok grants=1 grants.0.is_void=yes due.0.due_fen=16000.00
as guest look fund/ledger -> ok left_fen=50.00 sources.0.income_fen=0.00
as shen fund.grant.pay project=$lamp amount=16000.00 paper=付-2 paid=2025-06-08 -> ok
# once settled, the ledger of the project is closed
as shen look fund/ledger -> ok keep last=entries.0.id
as chen fund.claim.return claim=$claim reason=x -> forbidden
as shen fund.claim.return claim=$claim reason=不报了 -> ok
as chen fund.claim.withdraw claim=$claim -> ok
as cai work.task.open project=$lamp kind=build title=装灯 who=x due=2025-07-01 -> ok as task
as cai work.task.finish task=$task -> ok
as cai work.acceptance.open project=$lamp -> ok as look1
as wang work.acceptance.opine acceptance=$look1 is_content=yes -> ok
as cai work.acceptance.decide acceptance=$look1 result=passed -> ok
as cai look fund/settlement/draft?project=$lamp -> ok keep l1=lines.0.id l2=lines.1.id l3=lines.2.id l4=lines.3.id
as cai fund.settlement.make project=$lamp report=没有做成 gifts_go=givers reasons.0.line=$l1 reasons.0.reason=x reasons.1.line=$l2 reasons.1.reason=x reasons.2.line=$l3 reasons.2.reason=x reasons.3.line=$l4 reasons.3.reason=x -> ok
as shen fund.ledger.reverse entry=$last reason=x booked=2025-06-08 -> refused - project_over
