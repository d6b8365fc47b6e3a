# Roles: where they hold, when they end, and which three are three persons (A03).
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区干部 phone=13800001234 -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as zhou people.person.enlist place=$zhou name=钱国强 -> ok as qian
as zhou people.person.enlist place=$zhou name=沈丽 -> ok as shen
as zhou people.role.grant person=$chen role=handler place=$cailu -> ok as handling
as zhou people.role.grant person=$chen role=handler place=$cailu -> refused role role_held
as zhou people.role.grant person=$chen role=approver place=$cailu -> refused role duties_apart
as zhou people.role.grant person=$chen role=approver place=$zhou -> refused role duties_apart
as zhou people.role.grant person=$chen role=cashier place=$b1 -> refused role duties_apart
as zhou people.role.grant person=$qian role=approver place=$zhou -> ok as approving
as zhou people.role.grant person=$qian role=handler place=$b2 -> refused role duties_apart
as zhou people.role.grant person=$shen role=cashier place=$zhou until=2025-01-05 -> refused until in_the_past
as zhou people.role.grant person=$shen role=cashier place=$zhou until=2025-01-31 -> ok as paying
as zhou people.role.grant person=$shen role=officer place=$cailu -> refused place officer_of_street
as chen people.role.grant person=$shen role=cadre place=$cailu -> forbidden
as qian people.role.revoke role=$paying reason=x -> forbidden
as zhou people.role.revoke role=$approving reason=换岗 -> ok
as zhou people.role.revoke role=$approving reason=换岗 -> refused role not_found
as zhou people.role.grant person=$qian role=handler place=$b2 -> ok
as zhou look people/role -> ok roles=5
as chen look people/role?place=$cailu -> ok roles=3
as guest look people/role -> sign_in
at 2025-02-01 00:00
as guest people.role.lapse role=$paying -> sign_in
as clock tick -> ok 1
as clock tick -> ok 0
as zhou look people/role -> ok roles=4
