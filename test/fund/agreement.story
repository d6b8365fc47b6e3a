# SPDX-License-Identifier: MulanPSL-2.0
# What a partner gives, on paper: nothing counts before the signed paper is there; money is received
# as agreed, by the cashier, with a receipt.
use lamps
at 2025-06-08 09:00
as guest look fund/agreement -> ok agreements=0
as wang fund.agreement.offer project=$lamp partner=$hailian kind=money source=partner what=出一千元 amount=1000.00 -> forbidden
as cai fund.agreement.offer project=$lamp partner=$hailian kind=money source=partner what=出一千元 -> refused amount missing
as cai fund.agreement.offer project=$lamp partner=$hailian kind=things source=partner what=借梯子 from=2025-07-01 until=2025-06-01 -> refused until before_start
as cai fund.agreement.offer project=$lamp partner=$hailian kind=money source=partner what=出一千元 amount=1000.00 -> ok as money
as cai fund.agreement.offer project=$lamp partner=$huilin kind=things source=partner what=借梯子 amount=300.00 from=2025-07-01 until=2025-08-01 -> ok as ladder
as shen fund.agreement.receive agreement=$money amount=1000.00 came=2025-06-08 -> refused - not_signed
as chen place.file.add place=$cailu name=协议.pdf media=application/pdf text="签好了" -> ok as paper
as wang fund.agreement.sign agreement=$money file=$paper -> forbidden
as wuhai fund.agreement.sign agreement=$money file=$paper -> ok
as wuhai fund.agreement.sign agreement=$money file=$paper -> refused - not_offered
as cai fund.agreement.sign agreement=$ladder file=$paper -> ok
as wuhai look fund/agreement/$money -> ok state=signed can_sign=no can_read=yes can_receive=no file_ref=$paper
as wuhai look place/file/$paper -> ok
as wang look place/file/$paper -> forbidden
as shen look fund/agreement/$money -> ok can_receive=yes
as cai fund.agreement.receive agreement=$money amount=1000.00 came=2025-06-08 -> forbidden
as shen fund.agreement.receive agreement=$ladder amount=300.00 came=2025-06-08 -> refused agreement not_money
as shen fund.agreement.receive agreement=$money amount=999.00 came=2025-06-08 -> refused amount not_as_agreed
as shen fund.agreement.receive agreement=$money amount=1000.00 came=2025-06-09 -> refused came in_future
as shen fund.agreement.receive agreement=$money amount=1000.00 came=2025-06-08 -> ok
as guest look fund/agreement/$money -> ok state=received number=0000001 giver=海联五金 has_receipt=yes can_read=no
as cai fund.agreement.end agreement=$money -> refused - too_late
as li fund.agreement.end agreement=$ladder -> forbidden
as guest look fund/agreement?project=$lamp -> ok agreements=2 agreements.1.partner=海联五金 agreements.1.is_signed=yes
as cai fund.agreement.end agreement=$ladder -> ok
as guest look fund/agreement -> ok agreements=1
as guest look fund/ledger -> ok sources.0.source=partner sources.0.income_fen=1000.00

# a project that is over takes nothing
as cai choose.project.draft place=$cailu season=$season title=晾衣架 problem=没处晾 kind=soft households=64 goal=装晾衣架 custodian=楼组长 upkeep=无 risks=无 starts=2025-08-01 ends=2025-09-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 -> ok as rack
as cai choose.project.withdraw project=$rack -> ok
as cai fund.agreement.offer project=$rack partner=$hailian kind=money source=partner what=出一千元 amount=1000.00 -> refused - project_over
