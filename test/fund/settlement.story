# SPDX-License-Identifier: MulanPSL-2.0
# A settlement is made from the ledger, never typed: after acceptance, with a reason for what is far
# off, published; fund money goes back, gifts back or to the upkeep; closing waits for the notice.
use lamps
at 2025-06-08 09:00
as shen fund.grant.pay project=$lamp amount=16000.00 paper=付-1 paid=2025-06-08 -> ok
as cai fund.agreement.offer project=$lamp partner=$hailian kind=money source=partner what=出一千元 amount=1000.00 -> ok as money
as chen place.file.add place=$cailu name=协议.pdf media=application/pdf text="签好了" -> ok as paper
as cai fund.agreement.sign agreement=$money file=$paper -> ok
as shen fund.agreement.receive agreement=$money amount=1000.00 came=2025-06-08 -> ok
as chen fund.claim.draft project=$lamp title=人工 -> ok as claim
as chen look fund/claim/$claim -> ok keep l_lamp=lines.0.id l_labour=lines.1.id l_paint=lines.2.id l_sand=lines.3.id
as chen fund.bill.add claim=$claim line=$l_labour source=fund kind=e_invoice number=2531200000001 amount=3900.00 issued=2025-06-05 seller=惠民安装 buyer=合庆镇人民政府 items=安装服务 purpose=装灯 file=$paper is_original=yes -> ok
as chen fund.bill.add claim=$claim line=$l_sand source=partner kind=e_invoice number=2531200000002 amount=600.00 issued=2025-06-05 seller=建材店 buyer=合庆镇人民政府 items=黄沙 purpose=底座 file=$paper is_original=yes -> ok
as chen fund.claim.send claim=$claim -> ok
as cai work.task.open project=$lamp kind=build title=装楼道灯 unit=盏 total=48 who=楼组长四人 due=2025-07-01 -> ok as mount
as cai fund.settlement.make project=$lamp report=x gifts_go=givers -> refused - not_accepted
as cai work.task.progress task=$mount so_far=48 -> ok
as cai work.task.finish task=$mount -> ok
as wang work.defect.report project=$lamp words=四楼不亮 -> ok as defect
as cai work.defect.mend defect=$defect repair=换了 -> ok
as wang work.defect.close defect=$defect -> ok
as cai work.acceptance.open project=$lamp -> ok as look1
as wang work.acceptance.opine acceptance=$look1 is_content=yes -> ok
as cai work.acceptance.decide acceptance=$look1 result=passed -> ok
as wang fund.settlement.make project=$lamp report=x gifts_go=givers -> forbidden
as wang work.defect.report project=$lamp words=又不亮了 -> ok as defect2
as cai fund.settlement.make project=$lamp report=x gifts_go=givers -> refused - defects_open
as cai work.defect.mend defect=$defect2 repair=换了 -> ok
as wang work.defect.close defect=$defect2 -> ok
as cai fund.settlement.make project=$lamp report=x gifts_go=givers -> refused - claims_open
as qian fund.claim.approve claim=$claim -> ok
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> ok

as guest look fund/settlement/draft?project=$lamp -> sign_in
as cai look fund/settlement/draft?project=$lamp -> ok income_fen=17000.00 spent_fen=4500.00 lines=4 off=3 off.0.line=$l_lamp lines.1.is_off=no
as guest look fund/settlement -> ok settlements=0 due=1
as cai fund.settlement.make project=$lamp report=装好了 gifts_go=upkeep -> refused reasons reason_missing
as cai fund.settlement.make project=$lamp report=48盏灯全部点亮 gifts_go=upkeep reasons.0.line=$l_lamp reasons.0.reason=灯由厂家捐了 reasons.1.line=$l_paint reasons.1.reason=墙绘不画了 reasons.2.line=$l_sand reasons.2.reason=用得少 -> ok as first
as guest look fund/settlement/$first -> ok state=made is_to_publish=yes income_fen=17000.00 spent_fen=4500.00 left_fen=12500.00 fund_fen=16000.00 others_fen=1000.00 lever=0.06 sources=2 rests=2 rests.0.source=fund rests.0.goes=street rests.0.amount_fen=12100.00 rests.1.goes=upkeep rests.1.amount_fen=400.00 lines.0.reason=灯由厂家捐了 budget_fen=20200.00
as cai fund.settlement.make project=$lamp report=x gifts_go=givers -> refused - not_accepted
as shen fund.settlement.close settlement=$first paid=2025-06-08 -> refused - no_notice
as wang fund.settlement.remake settlement=$first -> forbidden
as cai fund.settlement.remake settlement=$first -> ok
as cai fund.settlement.remake settlement=$first -> refused settlement not_found
as cai fund.settlement.make project=$lamp report=48盏灯全部点亮 gifts_go=givers reasons.0.line=$l_lamp reasons.0.reason=灯由厂家捐了 reasons.1.line=$l_paint reasons.1.reason=墙绘不画了 reasons.2.line=$l_sand reasons.2.reason=用得少 -> ok as second
as cai review.notice.publish project=$lamp kind=settlement ask=没有意见，就结项。 until=2025-06-16T17:00 -> ok as notice2
as shen look fund/settlement/$second -> ok is_running=yes can_close=no notice_ref=$notice2 until_day=2025-06-16
as shen fund.settlement.close settlement=$second paid=2025-06-08 -> refused - notice_runs
as guest review.objection.raise notice=$notice2 words=墙绘为什么不画 -> ok as doubt
at 2025-06-16 17:01
as clock tick
as shen fund.settlement.close settlement=$second paid=2025-06-16 -> refused - unanswered
as cai review.objection.answer objection=$doubt answer=大家说留给明年 -> ok
as cai fund.settlement.close settlement=$second paid=2025-06-16 -> forbidden
as shen look fund/settlement/$second -> ok can_close=yes
as shen fund.settlement.close settlement=$second paid=2025-06-16 -> ok
as shen fund.settlement.close settlement=$second paid=2025-06-16 -> refused - is_closed
as cai fund.settlement.remake settlement=$second -> refused - is_closed
as guest look fund/settlement/$second -> ok state=closed income_fen=17000.00 sources.0.amount_fen=16000.00 sources.1.amount_fen=1000.00
as guest look fund/settlement -> ok settlements=1 settlements.0.is_closed=yes due=0
as guest look fund/ledger -> ok left_fen=0.00 entries.0.kind=return entries.0.balance_fen=0.00
as guest look choose/project/$lamp -> ok state=closed
