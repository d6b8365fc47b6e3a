# Passwords of staff: long enough, one's own, never at the desk.
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
as chen people.password.set login=Chen password="four words are better" -> refused login login_wrong
as chen people.password.set login=chen password=123456789 -> refused password password_short
as chen people.password.set login=chen password="four words are better" -> ok
as chen people.password.set login=chen password="another five words here" -> refused old old_wrong
as chen people.password.set login=chen old="four words are worse" password="another five words here" -> refused old old_wrong
as chen people.password.set login=chen old="four words are better" password="another five words here" -> ok
as zhou people.password.set login=chen password="another five words here" -> refused login login_taken
as wang people.password.set login=wang password="four words are better" -> forbidden
as guest people.password.set login=wang password="four words are better" -> sign_in
