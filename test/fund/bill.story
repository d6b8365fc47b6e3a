# SPDX-License-Identifier: MulanPSL-2.0
# Vouchers: once in the whole installation, held against the rulebook as they come, each hit kept
# with its article; taken out, they may be used again.
use lamps
at 2025-06-08 09:00
as chen fund.claim.draft project=$lamp title=灯具 -> ok as claim
as chen look fund/claim/$claim -> ok keep l_lamp=lines.0.id l_labour=lines.1.id l_paint=lines.2.id l_sand=lines.3.id
as chen place.file.add place=$cailu name=发票.xml media=application/xml text="<fp>1</fp>" -> ok as f
at 2025-06-20 09:00
as cai fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000001 amount=100.00 issued=2025-06-18 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> forbidden
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000001 amount=100.00 issued=2025-06-21 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> refused issued in_future
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000001 amount=100.00 issued=2025-06-18 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> ok as good
as chen look fund/claim/$claim -> ok bill_count=1 block_count=0 look_count=0 is_ready=yes bills.0.is_clean=yes bills.0.hits=0 amount_fen=100.00
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000001 amount=100.00 issued=2025-06-18 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> refused number doubled

# C06 water, N03 presents, I05 a photo of an e-invoice: blocked; I03 another title: to note
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000002 amount=36.00 issued=2025-06-18 seller=汇邻超市 buyer=合庆镇人民政府 items=饮用天然水24瓶 purpose=会议用水 file=$f is_original=yes -> ok as water
as chen look fund/claim/$claim -> ok bill_count=2 block_count=1 first_bad=2 bad_no=$water is_ready=no bills.1.hits.0.rule=C06 bills.1.hits.0.verdict=block bills.1.hits.0.remedy=c06 bills.1.hits.0.found=天然水 amount_fen=136.00
as chen fund.claim.send claim=$claim -> refused claim has_block
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=invoice code=031002000411 number=12345678 amount=20.00 issued=2025-06-18 seller=汇邻超市 buyer=蔡路居委会 items=慰问礼品 purpose=走访 file=$f is_original=no -> ok as present
as chen look fund/claim/$claim -> ok bills.2.hits.0.rule=N03 bills.2.block_count=1 bills.2.look_count=2
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000003 amount=20.00 issued=2025-06-18 seller=五金店 buyer=合庆镇人民政府 items=螺丝 purpose=楼道灯 file=$f is_original=no -> ok as photo
as chen look fund/claim/$claim -> ok bills.3.hits.0.rule=I05 block_count=3

# sand: not from the fund (N01), from a partner's money it is only noted
as chen fund.bill.add claim=$claim line=$l_sand source=fund kind=e_invoice number=2531200000004 amount=600.00 issued=2025-06-18 seller=建材店 buyer=合庆镇人民政府 items=黄沙 purpose=楼道灯 file=$f is_original=yes -> ok as sand
as chen look fund/claim/$claim -> ok bills.4.hits.0.rule=N01 bills.4.hits.0.verdict=block
as chen fund.bill.remove bill=$sand -> ok
as chen fund.bill.add claim=$claim line=$l_sand source=partner kind=e_invoice number=2531200000004 amount=600.00 issued=2025-06-18 seller=建材店 buyer=合庆镇人民政府 items=黄沙 purpose=楼道灯 file=$f is_original=yes -> ok as sand2
as chen look fund/claim/$claim -> ok bills.4.hits.0.verdict=note bills.4.block_count=0

# from five thousand on three quotes (B01); over the line (C07)
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000005 amount=14000.00 issued=2025-06-18 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> ok as dear
as chen look fund/claim/$claim -> ok bills.5.hits.0.rule=B01 bills.5.hits.1.rule=C07
# before the project began (I04)
as chen fund.bill.add claim=$claim line=$l_labour source=fund kind=e_invoice number=2531200000006 amount=50.00 issued=2025-05-01 seller=惠民安装 buyer=合庆镇人民政府 items=安装 purpose=装灯 file=$f is_original=yes -> ok as early
as chen look fund/claim/$claim -> ok bills.6.hits.0.rule=I04 bills.6.hits.0.verdict=warn bills.6.look_count=1

as cai fund.bill.remove bill=$water -> forbidden
as chen fund.bill.remove bill=$water -> ok
as chen fund.bill.remove bill=$water -> refused - is_out
as chen fund.bill.remove bill=$present -> ok
as chen fund.bill.remove bill=$photo -> ok
as chen fund.bill.remove bill=$dear -> ok
as chen look fund/claim/$claim -> ok bill_count=3 block_count=0 look_count=1 is_ready=yes amount_fen=750.00
as chen fund.claim.send claim=$claim -> ok
as chen fund.bill.remove bill=$good -> refused - is_sent
as chen fund.bill.add claim=$claim line=$l_lamp source=fund kind=e_invoice number=2531200000009 amount=100.00 issued=2025-06-18 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> refused - is_sent

# a line of another project
as cai choose.project.draft place=$cailu season=$season title=晾衣架 problem=没处晾 kind=soft households=64 goal=装晾衣架 custodian=楼组长 upkeep=无 risks=无 starts=2025-08-01 ends=2025-09-01 lines.0.name=架子 lines.0.class=goods lines.0.source=fund lines.0.amount=100.00 -> ok as rack
as chen look fund/quote?project=$rack -> ok keep l_rack=lines.0.id
as chen fund.claim.draft project=$lamp title=再一单 -> ok as claim2
as chen fund.bill.add claim=$claim2 line=$l_rack source=fund kind=e_invoice number=2531200000010 amount=100.00 issued=2025-06-18 seller=明达照明 buyer=合庆镇人民政府 items=感应灯 purpose=楼道灯 file=$f is_original=yes -> refused line other_project
