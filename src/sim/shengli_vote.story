# SPDX-License-Identifier: MulanPSL-2.0
# 胜利居民区 votes (see shengli.story): 49 households by phone, 11 on paper, counted together by equal shares.

at 2026-02-01 09:00
as clock tick
as xu choose.ballot.open place=$shengli season=$season2 title=2026年胜利投票 budget=30000.00 until=2026-02-04T20:00 \
  rule=mes complete=add1u candidates=$garden8 candidates=$spare candidates=$pets candidates=$care8 candidates=$rain candidates=$corner8 candidates=$racks8 candidates=$photos8 -> ok as vote3
as s1 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s2 choose.ballot.cast ballot=$vote3 choices=$care8 choices=$corner8 choices=$photos8 -> ok
as s3 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 choices=$rain -> ok
as s4 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$spare choices=$pets choices=$rain choices=$corner8 -> ok
as s5 choose.ballot.cast ballot=$vote3 choices=$racks8 -> ok
as s6 choose.ballot.cast ballot=$vote3 choices=$care8 -> ok
as s7 choose.ballot.cast ballot=$vote3 choices=$rain choices=$racks8 choices=$photos8 -> ok
as s8 choose.ballot.cast ballot=$vote3 choices=$pets choices=$care8 choices=$corner8 choices=$photos8 -> ok
as s9 choose.ballot.cast ballot=$vote3 choices=$spare choices=$racks8 choices=$photos8 -> ok
as s10 choose.ballot.cast ballot=$vote3 choices=$care8 choices=$racks8 -> ok
as s11 choose.ballot.cast ballot=$vote3 choices=$spare choices=$pets choices=$care8 -> ok
as s12 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 -> ok
as s13 choose.ballot.cast ballot=$vote3 choices=$racks8 choices=$photos8 -> ok
as s14 choose.ballot.cast ballot=$vote3 choices=$spare choices=$corner8 choices=$photos8 -> ok
as s15 choose.ballot.cast ballot=$vote3 choices=$spare choices=$racks8 choices=$photos8 -> ok
as s16 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s17 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s18 choose.ballot.cast ballot=$vote3 choices=$pets -> ok
as s19 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$spare choices=$pets choices=$care8 -> ok
as s20 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$spare choices=$photos8 -> ok
as s21 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s22 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 -> ok
as s23 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 choices=$photos8 -> ok
as s24 choose.ballot.cast ballot=$vote3 choices=$pets choices=$corner8 choices=$photos8 -> ok
as s25 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s26 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s27 choose.ballot.cast ballot=$vote3 choices=$rain choices=$racks8 choices=$photos8 -> ok
as s28 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s29 choose.ballot.cast ballot=$vote3 choices=$spare choices=$pets choices=$care8 -> ok
as s30 choose.ballot.cast ballot=$vote3 choices=$spare choices=$pets choices=$care8 -> ok
as s31 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 -> ok
as s32 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$spare choices=$racks8 -> ok
as s33 choose.ballot.cast ballot=$vote3 choices=$spare choices=$corner8 choices=$racks8 -> ok
as s34 choose.ballot.cast ballot=$vote3 choices=$spare choices=$pets choices=$racks8 -> ok
as s35 choose.ballot.cast ballot=$vote3 choices=$racks8 choices=$photos8 -> ok
as s36 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 -> ok
as s37 choose.ballot.cast ballot=$vote3 choices=$spare choices=$corner8 choices=$racks8 -> ok
as s38 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets -> ok
as s39 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 choices=$corner8 -> ok
as s40 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 choices=$rain -> ok
as s41 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s42 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$care8 -> ok
as s43 choose.ballot.cast ballot=$vote3 choices=$pets choices=$racks8 choices=$photos8 -> ok
as s44 choose.ballot.cast ballot=$vote3 choices=$pets choices=$care8 choices=$racks8 -> ok
as s45 choose.ballot.cast ballot=$vote3 choices=$pets -> ok
as s46 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$care8 -> ok
as s47 choose.ballot.cast ballot=$vote3 choices=$corner8 choices=$racks8 choices=$photos8 -> ok
as s48 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$corner8 choices=$racks8 -> ok
as s49 choose.ballot.cast ballot=$vote3 choices=$garden8 choices=$pets choices=$care8 choices=$rain -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh50 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh51 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh52 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh53 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh54 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh55 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh56 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh57 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh58 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh59 -> ok
as xu choose.ballot.paper_issue ballot=$vote3 household=$sh60 -> ok
