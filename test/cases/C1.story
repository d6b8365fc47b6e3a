# SPDX-License-Identifier: MulanPSL-2.0
# C1 蔡路 “毛巾之乡”: four buildings of one former towel factory, no property company, so no public meter, so no stairwell light for
# forty years; from the first complaint to the yearly lamp check. Place, 45,000 yuan and 50 yuan a household are the article's;
# every person, date and other figure is invented.
# C1.1 idea · C1.2 meetings · C1.3 option polls · C1.4 application · C1.5 blocker · C1.6 scope change · C1.7 household money
# C1.8 partner money · C1.9 invoices · C1.10 publication · C1.11 no spending before approval · C1.12 no change without a meeting
# C1.13 no household twice

use village

# C1.1 an idea, seconded by a fifth of the households, a twin of it merged
at 2025-03-06 19:30
as wang voice.topic.raise place=$cailu title=楼道灯 story="四十年了，四栋楼的楼道一盏灯也没有。老人上楼扶着墙走，\n孩子放学摸黑回家。" -> ok as idea
as zhang voice.topic.raise place=$cailu title=楼道太黑 story="三号楼二楼拐角昨天又有人摔了。" -> ok as twin
as cai voice.topic.merge topic=$twin into=$idea -> ok
as guest voice.topic.second topic=$idea -> sign_in
as p1 voice.topic.second topic=$idea -> ok
as p2 voice.topic.second topic=$idea -> ok
as p3 voice.topic.second topic=$idea -> ok
as p4 voice.topic.second topic=$idea -> ok
as p5 voice.topic.second topic=$idea -> ok
as p6 voice.topic.second topic=$idea -> ok
as p17 voice.topic.second topic=$idea -> ok
as p18 voice.topic.second topic=$idea -> ok
as p19 voice.topic.second topic=$idea -> ok
as p20 voice.topic.second topic=$idea -> ok
as p33 voice.topic.second topic=$idea -> ok
as p35 voice.topic.second topic=$idea -> ok
as p49 voice.topic.second topic=$idea -> ok
# C1.13 a household seconds once
as p1 voice.topic.second topic=$idea -> refused - already
as wang look voice/topic/$idea -> ok state=ready

# C1.5 nobody may apply for a meter without a property company: sent up to the town
at 2025-03-10 09:00
as cai work.blocker.raise place=$cailu topic=$idea title="没有物业，申请不了公共电表" words="供电所说要物业盖章。四栋楼没有物业，请镇里协调。" due=2025-05-30 -> ok as meter
as chen work.blocker.close blocker=$meter result=x -> refused - not_answered
as cai work.blocker.answer blocker=$meter answer=x -> forbidden

# C1.2 four talks of the party members
at 2025-03-10 10:00
as cai voice.meeting.call place=$cailu kind=party title="党员座谈1" venue=居委会二楼 starts=2025-03-15T14:00 counted=member entitled=12 items.0.title="先听听党员怎么说" items.0.topic=$idea -> ok as talk1
at 2025-03-15 14:00
as chen voice.meeting.open meeting=$talk1 -> ok
as wang voice.attendance.sign meeting=$talk1 is_member=yes -> ok
as chen voice.attendance.admit meeting=$talk1 name=老党员甲 is_member=yes -> ok
as chen look voice/meeting/$talk1 -> ok keep talk1_point=items.0.id
as chen voice.meeting.minute meeting=$talk1 kind=opinion who=王秀珍 words="感应灯省电，但不要太亮。" -> ok
as chen voice.meeting.decide item=$talk1_point only_noted=yes decision="记下意见，带到议事会。" -> ok
as chen voice.meeting.close meeting=$talk1 chair=蔡勇 recorder=陈敏 -> ok
at 2025-03-17 10:00
as cai voice.meeting.call place=$cailu kind=party title="党员座谈2" venue=居委会二楼 starts=2025-03-22T14:00 counted=member entitled=12 items.0.title="灯装在哪里" items.0.topic=$idea -> ok as talk2
at 2025-03-22 14:00
as chen voice.meeting.open meeting=$talk2 -> ok
as wang voice.attendance.sign meeting=$talk2 is_member=yes -> ok
as chen voice.attendance.admit meeting=$talk2 name=老党员甲 is_member=yes -> ok
as chen look voice/meeting/$talk2 -> ok keep talk2_point=items.0.id
as chen voice.meeting.minute meeting=$talk2 kind=opinion who=王秀珍 words="感应灯省电，但不要太亮。" -> ok
as chen voice.meeting.decide item=$talk2_point only_noted=yes decision="记下意见，带到议事会。" -> ok
as chen voice.meeting.close meeting=$talk2 chair=蔡勇 recorder=陈敏 -> ok
at 2025-04-01 10:00
as cai voice.meeting.call place=$cailu kind=party title="党员座谈3" venue=居委会二楼 starts=2025-04-06T14:00 counted=member entitled=12 items.0.title="电费谁来付" items.0.topic=$idea -> ok as talk3
at 2025-04-06 14:00
as chen voice.meeting.open meeting=$talk3 -> ok
as wang voice.attendance.sign meeting=$talk3 is_member=yes -> ok
as chen voice.attendance.admit meeting=$talk3 name=老党员甲 is_member=yes -> ok
as chen look voice/meeting/$talk3 -> ok keep talk3_point=items.0.id
as chen voice.meeting.minute meeting=$talk3 kind=opinion who=王秀珍 words="感应灯省电，但不要太亮。" -> ok
as chen voice.meeting.decide item=$talk3_point only_noted=yes decision="记下意见，带到议事会。" -> ok
as chen voice.meeting.close meeting=$talk3 chair=蔡勇 recorder=陈敏 -> ok
at 2025-04-07 10:00
as cai voice.meeting.call place=$cailu kind=party title="党员座谈4" venue=居委会二楼 starts=2025-04-12T14:00 counted=member entitled=12 items.0.title="谁来管灯" items.0.topic=$idea -> ok as talk4
at 2025-04-12 14:00
as chen voice.meeting.open meeting=$talk4 -> ok
as wang voice.attendance.sign meeting=$talk4 is_member=yes -> ok
as chen voice.attendance.admit meeting=$talk4 name=老党员甲 is_member=yes -> ok
as chen look voice/meeting/$talk4 -> ok keep talk4_point=items.0.id
as chen voice.meeting.minute meeting=$talk4 kind=opinion who=王秀珍 words="感应灯省电，但不要太亮。" -> ok
as chen voice.meeting.decide item=$talk4_point only_noted=yes decision="记下意见，带到议事会。" -> ok
as chen voice.meeting.close meeting=$talk4 chair=蔡勇 recorder=陈敏 -> ok

# C1.3 what was disputed: which lamp, and where
at 2025-04-13 09:00
as cai voice.poll.open place=$cailu topic=$idea question=装哪种灯 until=2025-04-24T20:00 options.0.name=声控感应灯 options.1.name=长明灯 -> ok as lamp_poll
as cai voice.poll.open place=$cailu topic=$idea question=灯装在哪里 until=2025-04-24T20:00 options.0.name=每层转角 options.1.name=每户门口 -> ok as spot_poll
as guest look voice/poll/$lamp_poll -> ok keep sensor=options.0.id steady=options.1.id
as guest look voice/poll/$spot_poll -> ok keep corner=options.0.id
as wang voice.poll.answer poll=$lamp_poll option=$sensor reason=长明灯电费太贵 -> ok
as li voice.poll.answer poll=$lamp_poll option=$steady reason=声控灯对老人不好使 -> ok
# an answer may be changed until the poll closes; it stays one household's
as li voice.poll.answer poll=$lamp_poll option=$sensor reason=听大家的 -> ok
as guest voice.poll.answer poll=$lamp_poll option=$sensor -> sign_in
as zhang voice.poll.answer poll=$spot_poll option=$corner -> ok
as zhang voice.poll.answer poll=$spot_poll option=$sensor -> refused option other_poll
at 2025-04-24 20:01
as clock tick
as wang voice.poll.answer poll=$lamp_poll option=$sensor -> refused - is_over

# C1.2 three residents' councils; the first has no quorum and decides nothing
at 2025-04-25 10:00
as cai voice.meeting.call place=$cailu kind=council title="第一次居民议事会" venue=居委会二楼 starts=2025-04-29T14:00 counted=household items.0.title="装感应灯，装在每层转角" items.0.topic=$idea -> ok as council1
at 2025-04-29 14:00
as chen voice.meeting.open meeting=$council1 -> ok
as chen look voice/meeting/$council1 -> ok keep point1=items.0.id
as chen voice.attendance.sheet meeting=$council1 rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 rows.18.household=$h19 rows.19.household=$h20 -> ok
as chen voice.meeting.decide item=$point1 yes=20 -> refused - no_quorum
as chen voice.meeting.decide item=$point1 only_noted=yes decision=人数不够，下次再议 -> ok
as chen voice.meeting.close meeting=$council1 chair=蔡勇 recorder=陈敏 -> ok
at 2025-04-30 10:00
as cai voice.meeting.call place=$cailu kind=council title="第二次居民议事会" venue=居委会二楼 starts=2025-05-05T14:00 counted=household items.0.title="装感应灯，装在每层转角，四位楼组长管灯" items.0.topic=$idea -> ok as council2
at 2025-05-05 14:00
as chen voice.meeting.open meeting=$council2 -> ok
as chen look voice/meeting/$council2 -> ok keep point2=items.0.id
as chen voice.attendance.sheet meeting=$council2 rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 rows.18.household=$h19 rows.19.household=$h20 rows.20.household=$h21 rows.21.household=$h22 rows.22.household=$h23 rows.23.household=$h24 rows.24.household=$h25 rows.25.household=$h26 rows.26.household=$h27 rows.27.household=$h28 rows.28.household=$h29 rows.29.household=$h30 rows.30.household=$h31 rows.31.household=$h32 rows.32.household=$h33 rows.33.household=$h34 rows.34.household=$h35 rows.35.household=$h36 rows.36.household=$h37 rows.37.household=$h38 rows.38.household=$h39 rows.39.household=$h40 rows.40.household=$h41 rows.41.household=$h42 rows.42.household=$h43 rows.43.household=$h44 rows.44.household=$h45 rows.45.household=$h46 rows.46.household=$h47 rows.47.household=$h48 rows.48.household=$h49 rows.49.household=$h50 -> ok
# C1.13 a household signs in once, on the sheet or by telephone
as p1 voice.attendance.sign meeting=$council2 -> ok
as p1 voice.attendance.sign meeting=$council2 -> refused - already
as chen voice.attendance.sheet meeting=$council2 rows.0.household=$h2 rows.1.household=$h2 -> refused rows.1.household twice
as chen voice.attendance.sheet meeting=$council2 rows.0.household=$h2 -> ok
as guest look voice/meeting/$council2 -> ok present=50
as chen voice.meeting.minute meeting=$council2 item=$point2 kind=opinion who=李建国 words="声控要灵，老人走得慢。" -> ok
as chen voice.meeting.decide item=$point2 yes=51 -> refused yes over_present
as chen voice.meeting.decide item=$point2 yes=46 no=2 abstain=2 decision=装感应灯，装在每层转角 dissent=有两户担心声音吵 -> ok
as chen voice.meeting.close meeting=$council2 chair=蔡勇 recorder=陈敏 -> ok
as guest look voice/meeting/$council2 -> ok state=closed present=50

# C1.5 the town answers on the nineteenth day of asking again, the meters are in on the fifty-third
at 2025-05-09 16:00
as zhou work.blocker.answer blocker=$meter answer="镇里牵头，用居委会名义立户。" -> ok

# C1.4 the application: budget by line and source, who keeps it, what it costs to keep, what can go wrong
at 2025-05-10 10:00
as zhang choose.project.draft place=$shengli season=$season title=别处的灯 problem=x kind=hardware households=1 goal=x custodian=x upkeep=x risks=x starts=2025-06-01 ends=2025-07-01 lines.0.name=灯 lines.0.class=goods lines.0.source=fund lines.0.amount=1.00 -> forbidden
as cai choose.project.draft place=$cailu season=$season topic=$idea title=蔡路楼道灯 problem="四栋楼六十四户，楼道四十年没有灯。" kind=hardware households=64 goal=给四栋楼装上楼道灯 custodian=四位楼组长 upkeep=每月查一次，坏了三天内换 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks="供电所排期；老人不习惯声控。" starts=2025-06-01 ends=2025-12-31 \
  lines.0.name=感应灯具 lines.0.class=goods lines.0.source=fund lines.0.amount=26000.00 \
  lines.1.name=安装人工 lines.1.class=labour lines.1.source=fund lines.1.amount=14000.00 \
  lines.2.name=配电和线管 lines.2.class=goods lines.2.source=fund lines.2.amount=5000.00 \
  lines.3.name=水泥黄沙 lines.3.class=goods lines.3.source=fund lines.3.amount=600.00 -> ok as lamp
as cai choose.project.draft place=$cailu season=$season topic=$idea title=又一个 problem=x kind=hardware households=1 goal=x custodian=x upkeep=x risks=x starts=2025-06-01 ends=2025-07-01 lines.0.name=灯 lines.0.class=goods lines.0.source=fund lines.0.amount=1.00 -> refused - taken
as cai choose.project.send project=$lamp -> ok

# the rules as data: cement bought from the fund is blocked, with its article; from a partner's money it passes with a note
at 2025-05-12 09:00
as cai choose.screening.run project=$lamp -> forbidden
as zhou choose.screening.run project=$lamp -> ok
as guest look choose/project/$lamp -> ok state=returned
as cai choose.project.amend project=$lamp title=蔡路楼道灯 problem="四栋楼六十四户，楼道四十年没有灯。" households=64 goal=给四栋楼装上楼道灯 custodian=四位楼组长 upkeep=每月查一次，坏了三天内换 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks="供电所排期；老人不习惯声控。" starts=2025-06-01 ends=2025-12-31 \
  lines.0.name=感应灯具 lines.0.class=goods lines.0.source=fund lines.0.amount=26000.00 \
  lines.1.name=安装人工 lines.1.class=labour lines.1.source=fund lines.1.amount=14000.00 \
  lines.2.name=配电和线管 lines.2.class=goods lines.2.source=fund lines.2.amount=5000.00 \
  lines.3.name=水泥黄沙 lines.3.class=goods lines.3.source=partner lines.3.amount=600.00 -> ok
as cai choose.project.send project=$lamp -> ok
as zhou choose.screening.run project=$lamp -> ok
as guest look choose/project/$lamp -> ok state=screened

# the vote: phone, desk and paper counted together, one household one vote, nobody sees what was chosen
as cai choose.project.draft place=$cailu season=$season title=楼前花圃认养 problem=楼前空地荒着。 kind=soft households=64 goal=认养花圃 custodian=花友小组 upkeep=各家排班浇水 risks=没人浇水就补种 starts=2025-06-10 ends=2025-12-01 lines.0.name=花苗和工具 lines.0.class=goods lines.0.source=fund lines.0.amount=5600.00 -> ok as garden
as cai choose.project.draft place=$cailu season=$season title=邻里议事角 problem=下雨没地方开会。 kind=soft households=64 goal=放桌椅 custodian=1号楼组 upkeep=每周擦 risks=坏了就修 starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=17500.00 -> ok as corner
as cai choose.project.send project=$garden -> ok
as cai choose.project.send project=$corner -> ok
as zhou choose.screening.run project=$garden -> ok
as zhou choose.screening.run project=$corner -> ok
at 2025-05-13 09:00
as clock tick
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=60000.00 until=2025-05-18T20:00 candidates=$lamp candidates=$garden candidates=$corner -> ok as vote
at 2025-05-14 19:00
as wang choose.ballot.cast ballot=$vote choices=$lamp choices=$garden choices=$corner -> refused choices over_budget
as wang choose.ballot.cast ballot=$vote choices=$corner -> ok
# a new envelope replaces the old one; C1.13 the household is counted once
as wang choose.ballot.cast ballot=$vote choices=$lamp choices=$garden -> ok
as p1 choose.ballot.cast ballot=$vote choices=$lamp choices=$garden -> ok
as p2 choose.ballot.cast ballot=$vote choices=$lamp -> ok
as p3 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p5 choose.ballot.cast ballot=$vote choices=$lamp choices=$garden -> ok
as guest choose.ballot.cast ballot=$vote choices=$lamp -> sign_in
as chen for zhao choose.ballot.cast ballot=$vote choices=$lamp -> ok
as cai choose.ballot.paper_issue ballot=$vote household=$h1 -> refused household has_cast
as cai choose.ballot.paper_issue ballot=$vote household=$h60 -> ok
as p60 choose.ballot.cast ballot=$vote choices=$lamp -> refused - votes_on_paper
as guest look choose/ballot/$vote -> ok voted=7 state=open
as cai review.notice.publish_result ballot=$vote ask=没有意见，就按结果办。 until=2025-05-28T17:00 -> refused ballot nothing_to_show
at 2025-05-18 20:00
as p9 choose.ballot.cast ballot=$vote choices=$garden -> refused - too_late
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="1" -> ok
as cai choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1" -> refused counter same_person
as chen choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1" -> ok
as clock tick
as clock tick
as guest look choose/project/$lamp -> ok state=chosen
as guest look choose/project/$corner -> ok state=waiting
as cai review.notice.publish_result ballot=$vote ask=没有意见，就按结果办。 until=2025-05-28T17:00 -> ok as result_notice

# C1.11 nothing is spent before approval
as shen fund.grant.pay project=$lamp amount=45000.00 paper=付-2025-031 paid=2025-05-12 -> refused - not_approved
as chen fund.claim.draft project=$lamp title=灯具第一批 -> refused - not_approved
as cai work.task.open project=$lamp kind=buy title=买灯 who=陈敏 due=2025-07-01 -> refused - not_approved
as zhou choose.approval.decide project=$lamp decision=approved -> refused - no_notice

# C1.10 seven days on the board; an objection holds up what comes next until it is answered
at 2025-05-20 09:00
as cai review.notice.publish project=$lamp kind=approval ask=没有意见，就报合庆镇批准。 until=2025-05-22T17:00 -> refused until too_short
as cai review.notice.publish project=$lamp kind=approval ask=没有意见，就报合庆镇批准。 until=2025-05-28T17:00 witness=王秀珍 -> ok as notice1
as zhou choose.approval.decide project=$lamp decision=approved -> refused - notice_runs
at 2025-05-22 20:00
as guest review.objection.raise notice=$notice1 words="灯会不会照到卧室？" -> ok as doubt1
at 2025-05-28 17:01
as clock tick
as zhou choose.approval.decide project=$lamp decision=approved -> refused - unanswered
as guest review.objection.raise notice=$notice1 words=晚了 -> refused - notice_over
as cai review.objection.answer objection=$doubt1 answer="装在转角，灯罩朝下，照不到卧室。" is_taken_up=yes -> ok
at 2025-05-30 10:00
as cai choose.approval.decide project=$lamp decision=approved -> forbidden
as zhou choose.approval.decide project=$lamp decision=approved -> ok
as guest look choose/project/$lamp -> ok state=approved
as shen fund.grant.pay project=$lamp amount=45000.01 paper=付-2025-031 paid=2025-05-30 -> refused amount over_plan
as shen fund.grant.pay project=$lamp amount=45000.00 paper=付-2025-031 paid=2025-05-30 -> ok

# C1.5 the meters are in: the blocker is closed by who was stuck
at 2025-06-12 15:00
as cai work.blocker.close blocker=$meter result="4 栋楼的公共电表全部装好。" -> ok

at 2025-06-20 09:00
as cai work.task.open project=$lamp kind=buy title=三家比价买灯 who=陈敏 due=2025-07-20 -> ok as buy
as cai work.task.open project=$lamp kind=build title=装楼道灯 unit=盏 total=48 who=楼组长四人 due=2025-12-15 -> ok as mount
as guest look choose/project/$lamp -> ok state=working
as cai work.task.finish task=$buy -> ok

# C1.6 the lamps came cheaper: more is wanted. The old goal stays in sight, a fresh meeting says so, the street approves anew
at 2025-09-10 10:00
as cai choose.plan.change project=$lamp meeting=$council2 reason=省下的钱再装摄像头和墙绘 goal=楼道灯加摄像头和墙绘 custodian=四位楼组长 upkeep=每月查一次 upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks=机位不能对着家门 starts=2025-06-01 ends=2026-03-31 lines.0.name=感应灯具 lines.0.class=goods lines.0.source=fund lines.0.amount=1.00 -> refused meeting not_agreed
at 2025-09-15 10:00
as cai voice.meeting.call place=$cailu kind=council title="第三次居民议事会" venue=居委会二楼 starts=2025-09-20T14:00 counted=household items.0.title="加装摄像头，画毛巾厂墙绘，每户自愿出50元" items.0.project=$lamp -> ok as council3
at 2025-09-20 14:00
as chen voice.meeting.open meeting=$council3 -> ok
as chen look voice/meeting/$council3 -> ok keep point3=items.0.id
as chen voice.attendance.sheet meeting=$council3 rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 rows.18.household=$h19 rows.19.household=$h20 rows.20.household=$h21 rows.21.household=$h22 rows.22.household=$h23 rows.23.household=$h24 rows.24.household=$h25 rows.25.household=$h26 rows.26.household=$h27 rows.27.household=$h28 rows.28.household=$h29 rows.29.household=$h30 rows.30.household=$h31 rows.31.household=$h32 rows.32.household=$h33 rows.33.household=$h34 rows.34.household=$h35 rows.35.household=$h36 rows.36.household=$h37 rows.37.household=$h38 rows.38.household=$h39 rows.39.household=$h40 rows.40.household=$h41 rows.41.household=$h42 rows.42.household=$h43 rows.43.household=$h44 rows.44.household=$h45 rows.45.household=$h46 rows.46.household=$h47 rows.47.household=$h48 rows.48.household=$h49 rows.49.household=$h50 rows.50.household=$h51 -> ok
as chen voice.meeting.decide item=$point3 yes=47 no=2 abstain=2 decision=加装摄像头和墙绘，每户自愿出50元 dissent=摄像头不要对着家门 -> ok
# C1.12 a meeting that is not closed has decided nothing
as cai choose.plan.change project=$lamp meeting=$council3 reason=x goal=x custodian=x upkeep=x risks=x starts=2025-06-01 ends=2026-03-31 lines.0.name=感应灯具 lines.0.class=goods lines.0.source=fund lines.0.amount=1.00 -> refused meeting not_agreed
as chen voice.meeting.close meeting=$council3 chair=蔡勇 recorder=陈敏 -> ok
at 2025-09-22 09:00
as cai choose.plan.change project=$lamp meeting=$council3 reason="灯具三方比价，省下 12,860.00 元。居民商定再装摄像头、画墙绘。" goal="原定目标不变：给四栋楼装上楼道灯。另装公共区域摄像头 12 只，画毛巾厂主题墙绘 4 面。" custodian="灯：四位楼组长；摄像头：居委会；墙绘：居民认领" upkeep="灯每月查一次；录像存 30 天" upkeep_years=2 upkeep_cost=590.00 upkeep_payer=居民自筹 risks=机位不能对着家门 starts=2025-06-01 ends=2026-03-31 \
  lines.0.name=感应灯具 lines.0.class=goods lines.0.source=fund lines.0.amount=16340.00 \
  lines.1.name=安装人工 lines.1.class=labour lines.1.source=fund lines.1.amount=11000.00 \
  lines.2.name=配电和线管 lines.2.class=goods lines.2.source=fund lines.2.amount=4800.00 \
  lines.3.name=摄像头 lines.3.class=goods lines.3.source=fund lines.3.amount=12860.00 \
  lines.4.name=摄像头 lines.4.class=goods lines.4.source=partner lines.4.amount=3940.00 \
  lines.5.name=墙绘 lines.5.class=goods lines.5.source=resident lines.5.amount=3200.00 \
  lines.6.name=墙绘 lines.6.class=goods lines.6.source=partner lines.6.amount=4060.00 -> ok
as guest look choose/project/$lamp -> ok first_goal=给四栋楼装上楼道灯
as zhou choose.screening.run project=$lamp -> ok
as cai review.notice.publish project=$lamp kind=change ask=没有意见，就报合庆镇重新批准。 until=2025-09-29T17:00 witness=王秀珍 -> ok as notice2
at 2025-09-24 19:00
as li review.objection.raise notice=$notice2 words=摄像头不要对着家门 -> ok as doubt2
at 2025-09-29 17:01
as clock tick
as cai review.objection.answer objection=$doubt2 answer=已采纳，机位图附后。 is_taken_up=yes -> ok
at 2025-10-10 10:00
as zhou choose.approval.decide project=$lamp decision=approved -> ok
as guest look choose/project/$lamp -> ok version=2 state=working

# C1.7 fifty yuan a household, voluntary, with a visible bar
at 2025-10-15 09:00
as wang fund.pledge.make project=$lamp amount=50.00 -> refused - no_drive
as cai fund.drive.open project=$lamp meeting=$council2 goal=3200.00 each=50.00 most=500.00 until=2025-11-30T20:00 -> refused meeting not_agreed
as cai fund.drive.open project=$lamp meeting=$council3 goal=3200.00 each=50.00 most=500.00 until=2025-11-30T20:00 -> ok as drive
as wang fund.pledge.make project=$lamp amount=50.00 note="两户人家，四代人，盼灯盼了四十年" is_named=yes -> ok as gift
as guest fund.pledge.make project=$lamp amount=50.00 -> sign_in
as li fund.pledge.make project=$lamp amount=500.01 -> refused amount over_limit
as li fund.pledge.make project=$lamp amount=50.00 -> ok as gift_li
# C1.13 one pledge a household
as wang fund.pledge.make project=$lamp amount=50.00 -> refused - already
as li fund.pledge.withdraw pledge=$gift -> refused pledge not_yours
as li fund.pledge.withdraw pledge=$gift_li -> ok
as li fund.pledge.make project=$lamp amount=50.00 -> ok as gift_li2
as chen for zhao fund.pledge.make project=$lamp amount=50.00 -> ok as gift_zhao
as guest look fund/pledge/$gift -> sign_in
as li look fund/pledge/$gift -> forbidden
as wang look fund/pledge/$gift -> ok amount_fen=50.00 state=promised
# fifty-five more doors
as p1 fund.pledge.make project=$lamp amount=50.00 -> ok as g1
as p3 fund.pledge.make project=$lamp amount=50.00 -> ok as g3
as p4 fund.pledge.make project=$lamp amount=50.00 -> ok as g4
as p5 fund.pledge.make project=$lamp amount=50.00 -> ok as g5
as p6 fund.pledge.make project=$lamp amount=50.00 -> ok as g6
as p7 fund.pledge.make project=$lamp amount=50.00 -> ok as g7
as p8 fund.pledge.make project=$lamp amount=50.00 -> ok as g8
as p9 fund.pledge.make project=$lamp amount=50.00 -> ok as g9
as p10 fund.pledge.make project=$lamp amount=50.00 -> ok as g10
as p11 fund.pledge.make project=$lamp amount=50.00 -> ok as g11
as p12 fund.pledge.make project=$lamp amount=50.00 -> ok as g12
as p13 fund.pledge.make project=$lamp amount=50.00 -> ok as g13
as p14 fund.pledge.make project=$lamp amount=50.00 -> ok as g14
as p15 fund.pledge.make project=$lamp amount=50.00 -> ok as g15
as p16 fund.pledge.make project=$lamp amount=50.00 -> ok as g16
as p17 fund.pledge.make project=$lamp amount=50.00 -> ok as g17
as p18 fund.pledge.make project=$lamp amount=50.00 -> ok as g18
as p19 fund.pledge.make project=$lamp amount=50.00 -> ok as g19
as p20 fund.pledge.make project=$lamp amount=50.00 -> ok as g20
as p21 fund.pledge.make project=$lamp amount=50.00 -> ok as g21
as p22 fund.pledge.make project=$lamp amount=50.00 -> ok as g22
as p23 fund.pledge.make project=$lamp amount=50.00 -> ok as g23
as p24 fund.pledge.make project=$lamp amount=50.00 -> ok as g24
as p25 fund.pledge.make project=$lamp amount=50.00 -> ok as g25
as p26 fund.pledge.make project=$lamp amount=50.00 -> ok as g26
as p27 fund.pledge.make project=$lamp amount=50.00 -> ok as g27
as p28 fund.pledge.make project=$lamp amount=50.00 -> ok as g28
as p30 fund.pledge.make project=$lamp amount=50.00 -> ok as g30
as p31 fund.pledge.make project=$lamp amount=50.00 -> ok as g31
as p32 fund.pledge.make project=$lamp amount=50.00 -> ok as g32
as p33 fund.pledge.make project=$lamp amount=50.00 -> ok as g33
as p34 fund.pledge.make project=$lamp amount=50.00 -> ok as g34
as p35 fund.pledge.make project=$lamp amount=50.00 -> ok as g35
as p36 fund.pledge.make project=$lamp amount=50.00 -> ok as g36
as p37 fund.pledge.make project=$lamp amount=50.00 -> ok as g37
as p38 fund.pledge.make project=$lamp amount=50.00 -> ok as g38
as p39 fund.pledge.make project=$lamp amount=50.00 -> ok as g39
as p40 fund.pledge.make project=$lamp amount=50.00 -> ok as g40
as p41 fund.pledge.make project=$lamp amount=50.00 -> ok as g41
as p42 fund.pledge.make project=$lamp amount=50.00 -> ok as g42
as p43 fund.pledge.make project=$lamp amount=50.00 -> ok as g43
as p44 fund.pledge.make project=$lamp amount=50.00 -> ok as g44
as p45 fund.pledge.make project=$lamp amount=50.00 -> ok as g45
as p47 fund.pledge.make project=$lamp amount=50.00 -> ok as g47
as p48 fund.pledge.make project=$lamp amount=50.00 -> ok as g48
as p49 fund.pledge.make project=$lamp amount=50.00 -> ok as g49
as p50 fund.pledge.make project=$lamp amount=50.00 -> ok as g50
as p51 fund.pledge.make project=$lamp amount=50.00 -> ok as g51
as p52 fund.pledge.make project=$lamp amount=50.00 -> ok as g52
as p53 fund.pledge.make project=$lamp amount=50.00 -> ok as g53
as p54 fund.pledge.make project=$lamp amount=50.00 -> ok as g54
as p55 fund.pledge.make project=$lamp amount=50.00 -> ok as g55
as p56 fund.pledge.make project=$lamp amount=50.00 -> ok as g56
as p57 fund.pledge.make project=$lamp amount=50.00 -> ok as g57
as p58 fund.pledge.make project=$lamp amount=50.00 -> ok as g58
as shen fund.pledge.receive pledge=$gift amount=49.00 way=transfer came=2025-10-15 -> refused amount not_as_promised
as cai fund.pledge.receive pledge=$gift amount=50.00 way=transfer came=2025-10-15 -> forbidden
at 2025-10-18 10:00
as shen fund.pledge.receive pledge=$gift amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$gift amount=50.00 way=transfer came=2025-10-18 -> refused - not_promised
as wang look fund/pledge/$gift -> ok state=received receipt=1
as shen fund.pledge.receive pledge=$gift_li2 amount=50.00 way=cash came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$gift_zhao amount=50.00 way=cash came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g1 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g3 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g4 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g5 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g6 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g7 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g8 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g9 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g10 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g11 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g12 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g13 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g14 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g15 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g16 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g17 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g18 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g19 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g20 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g21 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g22 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g23 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g24 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g25 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g26 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g27 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g28 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g30 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g31 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g32 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g33 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g34 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g35 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g36 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g37 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g38 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g39 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g40 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g41 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g42 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g43 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g44 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g45 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g47 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g48 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g49 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g50 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g51 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g52 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g53 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g54 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g55 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g56 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g57 amount=50.00 way=transfer came=2025-10-18 -> ok
as shen fund.pledge.receive pledge=$g58 amount=50.00 way=transfer came=2025-10-18 -> ok

# C1.8 partner money by agreement: nothing counts before the signed paper is on file
at 2025-10-20 09:00
as cai fund.agreement.offer project=$lamp partner=$hailian kind=money source=partner what=捐款并借出升降梯六天 amount=5000.00 -> ok as deal1
as cai fund.agreement.offer project=$lamp partner=$huilin kind=money source=partner what=捐款 amount=3000.00 -> ok as deal2
as shen fund.agreement.receive agreement=$deal1 amount=5000.00 came=2025-10-20 -> refused - not_signed
as chen place.file.add place=$cailu name=海联五金协议.txt media=text/plain text="海联五金自愿资助蔡路楼道灯 5,000.00 元。" -> ok as paper1
as chen place.file.add place=$cailu name=汇邻超市协议.txt media=text/plain text="汇邻超市自愿资助蔡路楼道灯 3,000.00 元。" -> ok as paper2
as wuhai fund.agreement.sign agreement=$deal1 file=$paper1 -> ok
as cai fund.agreement.sign agreement=$deal2 file=$paper2 -> ok
at 2025-10-24 09:00
as shen fund.agreement.receive agreement=$deal1 amount=4000.00 came=2025-10-24 -> refused amount not_as_agreed
as shen fund.agreement.receive agreement=$deal1 amount=5000.00 came=2025-10-24 -> ok
as shen fund.agreement.receive agreement=$deal2 amount=3000.00 came=2025-10-24 -> ok
at 2025-11-30 20:01
as clock tick

# C1.9 every screw has an invoice; a claim goes through three hands
at 2025-12-01 09:00
as guest look choose/project/$lamp/money -> ok keep l_lamp=lines.0.id l_labour=lines.1.id l_wire=lines.2.id l_camera=lines.3.id l_paint=lines.4.id
as chen fund.claim.draft project=$lamp title=灯具和安装 -> ok as claim
as chen place.file.add place=$cailu name=发票1.xml media=application/xml text="<fp>1</fp>" -> ok as f1
as chen place.file.add place=$cailu name=发票2.xml media=application/xml text="<fp>2</fp>" -> ok as f2
as chen place.file.add place=$cailu name=发票3.xml media=application/xml text="<fp>3</fp>" -> ok as f3
as chen place.file.add place=$cailu name=发票4.xml media=application/xml text="<fp>4</fp>" -> ok as f4
as chen place.file.add place=$cailu name=发票5.xml media=application/xml text="<fp>5</fp>" -> ok as f5
as chen fund.claim.send claim=$claim -> refused claim no_voucher
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=25312000000011223344 amount=16340.00 issued=2025-11-20 seller=上海明达照明有限公司 seller_code=91310115MA1H000001 buyer=合庆镇人民政府 items=LED声控感应灯48盏 purpose=楼道灯 file=$f1 is_original=yes -> ok as too_early
as chen fund.claim.send claim=$claim -> refused claim has_block
as chen fund.bill.remove bill=$too_early -> ok
# B01: from 5,000 yuan on three offers are compared
as chen fund.quote.add project=$lamp line=$l_lamp seller=上海明达照明有限公司 seller_code=91310115MA1H000001 amount=16340.00 -> ok as q_lamp_0
as chen fund.quote.choose quote=$q_lamp_0 -> refused quote too_few
as chen fund.quote.add project=$lamp line=$l_lamp seller=上海亮点灯具厂 seller_code=91310115MA1H000002 amount=18600.00 -> ok as q_lamp_1
as chen fund.quote.add project=$lamp line=$l_lamp seller=浦东电气商行 seller_code=91310115MA1H000003 amount=29200.00 -> ok as q_lamp_2
as chen fund.quote.choose quote=$q_lamp_0 -> ok
as chen fund.quote.add project=$lamp line=$l_labour seller=上海浦东惠民安装服务部 seller_code=91310115MA1H000011 amount=11000.00 -> ok as q_labour_0
as chen fund.quote.add project=$lamp line=$l_labour seller=合庆水电安装队 seller_code=91310115MA1H000012 amount=12500.00 -> ok as q_labour_1
as chen fund.quote.add project=$lamp line=$l_labour seller=川沙安装公司 seller_code=91310115MA1H000013 amount=14000.00 -> ok as q_labour_2
as chen fund.quote.choose quote=$q_labour_0 -> ok
as chen fund.quote.add project=$lamp line=$l_camera seller=上海安视科技有限公司 seller_code=91310115MA1H000021 amount=16800.00 -> ok as q_camera_0
as chen fund.quote.add project=$lamp line=$l_camera seller=上海看护电子 seller_code=91310115MA1H000022 amount=17900.00 -> ok as q_camera_1
as chen fund.quote.add project=$lamp line=$l_camera seller=安居监控商行 seller_code=91310115MA1H000023 amount=19800.00 -> ok as q_camera_2
as chen fund.quote.choose quote=$q_camera_0 -> ok
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=25312000000011223344 amount=16340.00 issued=2025-11-20 seller=上海明达照明有限公司 seller_code=91310115MA1H000001 buyer=合庆镇人民政府 items=LED声控感应灯48盏 purpose=楼道灯 file=$f1 is_original=yes -> ok as bill1
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=25312000000011223344 amount=16340.00 issued=2025-11-20 seller=上海明达照明有限公司 buyer=合庆镇人民政府 items=LED声控感应灯48盏 purpose=楼道灯 file=$f1 is_original=yes -> refused number doubled
as chen fund.bill.add claim=$claim line=$l_labour source=fund kind=e_invoice number=25312000000011223355 amount=11000.00 issued=2025-12-01 seller=上海浦东惠民安装服务部 buyer=合庆镇人民政府 items=安装服务 purpose=装48盏灯 file=$f2 is_original=yes -> ok as bill2
as chen fund.claim.send claim=$claim -> ok
as chen fund.claim.approve claim=$claim -> forbidden
as shen fund.claim.pay claim=$claim paid=2025-12-01 -> refused - not_approved
as qian fund.claim.approve claim=$claim -> ok
as qian fund.claim.pay claim=$claim paid=2025-12-01 -> forbidden
as shen fund.claim.pay claim=$claim paid=2025-12-01 -> ok
as guest look choose/project/$lamp/money -> ok spent_fen=27340.00

# the works: a defect opened, mended, closed; nothing is accepted while one is open
at 2025-12-18 16:00
as cai work.task.progress task=$mount so_far=48 -> ok
as cai work.task.finish task=$mount -> ok
as wang work.defect.report project=$lamp words=2号楼四楼的灯不亮 -> ok as defect
at 2025-12-20 10:00
as cai work.acceptance.open project=$lamp -> ok as look1
as wang work.acceptance.opine acceptance=$look1 is_content=yes words=亮了，真好 -> ok
as wang work.acceptance.opine acceptance=$look1 is_content=yes -> refused - already
as li work.acceptance.opine acceptance=$look1 is_content=yes -> ok
as cai work.acceptance.decide acceptance=$look1 result=passed -> refused - defects_open
as cai work.defect.mend defect=$defect repair=换了一只新灯 -> ok
as wang work.defect.close defect=$defect -> ok

# the rest of the money: wires, cameras, paint
at 2025-12-22 10:00
as chen fund.claim.draft project=$lamp title=配电、摄像头和墙绘 -> ok as claim2
as chen fund.bill.add claim=$claim2 line=$l_wire source=fund kind=e_invoice number=25312000000011223366 amount=4800.00 issued=2025-12-02 seller=上海明达照明有限公司 buyer=合庆镇人民政府 items=线管和配电箱 purpose=楼道灯配电 file=$f3 is_original=yes -> ok
as chen fund.bill.add claim=$claim2 line=$l_camera source=fund kind=e_invoice number=25312000000011223377 amount=12860.00 issued=2025-12-10 seller=上海安视科技有限公司 buyer=合庆镇人民政府 items=网络摄像头12只 purpose=公共区域 file=$f4 is_original=yes -> ok
as chen fund.bill.add claim=$claim2 line=$l_camera source=partner kind=e_invoice number=25312000000011223388 amount=3940.00 issued=2025-12-10 seller=上海安视科技有限公司 buyer=合庆镇人民政府 items=录像机和安装 purpose=公共区域 file=$f4 is_original=yes -> ok
as chen fund.bill.add claim=$claim2 line=$l_paint source=resident kind=e_invoice number=25312000000011223399 amount=2700.00 issued=2025-12-15 seller=上海彩涂颜料商店 buyer=合庆镇人民政府 items=墙绘颜料 purpose=四面墙绘 file=$f5 is_original=yes -> ok
as chen fund.bill.add claim=$claim2 line=$l_paint source=partner kind=e_invoice number=25312000000011223400 amount=4060.00 issued=2025-12-15 seller=上海彩涂颜料商店 buyer=合庆镇人民政府 items=墙绘颜料和工具 purpose=四面墙绘 file=$f5 is_original=yes -> ok
as chen fund.claim.send claim=$claim2 -> ok
as qian fund.claim.approve claim=$claim2 -> ok
as shen fund.claim.pay claim=$claim2 paid=2025-12-22 -> ok
as cai work.acceptance.decide acceptance=$look1 result=passed -> ok
as guest look choose/project/$lamp -> ok state=accepted

# the things that stay have keepers who accepted
at 2025-12-24 10:00
as cai care.asset.hand_over project=$lamp name=楼道灯48盏 spot=四栋楼每层转角 pieces=48 value=32140.00 every_months=12 person=$wang partner=$hailian -> refused person one_keeper
as cai care.asset.hand_over project=$lamp name=楼道灯48盏 spot=四栋楼每层转角 pieces=48 value=32140.00 every_months=12 person=$wang -> ok as lamps
as li care.asset.accept asset=$lamps -> refused asset not_asked
as wang care.asset.accept asset=$lamps -> ok

# settlement from the ledger, its notice, closing
at 2025-12-25 10:00
as cai fund.settlement.make project=$lamp report="48 盏灯全部点亮，12 只摄像头、4 面墙绘完成。" gifts_go=upkeep -> ok as settlement
as cai review.notice.publish project=$lamp kind=settlement ask=没有意见，就结项。 until=2026-01-02T17:00 -> ok as notice3
as shen fund.settlement.close settlement=$settlement paid=2025-12-25 -> refused - notice_runs
at 2026-01-02 17:01
as clock tick
at 2026-01-04 10:00
as shen fund.settlement.close settlement=$settlement paid=2026-01-04 -> ok
as guest look choose/project/$lamp -> ok state=closed
as cai work.task.open project=$lamp kind=buy title=x who=x due=2026-02-01 -> refused - not_approved

# a year on: the lamp check, due by the clock, done; and the next one missed
at 2026-12-24 09:00
as clock tick 1
as guest look care/asset/$lamps -> ok keep check1=checks.0.id
as li care.check.do check=$check1 finding=good -> refused check not_keeper
as wang care.check.do check=$check1 finding=good words=四十八盏都亮 -> ok
at 2027-12-24 09:00
as clock tick 1
at 2028-01-24 09:00
as clock tick 1
as guest look care/asset/$lamps -> ok checks.0.state=missed checks.1.state=done
