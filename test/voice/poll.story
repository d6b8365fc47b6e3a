# SPDX-License-Identifier: MulanPSL-2.0
# Polls: one answer a household, changed until the end; reasons without names.
use village
at 2025-02-01 09:00
as guest look voice/poll -> ok polls=0
as wang voice.topic.raise place=$cailu title=楼道灯 story=太黑 -> ok as lamp
as zhou voice.topic.raise place=$shengli title=滑梯 story=没处玩 -> ok as slide
as wang voice.poll.open place=$cailu question=装哪一种灯 options.0.name=声控 options.1.name=人体感应 -> forbidden
as cai voice.poll.open place=$shengli question=装哪一种灯 options.0.name=声控 options.1.name=人体感应 -> forbidden
as cai voice.poll.open place=$cailu question=装哪一种灯 options.0.name=声控 -> refused options too_few
as cai voice.poll.open place=$cailu question=装哪一种灯 options.0.name=声控 options.1.name=声控 -> refused options same_options
as cai voice.poll.open place=$cailu topic=$slide question=装哪一种灯 options.0.name=声控 options.1.name=人体感应 -> refused topic elsewhere
as cai voice.poll.open place=$cailu question=装哪一种灯 until=2025-01-31T20:00 options.0.name=声控 options.1.name=人体感应 -> refused until is_past
as cai voice.poll.open place=$cailu topic=$lamp question=装哪一种灯 options.0.name=声控 options.0.note=一拍手就亮 options.1.name=人体感应 options.2.name=常亮 -> ok as kind
as cai voice.poll.open place=$house1 question=一号楼几点熄灯 until=2025-02-05T20:00 options.0.name=十点 options.1.name=十一点 -> ok as hour
as guest look voice/poll/$kind -> ok question=装哪一种灯 households=64 answers=0 until_ms=2025-02-09T00:00 topic_title=楼道灯 keep sound=options.0.id body=options.1.id always=options.2.id
as guest look voice/poll/$hour -> ok households=16 keep ten=options.0.id

as guest voice.poll.answer poll=$kind option=$sound -> sign_in
as cai voice.poll.answer poll=$kind option=$sound -> forbidden
as wang voice.poll.answer poll=$hour option=$ten -> forbidden
as wang voice.poll.answer poll=$kind option=$ten -> refused option other_poll
as wang voice.poll.answer poll=$kind option=$sound reason=省电 -> ok
as wang look voice/poll/$kind -> ok mine_ref=$sound mine_name=声控 options.0.is_mine=yes options.0.answers=1 options.0.share_bp=10000
as li voice.poll.answer poll=$kind option=$sound -> ok
as zhang voice.poll.answer poll=$kind option=$body reason=老人不用拍手 -> ok

# the household's answer changes, whoever of it asks
as zhou people.person.add household=$h29 name=王建军 -> ok as jun
as jun voice.poll.answer poll=$kind option=$body reason=妈妈听不见 -> ok
as guest look voice/poll/$kind -> ok answers=3 options.0.answers=1 options.1.answers=2 options.1.share_bp=6666 options.0.reasons=0 options.1.reasons=2 options.1.reasons.0.building=2号楼 options.1.reasons.0.reason=妈妈听不见 options.1.reasons.1.building=3号楼 mine_ref=
as wang look voice/poll/$kind -> ok mine_ref=$body
as chen people.desk.begin person=$p20 reason=no_phone -> ok
as chen for p20 voice.poll.answer poll=$kind option=$always -> ok
as guest look voice/poll/$kind -> ok answers=4

# closed by the clock, or by the committee
as wang voice.poll.close poll=$kind -> forbidden
at 2025-02-05 20:00
as p1 voice.poll.answer poll=$hour option=$ten -> refused - is_over
as clock tick
as guest look voice/poll/$hour -> ok state=closed is_open=no
as clock voice.poll.close poll=$hour -> refused - is_over
as cai voice.poll.close poll=$kind -> ok
as li voice.poll.answer poll=$kind option=$body -> refused - is_over
as guest look voice/poll?state=closed -> ok polls=2
as guest look voice/topic/$lamp -> ok polls.0.answers=4 polls.0.state=closed
