# The tree of a street: what may stand within what, and who may add it.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> refused name name_taken
as zhou place.unit.add parent=$zhou kind=building name=1号楼 -> refused kind kind_wrong
as zhou place.unit.add parent=$cailu kind=neighbourhood name=套在里面 -> refused kind kind_wrong
as zhou place.unit.add parent=$cailu kind=estate name=毛巾厂宿舍 -> ok as estate
as zhou place.unit.add parent=$estate kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$b1 kind=building name=楼中楼 -> refused kind kind_wrong
as zhou place.unit.add parent=999 kind=building name=x -> refused parent not_found
as zhou people.person.enlist place=$cailu name=蔡勇 title=蔡路居民区书记 -> ok as caiyong
as caiyong place.unit.add parent=$cailu kind=building name=2号楼 -> forbidden
as zhou people.role.grant person=$caiyong role=cadre place=$cailu -> ok
as caiyong place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as caiyong place.unit.add parent=$zhou kind=neighbourhood name=胜利居民区 -> forbidden
as zhou place.unit.add parent=$zhou kind=neighbourhood name=胜利居民区 -> ok as shengli
as caiyong place.unit.add parent=$shengli kind=building name=1号楼 -> forbidden
as caiyong place.unit.rename unit=$b2 name=2号楼（毛巾楼） -> ok
as caiyong place.unit.rename unit=$shengli name=x -> forbidden
as guest look place/unit -> ok units=6 units.0.kind=street
as guest look place/unit?place=$cailu -> ok units=4
as guest look place/unit/$cailu -> ok name=蔡路居民区 kind=neighbourhood units=2 parent=合庆镇
as guest look place/unit/999 -> not_found
as zhou place.unit.end unit=$cailu -> refused - has_units
as zhou place.unit.end unit=$zhou -> refused - is_root
as caiyong people.household.add place=$b1 door=101 -> ok
as zhou place.unit.end unit=$b1 -> refused - has_households
as zhou place.unit.end unit=$b2 -> ok
as zhou place.unit.end unit=$b2 -> refused unit not_found
as guest look place/unit/$b2 -> not_found
