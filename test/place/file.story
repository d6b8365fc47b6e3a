# A file is named by the hash of its pieces; a face that names none, or wrong ones, is told so.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.file.add place=$zhou name=灯.jpg media=image/jpeg -> refused pieces pieces_or_text
as zhou place.file.add place=$zhou name=灯.exe media=application/x-dosexec pieces.0.hash=0000000000000000000000000000000000000000000000000000000000000000 -> refused media media_unknown
as zhou place.file.add place=$zhou name=灯.jpg media=image/jpeg pieces.0.hash=0000000000000000000000000000000000000000000000000000000000000000 -> refused pieces piece_unknown
as zhou place.file.add place=$zhou name=灯.jpg media=image/jpeg pieces.0.hash=zz00000000000000000000000000000000000000000000000000000000000000 -> refused pieces piece_unknown
as guest place.file.add place=$zhou name=说明.txt media=text/plain text=灯 -> sign_in
as zhou place.file.add place=$zhou name=说明.txt media=text/plain text="灯\n亮了" is_public=yes -> ok as open
as zhou place.file.add place=$zhou name=名单.txt media=text/plain text=王 -> ok as closed
as guest look place/file/$open -> ok name=说明.txt size=10 is_public=yes
as guest look place/file/$closed -> sign_in
as zhou look place/file/$closed -> ok size=3
as guest look place/file/777 -> not_found
as guest place.file.forget file=$closed -> sign_in
as zhou place.file.forget file=$closed -> ok
as zhou place.file.forget file=$closed -> not_found
