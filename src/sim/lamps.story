# SPDX-License-Identifier: MulanPSL-2.0
# Where stories about money begin: the village with one project approved, lamps for four stairwells,
# and a council that agreed to ask every household for fifty yuan. All figures are invented.

use village

at 2025-05-10 10:00
as cai choose.project.draft place=$cailu season=$season title=蔡路楼道灯 problem="四栋楼六十四户，楼道四十年没有灯。" kind=hardware households=64 goal=给四栋楼装上楼道灯 custodian=四位楼组长 upkeep=每月查一次 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks="老人不习惯声控。" starts=2025-06-01 ends=2025-12-31 \
  lines.0.name=感应灯具 lines.0.class=goods lines.0.source=fund lines.0.amount=12000.00 \
  lines.1.name=安装人工 lines.1.class=labour lines.1.source=fund lines.1.amount=4000.00 \
  lines.2.name=墙绘 lines.2.class=goods lines.2.source=resident lines.2.amount=3200.00 \
  lines.3.name=水泥黄沙 lines.3.class=goods lines.3.source=partner lines.3.amount=1000.00 -> ok as lamp
as cai choose.project.send project=$lamp -> ok
as zhou choose.screening.run project=$lamp -> ok
at 2025-05-20 09:00
as cai review.notice.publish project=$lamp kind=approval ask=没有意见，就报合庆镇批准。 until=2025-05-28T17:00 -> ok as notice
at 2025-05-28 17:01
as clock tick
at 2025-06-02 10:00
as zhou choose.approval.decide project=$lamp decision=approved -> ok
as cai voice.meeting.call place=$cailu kind=council title=居民议事会 venue=居委会二楼 starts=2025-06-07T14:00 counted=household items.0.title="画墙绘，每户自愿出50元" items.0.project=$lamp -> ok as council
at 2025-06-07 14:00
as chen voice.meeting.open meeting=$council -> ok
as chen look voice/meeting/$council -> ok keep point=items.0.id
as chen voice.attendance.sheet meeting=$council rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 rows.18.household=$h19 rows.19.household=$h20 rows.20.household=$h21 rows.21.household=$h22 rows.22.household=$h23 rows.23.household=$h24 rows.24.household=$h25 rows.25.household=$h26 rows.26.household=$h27 rows.27.household=$h28 rows.28.household=$h29 rows.29.household=$h30 rows.30.household=$h31 rows.31.household=$h32 rows.32.household=$h33 rows.33.household=$h34 rows.34.household=$h35 rows.35.household=$h36 rows.36.household=$h37 rows.37.household=$h38 rows.38.household=$h39 rows.39.household=$h40 rows.40.household=$h41 rows.41.household=$h42 rows.42.household=$h43 rows.43.household=$h44 rows.44.household=$h45 rows.45.household=$h46 -> ok
as chen voice.meeting.decide item=$point yes=44 no=1 abstain=1 decision=画墙绘，每户自愿出50元 -> ok
