# SPDX-License-Identifier: MulanPSL-2.0
# The demonstration: case C1 from the dark stairwell to the closed account, and beside it what stands open today, so that every
# button can be tried: an idea to second, a meeting to sign in to, a ballot, a notice with an objection, claims, a collection, a check
# that is overdue, a thing that wants a keeper. Told so that its last day is today; every person is invented.

play cases/C1

# the new year: its season, and 胜利居民区 begins too
at 2026-01-06 09:00
as zhou place.season.open name=2026年度 year=2026 budget=600000.00 \
  phases.0.kind=collect phases.0.from=2026-01-06T00:00 phases.0.until=2026-01-20T00:00 \
  phases.1.kind=discuss phases.1.from=2026-01-12T00:00 phases.1.until=2026-02-01T00:00 \
  phases.2.kind=vote phases.2.from=2026-02-01T00:00 phases.2.until=2026-02-24T00:00 \
  phases.3.kind=notice phases.3.from=2026-02-24T00:00 phases.3.until=2026-03-15T00:00 \
  phases.4.kind=work phases.4.from=2026-03-15T00:00 phases.4.until=2026-12-10T00:00 \
  phases.5.kind=review phases.5.from=2026-12-10T00:00 phases.5.until=2027-01-20T00:00 -> ok as season2
as zhou place.season.share season=$season2 place=$cailu budget=90000.00 -> ok
as zhou place.season.share season=$season2 place=$shengli budget=60000.00 -> ok
as clock tick
as zhou people.person.enlist place=$shengli name=许静 title=胜利居民区社工 -> ok as xu
as zhou people.role.grant person=$xu role=cadre place=$shengli -> ok
as zhou people.role.grant person=$xu role=handler place=$shengli -> ok
as zhou place.unit.add parent=$shengli kind=building name=胜利12号楼 -> ok
as xu people.roll.import place=$shengli \
  lines.0.building=胜利12号楼 lines.0.door=101 lines.0.name=陈金妹 lines.0.owner=yes \
  lines.1.building=胜利12号楼 lines.1.door=102 lines.1.name=顾建平 lines.1.owner=yes \
  lines.2.building=胜利12号楼 lines.2.door=201 lines.2.name=唐小芳 lines.2.owner=yes \
  lines.3.building=胜利12号楼 lines.3.door=202 lines.3.name=沈国庆 lines.3.owner=yes \
  lines.4.building=胜利12号楼 lines.4.door=301 lines.4.name=陆美华 lines.4.owner=yes \
  lines.5.building=胜利12号楼 lines.5.door=302 lines.5.name=范志强 lines.5.owner=yes \
  lines.6.building=胜利12号楼 lines.6.door=401 lines.6.name=金玉珍 lines.6.owner=yes \
  lines.7.building=胜利12号楼 lines.7.door=402 lines.7.name=蒋文斌 lines.7.owner=yes -> ok

# its buildings, and eight projects for its vote
play sim/shengli

# of the lamps' project: cameras that want a look each month, murals that want a keeper, tools that nobody keeps

as cai care.asset.hand_over project=$lamp name=公共摄像头12只 spot=四栋楼的门厅和车棚 pieces=12 value=16800.00 every_months=1 person=$wang -> ok as cameras
as wang care.asset.accept asset=$cameras -> ok
as cai care.asset.hand_over project=$lamp name=墙绘工具一套 spot=居委会储藏室 pieces=1 value=320.00 every_months=6 person=$li -> ok as tools
as li care.asset.accept asset=$tools -> ok

# 楼道扶手: urgent, agreed by a council, approved, under way; neighbours add what the fund does not pay
at 2026-01-06 14:00
as cai choose.project.draft place=$cailu season=$season2 title=楼道扶手 kind=hardware households=64 upkeep_years=2 upkeep_cost=300.00 upkeep_payer=居民自筹 \
  problem="三楼以上的老人下楼没有扶手，去年摔了两位。" \
  goal="四栋楼的楼梯都装上扶手。" custodian=四位楼组长 upkeep="每季度拧一遍螺丝，松了当天报修。" \
  risks="老墙打孔会掉灰；装的两天楼道要绕行。" starts=2026-01-16 ends=2026-04-30 \
  lines.0.name=扶手和配件 lines.0.class=goods lines.0.source=fund lines.0.amount=6800.00 \
  lines.1.name=扶手和配件 lines.1.class=goods lines.1.source=resident lines.1.amount=1600.00 \
  lines.2.name=安装人工 lines.2.class=labour lines.2.source=fund lines.2.amount=2600.00 -> ok as rail
as cai choose.project.send project=$rail -> ok
as zhou choose.screening.run project=$rail -> ok
as guest look choose/project/$rail -> ok state=screened
as cai voice.meeting.call place=$cailu kind=council title=楼道扶手议事会 venue=居委会二楼 starts=2026-01-11T14:00 counted=household items.0.title="装楼道扶手，每户自愿出25元" items.0.project=$rail -> ok as rail_meeting
as cai review.notice.publish project=$rail kind=approval ask=没有意见，就报合庆镇批准。 until=2026-01-14T17:00 witness=王秀珍 -> ok
at 2026-01-11 13:40
as chen voice.meeting.open meeting=$rail_meeting -> ok
as chen voice.attendance.sheet meeting=$rail_meeting \
  rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 \
  rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 \
  rows.18.household=$h19 rows.19.household=$h20 rows.20.household=$h21 rows.21.household=$h22 rows.22.household=$h23 rows.23.household=$h24 rows.24.household=$h25 rows.25.household=$h26 rows.26.household=$h27 \
  rows.27.household=$h28 rows.28.household=$h29 rows.29.household=$h30 rows.30.household=$h31 rows.31.household=$h32 rows.32.household=$h33 rows.33.household=$h34 rows.34.household=$h35 rows.35.household=$h36 \
  rows.36.household=$h37 rows.37.household=$h38 rows.38.household=$h39 rows.39.household=$h40 rows.40.household=$h41 rows.41.household=$h42 rows.42.household=$h43 rows.43.household=$h44 rows.44.household=$h45 -> ok
as chen look voice/meeting/$rail_meeting -> ok keep rail_point=items.0.id
as chen voice.meeting.minute meeting=$rail_meeting item=$rail_point kind=opinion who=赵雪琴 words="扶手要到五楼，别只装到四楼。" -> ok
as chen voice.meeting.decide item=$rail_point yes=43 no=1 abstain=1 decision="装扶手，每户自愿出25元" -> ok
as chen voice.meeting.close meeting=$rail_meeting chair=蔡勇 recorder=陈敏 -> ok
at 2026-01-14 17:01
as clock tick
at 2026-01-16 10:00
as zhou choose.approval.decide project=$rail decision=approved -> ok
as shen fund.grant.pay project=$rail amount=9400.00 paper=付-2026-004 paid=2026-01-16 -> ok
as cai work.task.open project=$rail kind=build title=装楼道扶手 unit=段 total=32 who=楼组长四人 due=2026-03-20 -> ok as rail_work
at 2026-01-19 09:00
as cai fund.drive.open project=$rail meeting=$rail_meeting goal=1600.00 each=25.00 most=200.00 until=2026-02-24T20:00 -> ok as rail_drive
as p2 fund.pledge.make project=$rail amount=25.00 -> ok as r2
as p3 fund.pledge.make project=$rail amount=25.00 -> ok as r3
as p5 fund.pledge.make project=$rail amount=25.00 -> ok as r5
as p6 fund.pledge.make project=$rail amount=25.00 -> ok as r6
as p7 fund.pledge.make project=$rail amount=50.00 -> ok as r7
as p8 fund.pledge.make project=$rail amount=25.00 -> ok as r8
as p9 fund.pledge.make project=$rail amount=25.00 note=给楼上的老人 -> ok as r9
as p10 fund.pledge.make project=$rail amount=25.00 -> ok as r10
as p11 fund.pledge.make project=$rail amount=25.00 -> ok as r11
as p12 fund.pledge.make project=$rail amount=25.00 -> ok as r12
as p14 fund.pledge.make project=$rail amount=25.00 -> ok as r14
as p15 fund.pledge.make project=$rail amount=25.00 -> ok as r15
as p17 fund.pledge.make project=$rail amount=25.00 -> ok as r17
as p18 fund.pledge.make project=$rail amount=25.00 -> ok as r18
as p21 fund.pledge.make project=$rail amount=25.00 -> ok as r21
as p22 fund.pledge.make project=$rail amount=25.00 -> ok as r22
as p25 fund.pledge.make project=$rail amount=50.00 -> ok as r25
as p33 fund.pledge.make project=$rail amount=25.00 -> ok as r33
as p34 fund.pledge.make project=$rail amount=25.00 -> ok as r34
as p36 fund.pledge.make project=$rail amount=25.00 -> ok as r36
as p37 fund.pledge.make project=$rail amount=25.00 -> ok as r37
as p41 fund.pledge.make project=$rail amount=25.00 -> ok as r41
as p50 fund.pledge.make project=$rail amount=25.00 -> ok as r50
as p52 fund.pledge.make project=$rail amount=25.00 -> ok as r52

# the vote of the year: three projects that passed the first check
at 2026-01-20 09:00
as cai choose.project.draft place=$cailu season=$season2 title=晾衣架翻新 kind=hardware households=64 upkeep_years=2 upkeep_cost=200.00 upkeep_payer=居民自筹 \
  problem="晾衣架生了锈，被子一晒一道印。" \
  goal="四栋楼前换上不锈钢晾衣架。" custodian=楼组长 upkeep="每半年擦一次，松了拧紧。" \
  risks="施工两天不能晒衣服。" starts=2026-03-16 ends=2026-06-30 \
  lines.0.name=不锈钢晾衣架 lines.0.class=goods lines.0.source=fund lines.0.amount=9800.00 \
  lines.1.name=安装人工 lines.1.class=labour lines.1.source=fund lines.1.amount=2200.00 -> ok as racks
as cai choose.project.draft place=$cailu season=$season2 title=午后看护 kind=soft households=22 \
  problem="放学到下班这两个钟头，孩子没人看。" \
  goal="每天下午四点到六点，志愿者在活动室看护。" custodian=互助队 upkeep="互助队排班，一个月一换。" \
  risks="人手不够就减一天。" starts=2026-03-16 ends=2026-12-01 \
  lines.0.name=图书和桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=6400.00 \
  lines.1.name=志愿者补贴 lines.1.class=labour lines.1.source=fund lines.1.amount=1500.00 -> ok as watch
as cai choose.project.draft place=$cailu season=$season2 title=雨天议事角 kind=soft households=64 \
  problem="下雨天没有地方开会，大家挤在楼道里。" \
  goal="活动室隔出一角，放一张长桌十把椅子。" custodian=1号楼组 upkeep="用完归位，每周擦一次。" \
  risks="晚上九点前散，不吵邻居。" starts=2026-03-16 ends=2026-12-01 \
  lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=8500.00 -> ok as table
as cai choose.project.send project=$racks -> ok
as zhou choose.screening.run project=$racks -> ok
as guest look choose/project/$racks -> ok state=screened
as cai choose.project.send project=$watch -> ok
as zhou choose.screening.run project=$watch -> ok
as guest look choose/project/$watch -> ok state=screened
as cai choose.project.send project=$table -> ok
as zhou choose.screening.run project=$table -> ok
as guest look choose/project/$table -> ok state=screened

# 胜利居民区: a notice that ended without an objection waits for the office; another project has just been sent
as xu choose.project.draft place=$shengli season=$season2 title=旧书漂流架 kind=soft households=8 \
  problem="家里看过的书没地方去。" \
  goal="门厅放一个书架，看完放回，随手带走。" custodian=志愿者小组 upkeep="每周理一次。" \
  risks="下雨天搬进屋。" starts=2026-03-01 ends=2026-12-01 \
  lines.0.name=书架 lines.0.class=goods lines.0.source=fund lines.0.amount=3200.00 -> ok as books
as xu choose.project.send project=$books -> ok
as zhou choose.screening.run project=$books -> ok
at 2026-01-26 10:00
as xu review.notice.publish project=$books kind=approval ask=没有意见，就报合庆镇批准。 until=2026-02-05T17:00 witness=陈金妹 -> ok

at 2026-01-27 10:00
as shen fund.pledge.receive pledge=$r2 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r3 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r5 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r6 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r7 amount=50.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r8 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r9 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r10 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r11 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r12 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r14 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r15 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r17 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r18 amount=25.00 way=transfer came=2026-01-27 -> ok
as shen fund.pledge.receive pledge=$r21 amount=25.00 way=transfer came=2026-01-27 -> ok
as cai work.task.progress task=$rail_work so_far=14 -> ok

# bills: one claim waits to be paid, one to be approved, one is being filled in
as guest look choose/project/$rail/money -> ok keep rail_goods=lines.0.id rail_labour=lines.1.id
as chen place.file.add place=$cailu name=扶手发票1.xml media=application/xml text="<fp>11</fp>" -> ok as q1
as chen place.file.add place=$cailu name=扶手发票2.xml media=application/xml text="<fp>12</fp>" -> ok as q2
as chen place.file.add place=$cailu name=扶手发票3.xml media=application/xml text="<fp>13</fp>" -> ok as q3
as chen fund.claim.draft project=$rail title=第一批扶手 -> ok as rail_claim1
as chen fund.bill.add claim=$rail_claim1 line=$rail_goods source=fund kind=e_invoice number=26312000000011220011 amount=1860.00 issued=2026-01-22 seller=上海康达五金有限公司 seller_code=91310115MA1H000011 buyer=合庆镇人民政府 items=304不锈钢扶手 purpose=1号楼楼道扶手 file=$q1 is_original=yes -> ok
as chen fund.claim.send claim=$rail_claim1 -> ok

# 胜利居民区 votes; its money goes by equal shares
play sim/shengli_vote

at 2026-02-02 09:00
as clock tick
as cai choose.ballot.open place=$cailu season=$season2 title=2026年蔡路投票 budget=20000.00 until=2026-02-16T20:00 candidates=$racks candidates=$watch candidates=$table -> ok as vote2
as cai choose.keeper.hand ballot=$vote2 first=蔡勇 second=王秀珍 -> ok
as cai voice.meeting.call place=$cailu kind=council title=本月居民议事会 venue=居委会二楼 starts=now+50m counted=household items.0.title="楼道扶手装到五楼" items.0.project=$rail items.1.title="充电棚放哪里" -> ok as tonight
as li voice.topic.raise place=$cailu title=电动车充电棚 story="电动车拖线到楼上充电，一楼天天提心吊胆。\n想在车棚装几个正规的充电口。" -> ok as shed
as p1 voice.topic.second topic=$shed -> ok
as p3 voice.topic.second topic=$shed -> ok
as p4 voice.topic.second topic=$shed -> ok
as p7 voice.topic.second topic=$shed -> ok
as p18 voice.topic.second topic=$shed -> ok
as p22 voice.topic.second topic=$shed -> ok
as p37 voice.topic.second topic=$shed -> ok
as p41 voice.topic.second topic=$shed -> ok
as zhao voice.topic.raise place=$cailu title=修信报箱 story="信报箱的门掉了一半，水费单天天淋雨。" -> ok as post
as p5 voice.topic.second topic=$post -> ok
as p6 voice.topic.second topic=$post -> ok
as p8 voice.topic.second topic=$post -> ok
as p9 voice.topic.second topic=$post -> ok
as p10 voice.topic.second topic=$post -> ok
as p11 voice.topic.second topic=$post -> ok
as p12 voice.topic.second topic=$post -> ok
as p13 voice.topic.second topic=$post -> ok
as p14 voice.topic.second topic=$post -> ok
as p15 voice.topic.second topic=$post -> ok
as p16 voice.topic.second topic=$post -> ok
as p33 voice.topic.second topic=$post -> ok
as p34 voice.topic.second topic=$post -> ok
as p35 voice.topic.second topic=$post -> ok
as guest look voice/topic/$post -> ok state=ready
as cai voice.poll.open place=$cailu topic=$shed question=充电棚放在哪里 until=2026-02-18T20:00 options.0.name=车棚东头 options.1.name=2号楼北墙 options.2.name=都不要 -> ok as shed_poll
as guest look voice/poll/$shed_poll -> ok keep east=options.0.id north=options.1.id
as p3 voice.poll.answer poll=$shed_poll option=$east reason=离楼远，安全 -> ok
as p4 voice.poll.answer poll=$shed_poll option=$east -> ok
as p7 voice.poll.answer poll=$shed_poll option=$east -> ok
as p18 voice.poll.answer poll=$shed_poll option=$north reason=走路近 -> ok
as p22 voice.poll.answer poll=$shed_poll option=$east -> ok
as p37 voice.poll.answer poll=$shed_poll option=$east -> ok
as p41 voice.poll.answer poll=$shed_poll option=$east -> ok
as p50 voice.poll.answer poll=$shed_poll option=$north -> ok
as p51 voice.poll.answer poll=$shed_poll option=$east -> ok
as p52 voice.poll.answer poll=$shed_poll option=$east -> ok
as p61 voice.poll.answer poll=$shed_poll option=$east -> ok
at 2026-02-04 19:00
as p1 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p2 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p3 choose.ballot.cast ballot=$vote2 choices=$watch choices=$table -> ok
as p4 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p6 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p7 choose.ballot.cast ballot=$vote2 choices=$watch -> ok
as p8 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p9 choose.ballot.cast ballot=$vote2 choices=$table -> ok
as p10 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p12 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p15 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p18 choose.ballot.cast ballot=$vote2 choices=$watch choices=$table -> ok
as p20 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p22 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p24 choose.ballot.cast ballot=$vote2 choices=$watch choices=$table -> ok
as p33 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p34 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p36 choose.ballot.cast ballot=$vote2 choices=$watch -> ok
as p38 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p41 choose.ballot.cast ballot=$vote2 choices=$table -> ok
as p44 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p49 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p52 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p55 choose.ballot.cast ballot=$vote2 choices=$watch choices=$table -> ok
as p58 choose.ballot.cast ballot=$vote2 choices=$racks choices=$watch -> ok
as p61 choose.ballot.cast ballot=$vote2 choices=$racks -> ok
as p63 choose.ballot.cast ballot=$vote2 choices=$watch choices=$table -> ok
as cai choose.ballot.paper_issue ballot=$vote2 household=$h45 -> ok
as cai choose.ballot.paper_issue ballot=$vote2 household=$h46 -> ok
as cai choose.ballot.paper_issue ballot=$vote2 household=$h47 -> ok

# the box of 胜利居民区 is opened, eleven papers are counted by two, and the result hangs out
at 2026-02-04 20:00
as xu choose.ballot.tally ballot=$vote3 counter=1 \
  sheets.0.sheet=1 sheets.0.choice="1" \
  sheets.1.sheet=2 sheets.1.choice="1 2 4 6" \
  sheets.2.sheet=3 sheets.2.choice="2 3 4 6" \
  sheets.3.sheet=4 sheets.3.choice="1 3 4 5" \
  sheets.4.sheet=5 sheets.4.choice="1 2 5 8" \
  sheets.5.sheet=6 sheets.5.choice="2 4 7" \
  sheets.6.sheet=7 sheets.6.choice="6 7 8" \
  sheets.7.sheet=8 sheets.7.choice="6 7 8" \
  sheets.8.sheet=9 sheets.8.choice="6 7 8" \
  sheets.9.sheet=10 sheets.9.choice="4" \
  sheets.10.sheet=11 sheets.10.choice="7 8" -> ok
as he choose.ballot.tally ballot=$vote3 counter=2 \
  sheets.0.sheet=1 sheets.0.choice="1" \
  sheets.1.sheet=2 sheets.1.choice="1 2 4 6" \
  sheets.2.sheet=3 sheets.2.choice="2 3 4 6" \
  sheets.3.sheet=4 sheets.3.choice="1 3 4 5" \
  sheets.4.sheet=5 sheets.4.choice="1 2 5 8" \
  sheets.5.sheet=6 sheets.5.choice="2 4 7" \
  sheets.6.sheet=7 sheets.6.choice="6 7 8" \
  sheets.7.sheet=8 sheets.7.choice="6 7 8" \
  sheets.8.sheet=9 sheets.8.choice="6 7 8" \
  sheets.9.sheet=10 sheets.9.choice="4" \
  sheets.10.sheet=11 sheets.10.choice="7 8" -> ok
as clock tick
as clock tick
as guest look choose/ballot/$vote3 -> ok state=counted keep count3=allocation_ref
as guest look choose/allocation/$count3 -> ok won=4 lost=4 winners.0.title=公共晾晒架
as xu review.notice.publish_result ballot=$vote3 ask=没有意见，就按结果办。 until=2026-02-14T17:00 -> ok

# 楼前花圃, chosen in last year's vote, hangs out; somebody objects
at 2026-02-05 09:30
as clock tick
as qian fund.claim.approve claim=$rail_claim1 -> ok
as cai review.notice.publish project=$garden kind=approval ask=没有意见，就报合庆镇批准。 until=2026-02-14T17:00 witness=李建国 -> ok as garden_notice
as guest look review/notice/$garden_notice -> ok
at 2026-02-06 15:00
as chen fund.claim.draft project=$rail title=第二批扶手 -> ok as rail_claim2
as chen fund.bill.add claim=$rail_claim2 line=$rail_goods source=fund kind=e_invoice number=26312000000011220022 amount=1490.00 issued=2026-02-03 seller=上海康达五金有限公司 seller_code=91310115MA1H000011 buyer=合庆镇人民政府 items=304不锈钢扶手 purpose=2号楼楼道扶手 file=$q2 is_original=yes -> ok
as chen fund.claim.send claim=$rail_claim2 -> ok
at 2026-02-07 20:15
as p17 review.objection.raise notice=$garden_notice words="花圃挨着一楼窗户，夏天会不会招蚊子？" -> ok
as li care.asset.resign asset=$tools reason="下个月搬到女儿家去住，管不了了。" -> ok
as p33 work.defect.report project=$rail words="2号楼三楼转角的扶手有点晃。" -> ok
as cai work.blocker.raise place=$cailu project=$rail title=消防箱挡住扶手 words="2号楼每层的消防箱要往外移十厘米，居委会动不了。" due=2026-02-12 -> ok
as xu choose.project.draft place=$shengli season=$season2 title=阳台微花园 kind=greening households=8 \
  problem="阳台上空着，夏天晒得发烫。" \
  goal="每户两个花箱，统一种一样的花。" custodian=花友小组 upkeep="各家浇水，一年换一次土。" \
  risks="花箱要放在阳台里面。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=花箱和土 lines.0.class=goods lines.0.source=fund lines.0.amount=2400.00 -> ok as boxes
as xu choose.project.send project=$boxes -> ok
as chen choose.project.draft place=$cailu season=$season2 title=厂史小展览 kind=soft households=64 \
  problem="老毛巾厂的照片散在各家。" \
  goal="借来老照片，在门厅办一个月的展览。" custodian=厂史小组 upkeep="展完还给各家。" \
  risks="照片怕丢，先扫描再展。" starts=2026-04-01 ends=2026-05-31 \
  lines.0.name=展架 lines.0.class=goods lines.0.source=fund lines.0.amount=1800.00 -> ok as photos
at 2026-02-09 10:00
as clock tick
as chen fund.claim.draft project=$rail title=安装人工 -> ok as rail_claim3
as chen fund.bill.add claim=$rail_claim3 line=$rail_labour source=fund kind=e_invoice number=26312000000011220033 amount=900.00 issued=2026-02-06 seller=上海浦东惠民安装服务部 buyer=合庆镇人民政府 items=安装服务 purpose=装14段扶手 file=$q3 is_original=yes -> ok
as cai care.asset.hand_over project=$lamp name=毛巾厂墙绘4面 spot=四栋楼的门厅 pieces=4 value=6760.00 every_months=12 person=$wang -> ok as murals

# today
at 2026-02-10 00:05
as clock tick
at now
as clock tick
as chen voice.meeting.open meeting=$tonight -> ok
# one household short of a quorum
as chen voice.attendance.sheet meeting=$tonight \
  rows.0.household=$h33 rows.1.household=$h34 rows.2.household=$h35 rows.3.household=$h36 rows.4.household=$h37 rows.5.household=$h38 rows.6.household=$h39 rows.7.household=$h40 \
  rows.8.household=$h41 rows.9.household=$h42 rows.10.household=$h43 rows.11.household=$h44 rows.12.household=$h45 rows.13.household=$h46 rows.14.household=$h47 rows.15.household=$h48 \
  rows.16.household=$h49 rows.17.household=$h50 rows.18.household=$h51 rows.19.household=$h52 rows.20.household=$h53 rows.21.household=$h54 rows.22.household=$h55 rows.23.household=$h56 \
  rows.24.household=$h57 rows.25.household=$h58 rows.26.household=$h59 rows.27.household=$h60 rows.28.household=$h61 rows.29.household=$h62 rows.30.household=$h63 rows.31.household=$h64 \
  rows.32.household=$h6 rows.33.household=$h7 rows.34.household=$h8 rows.35.household=$h9 rows.36.household=$h10 rows.37.household=$h11 rows.38.household=$h12 rows.39.household=$h13 -> ok
as p5 voice.attendance.sign meeting=$tonight -> ok
as p18 voice.attendance.sign meeting=$tonight -> ok
as wang look people/home -> ok asks=7 asks.0.kind=vote asks.1.kind=keep asks.2.kind=check asks.3.kind=meeting asks.4.kind=poll asks.5.kind=pledge asks.6.kind=second
