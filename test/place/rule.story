# The rulebook: the profile's rules, the street's own words over them, each a version in force from a day.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as guest look place/rule -> ok rules.0.rule=N01 rules.0.severity=block rules.0.version=0
as zhou place.rule.set rule=N99 severity=block from=2025-02-01 source=合庆镇1号文 -> refused rule rule_unknown
as zhou place.rule.set rule=P01 severity=block from=2025-02-01 params=weeks=2 source=合庆镇1号文 -> refused params params_wrong
as zhou place.rule.set rule=P01 severity=block from=2025-01-05 params=days=10 source=合庆镇1号文 -> refused from in_the_past
as guest place.rule.set rule=N01 severity=warn from=2025-02-01 source=合庆镇1号文 -> sign_in
as zhou place.rule.set rule=N01 severity=warn from=2025-02-01 source=合庆镇1号文 -> ok
as zhou place.rule.set rule=N01 severity=block from=2025-02-01 source=合庆镇2号文 -> ok
as guest look place/rule -> ok rules.0.version=0
at 2025-02-01 00:00
as guest look place/rule -> ok rules.0.version=2 rules.0.severity=block rules.0.article=合庆镇2号文
as guest look place/rule/changes -> ok changes=2 changes.1.severity=warn changes.1.from_day=2025-02-01
