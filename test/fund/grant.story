# SPDX-License-Identifier: MulanPSL-2.0
# Money of the fund: after approval, by the cashier, never more than the plan says.
use lamps
at 2025-06-08 09:00
as cai choose.project.draft place=$cailu season=$season title=晾衣架 problem=没处晾 kind=soft households=64 goal=装晾衣架 custodian=楼组长 upkeep=无 risks=无 starts=2025-08-01 ends=2025-09-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 -> ok as rack
as shen fund.grant.pay project=$rack amount=100.00 paper=付-1 paid=2025-06-08 -> refused - not_approved
as cai fund.grant.pay project=$lamp amount=100.00 paper=付-1 paid=2025-06-08 -> forbidden
as shen look fund/grant -> ok grants=0 due=1 due.0.due_fen=16000.00
as shen fund.grant.pay project=$lamp amount=16000.01 paper=付-1 paid=2025-06-08 -> refused amount over_plan
as shen fund.grant.pay project=$lamp amount=9000.00 paper=付-1 paid=2025-06-09 -> refused paid in_future
as shen fund.grant.pay project=$lamp amount=9000.00 paper=付-1 paid=2025-06-08 -> ok
as shen fund.grant.pay project=$lamp amount=7000.01 paper=付-2 paid=2025-06-08 -> refused amount over_plan
as shen look fund/grant -> ok due.0.due_fen=7000.00
as shen fund.grant.pay project=$lamp amount=7000.00 paper=付-2 paid=2025-06-08 -> ok
as guest look fund/grant?project=$lamp -> ok grants=2 grants.0.amount_fen=7000.00 grants.0.paper=付-2 due=0
as guest look fund/ledger -> ok income_fen=16000.00 entries.0.paper=付-2 entries.0.balance_fen=16000.00 entries.1.balance_fen=9000.00
