# SPDX-License-Identifier: MulanPSL-2.0
# A collection among neighbours: only a closed meeting that passed it can begin it; it ends by the
# clock, by the committee, or is stopped.
use lamps
at 2025-06-07 16:00
as guest look fund/drive -> ok drives=0
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> refused meeting not_agreed
as chen voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok
as guest fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> sign_in
as wang fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> forbidden
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-01T20:00 -> refused until is_past
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=501.00 most=500.00 until=2025-06-30T20:00 -> refused each over_most
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> ok as drive
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> refused - has_drive
as wang look fund/drive/$drive -> ok state=open is_open=yes can_give=yes goal_fen=3200.00 each_fen=50.00 households=0 meeting_ref=$council came_bp=0 more_bp=0
as guest look fund/drive/$drive -> ok can_give=no mine_ref=
as wang fund.pledge.make project=$lamp amount=50.00 is_named=yes -> ok as gift
as li fund.pledge.make project=$lamp amount=30.00 -> ok as gift_li
as shen fund.pledge.receive pledge=$gift_li amount=30.00 way=cash came=2025-06-07 -> ok
as wang look fund/drive/$drive -> ok can_give=no mine_ref=$gift households=2 promised_fen=50.00 received_fen=30.00 came_bp=93 more_bp=156 named=1
as guest look fund/drive -> ok drives=1 drives.0.households=2 drives.0.is_open=yes
as li fund.drive.close drive=$drive -> forbidden
at 2025-06-30 20:00
as huang fund.pledge.make project=$lamp amount=50.00 -> refused - drive_over
as clock tick
as guest look fund/drive/$drive -> ok state=closed is_open=no
as cai fund.drive.close drive=$drive -> refused - is_closed
as cai fund.drive.stop drive=$drive -> refused - is_closed
as huang fund.pledge.make project=$lamp amount=50.00 -> refused - no_drive

# a second one, ended early; a third, stopped
as cai fund.drive.open project=$lamp meeting=$council goal=100.00 most=50.00 until=2025-07-30T20:00 -> ok as second
as cai fund.drive.close drive=$second -> ok
as cai fund.drive.open project=$lamp meeting=$council goal=100.00 most=50.00 until=2025-07-30T20:00 -> ok as third
as li fund.drive.stop drive=$third -> forbidden
as cai fund.drive.stop drive=$third -> ok
as guest look fund/drive/$third -> ok state=stopped

# not before approval
as cai choose.project.draft place=$cailu season=$season title=晾衣架 problem=没处晾 kind=soft households=64 goal=装晾衣架 custodian=楼组长 upkeep=无 risks=无 starts=2025-08-01 ends=2025-09-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 -> ok as rack
as cai fund.drive.open project=$rack meeting=$council goal=100.00 most=50.00 until=2025-07-30T20:00 -> refused - not_approved
