# Partners: registered in a place; their telephone is for staff.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区干部 phone=13800001234 -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as chen people.partner.add place=$cailu name=海联五金 kind=company credit_code=91310115MA1K3XYZ0 contact=李海 phone=13700001111 -> refused credit_code credit_code_wrong
as chen people.partner.add place=$cailu name=海联五金 kind=company credit_code=91310115MA1K3HAL0X contact=李海 phone=13700001111 -> ok as hailian
as chen people.partner.add place=$cailu name=海联五金 kind=shop -> refused name name_taken
as chen people.partner.add place=$cailu name=汇邻超市蔡路店 kind=shop phone=137 -> refused phone phone_wrong
as guest people.partner.add place=$cailu name=汇邻超市蔡路店 kind=shop -> sign_in
as chen people.partner.mend partner=$hailian contact=李海 phone=13700002222 -> ok
as chen people.partner.mend partner=$hailian phone=1 -> refused phone phone_wrong
as guest look people/partner -> ok partners=1 partners.0.name=海联五金
as guest look people/partner/$hailian -> ok name=海联五金 phone=
as chen look people/partner/$hailian -> ok phone=13700002222
as chen people.partner.end partner=$hailian -> ok
as chen people.partner.end partner=$hailian -> refused partner not_found
