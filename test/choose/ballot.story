# SPDX-License-Identifier: MulanPSL-2.0
# A vote of 蔡路 over 15,000 yuan: screens, papers, two counters, one box, one count.

use village

# three projects that passed the first check, one that did not
at 2025-03-01 09:00
as cai choose.project.draft place=$cailu season=$season title=楼前花圃认养 problem=楼前空地荒着。 kind=soft households=64 \
  goal=认养花圃 custodian=楼组长 upkeep=各家排班浇水 risks=没人浇水就补种 starts=2025-06-10 ends=2025-12-01 \
  lines.0.name=花苗和工具 lines.0.class=goods lines.0.source=fund lines.0.amount=5600.00 -> ok as garden
as cai choose.project.draft place=$cailu season=$season title=一老一小看护 problem=放学没人管。 kind=soft households=30 \
  goal=午后看护 custodian=互助队 upkeep=互助队轮班 risks=人手不够就减一天 starts=2025-06-10 ends=2025-12-01 \
  lines.0.name=手工材料 lines.0.class=goods lines.0.source=fund lines.0.amount=8400.00 -> ok as care
as cai choose.project.draft place=$cailu season=$season title=邻里议事角 problem=下雨没地方开会。 kind=soft households=64 \
  goal=放桌椅 custodian=1号楼组 upkeep=1号楼组每周擦 risks=坏了就修 starts=2025-06-10 ends=2025-12-01 \
  lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=7500.00 -> ok as corner
as cai choose.project.draft place=$cailu season=$season title=邻里茶会 problem=大家不认识。 kind=soft households=64 \
  goal=办茶会 custodian=1号楼组 upkeep=不用管护 risks=没有 starts=2025-06-10 ends=2025-12-01 \
  lines.0.name=场地布置 lines.0.class=service lines.0.source=fund lines.0.amount=900.00 -> ok as tea
as cai choose.project.send project=$garden -> ok
as cai choose.project.send project=$care -> ok
as cai choose.project.send project=$corner -> ok
as zhou choose.screening.run project=$garden -> ok
as zhou choose.screening.run project=$care -> ok
as zhou choose.screening.run project=$corner -> ok
as guest look choose/project/$garden -> ok state=screened

# what is known of a vote before anything is asked
as cai look choose/ballot/prepare -> ok places=1 places.0.count=3
as cai look choose/ballot/prepare?place=$cailu -> ok can_open=no is_early=yes chosen=3 households=64
as wang look choose/ballot/prepare?place=$cailu -> forbidden
# opening: only in its time, only screened projects, only the money that is left
at 2025-04-20 09:00
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care -> refused - not_the_time
at 2025-05-05 09:00
as clock tick -> ok
as cai look choose/ballot/prepare?place=$cailu&q=2 -> ok can_open=yes chosen=2 waiting=3 waiting.1.is_in=no
as wang choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden -> forbidden
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-01T20:00 \
  candidates=$garden -> refused until in_the_past
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-06-01T20:00 \
  candidates=$garden -> refused until after_the_phase
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=90000.01 until=2025-05-18T20:00 \
  candidates=$garden -> refused budget over_share
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$tea -> refused candidates not_screened
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$corner candidates=$garden candidates=$care rule=greedy_votes -> ok as vote
as cai look choose/ballot/prepare?place=$cailu -> ok is_twin=yes can_open=no
as cai choose.ballot.open place=$cailu season=$season title=又一次 budget=1000.00 until=2025-05-18T20:00 \
  candidates=$garden -> refused - already
as cai choose.project.withdraw project=$care -> refused - vote_runs
as guest look choose/ballot -> ok ballots.0.state=open ballots.0.voted=0 ballots.0.households=64
as guest look choose/ballot/$vote -> ok can_cast=no budget_fen=15000.00 options.2.n=3
as guest look choose/ballot/$vote/sheet -> ok candidates.0.title=楼前花圃认养

# void before the count: what was sealed is gone, the place votes anew
as p1 choose.ballot.cast ballot=$vote choices=$garden -> ok
as cai choose.ballot.annul ballot=$vote reason=候选弄错了 -> forbidden
as zhou choose.ballot.annul ballot=$vote -> refused reason missing
as zhou choose.ballot.annul ballot=$vote reason=候选弄错了 -> ok
as guest look choose/ballot/$vote -> not_found
as guest look choose/ballot -> ok ballots=0
as p1 choose.ballot.cast ballot=$vote choices=$garden -> refused - closed
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$corner candidates=$garden candidates=$care rule=greedy_votes -> ok as vote

# the key of the box: half each for two keepers; residents do not learn who they are
as cai look choose/ballot/$vote/papers -> ok needs_key=1 keepers=0
as cai look people/todo -> ok
as wang choose.keeper.hand ballot=$vote first=王秀珍 second=陈敏 -> forbidden
as cai choose.keeper.hand ballot=$vote first=王秀珍 second=王秀珍 -> refused second same_keeper
as cai choose.keeper.hand ballot=$vote first=王秀珍 -> refused second missing
as cai choose.keeper.hand ballot=$vote first=王秀珍 second=陈敏 -> ok
as cai look choose/ballot/$vote/papers -> ok keepers=1 keepers.0.first=王秀珍
as cai choose.keeper.hand ballot=$vote first=王秀珍 second=蔡勇 -> ok
as cai look choose/ballot/$vote/papers -> ok keepers=1 keepers.0.second=蔡勇
as wang look choose/ballot/$vote/papers -> forbidden

# choosing step by step: the address holds what is ticked
at 2025-05-06 19:00
as wang look choose/ballot/$vote -> ok can_cast=yes chosen=0 rest_fen=15000.00
as wang look choose/ballot/$vote?q=1.2 -> ok chosen=2 chosen_fen=14000.00 rest_fen=1000.00 with=1.2
as wang look choose/ballot/$vote?q=9.x.1.1 -> ok chosen=1 with=1
as wang look choose/ballot/$vote/review?q=1.2 -> ok is_fine=yes choices.1.title=一老一小看护
as wang look choose/ballot/$vote/review?q=1.2.3 -> ok is_fine=no over_fen=6500.00
as guest look choose/ballot/$vote/review -> sign_in

# casting: sealed, once a household, changed until the end
as guest choose.ballot.cast ballot=$vote choices=$garden -> sign_in
as cai choose.ballot.cast ballot=$vote choices=$garden -> forbidden
as wang choose.ballot.cast ballot=$vote choices=$garden choices=$care choices=$corner -> refused choices over_budget
as wang choose.ballot.cast ballot=$vote choices=$tea -> refused choices not_on_ballot
as wang choose.ballot.cast ballot=$vote -> refused choices missing
as wang choose.ballot.cast ballot=$vote choices=$corner once=wang-1 -> ok
as wang choose.ballot.cast ballot=$vote choices=$corner once=wang-1 -> ok
as wang choose.ballot.cast ballot=$vote choices=$care once=wang-1 -> refused once once_reused
as wang look choose/ballot/$vote/receipt -> ok has_cast=yes way=screen
as wang choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p1 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p2 choose.ballot.cast ballot=$vote choices=$garden -> ok
as cai for p3 choose.ballot.cast ballot=$vote choices=$corner -> ok
as p3 look choose/ballot/$vote/receipt -> ok way=desk
as p4 look choose/ballot/$vote/receipt -> ok has_cast=no
as guest look choose/ballot/$vote -> ok voted=4

# paper: the roll sees to one vote a household
as p5 choose.ballot.paper_issue ballot=$vote household=$h5 -> forbidden
as cai choose.ballot.paper_issue ballot=$vote household=$h5 -> ok
as cai choose.ballot.paper_issue ballot=$vote household=$h5 -> refused household issued
as cai choose.ballot.paper_issue ballot=$vote household=$h1 -> refused household has_cast
as p5 choose.ballot.cast ballot=$vote choices=$garden -> refused - votes_on_paper
as cai choose.ballot.paper_return ballot=$vote household=$h5 -> ok
as cai choose.ballot.paper_return ballot=$vote household=$h5 -> refused household not_issued
as p5 choose.ballot.cast ballot=$vote choices=$garden -> ok
as cai choose.ballot.paper_issue ballot=$vote household=$h6 -> ok
as cai choose.ballot.paper_issue ballot=$vote household=$h7 -> ok
as cai choose.ballot.paper_issue ballot=$vote household=$h8 -> ok
as cai look choose/ballot/$vote/papers -> ok issued=3 can_tally=no can_take_back=yes
as p6 look choose/ballot/$vote/papers -> forbidden
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice=1 -> refused - not_yet
as cai choose.ballot.close ballot=$vote -> refused - not_yet
as cai choose.allocation.count ballot=$vote -> refused - not_closed

# a household that came later waits for the next vote
as cai people.household.add place=$house1 door=501 -> ok as attic
as cai people.person.add household=$attic name=新来的 -> ok as newcomer
as newcomer choose.ballot.cast ballot=$vote choices=$garden -> refused - came_later

# the end: papers first, by two who find the same
at 2025-05-18 20:00
as p9 choose.ballot.cast ballot=$vote choices=$garden -> refused - too_late
as cai choose.ballot.paper_issue ballot=$vote household=$h9 -> refused - too_late
as clock tick -> ok 0
as cai choose.ballot.close ballot=$vote -> refused - papers_first
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice=1 sheets.1.sheet=3 sheets.1.choice=0 -> refused sheets sheet_gap
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="1 2 3" -> refused sheets over_budget
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="1 1" -> refused sheets ticked_twice
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice=4 -> refused sheets not_on_ballot
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice=1 \
  sheets.1.sheet=2 sheets.1.choice=0 sheets.2.sheet=3 sheets.2.choice=0 sheets.3.sheet=4 sheets.3.choice=2 -> refused sheets too_many_papers
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="1" has_more=yes -> ok
as cai look choose/ballot/$vote/papers -> ok has_first=no blanks=2 blanks.0.sheet=2
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=2 sheets.0.is_spoilt=yes sheets.1.sheet=3 sheets.1.choice=0 -> ok
as cai look choose/ballot/$vote/papers -> ok has_first=yes tallied_1=3
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=3 -> ok
as cai look choose/ballot/$vote/papers -> ok tallied_1=2
as cai choose.ballot.tally ballot=$vote counter=1 sheets.0.sheet=1 sheets.0.choice="3 1" sheets.1.sheet=2 sheets.1.is_spoilt=yes -> ok
as cai choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1 3" sheets.1.sheet=2 sheets.1.is_spoilt=yes -> refused counter same_person
as chen choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1 3" -> refused sheets other_count
as chen choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1" sheets.1.sheet=2 sheets.1.is_spoilt=yes -> refused sheets differs
as cai choose.ballot.close ballot=$vote -> refused - papers_first
as wang choose.ballot.tally ballot=$vote counter=2 -> forbidden
as chen choose.ballot.tally ballot=$vote counter=2 sheets.0.sheet=1 sheets.0.choice="1 3" sheets.1.sheet=2 sheets.1.is_spoilt=yes sheets.2.sheet=3 -> ok
as chen choose.ballot.tally ballot=$vote counter=2 -> refused - tallied
as cai choose.ballot.paper_return ballot=$vote household=$h8 -> refused - tallied
as wang choose.ballot.close ballot=$vote -> forbidden
as clock tick -> ok 1
as cai choose.ballot.close ballot=$vote -> refused - closed
as p9 choose.ballot.cast ballot=$vote choices=$garden -> refused - closed
as guest look choose/ballot/$vote -> ok state=closed envelopes=5 papers=2 spoilt=1 missing=1
as wang look choose/ballot/$vote/receipt -> ok has_cast=yes

# the count: who won and why, and how many more supporters a loser lacked
as wang choose.allocation.count ballot=$vote -> forbidden
as cai choose.allocation.count ballot=$vote -> ok as count
as cai choose.allocation.count ballot=$vote -> refused - counted
as guest look choose/allocation/$count -> ok won=2 votes=6 spent_fen=13100.00 left_fen=1900.00 turned_in=7 \
  outcomes.0.title=楼前花圃认养 outcomes.0.support=5 outcomes.0.is_won=yes outcomes.0.reason=fits \
  outcomes.1.title=邻里议事角 outcomes.1.support=2 outcomes.1.is_won=yes \
  losers.0.title=一老一小看护 losers.0.support=2 losers.0.reason=over_budget losers.0.left_fen=1900.00 losers.0.lacks_fen=6500.00 losers.0.more=1
as guest look choose/ballot/$vote/votes -> ok ballots=0
as guest look choose/project/$garden -> ok state=chosen
as guest look choose/project/$care -> ok state=waiting
