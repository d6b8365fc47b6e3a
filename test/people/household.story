# Doors: in buildings only, each once.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区干部 phone=13800001234 -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as chen people.household.add place=$b1 door=101 area=86.5 -> ok as h101
as chen people.household.add place=$b1 door=101 -> refused door door_taken
as chen people.household.add place=$b2 door=101 -> ok
as chen people.household.add place=$cailu door=101 -> refused - not_a_building
as chen people.household.add place=$b1 door=102 area=86.555 -> refused area area_wrong
as guest people.household.add place=$b1 door=103 -> sign_in
as chen people.person.add household=$h101 name=王秀珍 -> ok as wang
as wang people.household.add place=$b1 door=103 -> forbidden
as chen people.household.end household=$h101 -> refused - has_persons
as chen look people/household?place=$cailu -> ok households=2 "households.0.home=1号楼 101" households.0.persons=1
as chen look people/household/$h101 -> ok building=1号楼 area_dm2=8650 persons.0.name=王秀珍
as wang look people/household/$h101 -> forbidden
as guest look people/household -> sign_in
as chen people.person.leave person=$wang -> ok
as chen people.household.end household=$h101 -> ok
as chen people.household.end household=$h101 -> refused household not_found
as chen people.household.add place=$b1 door=101 -> ok
