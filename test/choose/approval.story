# SPDX-License-Identifier: MulanPSL-2.0
# Approval and change: after the check, after the notice, after every answer; a change only by a fresh meeting (C1, C9).

use village

at 2025-03-01 09:00
as cai choose.project.draft place=$cailu season=$season title=楼道灯 problem=黑。 kind=hardware households=64 goal=装楼道灯 custodian=楼组长 \
  upkeep=每月查 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=15000.00 -> ok as lamp
as zhou choose.approval.decide project=$lamp decision=approved -> refused - not_chosen
as cai choose.project.send project=$lamp -> ok
as zhou choose.screening.run project=$lamp -> ok
as cai choose.approval.decide project=$lamp decision=approved -> forbidden
as zhou choose.approval.decide project=$lamp decision=refused -> refused reason missing
as zhou choose.approval.decide project=$lamp decision=approved -> refused - no_notice
as cai review.notice.publish project=$lamp kind=approval ask=有意见请在期满前提 until=2025-03-10T09:00 -> ok as notice
as zhou choose.approval.decide project=$lamp decision=approved -> refused - notice_runs
as guest review.objection.raise notice=$notice name=路人 phone=13800000000 words=灯会不会太亮 -> ok as word
at 2025-03-10 09:00
as clock tick -> ok
as zhou choose.approval.decide project=$lamp decision=approved -> refused - unanswered
as cai review.objection.answer objection=$word answer=装感应灯，人走就暗。 -> ok
as zhou choose.approval.decide project=$lamp decision=approved -> ok
as zhou choose.approval.decide project=$lamp decision=approved -> refused - no_plan
as guest look choose/project/$lamp -> ok state=approved is_approved=yes step_n=4

# a change without a meeting, with one of before, with one too small
as cai choose.plan.drop project=$lamp -> refused - no_change
as cai voice.meeting.call place=$cailu kind=council title=议事会 venue=居委会二楼 starts=2025-03-15T14:00 counted=member entitled=12 \
  items.0.title=加装摄像头 items.0.project=$lamp -> ok as small
at 2025-03-15 14:00
as cai voice.meeting.open meeting=$small -> ok
as p1 voice.attendance.sign meeting=$small is_member=yes -> ok
as guest look voice/meeting/$small -> ok keep point=items.0.id
as cai voice.meeting.decide item=$point yes=1 no=0 abstain=0 decision=加装 -> refused - no_quorum
as cai voice.meeting.decide item=$point only_noted=yes decision=下次再议 -> ok
as cai voice.meeting.close meeting=$small chair=蔡勇 recorder=陈敏 -> ok
as cai choose.plan.change project=$lamp meeting=$small reason=省下了钱 goal=装灯和摄像头 custodian=楼组长 upkeep=每月查 upkeep_years=2 upkeep_cost=590.00 \
  upkeep_payer=居民 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=12000.00 \
  lines.1.name=摄像头 lines.1.class=goods lines.1.source=fund lines.1.amount=6000.00 -> refused meeting not_agreed

# with its quorum, after the approval
as cai voice.meeting.call place=$cailu kind=council title=议事会 venue=居委会二楼 starts=2025-03-22T14:00 counted=member entitled=3 \
  items.0.title=加装摄像头 items.0.project=$lamp -> ok as council
at 2025-03-22 14:00
as cai voice.meeting.open meeting=$council -> ok
as p1 voice.attendance.sign meeting=$council is_member=yes -> ok
as p2 voice.attendance.sign meeting=$council is_member=yes -> ok
as p3 voice.attendance.sign meeting=$council is_member=yes -> ok
as guest look voice/meeting/$council -> ok keep agreed=items.0.id
as cai voice.meeting.decide item=$agreed yes=3 no=0 abstain=0 decision=加装摄像头 -> ok
as cai voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok
as wang choose.plan.change project=$lamp meeting=$council reason=省下了钱 goal=装灯和摄像头 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-01 -> forbidden
as cai choose.plan.change project=$lamp meeting=$council reason=省下了钱 goal=装灯和摄像头 custodian=楼组长 upkeep=每月查 upkeep_years=2 upkeep_cost=590.00 \
  upkeep_payer=居民 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=12000.00 \
  lines.1.name=摄像头 lines.1.class=goods lines.1.source=fund lines.1.amount=6000.00 -> ok
as cai choose.plan.change project=$lamp meeting=$council reason=再改 goal=再改 custodian=楼组长 upkeep=每月查 risks=没有 \
  starts=2025-06-01 ends=2025-12-01 -> refused - has_change
as guest look choose/project/$lamp -> ok goal=装楼道灯 waiting_version=2 is_changing=yes changes.0.goal=装灯和摄像头 changes.0.yes=3 changes.0.approved_ms=
as cai choose.plan.drop project=$lamp -> ok
as guest look choose/project/$lamp -> ok is_changing=no
as cai choose.plan.change project=$lamp meeting=$council reason=省下了钱 goal=装灯和摄像头 custodian=楼组长 upkeep=每月查 upkeep_years=2 upkeep_cost=590.00 \
  upkeep_payer=居民 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=感应灯 lines.0.class=goods lines.0.source=fund lines.0.amount=12000.00 \
  lines.1.name=摄像头 lines.1.class=goods lines.1.source=fund lines.1.amount=6000.00 -> ok

# the new plan: checked anew, on notice anew, approved anew; the old goal stays in sight
as zhou choose.approval.decide project=$lamp decision=approved -> refused - not_screened
as zhou choose.screening.run project=$lamp -> ok
as cai review.notice.publish project=$lamp kind=change ask=有意见请在期满前提 until=2025-03-30T14:00 -> ok as second
at 2025-03-30 14:00
as clock tick -> ok
as zhou choose.approval.decide project=$lamp decision=approved -> ok
as guest look choose/project/$lamp -> ok state=approved version=3 goal=装灯和摄像头 first_goal=装楼道灯 fund_fen=18000.00 has_changed=yes

# refused, with its reason
as cai choose.project.draft place=$cailu season=$season title=茶会 problem=不认识。 kind=soft households=64 goal=办茶会 custodian=居委会 \
  upkeep=不用 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=场地布置 lines.0.class=service lines.0.source=fund lines.0.amount=900.00 -> ok as tea
as cai choose.project.send project=$tea -> ok
as zhou choose.screening.run project=$tea -> ok
as zhou choose.approval.decide project=$tea decision=refused reason=先把灯装好 -> ok
as guest look choose/project/$tea -> ok state=refused

# on somebody's ground only with the agreement signed (C2)
at 2025-04-02 09:00
as cai choose.project.draft place=$cailu season=$season title=儿童角 problem=没地方玩。 kind=soft households=64 needs_ground=yes goal=开放绿地 custodian=居委会 \
  upkeep=每周看一次 risks=没有 starts=2025-06-01 ends=2025-12-01 \
  lines.0.name=地垫 lines.0.class=goods lines.0.source=fund lines.0.amount=4000.00 -> ok as play
as guest look choose/project/$play -> ok is_on_ground=yes
as cai choose.project.send project=$play -> ok
as zhou choose.screening.run project=$play -> ok
as cai review.notice.publish project=$play kind=approval ask=有意见请提 until=2025-04-10T09:00 -> ok
at 2025-04-10 09:00
as clock tick -> ok
as zhou choose.approval.decide project=$play decision=approved -> refused - no_ground
as cai fund.agreement.offer project=$play partner=$hailian kind=ground source=partner what=南侧绿地开放两年 -> ok as deal
as zhou choose.approval.decide project=$play decision=approved -> refused - no_ground
as cai place.file.add place=$cailu name=绿地协议.txt media=text/plain text=同意开放绿地。 -> ok as paper
as wuhai fund.agreement.sign agreement=$deal file=$paper -> ok
as zhou choose.approval.decide project=$play decision=approved -> ok
