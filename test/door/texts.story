# Texts as the world sends them: line ends and blanks around, letters in other forms, names that are somebody's code, rows left
# blank. Every face ends with the same rows and the same leaf.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name="  蔡路居民区	" -> ok as cailu
as guest look place/unit/$cailu -> ok name=蔡路居民区

# letters that are one letter: an accent apart (e + U+0301), an Ångström sign (U+212B), a compatibility ideograph (U+F900)
as zhou place.unit.add parent=$cailu kind=building name="Café Å 豈楼" -> ok as b1
as guest look place/unit/$b1 -> ok name="Café Å 豈楼"
as zhou place.unit.add parent=$cailu kind=building name="Café Å 豈楼" -> refused name name_taken

# names that are somebody's code
as zhou place.unit.add parent=$cailu kind=building name="<script>alert(1)</script>" -> ok as b2
as zhou place.unit.add parent=$cailu kind=building name="\" onmouseover=\"alert(2)\" x='" -> ok as b3
as zhou place.unit.add parent=$cailu kind=building name="'; DROP TABLE place_unit; --" -> ok as b4
as zhou place.unit.add parent=$cailu kind=building name="{{me.name}} {{#rows}} %00 %n \\\\ ../.. +1" -> ok as b5
as zhou place.unit.add parent=$cailu kind=building name="=cmd|' /C calc'!A0" -> ok as b6
as zhou place.unit.add parent=$cailu kind=building name="&lt; &#39; &copy; </textarea></form><p>" -> ok as b7
as guest look place/unit/$b2 -> ok name="<script>alert(1)</script>"
as guest look place/unit/$b3 -> ok name="\" onmouseover=\"alert(2)\" x='"
as guest look place/unit/$b5 -> ok name="{{me.name}} {{#rows}} %00 %n \\\\ ../.. +1"
as guest look place/unit/$b7 -> ok name="&lt; &#39; &copy; </textarea></form><p>"
as zhou place.unit.add parent=$cailu kind=building name="两\n行" -> refused name not_text
as zhou place.unit.add parent=$cailu kind=building name=" 	 " -> refused name missing

# persons so called, and what one of them writes: a personal text of several lines
as zhou people.person.enlist place=$cailu name="<陈>&\"敏'" title=" 蔡路居民区社工 " -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as chen people.household.add place=$b2 door="1\"01" -> ok as h1
as chen people.person.add household=$h1 name="  王e̅  " -> ok as wang
as zhou place.season.open name=" 2025 年度 " year=2025 budget=" 500000.00 " \
	phases.0.kind="" phases.0.from=" " phases.0.until="" \
	phases.1.kind=collect phases.1.from=2025-01-06T00:00 phases.1.until=2025-04-01T00:00 \
	phases.2.kind="" phases.2.from="  " phases.2.until= \
	phases.3.kind=discuss phases.3.from=2025-04-01T00:00 phases.3.until=2025-05-01T00:00 \
	phases.5.kind=vote phases.5.from=2025-05-01T00:00 phases.5.until=2025-05-20T00:00 -> ok as season
as guest look place/season/$season -> ok name="2025 年度" phases=3 phases.1.phase=discuss
as zhou place.season.open name=2026 year=2026 budget=1.00 phases.0.kind="" phases.1.kind=" " -> refused phases missing
as zhou place.season.open name=2026 year=2026 budget=1.00 phases.2.kind=collect phases.2.from=2026-01-06T00:00 \
	-> refused phases.2.until missing
as wang voice.topic.raise place=$cailu title="灯" \
	story="\r\n  第一行\r\n\r\n第二行 <b>粗</b>\r第三行\n	缩进 é \r\n " -> ok as idea
as guest look voice/topic/$idea -> ok story="第一行\n\n第二行 <b>粗</b>\n第三行\n 缩进 é"
as wang voice.topic.raise place=$cailu title="灯" story="\r\n \r\n" -> refused story missing
