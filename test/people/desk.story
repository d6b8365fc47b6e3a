# The desk: staff act for who has no phone, for half an hour, and it is recorded.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区干部 phone=13800001234 -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as chen people.household.add place=$b1 door=101 -> ok as h101
as chen people.person.add household=$h101 name=王秀珍 -> ok as wang
as chen people.desk.begin person=$zhou reason=no_phone -> forbidden
as chen people.desk.begin person=$chen reason=no_phone -> refused - not_a_resident
as wang people.desk.begin person=$wang reason=no_phone -> forbidden
as chen people.desk.begin person=$wang reason=no_phone -> ok as first
as chen people.desk.begin person=$wang reason=cannot_see -> ok as desk
as wang people.desk.end desk=$desk -> not_found
as chen for wang people.person.consent is_named=yes -> ok
as wang for wang people.person.consent is_named=yes -> forbidden
as chen for wang people.desk.end desk=$desk -> ok
as chen people.desk.end desk=$desk -> refused desk not_found
as chen people.desk.begin person=$wang reason=asked_for_help -> ok as third
at 2025-01-06 09:30
as clock tick -> ok 1
as chen look people/desk?place=$cailu -> ok desks=3 desks.0.reason=asked_for_help desks.0.ended_ms=2025-01-06T09:30 desks.0.clerk=陈敏
as wang look people/desk -> forbidden
