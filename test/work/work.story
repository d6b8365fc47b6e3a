# SPDX-License-Identifier: MulanPSL-2.0
# The works of a small project: blockers, tasks, defects, acceptance.

use village

at 2025-03-10 09:00
as cai choose.project.draft place=$cailu season=$season title=晾晒架 problem=没地方晒被子。 kind=hardware households=64 goal=装十二副晾晒架 custodian=楼组长 upkeep=每月查一次 upkeep_years=2 upkeep_payer=居民自筹 risks=台风天要收 starts=2025-04-01 ends=2025-12-31 lines.0.name=晾晒架 lines.0.class=goods lines.0.source=fund lines.0.amount=4800.00 -> ok as rack

# nothing of it before approval
as cai work.note.write project=$rack words=开工 -> refused - not_approved
as wang work.hours.give project=$rack day=2025-03-09 minutes=60 -> refused - not_approved
as wang work.defect.report project=$rack words=x -> refused - not_working
as cai work.acceptance.open project=$rack -> refused - not_working
as cai choose.project.send project=$rack -> ok
as zhou choose.screening.run project=$rack -> ok
as cai review.notice.publish project=$rack kind=approval ask=没有意见，就报批。 until=2025-03-18T17:00 -> ok as notice
at 2025-03-18 17:01
as clock tick
as zhou choose.approval.decide project=$rack decision=approved -> ok

# a blocker is about something, goes up, comes back
as cai work.blocker.raise place=$cailu title=要占绿化 words=请镇里协调 -> refused project about_nothing
as wang work.blocker.raise place=$cailu project=$rack title=要占绿化 words=请镇里协调 -> forbidden
as cai work.blocker.raise place=$cailu project=$rack title=要占绿化 words=请镇里协调 -> ok as stuck
as cai work.blocker.close blocker=$stuck result=x -> refused - not_answered
as zhou work.blocker.answer blocker=$stuck answer=绿化所同意 -> ok
as zhou work.blocker.answer blocker=$stuck answer=再说一遍 -> refused - not_open
as guest look work/blocker/$stuck -> ok state=answered days=1 is_answered=yes answer=绿化所同意 project_ref=$rack from_name=蔡路居民区 to_name=合庆镇
as guest look work/blocker -> ok blockers.0.title=要占绿化 blockers.0.about=晾晒架 blockers.0.days=1
as guest look work/blocker/$cailu -> not_found

# tasks
as cai work.task.open project=$rack kind=build title=装架子 total=12 who=楼组长 due=2025-06-01 -> refused unit missing
as cai work.task.open project=$rack kind=build title=装架子 unit=副 total=12 who=楼组长 due=2025-06-01 -> ok as build
as cai work.task.open project=$rack kind=tell title=议公约 who=楼组长 due=2025-06-01 -> ok as talk
as cai work.task.progress task=$talk so_far=1 -> refused so_far not_counted
as cai work.task.progress task=$build so_far=13 -> refused so_far over_total
as cai work.task.finish task=$build -> refused task not_all
as cai work.acceptance.open project=$rack -> refused - tasks_open
as cai work.task.drop task=$talk -> ok
as cai work.task.drop task=$talk -> refused - not_open
as wang work.task.drop task=$build -> forbidden
as cai work.task.progress task=$build so_far=12 -> ok
as cai work.task.finish task=$build -> ok
as cai work.task.progress task=$build so_far=1 -> refused - not_open

# the tab of the works: a neighbour sees who does it, a passer-by what is done
as wang look choose/project/$rack/work -> ok state=working tasks.0.done=12 tasks.0.done_bp=10000 tasks.0.hands.0.who=楼组长 open_tasks=0 can_look=yes
as guest look choose/project/$rack/work -> ok tasks.0.title=装架子 tasks.0.is_done=yes blockers.0.title=要占绿化

# a defect: mended, still wrong, mended again, closed
as wang work.defect.report project=$rack words=有一副松了 -> ok as loose
as wang work.defect.close defect=$loose -> refused - not_mended
as wang work.defect.mend defect=$loose repair=x -> forbidden
as guest look choose/project/$rack/work -> ok open_defects=1 defects.0.words=有一副松了 defects.0.days=1 defects.0.is_open=yes
as cai work.defect.mend defect=$loose repair=拧紧了 -> ok
as cai work.defect.mend defect=$loose repair=拧紧了 -> refused - not_open
as wang work.defect.reopen defect=$loose -> ok
as wang work.defect.reopen defect=$loose -> refused - not_mended

# the diary, and time that neighbours gave
as wang work.note.write project=$rack words=装了六副 -> forbidden
as cai work.note.write project=$rack words=装了六副 -> ok
as cai work.note.write project=$rack words=全部装好 -> ok
as wang work.hours.give project=$rack day=2025-03-18 minutes=90 -> ok
as wang work.hours.give project=$rack day=2025-03-18 minutes=30 -> refused day already
as wang work.hours.give project=$rack day=2025-03-19 minutes=30 -> refused day in_future
as li work.hours.give project=$rack day=2025-03-17 minutes=45 -> ok
as cai work.hours.give project=$rack day=2025-03-17 minutes=45 -> forbidden
as guest look choose/project/$rack/work -> ok notes.0.words=全部装好 notes.1.words=装了六副 helpers=2 helped_hours=2

# acceptance
as cai work.acceptance.open project=$rack -> ok as look
as cai work.acceptance.open project=$rack -> refused - is_open
as cai work.acceptance.decide acceptance=$look result=passed -> refused - defects_open
as cai work.defect.mend defect=$loose repair=换了膨胀螺丝 -> ok
as wang work.defect.close defect=$loose -> ok
as cai work.acceptance.decide acceptance=$look result=passed -> refused - blockers_open
as cai work.blocker.close blocker=$stuck result=绿化挪好了 -> ok
as cai work.blocker.close blocker=$stuck result=再关一次 -> refused - is_closed
as cai work.acceptance.decide acceptance=$look result=passed -> refused - nobody_looked
as wang work.acceptance.opine acceptance=$look words=太高了，够不着 -> ok
as cai work.acceptance.opine acceptance=$look is_content=yes -> forbidden
as cai work.acceptance.decide acceptance=$look result=passed -> refused - not_content
as cai work.acceptance.decide acceptance=$look result=refused words=降低再验 -> ok
as cai work.acceptance.decide acceptance=$look result=passed -> refused - is_decided
as cai work.acceptance.open project=$rack -> ok as look2
as wang work.acceptance.opine acceptance=$look2 is_content=yes -> ok
as wang work.acceptance.opine acceptance=$look2 is_content=yes -> refused - already
as li work.acceptance.opine acceptance=$look2 is_content=yes -> ok
as wang look choose/project/$rack/work -> ok acceptances.0.has_said=yes acceptances.0.opinions=2 acceptances.0.content=2 acceptances.1.result=refused acceptances.1.said.0.words=太高了，够不着 can_look=no
as cai look choose/project/$rack/work -> ok acceptances.0.has_said=no
as cai work.acceptance.decide acceptance=$look2 result=passed -> ok
as wang work.acceptance.opine acceptance=$look2 is_content=yes -> refused - is_decided
as guest look choose/project/$rack -> ok state=accepted
