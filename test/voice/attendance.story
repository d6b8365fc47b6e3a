# SPDX-License-Identifier: MulanPSL-2.0
# Who came: by phone, at the desk, on paper; a household is counted once, whatever the way.
use village
at 2025-02-01 09:00
as cai voice.meeting.call place=$cailu kind=council title=议灯 venue=居委会二楼 starts=2025-02-08T14:00 counted=household items.0.title=装什么灯 -> ok as meet
as cai voice.meeting.call place=$house1 kind=mediation title=一号楼的事 venue=楼下 starts=2025-02-08T14:00 counted=adult items.0.title=堆物 -> ok as house
as cai voice.meeting.call place=$cailu kind=council title=小会 venue=居委会二楼 starts=2025-02-08T14:00 counted=group entitled=2 items.0.title=分工 -> ok as small
as wang voice.attendance.sign meeting=$meet -> refused - not_begun
as cai voice.attendance.sheet meeting=$meet rows.0.household=$h1 -> refused - not_begun
as cai voice.attendance.admit meeting=$meet name=设计师 -> refused - not_begun
at 2025-02-08 13:30
as cai voice.meeting.open meeting=$meet -> ok
as cai voice.meeting.open meeting=$house -> ok
as cai voice.meeting.open meeting=$small -> ok

# by phone: the first of a household counts, the second is written down
as guest voice.attendance.sign meeting=$meet -> sign_in
as cai voice.attendance.sign meeting=$meet -> forbidden
as wang voice.attendance.sign meeting=$meet -> ok
as wang voice.attendance.sign meeting=$meet -> refused - already
as zhou people.person.add household=$h29 name=王建军 -> ok as jun
as jun voice.attendance.sign meeting=$meet -> ok
as guest look voice/meeting/$meet -> ok present=1 ways.0.how=phone ways.0.persons=2
as wang voice.attendance.sign meeting=$house -> forbidden

# at the desk, for who has no phone
as chen people.desk.begin person=$p3 reason=no_phone -> ok
as chen for p3 voice.attendance.sign meeting=$meet -> ok
as chen for p3 voice.attendance.sign meeting=$meet -> refused - already

# on paper: who came already is not counted again, a sheet that names a household twice is refused whole
as wang voice.attendance.sheet meeting=$meet rows.0.household=$h1 -> forbidden
as cai voice.attendance.sheet meeting=$meet -> refused doors empty_sheet
as cai voice.attendance.sheet meeting=$meet rows.0.household=$h1 rows.1.household=$h2 rows.2.household=$h1 -> refused rows.2.household twice
as guest look voice/meeting/$meet -> ok present=2
as cai voice.attendance.sheet meeting=$meet rows.0.household=$h1 rows.0.name=徐桂芳 rows.1.household=$h2 rows.2.household=$h29 rows.2.name=王秀珍 rows.3.household=$h3 -> ok
as guest look voice/meeting/$meet -> ok present=4
as cai voice.attendance.sheet meeting=$meet doors="1号楼 101、103" -> ok
as cai voice.attendance.sheet meeting=$meet doors="1号楼 101 999" -> refused doors door_unknown
as cai voice.attendance.sheet meeting=$meet doors="101 102" -> refused doors door_unknown
as cai voice.attendance.sheet meeting=$meet doors="1号楼" -> refused doors empty_sheet
as cai voice.attendance.sheet meeting=$meet doors="1号楼 101\n2号楼 101\n1号楼 101" -> refused doors twice
as cai voice.attendance.sheet meeting=$meet doors="1号楼 101" rows.0.household=$h1 -> refused rows.0.household twice
as guest look voice/meeting/$meet -> ok present=4
as p1 voice.attendance.sign meeting=$meet -> refused - already
as li voice.attendance.sign meeting=$meet -> ok
as guest look voice/meeting/$meet -> ok present=4
as cai look voice/meeting/$meet -> ok attended=6 attended.2.how=desk attended.3.how=sheet

# a whole evening's sheet, typed as it is read out
as cai voice.attendance.sheet meeting=$meet doors="1号楼：104　201，202\n\n3号楼 101 102\n4号楼 404" -> ok
as guest look voice/meeting/$meet -> ok present=10

# a meeting of one house: its own adults only, by their names on the roll
as cai voice.attendance.sheet meeting=$house rows.0.household=$h20 rows.0.name=朱桂芳 -> refused rows.0.household elsewhere
as cai voice.attendance.sheet meeting=$house rows.0.household=$h1 rows.0.name=某某 -> refused rows.0.name not_on_roll
as cai voice.attendance.sheet meeting=$house rows.0.household=$h1 rows.0.name=徐桂芳 rows.1.household=$h1 rows.1.name=徐桂芳 -> refused rows.1.household twice
as cai voice.attendance.sheet meeting=$house doors="1号楼 101" -> refused doors not_on_roll
as p1 voice.attendance.sign meeting=$house -> ok
as cai voice.attendance.sheet meeting=$house rows.0.household=$h1 rows.0.name=徐桂芳 rows.1.household=$h2 rows.1.name=李建国 -> ok
as guest look voice/meeting/$house -> ok present=2 entitled=16

# guests are written down, and count only where members are counted
as wang voice.attendance.admit meeting=$meet name=设计师 -> forbidden
as cai voice.attendance.admit meeting=$meet name=设计师 is_member=yes -> refused is_member no_members
as cai voice.attendance.admit meeting=$meet name=设计师 -> ok
as cai voice.attendance.admit meeting=$meet name=设计师 -> refused name already
as guest look voice/meeting/$meet -> ok present=10

# nobody more than who is entitled
as cai voice.attendance.admit meeting=$small name=甲 is_member=yes -> ok
as cai voice.attendance.admit meeting=$small name=乙 is_member=yes -> ok
as cai voice.attendance.admit meeting=$small name=丙 is_member=yes -> refused - all_came
as wang voice.attendance.sign meeting=$small is_member=yes -> refused - all_came
as wang voice.attendance.sign meeting=$small -> ok
as guest look voice/meeting/$small -> ok present=2

# over is over
as guest look voice/meeting/$small -> ok keep work=items.0.id
as cai voice.meeting.decide item=$work yes=2 -> ok
as cai voice.meeting.close meeting=$small chair=蔡勇 recorder=陈敏 -> ok
as li voice.attendance.sign meeting=$small -> refused - is_over
as cai voice.attendance.sheet meeting=$small rows.0.household=$h1 -> refused - is_over
as cai voice.attendance.admit meeting=$small name=丁 -> refused - is_over
