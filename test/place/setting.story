# Numbers a place decides for itself.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.setting.set place=$cailu name=second_percent number=101 -> refused number over_hundred
as zhou place.setting.set place=$cailu name=second_percent number=50 -> ok
as zhou place.setting.set place=$cailu name=second_percent number=40 -> ok
as zhou place.setting.set place=$cailu name=poll_days number=0 -> refused number too_small
as zhou place.setting.set place=$cailu name=colour number=5 -> refused name not_a_choice
as guest place.setting.set place=$cailu name=poll_days number=3 -> sign_in
as guest look place/setting?place=$cailu -> ok settings=1 settings.0.name=second_percent settings.0.number=40
