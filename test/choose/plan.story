# SPDX-License-Identifier: MulanPSL-2.0
# A plan changes only after its approval, by a meeting that passed it, one change at a time (C1).

use village

at 2025-03-01 09:00
as cai choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑。 kind=soft households=64 goal=装楼道灯 custodian=楼组长 \
  upkeep=每月查 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=15000.00 -> ok as lamp
as cai voice.meeting.call place=$cailu kind=council title=早了的会 venue=居委会 starts=2025-03-05T14:00 counted=member entitled=3 \
  items.0.title=再装摄像头 items.0.project=$lamp -> ok as early
as cai choose.plan.change project=$lamp meeting=$early reason=多了 goal=灯和摄像头 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-01 -> refused - not_approved
as cai choose.project.send project=$lamp -> ok
as zhou choose.screening.run project=$lamp -> ok
as cai review.notice.publish project=$lamp kind=approval ask=有意见请提 until=2025-03-12T09:00 -> ok
at 2025-03-05 14:00
as cai voice.meeting.open meeting=$early -> ok
as p1 voice.attendance.sign meeting=$early is_member=yes -> ok
as p2 voice.attendance.sign meeting=$early is_member=yes -> ok
as p3 voice.attendance.sign meeting=$early is_member=yes -> ok
as guest look voice/meeting/$early -> ok keep early_point=items.0.id
as cai voice.meeting.decide item=$early_point yes=3 no=0 abstain=0 decision=再装摄像头 -> ok
as cai voice.meeting.close meeting=$early chair=蔡勇 recorder=陈敏 -> ok
at 2025-03-12 09:00
as clock tick -> ok
as zhou choose.approval.decide project=$lamp decision=approved -> ok
# what was agreed before the approval is in the approved plan, or it is nowhere
as cai choose.plan.change project=$lamp meeting=$early reason=多了 goal=灯和摄像头 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-01 -> refused meeting not_agreed
as cai voice.meeting.call place=$cailu kind=council title=议事会 venue=居委会 starts=2025-03-20T14:00 counted=member entitled=3 \
  items.0.title=再装摄像头 items.0.project=$lamp -> ok as council
at 2025-03-20 14:00
as cai voice.meeting.open meeting=$council -> ok
as p1 voice.attendance.sign meeting=$council is_member=yes -> ok
as p2 voice.attendance.sign meeting=$council is_member=yes -> ok
as p3 voice.attendance.sign meeting=$council is_member=yes -> ok
as guest look voice/meeting/$council -> ok keep point=items.0.id
as cai voice.meeting.decide item=$point yes=2 no=1 abstain=0 decision=再装摄像头 -> ok
as cai voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok
as cai choose.plan.change project=$lamp meeting=$council reason=多了 goal=灯和摄像头 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-05-01 -> refused ends before_start
as cai choose.plan.change project=$lamp meeting=$council reason=多了 goal=灯和摄像头 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-01 lines.0.name=灯 lines.0.class=goods lines.0.source=fund lines.0.amount=1.00 \
  lines.1.name=灯 lines.1.class=goods lines.1.source=fund lines.1.amount=2.00 -> refused lines line_twice
as cai choose.plan.change project=$lamp meeting=$council reason=多了 goal=灯和摄像头 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-01 lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=12000.00 -> ok
as wang choose.plan.drop project=$lamp -> forbidden
as cai choose.plan.drop project=$lamp -> ok
as cai choose.plan.drop project=$lamp -> refused - no_change
# the old plan stood all the time
as guest look choose/project/$lamp -> ok goal=装楼道灯 goal_fen=15000.00 version=1
