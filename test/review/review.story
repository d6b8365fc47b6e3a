# SPDX-License-Identifier: MulanPSL-2.0
# Notices and objections: what hangs, how long, who may object, who answers.

use village

at 2025-03-10 09:00
as cai choose.project.draft place=$cailu season=$season title=晾晒架 problem=没地方晒被子。 kind=hardware households=64 goal=装十二副晾晒架 custodian=楼组长 upkeep=每月查一次 upkeep_years=2 upkeep_payer=居民自筹 risks=台风天要收 starts=2025-04-01 ends=2025-12-31 lines.0.name=晾晒架 lines.0.class=goods lines.0.source=fund lines.0.amount=4800.00 -> ok as rack
as cai review.notice.publish project=$rack kind=settlement ask=x until=2025-04-20T17:00 -> refused kind nothing_to_show
as cai choose.project.send project=$rack -> ok
as wang review.notice.publish project=$rack kind=approval ask=x until=2025-04-20T17:00 -> forbidden
as cai review.notice.publish project=$rack kind=change ask=x until=2025-04-20T17:00 -> refused kind nothing_to_show
as cai review.notice.publish project=$rack kind=approval ask=没有意见，就报批。 until=2025-03-16T08:00 -> refused until too_short
as cai review.notice.publish project=$rack kind=approval ask=没有意见，就报批。 until=2025-03-20T17:00 -> ok as first
as wang review.notice.recall notice=$first -> forbidden
as cai review.notice.recall notice=$first -> ok
as cai review.notice.recall notice=$first -> refused notice not_found
as guest review.objection.raise notice=$first words=晚了 -> refused notice not_found
as cai review.notice.publish project=$rack kind=approval ask=没有意见，就报批。 until=2025-03-20T17:00 -> ok as notice
as guest look review/notice -> ok notices=1 notices.0.kind=approval
as guest look review/notice/$notice -> ok is_open=yes days_left=10 objections=0 lines.0.now_fen=4800.00
at 2025-03-12 09:00
as guest review.objection.raise notice=$notice words="挡住一楼的光\r\n怎么办？" name=一楼住户 phone="138 0000 0000" -> ok as light
as wang review.objection.raise notice=$notice words=颜色太亮 -> ok as colour
as wang review.objection.answer objection=$light answer=x -> forbidden
as cai review.objection.answer objection=$light answer=往东移两米 is_taken_up=yes -> ok
as cai review.objection.answer objection=$light answer=再答一遍 -> refused - is_answered
as guest look review/notice/$notice -> ok objections=2 objections.0.is_taken_up=yes objections.1.is_answered=no
at 2025-03-20 17:01
as clock tick
as guest look review/notice/$notice -> ok state=over is_open=no
as guest review.objection.raise notice=$notice words=晚了 -> refused - notice_over
as zhou choose.approval.decide project=$rack decision=approved -> refused - not_chosen
