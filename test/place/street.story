# The street: set up once by the owner of the installation, then its own officer sets telephone and hours.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=He_qing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> refused slug slug_bad
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 login=zhou -> refused password missing
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 login=zhou password=short -> refused password password_short
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 login=9zhou password="correct horse battery" -> refused login login_wrong
as guest place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> sign_in
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 login=zhou password="correct horse battery" -> ok as zhou
as clock place.street.setup slug=heqing2 name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> refused - set_up_already
as guest look place/street -> ok name=合庆镇 telephone=021-58970000 profile=pudong2024
as zhou place.street.set telephone=021-58971111 hours="周一至周五 9:00–17:00" letterhead=合庆镇人民政府 account_title=合庆镇人民政府 -> ok
as guest place.street.set telephone=021-58972222 hours=x letterhead=x account_title=x -> sign_in
as guest look place/street -> ok telephone=021-58971111
as zhou look people/person/me -> ok name=周洁 roles=1 roles.0.role=officer
