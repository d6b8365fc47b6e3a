# SPDX-License-Identifier: MulanPSL-2.0
# How a ballot is counted is set when it opens: the rule and its completion, categories, rivals, what needs what, sizes, the least
# support; and what does not go together is refused.

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
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=4000.00 -> ok as corner
as cai choose.project.send project=$corner -> ok
as zhou choose.screening.run project=$corner -> ok
as cai choose.project.draft place=$cailu season=$season title=养宠角 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=900.00 -> ok as pets
as cai choose.project.send project=$pets -> ok
as zhou choose.screening.run project=$pets -> ok
as cai choose.project.draft place=$cailu season=$season title=大晾晒架 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=4500.00 -> ok as big
as cai choose.project.send project=$big -> ok
as zhou choose.screening.run project=$big -> ok
as cai choose.project.draft place=$cailu season=$season title=小晾晒架 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=3000.00 -> ok as small
as cai choose.project.send project=$small -> ok
as zhou choose.screening.run project=$small -> ok
as cai choose.project.draft place=$cailu season=$season title=书架 problem=a kind=soft households=64 goal=b custodian=c upkeep=d risks=e \
  starts=2025-06-10 ends=2025-12-01 lines.0.name=桌椅 lines.0.class=goods lines.0.source=fund lines.0.amount=800.00 -> ok as shelf
as cai choose.project.send project=$shelf -> ok
as zhou choose.screening.run project=$shelf -> ok

# before it opens the street tries the rules on made-up ballots
as cai look choose/allocation/ahead -> ok places.0.place_name=蔡路居民区 places.0.count=7
as cai look choose/allocation/ahead?place=$cailu&q=b25.w1.c -> ok is_voting=no rules=5 projects=7 projects.0.cells=5 projects.0.cells.0.is_out=yes budget_fen=22500.00 votes=64
as guest look choose/allocation/ahead?place=$cailu -> sign_in
as wang look choose/allocation/ahead?place=$cailu -> forbidden

at 2025-05-05 09:00
as clock tick -> ok
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  rule=greedy_votes complete=add1 -> refused complete not_together
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  rule=ees complete=add1u -> refused complete not_together
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  rule=knapsack -> refused rule not_a_choice
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$shelf terms.0.least=3 -> refused terms not_a_candidate
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.rival=$shelf -> refused terms not_a_candidate
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.rival=$garden -> refused terms with_itself
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.category=绿化,环境 -> refused terms name_of_category
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.category=绿化 terms.1.project=$garden terms.1.category=环境 -> refused terms told_twice
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.rival=$care terms.1.project=$garden terms.1.needs=$care -> refused terms told_twice
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.needs=$care terms.1.project=$care terms.1.rival=$garden -> refused terms told_twice
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.needs=$care terms.1.project=$care terms.1.needs=$corner terms.2.project=$corner terms.2.needs=$garden -> refused terms cannot_be
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$big terms.0.size_of=$small terms.1.project=$small terms.1.size_of=$pets -> refused terms two_sizes
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  limits.0.category=绿化 limits.0.cap=5000.00 -> refused limits no_such_category
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.category=绿化 limits.0.category=绿化 limits.0.cap=5000.00 limits.0.floor=6000.00 -> refused limits floor_over_cap
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  terms.0.project=$garden terms.0.category=绿化 limits.0.category=绿化 limits.0.floor=16000.00 -> refused limits floors_over_budget
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  takes_pledges=yes -> refused takes_pledges not_allowed
as cai choose.ballot.open place=$cailu season=$season title=2025年蔡路投票 budget=15000.00 until=2025-05-18T20:00 \
  candidates=$garden candidates=$care candidates=$corner candidates=$pets candidates=$big candidates=$small \
  rule=mes complete=exhaust terms.0.project=$garden terms.0.category=绿化 terms.1.project=$care terms.1.category=绿化 terms.2.project=$corner terms.2.rival=$pets \
  terms.3.project=$big terms.3.size_of=$small terms.4.project=$small terms.4.least=5 limits.0.category=绿化 limits.0.cap=8000.00 -> ok as vote
as cai look choose/allocation/ahead?place=$cailu -> ok is_voting=yes
as guest look choose/ballot/$vote -> ok rule=mes complete=exhaust limits.0.category=绿化 limits.0.cap_fen=8000.00 \
  options.0.category=绿化 options.2.bonds.0.kind=rival options.2.bonds.0.other_title=养宠角 options.3.bonds.0.other_title=议事角 options.4.size_title=小晾晒架 options.5.least=5
as p1 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p2 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p3 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p4 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p5 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p6 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p7 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p8 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p9 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p10 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p11 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p12 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p13 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p14 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p15 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p16 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p17 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p18 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p19 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p20 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p21 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p22 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p23 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p24 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p25 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p26 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p27 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p28 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p29 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p30 choose.ballot.cast ballot=$vote choices=$garden choices=$corner -> ok
as p31 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p32 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p33 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p34 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p35 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p36 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p37 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p38 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p39 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p40 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p41 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p42 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p43 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p44 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p45 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p46 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p47 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p48 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p49 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p50 choose.ballot.cast ballot=$vote choices=$care choices=$big -> ok
as p51 choose.ballot.cast ballot=$vote choices=$pets choices=$corner -> ok
as p52 choose.ballot.cast ballot=$vote choices=$pets choices=$corner -> ok
as p53 choose.ballot.cast ballot=$vote choices=$pets choices=$corner -> ok
as p54 choose.ballot.cast ballot=$vote choices=$pets choices=$corner -> ok
as p55 choose.ballot.cast ballot=$vote choices=$pets choices=$corner -> ok
as p56 choose.ballot.cast ballot=$vote choices=$pets choices=$corner -> ok
as p57 choose.ballot.cast ballot=$vote choices=$small -> ok
as p58 choose.ballot.cast ballot=$vote choices=$small -> ok
as p59 choose.ballot.cast ballot=$vote choices=$small -> ok
as p60 choose.ballot.cast ballot=$vote choices=$small -> ok
at 2025-05-18 20:00
as clock tick -> ok 1
as clock tick -> ok 1
as guest look choose/ballot/$vote -> ok state=counted keep count=allocation_ref
as guest look choose/allocation/$count -> ok votes=60 rule=mes complete=exhaust ties=cost is_checked=yes has_pb=yes won=3 lost=3 spent_fen=14500.00 \
  winners.0.title=议事角 winners.0.payment_fen=111.11 winners.0.paying_full=36 winners.0.dearer=4 winners.1.title=花圃 winners.2.title=大晾晒架 winners.2.reason=fits \
  losers.0.title=小晾晒架 losers.0.bar=size losers.0.because_title=大晾晒架 losers.0.support=24 losers.1.title=看护 losers.1.bar=cap \
  losers.2.title=养宠角 losers.2.because_title=议事角 losers.2.had_fen=833.33 losers.2.missing_fen=66.67 losers.2.more=30
# what other rules would have given: for the street and the committee
as guest look choose/allocation/$count/compare -> sign_in
as wang look choose/allocation/$count/compare -> forbidden
as cai look choose/allocation/$count/compare -> ok rules=6 rules.0.key=mes_exhaust rules.0.is_own=yes rules.0.won=3 rules.0.spent_fen=14500.00 \
  projects.0.title=花圃 projects.0.cells.0.is_won=yes projects.1.cells.0.is_won=no is_voting=no
as zhou look choose/allocation/$count/compare?q=b50.t50.w1 -> ok votes=30 budget_fen=7500.00 projects.0.cells.0.is_out=yes projects.0.cells.0.is_won=no
