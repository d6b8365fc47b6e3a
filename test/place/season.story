# A season: its phases turn by the clock, its money is shared among neighbourhoods and no more than there is.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$zhou kind=neighbourhood name=胜利居民区 -> ok as shengli
as zhou place.season.open name=2025年自治金 year=2025 budget=300000.00 \
	phases.0.kind=collect phases.0.from=2025-01-12T00:00 phases.0.until=2025-01-11T00:00 -> refused phases phase_backwards
as zhou place.season.open name=2025年自治金 year=2025 budget=300000.00 \
	phases.0.kind=collect phases.0.from=2025-01-12T00:00 phases.0.until=2025-02-01T00:00 \
	phases.1.kind=tell phases.1.from=2025-02-01T00:00 phases.1.until=2025-02-02T00:00 -> refused phases phase_order
as zhou place.season.open name=2025年自治金 year=2025 budget=300000.00 -> refused phases missing
as guest place.season.open name=2025年自治金 year=2025 budget=300000.00 \
	phases.0.kind=tell phases.0.from=2025-01-05T00:00 phases.0.until=2025-01-12T00:00 -> sign_in
as zhou place.season.open name=2025年自治金 year=2025 budget=300000.00 \
	phases.0.kind=tell phases.0.from=2025-01-05T00:00 phases.0.until=2025-01-12T00:00 \
	phases.1.kind=collect phases.1.from=2025-01-12T00:00 phases.1.until=2025-02-01T00:00 \
	phases.2.kind=vote phases.2.from=2025-02-28T00:00 phases.2.until=2025-03-08T20:00 -> ok as season
as zhou place.season.open name=2025年自治金 year=2025 budget=1.00 \
	phases.0.kind=tell phases.0.from=2025-01-05T00:00 phases.0.until=2025-01-12T00:00 -> refused name name_taken
as guest look place/season/$season -> ok phase=none budget_fen=300000.00 phases=3 is_open=yes
as clock tick -> ok 1
as clock tick -> ok 0
as guest look place/season/$season -> ok phase=tell
as zhou place.season.share season=$season place=$cailu budget=30000.00 -> ok
as zhou place.season.share season=$season place=$shengli budget=270000.01 -> refused budget over_budget
as zhou place.season.share season=$season place=$shengli budget=270000.00 -> ok
as zhou place.season.share season=$season place=$cailu budget=20000.00 -> ok
as zhou place.season.share season=$season place=$zhou budget=1.00 -> refused - not_a_neighbourhood
as guest look place/season/$season -> ok shares=2 shares.0.name=蔡路居民区 shares.0.budget_fen=20000.00 shared_fen=290000.00
as zhou place.season.move season=$season kind=tell from=2025-01-04T00:00 until=2025-01-13T00:00 -> refused from phase_begun
as zhou place.season.move season=$season kind=tell from=2025-01-05T00:00 until=2025-01-01T00:00 -> refused until phase_backwards
as zhou place.season.move season=$season kind=tell from=2025-01-05T00:00 until=2025-01-13T00:00 -> ok
as zhou place.season.move season=$season kind=tell from=2025-01-05T00:00 until=2025-01-06T09:00 -> refused until in_the_past
as zhou place.season.move season=$season kind=notice from=2025-03-09T00:00 until=2025-03-16T00:00 -> ok
at 2025-01-12 00:01
as clock tick -> ok 1
as guest look place/season/$season -> ok phase=collect phases=4 phases.1.is_now=yes
at 2025-03-10 08:00
as clock tick -> ok 2
as guest look place/season -> ok seasons=1 seasons.0.phase=notice
as zhou place.season.move season=$season kind=collect from=2025-01-12T00:00 until=2025-05-01T00:00 -> refused kind phase_over
as guest place.season.turn season=$season -> sign_in
as zhou place.season.end season=$season -> ok
as zhou place.season.end season=$season -> refused - season_over
as zhou place.season.move season=$season kind=work from=2025-06-01T00:00 until=2025-07-01T00:00 -> refused - season_over
as zhou place.season.share season=$season place=$cailu budget=1.00 -> refused - season_over
