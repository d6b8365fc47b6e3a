# SPDX-License-Identifier: MulanPSL-2.0
# Three quotes from five thousand yuan on (B01), none from the same hand twice (B04); a dearer one
# needs a reason.
use lamps
at 2025-06-08 09:00
as guest look choose/project/$lamp -> ok
as chen fund.claim.draft project=$lamp title=灯具 -> ok as claim
as chen look fund/claim/$claim -> ok keep l_lamp=lines.0.id l_labour=lines.1.id
as cai choose.project.draft place=$cailu season=$season title=晾衣架 problem=没处晾 kind=soft households=64 goal=装晾衣架 custodian=楼组长 upkeep=无 risks=无 starts=2025-08-01 ends=2025-09-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 -> ok as rack
as wang fund.quote.add project=$lamp line=$l_lamp seller=明达照明 amount=12000.00 -> forbidden
as chen fund.quote.add project=$rack line=$l_lamp seller=明达照明 amount=12000.00 -> refused line other_project
as chen fund.quote.add project=$lamp line=$l_lamp seller=明达照明 seller_code=91310115MA1H000001 phone=58970001 amount=11800.00 -> ok as q1
as chen fund.quote.add project=$lamp line=$l_lamp seller=明达照明 amount=11700.00 -> refused - taken
as chen fund.quote.choose quote=$q1 -> refused quote too_few
as chen fund.quote.add project=$lamp line=$l_lamp seller=光荣灯饰 phone=58970002 amount=12000.00 -> ok as q2
as chen fund.quote.add project=$lamp line=$l_lamp seller=光荣灯饰二店 phone=58970002 amount=12100.00 -> ok as q3
as chen fund.quote.choose quote=$q1 -> refused quote tied
as wang fund.quote.remove quote=$q3 -> forbidden
as chen fund.quote.remove quote=$q3 -> ok
as chen fund.quote.add project=$lamp line=$l_lamp seller=浦江电器 phone=58970003 amount=11900.00 -> ok as q4
as chen fund.quote.choose quote=$q2 -> refused reason not_cheapest
as wang fund.quote.choose quote=$q2 -> forbidden
as chen fund.quote.choose quote=$q2 reason=保修三年，别家一年 -> ok
as chen fund.quote.remove quote=$q2 -> refused - is_chosen
as chen fund.quote.choose quote=$q1 -> ok
as chen look fund/quote?project=$lamp -> ok quotes=3 quotes.0.seller=明达照明 quotes.0.is_chosen=yes quotes.2.is_chosen=no quotes.0.is_first=yes quotes.1.is_first=no need=3 from_fen=5000.00 lines=4
as wang look fund/quote?project=$lamp -> forbidden
# below the limit one is enough
as chen fund.quote.add project=$lamp line=$l_labour seller=惠民安装 amount=4000.00 -> ok as q5
as chen fund.quote.choose quote=$q5 -> ok
# a project that is over needs none
as cai choose.project.withdraw project=$rack -> ok
as chen fund.quote.add project=$rack line=$l_lamp seller=x amount=1.00 -> refused - project_over
