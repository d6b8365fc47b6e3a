# SPDX-License-Identifier: MulanPSL-2.0
# Money offered on ballots: the street allows it, a meeting agrees, households offer within their ballots; what closes a gap is
# called and becomes a pledge, the rest is never asked for.

use village

at 2025-03-01 09:00
as cai choose.project.draft place=$cailu season=$season title=花圃 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=6000.00 -> ok as garden
as cai choose.project.send project=$garden -> ok
as zhou choose.screening.run project=$garden -> ok
as cai choose.project.draft place=$cailu season=$season title=看护 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=5000.00 -> ok as care
as cai choose.project.send project=$care -> ok
as zhou choose.screening.run project=$care -> ok
as cai choose.project.draft place=$cailu season=$season title=议事角 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=7000.00 -> ok as corner
as cai choose.project.send project=$corner -> ok
as zhou choose.screening.run project=$corner -> ok
as cai choose.project.draft place=$cailu season=$season title=养宠角 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=4500.00 -> ok as pets
as cai choose.project.send project=$pets -> ok
as zhou choose.screening.run project=$pets -> ok
at 2025-04-25 10:00
as cai voice.meeting.call place=$cailu kind=council title=要不要请邻居出钱 venue=居委会二楼 starts=2025-04-29T14:00 counted=household items.0.title=票上可以附自己出的钱 -> ok as council
at 2025-04-29 14:00
as chen voice.meeting.open meeting=$council -> ok
as chen look voice/meeting/$council -> ok keep point=items.0.id
as chen voice.attendance.sheet meeting=$council rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 rows.18.household=$h19 rows.19.household=$h20 rows.20.household=$h21 rows.21.household=$h22 rows.22.household=$h23 rows.23.household=$h24 rows.24.household=$h25 rows.25.household=$h26 rows.26.household=$h27 rows.27.household=$h28 rows.28.household=$h29 rows.29.household=$h30 rows.30.household=$h31 rows.31.household=$h32 rows.32.household=$h33 rows.33.household=$h34 rows.34.household=$h35 rows.35.household=$h36 rows.36.household=$h37 rows.37.household=$h38 rows.38.household=$h39 rows.39.household=$h40 rows.40.household=$h41 rows.41.household=$h42 rows.42.household=$h43 rows.43.household=$h44 rows.44.household=$h45 rows.45.household=$h46 rows.46.household=$h47 rows.47.household=$h48 rows.48.household=$h49 rows.49.household=$h50 -> ok
as chen voice.meeting.decide item=$point yes=46 no=2 abstain=2 decision=可以附，自愿，每户有上限 -> ok
as chen voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok

# the street has to allow it, a meeting to agree
at 2025-05-05 09:00
as clock tick -> ok
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets takes_pledges=yes meeting=$council -> refused takes_pledges not_allowed
as zhou place.rule.set rule=F04 severity=info from=2025-05-06 source=合庆镇自治办〔2025〕5号 -> ok
at 2025-05-06 09:00
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets takes_pledges=yes -> refused meeting missing
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets meeting=$council -> refused meeting no_pledges
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 complete=exhaust \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets takes_pledges=yes meeting=$council -> ok as vote
as wang look choose/ballot/$vote -> ok can_offer=yes pledge_fen=500.00
as wang look choose/ballot/$vote/review?q=1.3-200 -> ok has_offers=yes offered_fen=200.00 choices.0.offer_fen=0.00 choices.1.offer_fen=200.00 offers.0.amount=200

# offers: only for what is chosen, whole yuan, within the household's limit
as wang choose.ballot.cast ballot=$vote choices=$garden offers.0.project=$corner offers.0.amount=100.00 -> refused offers offer_not_chosen
as wang choose.ballot.cast ballot=$vote choices=$corner offers.0.project=$corner offers.0.amount=100.50 -> refused offers whole_yuan
as wang choose.ballot.cast ballot=$vote choices=$corner offers.0.project=$corner offers.0.amount=501.00 -> refused offers over_offer
as wang choose.ballot.cast ballot=$vote choices=$corner offers.0.project=$corner offers.0.amount=100.00 offers.1.project=$corner offers.1.amount=50.00 -> refused offers offered_twice
as wang choose.ballot.cast ballot=$vote choices=$corner offers.0.project=$corner offers.0.amount=200.00 -> ok
# a new envelope takes the old offer back
as wang choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p1 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p2 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p3 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p4 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p5 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p6 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p7 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p8 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p9 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p10 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p11 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p12 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p13 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p14 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p15 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p16 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p17 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p18 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p19 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p20 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p21 choose.ballot.cast ballot=$vote choices=$garden choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p22 choose.ballot.cast ballot=$vote choices=$garden choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p23 choose.ballot.cast ballot=$vote choices=$garden choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p24 choose.ballot.cast ballot=$vote choices=$garden choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p25 choose.ballot.cast ballot=$vote choices=$garden choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p26 choose.ballot.cast ballot=$vote choices=$garden choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p27 choose.ballot.cast ballot=$vote choices=$pets offers.0.project=$pets offers.0.amount=50.00 -> ok
as p28 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p30 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p31 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p32 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p33 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p34 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p35 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p36 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p37 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p38 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p39 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p40 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p41 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p42 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p43 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p44 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p45 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p46 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p47 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p48 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p49 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p50 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p51 choose.ballot.cast ballot=$vote choices=$corner choices=$care offers.0.project=$corner offers.0.amount=150.00 -> ok
as p52 choose.ballot.cast ballot=$vote choices=$corner offers.0.project=$corner offers.0.amount=150.00 -> ok
as cai choose.ballot.paper_issue ballot=$vote household=$h60 -> ok
at 2025-05-18 20:00
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="3+100" -> refused sheets no_offers_on_paper
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="1 2" -> ok
as chen choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1 2" -> ok
as clock tick -> ok 1
# before the count nothing of the offers is to be seen, but by the household itself
as p30 look choose/ballot/$vote/receipt -> ok my_offers=1
as clock tick -> ok 1
as guest look choose/ballot/$vote -> ok state=counted keep count=allocation_ref
as guest look choose/allocation/$count -> ok won=3 lost=1 spent_fen=14500.00 called_fen=3500.00 winners.0.title=看护 winners.1.title=花圃 \
  winners.2.title=议事角 winners.2.reason=pledged winners.2.called_fen=3500.00 winners.2.net_fen=3500.00 losers.0.title=养宠角 has_pb=yes is_withheld=no is_checked=yes
# what was called is a pledge of the household, cut to the community's share; what was not is never asked for
as p30 look choose/ballot/$vote/receipt -> ok my_offers=1 my_offers.0.amount_fen=150.00 my_offers.0.called_fen=145.84 my_offers.0.is_called=yes keep own=my_offers.0.pledge_ref
as p30 look fund/pledge/$own -> ok amount_fen=145.84 is_mine=yes
as p22 look choose/ballot/$vote/receipt -> ok my_offers.0.amount_fen=50.00 my_offers.0.called_fen=0.00 my_offers.0.is_called=no
as wang look choose/ballot/$vote/receipt -> ok my_offers=0
as cai look fund/pledge?project=$corner -> ok pledges=24 promised_fen=3500.00 pledges.0.amount_fen=145.84 keep mine=pledges.0.id
as guest look choose/project/$corner/money -> ok sources.0.source=fund sources.0.goal_fen=3500.00 sources.1.source=resident sources.1.goal_fen=3500.00
# it stays voluntary until the money has come
as p1 fund.pledge.withdraw pledge=$mine -> refused pledge not_yours
as p28 fund.pledge.withdraw pledge=$mine -> ok
