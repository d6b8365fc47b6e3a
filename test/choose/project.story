# SPDX-License-Identifier: MulanPSL-2.0
# A project from draft to sent, taken back, and what its pages say.

use village

at 2025-03-01 09:00
as wang voice.topic.raise place=$cailu title=楼道灯 story=楼道太黑 -> ok as idea
as p1 voice.topic.second topic=$idea -> ok
as p2 voice.topic.second topic=$idea -> ok
as p3 voice.topic.second topic=$idea -> ok
as p4 voice.topic.second topic=$idea -> ok
as p5 voice.topic.second topic=$idea -> ok
as p6 voice.topic.second topic=$idea -> ok
as p7 voice.topic.second topic=$idea -> ok
as p8 voice.topic.second topic=$idea -> ok
as p9 voice.topic.second topic=$idea -> ok
as p10 voice.topic.second topic=$idea -> ok
as p11 voice.topic.second topic=$idea -> ok
as p12 voice.topic.second topic=$idea -> ok
as p13 voice.topic.second topic=$idea -> ok

# drafting: by the committee or a resident, in a running season, within a neighbourhood
as guest choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑 kind=hardware households=64 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 -> sign_in
as shen choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑 kind=hardware households=64 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 -> forbidden
as cai choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑 kind=palace households=64 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 -> refused kind not_a_choice
as cai choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑 kind=hardware households=64 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-05-01 -> refused ends before_start
as cai choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑 kind=hardware households=64 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 lines.0.name=灯 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 \
  lines.1.name=灯 lines.1.class=goods lines.1.source=fund lines.1.amount=50.00 -> refused lines line_twice
as zhou people.role.grant person=$cai role=cadre place=$heqing -> ok
as cai choose.project.draft place=$heqing season=$season title=全镇的灯 problem=黑 kind=hardware households=64 goal=亮 custodian=镇里 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 -> refused place no_neighbourhood

as cai choose.project.draft place=$cailu season=$season topic=$idea title=楼道灯 problem="四栋楼没有灯。" kind=hardware households=64 \
  goal=给四栋楼装上楼道灯 custodian=四位楼组长 upkeep=每月查一次 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks=供电所排期 \
  starts=2025-06-01 ends=2025-12-31 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=15000.00 \
  lines.1.name=感应灯 lines.1.class=goods lines.1.source=resident lines.1.amount=3200.00 \
  lines.2.name=安装 lines.2.class=labour lines.2.source=partner lines.2.amount=2800.00 -> ok as lamp
as cai choose.project.draft place=$cailu season=$season topic=$idea title=又一个 problem=黑 kind=soft households=1 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 -> refused - taken
# a project without any purchase, drafted by a resident for the building
as wang choose.project.draft place=$house2 season=$season title=楼道巡查队 problem=楼道堆物。 kind=soft households=16 goal=每周巡一次 \
  custodian=巡查队 upkeep=自己排班 risks=没有 starts=2025-06-01 ends=2025-12-01 -> ok as watch

as guest look choose/project -> ok projects=2 projects.0.number=合庆-蔡路-2025-02 projects.1.number=合庆-蔡路-2025-01 projects.1.state=draft
as guest look choose/project?q=灯 -> ok projects=1 is_narrow=yes
as guest look choose/project?state=sent -> ok projects=0
as guest look choose/project?place=$house2 -> ok projects=1 projects.0.title=楼道巡查队
as guest look choose/project/$lamp -> ok state=draft step_n=1 goal_fen=21000.00 fund_fen=15000.00 others_fen=6000.00 \
  lever_fen=0.40 sources.0.source=fund sources.1.goal_fen=3200.00 has_lever=yes is_approved=no
as guest look choose/project/$watch -> ok goal_fen=0.00 has_lever=no
as guest look choose/project/$lamp/talk -> ok topics.0.title=楼道灯 decisions=0
as guest look choose/project/$lamp/money -> ok lines.0.name=感应灯 lines.0.budget_fen=18200.00 entries=0 left_fen=0.00
as guest look choose/project/$lamp/notices -> ok notices=0
as guest look choose/project/$lamp/care -> ok custodian= upkeep=每月查一次 assets=0
as cai look choose/project/$lamp/care -> ok custodian=四位楼组长
as guest look choose/project/$lamp/record -> ok leaves.0.act=voice.topic.take leaves.1.act=choose.project.draft
as wang look choose/project/$lamp/amend -> forbidden
as cai look choose/project/$lamp/amend -> ok plan_goal=给四栋楼装上楼道灯 lines.0.name=感应灯 lines.0.source=fund lines.0.amount=15000.00
as wang look choose/project/$lamp/change -> forbidden
as cai look choose/project/$lamp/change -> ok lines=3

# amending while it is a draft, sending, withdrawing
as cai choose.project.amend project=$lamp title=蔡路楼道灯 problem="四栋楼没有灯。" households=64 goal=给四栋楼装上楼道灯 custodian=四位楼组长 \
  upkeep=每月查一次 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks=供电所排期 starts=2025-06-01 ends=2025-05-31 \
  -> refused ends before_start
as cai choose.project.amend project=$lamp title=蔡路楼道灯 problem="四栋楼没有灯。" households=64 goal=给四栋楼装上楼道灯 custodian=四位楼组长 \
  upkeep=每月查一次 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks=供电所排期 starts=2025-06-01 ends=2025-12-31 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=16000.00 -> ok
as guest look choose/project/$lamp -> ok title=蔡路楼道灯 goal_fen=16000.00 version=1
as wang choose.project.send project=$lamp -> forbidden
as cai choose.project.send project=$lamp -> ok
as cai choose.project.send project=$lamp -> refused - not_draft
as cai choose.project.amend project=$lamp title=蔡路楼道灯 problem=黑 households=64 goal=亮 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-31 -> refused - not_draft
as guest look choose/project?state=sent -> ok projects=1
as cai choose.project.withdraw project=$lamp -> ok
as cai choose.project.withdraw project=$lamp -> refused - too_late
as guest look choose/project/$lamp -> ok state=withdrawn has_step=no is_stopped=yes

# a season that is over takes no more
as zhou place.season.end season=$season -> ok
as cai choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑 kind=hardware households=64 goal=亮 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 -> refused - season_over
