# The roll: looked at first, then all or nothing; what is known stays as it is.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区干部 phone=13800001234 -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as chen people.roll.import place=$cailu check=yes lines.0.building=1号楼 lines.0.door=101 lines.0.name=王秀珍 -> refused - checked
as chen people.roll.import place=$cailu \
	lines.0.building=1号楼 lines.0.door=101 lines.0.name=王秀珍 \
	lines.1.building=1号楼 lines.1.door=101 lines.1.name=王秀珍 \
	lines.2.door=102 lines.2.name=李强 \
	lines.3.building=1号楼 lines.3.door=103 lines.3.name=张伟 lines.3.phone=1380000 -> refused lines lines_wrong
as chen look people/household?place=$cailu -> ok households=0
as chen people.roll.import place=$cailu \
	lines.0.building=1号楼 lines.0.door=101 lines.0.name=王秀珍 lines.0.phone=13911112222 lines.0.area=86.5 lines.0.owner=是 \
	lines.1.building=1号楼 lines.1.door=101 lines.1.name=王建国 \
	lines.2.building=3号楼 lines.2.door=201 lines.2.name=李强 lines.2.owner=租户 \
	lines.3.estate=毛巾厂宿舍 lines.3.building=甲楼 lines.3.door=1 lines.3.name=张伟 -> ok
as chen look people/household?place=$cailu -> ok households=3 households.0.persons=2
as guest look place/unit?place=$cailu -> ok units=6
as chen people.roll.import place=$cailu \
	lines.0.building=1号楼 lines.0.door=101 lines.0.name=王秀珍 \
	lines.1.building=1号楼 lines.1.door=102 lines.1.name=赵敏 -> ok
as chen look people/household?place=$cailu -> ok households=4
as chen people.roll.import place=$b1 lines.0.building=x lines.0.door=1 lines.0.name=x -> refused - not_a_neighbourhood
as guest people.roll.import place=$cailu lines.0.building=x lines.0.door=1 lines.0.name=x -> sign_in
as chen people.roll.load place=$cailu sheet=999 -> refused sheet not_yours
as chen people.roll.load place=$b1 sheet=999 -> refused - not_a_neighbourhood
as guest people.roll.load place=$cailu sheet=999 -> sign_in
as chen place.file.add place=$cailu name=名册.csv media=text/csv text="楼,室,姓名\n5号楼,101,孙梅\n5号楼,102,\n" -> ok as bad
as chen people.roll.load place=$cailu sheet=$bad -> refused sheet lines_wrong
as chen place.file.add place=$cailu name=名册.csv media=text/csv text="楼,室,名字\n5号楼,101,孙梅\n" -> ok as nameless
as chen people.roll.load place=$cailu sheet=$nameless -> refused sheet column_missing
as chen place.file.add place=$cailu name=名册.csv media=text/csv text="楼,室,姓名,电话\n5号楼,101,孙梅,13600001111\n5号楼,102,周磊,\n" -> ok as sheet
as zhou people.roll.load place=$cailu sheet=$sheet -> refused sheet not_yours
as chen people.roll.load place=$cailu sheet=$sheet check=yes -> refused - checked
as chen people.roll.load place=$cailu sheet=$sheet -> ok
as chen people.roll.load place=$cailu sheet=$sheet -> refused sheet not_yours
as chen look people/household?place=$cailu -> ok households=6
