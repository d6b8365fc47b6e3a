# The list of areas: kept by the street's officer, read by everybody.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.area.list lines.0.code=310115000000 lines.0.level=3 lines.0.kind=district lines.0.name=浦东新区 lines.0.parent=310100000000 \
	lines.1.code=310115110000 lines.1.level=4 lines.1.kind=zhen lines.1.name=合庆镇 lines.1.parent=310115000000 -> ok
as zhou place.area.list lines.0.code=31011511000 lines.0.level=4 lines.0.kind=zhen lines.0.name=合庆镇 -> refused lines code_wrong
as zhou place.area.list lines.0.code=310115110000 lines.0.level=6 lines.0.kind=zhen lines.0.name=合庆镇 -> refused lines.0.level too_big
as guest place.area.list lines.0.code=310115110000 lines.0.level=4 lines.0.kind=zhen lines.0.name=合庆镇 -> sign_in
as guest look place/area -> ok areas=1 areas.0.name=浦东新区
as guest look place/area?q=310115000000 -> ok areas=2 areas.1.name=合庆镇
