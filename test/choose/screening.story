# SPDX-License-Identifier: MulanPSL-2.0
# The first check: a plan against the rulebook, by the source of the money, each hit with its article (C5, C9, C11).

use village

at 2025-03-01 09:00
# cement from the fund is blocked where the rulebook says so
as cai choose.project.draft place=$cailu season=$season title=防滑步道 problem=雨天滑。 kind=works households=64 goal=铺防滑步道 custodian=物业 \
  upkeep=物业每季查 upkeep_years=3 upkeep_payer=物业 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=水泥黄沙 lines.0.class=goods lines.0.source=fund lines.0.amount=8000.00 -> ok as path
as zhou choose.screening.run project=$path -> refused - not_sent
as zhou choose.screening.give_back project=$path note=再想想 -> refused - not_sent
as cai choose.project.send project=$path -> ok
as cai choose.screening.run project=$path -> forbidden
as zhou choose.screening.run project=$path note="水泥不能用自治金买。" -> ok
as guest look choose/project/$path -> ok state=returned screenings.0.verdict=block hits.0.rule=N01 hits.0.verdict=block hits.0.found=水泥 \
  hits.0.line=水泥黄沙

# the same bought by the property company passes
as cai choose.project.amend project=$path title=防滑步道 problem=雨天滑。 households=64 goal=铺防滑步道 custodian=物业 upkeep=物业每季查 \
  upkeep_years=3 upkeep_payer=物业 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=水泥黄沙 lines.0.class=goods lines.0.source=property lines.0.amount=8000.00 \
  lines.1.name=指示牌 lines.1.class=goods lines.1.source=fund lines.1.amount=600.00 -> ok
as cai choose.project.send project=$path -> ok
as zhou choose.screening.run project=$path -> ok
as guest look choose/project/$path -> ok state=screened screenings.0.verdict=pass
as zhou choose.screening.run project=$path -> refused - not_sent

# hardware without a keeper's years and money is sent back (M01)
as cai choose.project.draft place=$cailu season=$season title=绿化墙 problem=墙秃。 kind=greening households=64 goal=种一面墙 custodian=大家 \
  upkeep=大家浇水 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=花苗 lines.0.class=goods lines.0.source=fund lines.0.amount=3000.00 -> ok as wall
as cai choose.project.send project=$wall -> ok
as zhou choose.screening.run project=$wall -> ok
as guest look choose/project/$wall -> ok state=returned hits.0.rule=M01

# above the cap of one project: a warning, no block
as cai choose.project.draft place=$cailu season=$season title=大活动室 problem=没地方。 kind=soft households=64 goal=布置活动室 custodian=居委会 \
  upkeep=居委会打扫 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=25000.00 -> ok as room
as cai choose.project.send project=$room -> ok
as zhou choose.screening.run project=$room -> ok
as guest look choose/project/$room -> ok state=screened screenings.0.verdict=warn hits.0.rule=C01

# what no rule can see, the officer says
as cai choose.project.draft place=$cailu season=$season title=棋牌角 problem=没地方下棋。 kind=soft households=20 goal=放两张棋桌 custodian=棋友 \
  upkeep=棋友擦 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=棋桌 lines.0.class=goods lines.0.source=fund lines.0.amount=900.00 -> ok as chess
as cai choose.project.send project=$chess -> ok
as zhou choose.screening.give_back project=$chess -> refused note missing
as zhou choose.screening.give_back project=$chess note="先问问一楼住户嫌不嫌吵。" -> ok
as guest look choose/project/$chess -> ok state=returned
