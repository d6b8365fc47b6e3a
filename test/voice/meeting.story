# SPDX-License-Identifier: MulanPSL-2.0
# Meetings: the call and its notice, the named denominator, who came and counts, votes, minutes, quorum.
use village
at 2025-02-01 09:00
as guest look voice/meeting -> ok meetings=0
as zhou place.setting.set place=$cailu name=second_percent number=1 -> ok
as wang voice.topic.raise place=$cailu title=楼道灯 story=太黑 -> ok as lamp
as li voice.topic.raise place=$cailu title=楼梯要塌 story=扶手断了 is_urgent=yes -> ok as stair
as cai voice.topic.raise place=$cailu title=晾衣架 story=走访听到的 -> ok as rack
as zhou voice.topic.raise place=$heqing title=全镇的事 story=路灯 -> ok as whole

# the call
as wang voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=household items.0.title=装什么灯 -> forbidden
as cai voice.meeting.call place=$shengli kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=household items.0.title=装什么灯 -> forbidden
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-01-31T14:00 counted=household items.0.title=装什么灯 -> refused starts is_past
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=household -> refused items missing
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=member items.0.title=装什么灯 -> refused entitled not_told
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=household entitled=10 items.0.title=装什么灯 -> refused entitled is_counted
as cai voice.meeting.call place=$cailu kind=assembly title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=member entitled=10 items.0.title=装什么灯 -> refused counted counted_wrong
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=household items.0.title=路灯 items.0.topic=$whole -> refused items elsewhere
as zhou voice.meeting.call place=$shengli kind=council title=议灯 venue=居委会 starts=2025-02-08T14:00 counted=household items.0.title=装什么灯 -> refused place nobody_here
# two days are too few under the strict profile; a danger may be spoken of sooner
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-03T14:00 counted=household items.0.title=装什么灯 -> refused starts short_notice
as cai voice.meeting.call place=$cailu kind=party title=抢修楼梯 venue=居委会二楼 starts=2025-02-03T14:00 counted=member entitled=5 items.0.title=怎么修 items.0.topic=$stair -> ok as urgent
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=member entitled=6 items.0.title=装什么灯 items.0.topic=$lamp items.1.title=装在哪里 items.1.topic=$lamp -> ok as council
as cai voice.meeting.call place=$cailu kind=assembly title=楼道灯居民会议 venue=厂礼堂 starts=2025-02-08T19:00 counted=household items.0.title=要不要装灯 items.0.topic=$lamp items.1.title=晾衣架 items.1.topic=$rack -> ok as assembly
as guest look voice/meeting -> ok meetings=3 meetings.0.title=抢修楼梯
as guest look voice/meeting/$assembly -> ok entitled=64 present=0 quorum=33 missing=33 has_need=yes notice_days=7 items.0.topic_title=楼道灯
as guest look voice/meeting/$council -> ok entitled=6 quorum=4 keep light=items.0.id spot=items.1.id
as guest look voice/meeting/$assembly -> ok keep want=items.0.id dry=items.1.id
as guest look voice/meeting/$assembly/signin -> sign_in
as wang look voice/meeting/$assembly/signin -> forbidden
as cai look voice/meeting/$assembly/signin -> ok rows=69 rows.0.n=1 rows.32.is_quorum=yes rows.31.is_quorum=no
as cai look voice/meeting/$council/signin -> ok rows=11 rows.3.is_quorum=yes

# cancelled, and gone
as cai voice.meeting.call place=$cailu kind=hearing title=白开一次 venue=居委会 starts=2025-02-09T14:00 counted=adult items.0.title=听听 -> ok as idle
as wang voice.meeting.cancel meeting=$idle -> forbidden
as cai voice.meeting.cancel meeting=$idle -> ok
as guest look voice/meeting/$idle -> not_found
as cai voice.meeting.cancel meeting=$idle -> refused meeting not_found

# a talk needs no quorum; nothing is decided for everybody there
at 2025-02-03 13:30
as cai voice.meeting.open meeting=$urgent -> ok
as guest look voice/meeting/$urgent -> ok has_need=no state=open keep mend=items.0.id
as cai voice.attendance.admit meeting=$urgent name=老党员 is_member=yes -> ok
as cai voice.meeting.decide item=$mend only_noted=yes decision=请物业先围起来 -> ok
as cai voice.meeting.close meeting=$urgent chair=蔡勇 recorder=陈敏 -> ok
as guest look voice/meeting/$urgent -> ok has_quorum= items.0.result=noted present=1

# the council: members, two thirds of six must come
at 2025-02-08 12:00
as cai voice.meeting.open meeting=$council -> refused - too_early
as cai voice.meeting.minute meeting=$council kind=opinion words=早 -> refused - not_running
as cai voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> refused - not_running
as cai voice.meeting.decide item=$light yes=4 no=0 abstain=0 -> refused - not_running
at 2025-02-08 13:30
as wang voice.meeting.open meeting=$council -> forbidden
as cai voice.meeting.open meeting=$council -> ok
as cai voice.meeting.open meeting=$council -> refused - not_called
as cai voice.meeting.cancel meeting=$council -> refused - not_called
as wang voice.attendance.sign meeting=$council is_member=yes -> ok
as li voice.attendance.sign meeting=$council is_member=yes -> ok
as zhang voice.attendance.sign meeting=$council is_member=yes -> ok
as liu voice.attendance.sign meeting=$council -> ok
as liu look voice/meeting/$council -> ok present=3 missing=1 has_signed=yes
as cai voice.meeting.decide item=$light yes=3 no=0 abstain=0 -> refused - no_quorum
as cai voice.attendance.admit meeting=$council name=外聘成员 is_member=yes -> ok
as cai voice.attendance.sheet meeting=$council rows.0.household=$h9 rows.0.name=杨志明 -> ok
as guest look voice/meeting/$council -> ok present=5 missing=0
as cai voice.meeting.decide item=$light yes=6 -> refused yes over_present
as cai voice.meeting.decide item=$light -> refused yes no_votes
as cai voice.meeting.decide item=$light yes=-1 no=2 -> refused yes below_zero
as cai voice.meeting.decide item=$light yes=3 only_noted=yes -> refused only_noted noted_has_votes
as wang voice.meeting.decide item=$light yes=3 no=1 abstain=1 -> forbidden
# two of five are not more than half, three are
as cai voice.meeting.decide item=$spot yes=2 no=1 abstain=2 -> ok
as cai voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> refused - undecided
as cai voice.meeting.decide item=$light yes=3 no=1 abstain=1 decision=声控灯 dissent=怕半夜一惊一乍 -> ok
as guest look voice/meeting/$council -> ok items.0.result=passed items.1.result=refused items.0.yes=3 items.0.yes_bp=6000
# a result may be put right until the meeting is closed
as cai voice.meeting.decide item=$spot yes=4 no=0 abstain=1 decision=每层平台 -> ok

# the minutes
as wang voice.meeting.minute meeting=$council kind=opinion words=太亮 -> forbidden
as cai voice.meeting.minute meeting=$council item=$light kind=opinion who=李建国 words=别装太亮的 -> ok
as cai voice.meeting.minute meeting=$council item=$light kind=answer who=陈敏 words=选三瓦的 -> ok
as cai voice.meeting.minute meeting=$council kind=task words=问三家报价 -> refused who task_needs_who
as cai voice.meeting.minute meeting=$council kind=task who=陈敏 words=问三家报价 -> refused due task_needs_due
as cai voice.meeting.minute meeting=$council kind=opinion words=好 due=2025-03-01 -> refused due only_tasks
as cai voice.meeting.minute meeting=$council item=$want kind=opinion words=好 -> refused item other_meeting
as cai voice.meeting.minute meeting=$council kind=task who=陈敏 words=问三家报价 due=2025-02-20 -> ok
as wang voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> forbidden
as cai voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok
as cai voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> refused - is_closed
as cai voice.meeting.decide item=$light yes=1 no=4 abstain=0 -> refused - is_closed
as guest look voice/meeting/$council -> ok has_quorum=yes chair=蔡勇 opinions.0.who=李* tasks.0.who=陈敏 tasks.0.due_day=2025-02-20 has_tasks=yes is_staff=no attended=
as cai look voice/meeting/$council -> ok opinions.0.who=李建国 is_staff=yes attended=6 attended.5.how=sheet
as guest look voice/topic/$lamp -> ok meetings=3 meetings.0.result=passed

# the assembly: more than half of 64 households must come; 32 are not, 33 are
at 2025-02-08 18:30
as cai voice.meeting.open meeting=$assembly -> ok
as wang voice.attendance.sign meeting=$assembly -> ok
as cai voice.attendance.sheet meeting=$assembly rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h3 rows.3.household=$h4 rows.4.household=$h5 rows.5.household=$h6 rows.6.household=$h7 rows.7.household=$h8 rows.8.household=$h9 rows.9.household=$h10 rows.10.household=$h11 rows.11.household=$h12 rows.12.household=$h13 rows.13.household=$h14 rows.14.household=$h15 rows.15.household=$h16 rows.16.household=$h17 rows.17.household=$h18 rows.18.household=$h19 rows.19.household=$h20 rows.20.household=$h21 rows.21.household=$h22 rows.22.household=$h23 rows.23.household=$h24 rows.24.household=$h25 rows.25.household=$h26 rows.26.household=$h27 rows.27.household=$h28 rows.28.household=$h30 rows.29.household=$h31 rows.30.household=$h32 -> ok
as guest look voice/meeting/$assembly -> ok present=32 missing=1
as cai voice.meeting.decide item=$want yes=32 no=0 abstain=0 -> refused - no_quorum
as p33 voice.attendance.sign meeting=$assembly -> ok
as cai voice.meeting.decide item=$want yes=17 no=10 abstain=6 -> ok
as cai voice.meeting.decide item=$dry yes=33 -> ok
as guest look voice/topic/$rack -> ok state=open seconds=0
as cai choose.project.draft place=$cailu season=$season topic=$rack title=晾衣架 problem=没处晾 kind=hardware households=16 goal=装晾衣架 custodian=楼组长 upkeep=每季看一次 upkeep_years=2 risks=无 starts=2025-06-01 ends=2025-07-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=800.00 -> refused - not_ready
as cai voice.meeting.close meeting=$assembly chair=李建国 recorder=陈敏 -> ok
as cai look voice/meeting/$assembly -> ok chair=李建国
as guest look voice/meeting/$assembly -> ok chair=李* recorder=陈敏 has_quorum=yes items.0.result=passed present=33
# what the assembly agreed to needs no seconds
as cai choose.project.draft place=$cailu season=$season topic=$rack title=晾衣架 problem=没处晾 kind=hardware households=16 goal=装晾衣架 custodian=楼组长 upkeep=每季看一次 upkeep_years=2 risks=无 starts=2025-06-01 ends=2025-07-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=800.00 -> ok
as guest look voice/meeting?state=closed -> ok meetings=3 meetings.0.title=楼道灯居民会议 meetings.0.passed=2

# too few came: opinions are heard, nothing is decided, and the record says so
at 2025-02-10 09:00
as cai voice.meeting.call place=$cailu kind=assembly title=再议 venue=厂礼堂 starts=2025-02-14T19:00 counted=adult items.0.title=要不要摄像头 -> ok as again
at 2025-02-14 18:30
as cai voice.meeting.open meeting=$again -> ok
as guest look voice/meeting/$again -> ok keep camera=items.0.id
as wang voice.attendance.sign meeting=$again -> ok
as cai voice.meeting.decide item=$camera yes=1 -> refused - no_quorum
as cai voice.meeting.decide item=$camera only_noted=yes dissent=怕拍到家门 -> ok
as cai voice.meeting.close meeting=$again chair=蔡勇 recorder=陈敏 -> ok
as guest look voice/meeting/$again -> ok has_quorum=no items.0.result=noted
