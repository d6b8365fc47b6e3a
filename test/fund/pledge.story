# SPDX-License-Identifier: MulanPSL-2.0
# A household's promise: voluntary, once, taken back until the money has come; a receipt without
# gaps in its number; a refund that the ledger shows.
use lamps
at 2025-06-07 16:00
as chen voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok
as wang fund.pledge.make project=$lamp amount=50.00 -> refused - no_drive
as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 most=500.00 until=2025-06-30T20:00 -> ok as drive
as guest fund.pledge.make project=$lamp amount=50.00 -> sign_in
as cai fund.pledge.make project=$lamp amount=50.00 -> forbidden
as li fund.pledge.make project=$lamp amount=500.01 -> refused amount over_limit
as li fund.pledge.make project=$lamp amount=0.50 -> refused amount too_small
as wang fund.pledge.make project=$lamp amount=50.00 note=盼灯盼了四十年 is_named=yes -> ok as gift
as wang fund.pledge.make project=$lamp amount=50.00 -> refused - already
# whoever of the household asks, it is one household
as zhou people.person.add household=$h29 name=王建军 -> ok as jun
as jun fund.pledge.make project=$lamp amount=20.00 -> refused - already
as jun look fund/pledge/$gift -> ok is_mine=yes amount_fen=50.00
as li look fund/pledge/$gift -> forbidden
as guest look fund/pledge/$gift -> sign_in
as li fund.pledge.withdraw pledge=$gift -> refused pledge not_yours
as wang fund.pledge.withdraw pledge=$gift -> ok
as wang look fund/pledge/$gift -> ok state=withdrawn has_receipt=no
as wang fund.pledge.withdraw pledge=$gift -> refused - not_promised
as wang fund.pledge.make project=$lamp amount=80.00 -> ok as gift2
as li fund.pledge.make project=$lamp amount=50.00 -> ok as gift_li
# acted for at the desk
as chen people.desk.begin person=$zhao reason=no_phone -> ok
as chen for zhao fund.pledge.make project=$lamp amount=10.00 -> ok as gift_zhao

as shen fund.pledge.receive pledge=$gift2 amount=79.00 way=transfer came=2025-06-07 -> refused amount not_as_promised
as shen fund.pledge.receive pledge=$gift2 amount=80.00 way=transfer came=2025-06-08 -> refused came in_future
as cai fund.pledge.receive pledge=$gift2 amount=80.00 way=transfer came=2025-06-07 -> forbidden
as shen fund.pledge.receive pledge=$gift2 amount=80.00 way=transfer came=2025-06-07 -> ok
as shen fund.pledge.receive pledge=$gift2 amount=80.00 way=transfer came=2025-06-07 -> refused - not_promised
as shen fund.pledge.receive pledge=$gift_li amount=50.00 way=cash came=2025-06-07 -> ok
as wang look fund/pledge/$gift2 -> ok state=received receipt=1 number=0000001 giver="2号楼 401 王秀珍" by_name=沈丽 way=transfer pledged_fen=140.00
as li look fund/pledge/$gift_li -> ok number=0000002
as wang fund.pledge.withdraw pledge=$gift2 -> refused - not_promised
as li fund.pledge.refund pledge=$gift2 reason=x paid=2025-06-07 -> forbidden
as shen fund.pledge.refund pledge=$gift_zhao reason=x paid=2025-06-07 -> refused - not_received
as shen fund.pledge.refund pledge=$gift2 reason=搬家了 paid=2025-06-08 -> refused paid in_future
as shen fund.pledge.refund pledge=$gift2 reason=搬家了 paid=2025-06-07 -> ok
as shen fund.pledge.refund pledge=$gift2 reason=搬家了 paid=2025-06-07 -> refused - not_received
as wang look fund/pledge/$gift2 -> ok state=refunded refunded_day=2025-06-07 refund_reason=搬家了
as guest look fund/pledge -> sign_in
as li look fund/pledge -> forbidden
as shen look fund/pledge?project=$lamp -> ok pledges=4 pledges.0.state=promised promised_fen=10.00 received_fen=50.00
as shen look fund/pledge?state=received -> ok pledges=1
as guest look fund/ledger?project=$lamp -> ok income_fen=50.00 left_fen=50.00 entries=3 entries.0.kind=refund entries.0.balance_fen=50.00 entries.1.balance_fen=130.00 entries.2.balance_fen=80.00

# a cadre of another neighbourhood sees nobody's promise here
as zhou people.person.enlist place=$shengli name=林红 title=胜利居民区书记 -> ok as linhong
as zhou people.role.grant person=$linhong role=cadre place=$shengli -> ok
as linhong look fund/pledge -> ok pledges=0 pledge_count=0
as linhong look fund/pledge?project=$lamp -> ok pledges=0
as linhong look fund/pledge/$gift_li -> forbidden
as cai look fund/pledge -> ok pledges=4
