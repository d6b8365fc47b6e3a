# SPDX-License-Identifier: MulanPSL-2.0
# A claim goes through three hands, three persons: handler, approver, cashier (A03). Nothing is paid
# without a voucher, above its line, or above what its source gave.
use lamps
at 2025-06-08 09:00
as guest look fund/claim -> sign_in
as wang look fund/claim -> forbidden
as wang fund.claim.draft project=$lamp title=灯具 -> forbidden
as cai choose.project.draft place=$cailu season=$season title=晾衣架 problem=没处晾 kind=soft households=64 goal=装晾衣架 custodian=楼组长 upkeep=无 risks=无 starts=2025-08-01 ends=2025-09-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 -> ok as rack
as chen fund.claim.draft project=$rack title=架子 -> refused - not_approved
as chen fund.claim.draft project=$lamp title=安装人工 -> ok as claim
as wang look fund/claim/$claim -> forbidden
as chen look fund/claim/$claim -> ok is_empty=yes is_ready=no can_edit=yes left_fen=0.00 lines=4 lines.1.room_fen=4000.00 keep l_lamp=lines.0.id l_labour=lines.1.id
as chen fund.claim.send claim=$claim -> refused claim no_voucher
as chen place.file.add place=$cailu name=发票.xml media=application/xml text="<fp>1</fp>" -> ok as f
as chen fund.bill.add claim=$claim line=$l_labour source=fund kind=e_invoice number=2531200000001 amount=3000.00 issued=2025-06-05 seller=惠民安装 buyer=合庆镇人民政府 items=安装服务 purpose=装48盏灯 file=$f is_original=yes -> ok as bill
as qian fund.claim.approve claim=$claim -> refused - not_sent
as qian fund.claim.return claim=$claim reason=x -> refused - not_sent
as cai fund.claim.send claim=$claim -> forbidden
# another handler does not send for the first
as zhou people.person.enlist place=$cailu name=孙梅 title=蔡路居民区社工 -> ok as sun
as zhou people.role.grant person=$sun role=handler place=$cailu -> ok
as sun fund.claim.send claim=$claim -> refused claim not_handler
as sun fund.claim.withdraw claim=$claim -> refused claim not_handler
as chen fund.claim.send claim=$claim -> ok
as chen fund.claim.send claim=$claim -> refused - is_sent
as chen fund.claim.withdraw claim=$claim -> refused - is_sent
as chen fund.claim.approve claim=$claim -> forbidden
as wang fund.claim.return claim=$claim reason=x -> forbidden
as qian fund.claim.return claim=$claim reason=用途写清楚哪几栋 -> ok
as chen look fund/claim/$claim -> ok state=returned is_returned=yes reason=用途写清楚哪几栋 can_edit=yes
as chen fund.claim.send claim=$claim -> ok
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> refused - not_approved
as qian fund.claim.approve claim=$claim -> ok
as qian look fund/claim/$claim -> ok state=approved is_approved_by_me=yes
as qian fund.claim.pay claim=$claim paid=2025-06-08 -> forbidden
as shen fund.claim.pay claim=$claim paid=2025-06-09 -> refused paid in_future
# the fund has given nothing yet: no cover
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> refused - no_cover
as shen fund.grant.pay project=$lamp amount=2000.00 paper=付-1 paid=2025-06-08 -> ok
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> refused - no_cover
as shen fund.grant.pay project=$lamp amount=14000.00 paper=付-2 paid=2025-06-08 -> ok
as shen look fund/claim/$claim -> ok left_fen=16000.00 after_fen=13000.00
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> ok
as shen fund.claim.pay claim=$claim paid=2025-06-08 -> refused - not_approved
as chen look fund/claim/$claim -> ok state=paid entry_n=3 paid_day=2025-06-08 handler=陈敏 approver=钱国强 cashier=沈丽 left_fen=13000.00

# the approver of a place who is also the cashier of another cannot be both hands of one claim
as zhou people.person.enlist place=$heqing name=何静 title=财务 -> ok as hejing
as zhou people.role.grant person=$hejing role=cashier place=$heqing -> ok
as zhou people.role.grant person=$hejing role=approver place=$heqing -> refused role duties_apart

# over the line: 3,000 of 4,000 are spent
as chen fund.claim.draft project=$lamp title=人工尾款 -> ok as over
as chen fund.bill.add claim=$over line=$l_labour source=fund kind=e_invoice number=2531200000002 amount=1200.00 issued=2025-06-07 seller=小张电工 buyer=合庆镇人民政府 items=安装服务 purpose=尾款 file=$f is_original=yes -> ok as over_bill
as chen fund.claim.send claim=$over -> ok
as qian fund.claim.approve claim=$over -> ok
as shen fund.claim.pay claim=$over paid=2025-06-08 -> refused claim over_line
as shen fund.claim.return claim=$over reason=超出科目 -> ok
as chen fund.claim.withdraw claim=$over -> ok
as chen look fund/claim/$over -> ok state=withdrawn
# its voucher may be used again
as chen fund.claim.draft project=$lamp title=人工尾款二 -> ok as again
as chen fund.bill.add claim=$again line=$l_labour source=fund kind=e_invoice number=2531200000002 amount=1000.00 issued=2025-06-07 seller=小张电工 buyer=合庆镇人民政府 items=安装服务 purpose=尾款 file=$f is_original=yes -> ok
as qian look fund/claim -> ok claims=2 claims.0.state=draft claims.1.state=paid
as qian look fund/claim?state=paid -> ok claims=1
as guest look fund/ledger -> ok spent_fen=3000.00 left_fen=13000.00 entries.0.kind=payment entries.0.bills=1 entries.0.claim_ref=$claim is_staff=no projects.0.pending_fen=0.00

# a cadre of another neighbourhood sees no claim here
as zhou people.person.enlist place=$shengli name=林红 title=胜利居民区书记 -> ok as linhong
as zhou people.role.grant person=$linhong role=cadre place=$shengli -> ok
as linhong look fund/claim -> ok claims=0
as linhong look fund/claim/$claim -> forbidden
as linhong look fund/quote?project=$lamp -> ok quotes=0 lines=0
