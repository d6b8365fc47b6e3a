# SPDX-License-Identifier: MulanPSL-2.0
# Topics: who may raise them, one second a household, what makes them ready, how they end.
use village
at 2025-01-12 09:00
as guest look voice/topic -> ok topics=0 is_all=yes
as guest voice.topic.raise place=$cailu title=楼道灯 story=太黑了 -> sign_in
as wuhai voice.topic.raise place=$cailu title=楼道灯 story=太黑了 -> forbidden
as wang voice.topic.raise place=$shengli title=楼道灯 story=太黑了 -> forbidden
as wang voice.topic.raise place=$cailu title=二十个字再多一个就写不下的一个很长很长很长的题目 story=太黑了 -> refused title too_long
as wang voice.topic.raise place=$cailu title=楼道灯 -> refused story missing

# a fifth of 64 households is 12.8: 13; the raiser's own is the first
as wang voice.topic.raise place=$cailu title=楼道灯 story="四十年没有灯。\n晚上要摸着墙走。" is_urgent=yes -> ok as lamp
as wang look voice/topic/$lamp -> ok title=楼道灯 state=open need=13 seconds=1 missing=12 until_day=2025-01-26 is_mine=yes has_seconded=yes is_urgent=yes by=王* building=2号楼
as guest look voice/topic/$lamp -> ok is_mine=no has_seconded=no buildings.0.building=2号楼 buildings.0.households=1
as li voice.topic.raise place=$cailu title=楼道灯 story=我也要 -> refused title title_taken

# the neighbourhood decides that four households in a hundred, three of 64, are enough; what runs keeps its number
as zhou place.setting.set place=$cailu name=second_percent number=4 -> ok
as zhou place.setting.set place=$cailu name=second_days number=10 -> ok
as li voice.topic.raise place=$cailu title=厂史墙绘 story=毛巾厂老照片上墙 -> ok as mural
as li look voice/topic/$mural -> ok need=3 seconds=1 until_day=2025-01-22
as cai voice.topic.raise place=$cailu title=晾衣架 story=居委走访听到的 -> ok as rack
as cai look voice/topic/$rack -> ok seconds=0 is_mine=yes
as p5 voice.topic.raise place=$house1 title=一楼扶手 story=老人上楼要扶 -> ok as rail
as p5 look voice/topic/$rail -> ok need=1 state=ready

# one second a household
as li voice.topic.second topic=$lamp -> ok
as li voice.topic.second topic=$lamp -> refused - already
as wang voice.topic.second topic=$lamp -> refused - already
as cai voice.topic.second topic=$lamp -> forbidden
as guest voice.topic.second topic=$lamp -> sign_in
as zhou people.person.add household=$h2 name=李小明 -> ok as xiaoming
as xiaoming voice.topic.second topic=$lamp -> refused - already
as zhang voice.topic.second topic=$mural -> ok
as li look voice/topic/$mural -> ok state=open seconds=2 missing=1
as yang voice.topic.second topic=$mural -> ok
as li look voice/topic/$mural -> ok state=ready seconds=3 missing=0 support_bp=10000
as zhao voice.topic.second topic=$mural -> ok
as li look voice/topic/$mural -> ok state=ready seconds=4

# nobody floods the list
as bao voice.topic.raise place=$cailu title=信报箱 story=锈了 -> ok as box
as bao voice.topic.raise place=$cailu title=停车棚 story=停不下 -> ok as shed
as bao voice.topic.raise place=$cailu title=厂史上墙 story=老照片 -> ok as photos
as bao voice.topic.raise place=$cailu title=第四个 story=还有 -> refused - too_many_live
as li voice.topic.withdraw topic=$shed -> refused topic not_yours
as cai voice.topic.withdraw topic=$shed -> refused topic not_yours
as bao voice.topic.withdraw topic=$shed -> ok
as bao look voice/topic/$shed -> not_found
as liu voice.topic.second topic=$shed -> refused topic not_found

# what says the same is merged; a household that seconded both counts once
as zhang voice.topic.second topic=$photos -> ok
as huang voice.topic.second topic=$photos -> ok
as bao voice.topic.merge topic=$photos into=$mural -> forbidden
as cai voice.topic.merge topic=$photos into=$photos -> refused into same
as cai voice.topic.merge topic=$photos into=$mural -> ok
as guest look voice/topic/$mural -> ok seconds=6 merged.0.title=厂史上墙
as guest look voice/topic/$photos -> ok state=merged into_ref=$mural is_live=no
as cai voice.topic.merge topic=$photos into=$lamp -> refused - not_open
as cai voice.topic.merge topic=$box into=$photos -> refused into not_live
as p1 voice.topic.second topic=$photos -> refused - not_open

# what finds too few rests when its days are over
as clock voice.topic.rest topic=$box -> refused - still_time
as wang voice.topic.rest topic=$box -> forbidden
at 2025-01-23 00:30
as p1 voice.topic.second topic=$box -> refused - time_over
as p1 voice.topic.second topic=$lamp -> ok
as clock voice.topic.rest topic=$box -> ok
as clock tick
as guest look voice/topic/$rack -> ok state=resting
as guest look voice/topic/$box -> ok state=resting is_resting=yes
as clock voice.topic.rest topic=$box -> refused - not_open
as guest look voice/topic?state=resting -> ok topics.0.title=信报箱
as guest look voice/topic?q=墙绘 -> ok topics=1 topics.0.title=厂史墙绘 is_narrow=yes
as guest look voice/topic?place=$house1 -> ok topics=1 topics.0.title=一楼扶手

# staff help who has no phone: the household counts all the same, once
as chen people.desk.begin person=$p20 reason=no_phone -> ok
as chen for p20 voice.topic.second topic=$lamp -> ok
as chen for p20 voice.topic.second topic=$lamp -> refused - already

# a topic becomes a project once enough households second it, or a meeting agreed to it
as cai choose.project.draft place=$cailu season=$season topic=$rack title=晾衣架 problem=没处晾 kind=hardware households=16 goal=装晾衣架 custodian=楼组长 upkeep=每季看一次 upkeep_years=2 risks=无 starts=2025-06-01 ends=2025-07-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=800.00 -> refused - not_ready
as cai choose.project.draft place=$cailu season=$season topic=$mural title=厂史墙绘 problem=墙面斑驳 kind=soft households=64 goal=画三面墙 custodian=楼组长 upkeep=每年补一次 upkeep_years=2 risks=无 starts=2025-06-01 ends=2025-07-01 lines.0.name=颜料 lines.0.class=goods lines.0.source=fund lines.0.amount=800.00 -> ok as project
as guest look voice/topic/$mural -> ok state=taken project_ref=$project project_title=厂史墙绘
as huang voice.topic.second topic=$mural -> refused - not_open
as li voice.topic.withdraw topic=$mural -> refused - not_open
as wang voice.topic.take topic=$lamp project=$project -> not_found
