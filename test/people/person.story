# Persons: registered by the committee, named in public only where they agree.
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
as chen people.person.add household=$h101 name=王秀珍 phone=13911112222 is_owner=yes -> ok as wang
as chen people.person.add household=$h101 name=王秀珍 -> refused name name_taken
as chen people.person.add household=$h101 name=李强 phone=12345 -> refused phone phone_wrong
as wang people.person.add household=$h101 name=李强 -> forbidden
as chen people.person.enlist place=$cailu name=顾虹 phone=abc -> refused phone phone_wrong
as wang people.person.enlist place=$cailu name=顾虹 -> forbidden
as chen people.person.enlist place=$cailu name=顾虹 -> ok as gu
as wang look people/person/me -> ok name=王秀珍 door=101 place=1号楼 is_named=no
as wang people.person.consent is_named=yes -> ok
as wang look people/person/me -> ok is_named=yes
as wang people.person.consent -> ok
as guest people.person.consent is_named=yes -> sign_in
as chen for wang people.person.consent is_named=yes -> ok
as chen people.person.mend person=$wang name=王秀珍 phone=021-58971234 -> ok
as chen people.person.mend person=$wang name=王秀珍 phone=5897 -> refused phone phone_wrong
as chen look people/person/$wang -> ok phone=021-58971234 roles=0
as wang look people/person/$wang -> forbidden
as chen look people/person?place=$cailu -> ok persons=3
as chen look people/person?place=$cailu&q=顾虹 -> ok persons=1
# whom another neighbourhood keeps is nobody's business here, asked for or not
as zhou place.unit.add parent=$zhou kind=neighbourhood name=胜利居民区 -> ok as shengli
as zhou people.person.enlist place=$shengli name=许静 phone=13900005678 -> ok as xu
as zhou people.role.grant person=$xu role=cadre place=$shengli -> ok
as xu look people/person -> ok persons=1 persons.0.name=许静
as xu look people/person?place=$cailu -> forbidden
as xu look people/person/$wang -> forbidden
as xu look people/household -> ok households=0
as chen look people/household -> ok households=1
as zhou look people/person -> ok persons=5
as zhou people.person.leave person=$zhou -> refused - last_officer
as wang people.person.leave person=$wang -> forbidden
as chen people.person.leave person=$wang -> ok
as wang look people/person/me -> forbidden
as chen people.person.mend person=$wang name=王 -> refused person not_found
