# SPDX-License-Identifier: MulanPSL-2.0
# The count of many votes: the order of support, a tie for the cheaper, nobody's project, one dearer than all; above 50 votes the
# ballots are given away.

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
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=5000.00 -> ok as corner
as cai choose.project.send project=$corner -> ok
as zhou choose.screening.run project=$corner -> ok
as cai choose.project.draft place=$cailu season=$season title=养宠角 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=900.00 -> ok as pets
as cai choose.project.send project=$pets -> ok
as zhou choose.screening.run project=$pets -> ok
as cai choose.project.draft place=$cailu season=$season title=大活动室 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=16000.00 -> ok as hall
as cai choose.project.send project=$hall -> ok
as zhou choose.screening.run project=$hall -> ok
at 2025-05-05 09:00
as clock tick -> ok
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 rule=greedy_votes \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$hall -> ok as vote
as cai choose.allocation.count ballot=$vote -> refused - not_closed
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
as p21 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p22 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p23 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p24 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p25 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p26 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p27 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p28 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p29 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p30 choose.ballot.cast ballot=$vote choices=$garden choices=$care -> ok
as p31 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p32 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p33 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p34 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p35 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p36 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p37 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p38 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p39 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p40 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p41 choose.ballot.cast ballot=$vote choices=$corner choices=$garden -> ok
as p42 choose.ballot.cast ballot=$vote choices=$corner choices=$care -> ok
as p43 choose.ballot.cast ballot=$vote choices=$corner choices=$care -> ok
as p44 choose.ballot.cast ballot=$vote choices=$corner choices=$care -> ok
as p45 choose.ballot.cast ballot=$vote choices=$corner choices=$care -> ok
as p46 choose.ballot.cast ballot=$vote choices=$corner choices=$care -> ok
as p47 choose.ballot.cast ballot=$vote choices=$corner -> ok
as p48 choose.ballot.cast ballot=$vote choices=$corner -> ok
as p49 choose.ballot.cast ballot=$vote choices=$corner -> ok
as p50 choose.ballot.cast ballot=$vote choices=$corner -> ok
as p51 choose.ballot.cast ballot=$vote choices=$corner -> ok
as p52 choose.ballot.cast ballot=$vote choices=$corner -> ok
as guest look choose/ballot/$vote/votes -> ok ballots=0
at 2025-05-18 20:00
as clock tick -> ok 1
# nobody has to come for it: the clock counts too
as clock tick -> ok 1
as cai choose.allocation.count ballot=$vote -> refused - counted
as zhou choose.ballot.annul ballot=$vote reason=重来 -> refused - counted
as guest look choose/ballot/$vote -> ok state=counted keep count=allocation_ref
as guest look choose/allocation/$count -> ok votes=52 won=2 lost=3 spent_fen=11000.00 has_ballots=yes \
  outcomes.0.title=花圃 outcomes.0.support=41 outcomes.1.title=看护 outcomes.1.support=35 outcomes.1.left_fen=9000.00 \
  losers.0.title=议事角 losers.0.support=22 losers.0.lacks_fen=1000.00 losers.0.more=14 losers.0.is_dear=no \
  losers.1.title=养宠角 losers.1.reason=no_support losers.1.more=1 \
  losers.2.title=大活动室 losers.2.is_dear=yes losers.2.more=
as guest look choose/ballot/$vote/votes -> ok ballots=52 ballots.0.choice="1 2" ballots.0.n=1 ballots.51.choice=3
as guest look choose/project/$garden -> ok state=chosen allocation_ref=$count
as guest look choose/project/$hall -> ok state=waiting
