# SPDX-License-Identifier: MulanPSL-2.0
# Things in care: handed over, accepted, looked at, given back, taken up by somebody else.

use village

at 2025-03-10 09:00
as cai choose.project.draft place=$cailu season=$season title=晾晒架 problem=没地方晒被子。 kind=hardware households=64 goal=装十二副晾晒架 custodian=楼组长 upkeep=每月查一次 upkeep_years=2 upkeep_payer=居民自筹 risks=台风天要收 starts=2025-04-01 ends=2025-12-31 lines.0.name=晾晒架 lines.0.class=goods lines.0.source=fund lines.0.amount=4800.00 -> ok as rack
as cai care.asset.hand_over project=$rack name=晾晒架 spot=楼前 pieces=12 every_months=6 person=$wang -> refused - not_accepted
as cai choose.project.send project=$rack -> ok
as zhou choose.screening.run project=$rack -> ok
as cai review.notice.publish project=$rack kind=approval ask=没有意见，就报批。 until=2025-03-18T17:00 -> ok as notice
at 2025-03-18 17:01
as clock tick
as zhou choose.approval.decide project=$rack decision=approved -> ok
as cai work.acceptance.open project=$rack -> ok as look
as wang work.acceptance.opine acceptance=$look is_content=yes -> ok
as cai work.acceptance.decide acceptance=$look result=passed -> ok

as wang care.asset.hand_over project=$rack name=晾晒架 spot=楼前 pieces=12 every_months=6 person=$wang -> forbidden
as cai care.asset.hand_over project=$rack name=晾晒架 spot=楼前 pieces=12 every_months=6 -> refused person one_keeper
as cai care.asset.hand_over project=$rack name=晾晒架 spot=楼前 pieces=12 value=4800.00 every_months=6 partner=$hailian -> ok as racks
as cai care.asset.hand_over project=$rack name=公约牌 spot=楼前 pieces=1 every_months=6 person=$wang -> ok as sign
as wang care.asset.accept asset=$racks -> refused asset not_asked
as wuhai care.asset.accept asset=$racks -> ok
as wuhai care.asset.accept asset=$racks -> refused - not_offered
as wang care.asset.accept asset=$sign -> ok
as guest look care/asset -> ok assets=2
as guest look care/asset/$racks -> ok state=kept keeper=海联五金 next_day=2025-09-18
as cai care.asset.offer asset=$racks person=$li -> refused - has_keeper

# the check of the half year; a worn one becomes a defect
at 2025-09-18 09:00
as clock tick 2
as guest look care/asset/$racks -> ok checks.0.state=due keep check=checks.0.id
as guest look care/asset/$sign -> ok keep check2=checks.0.id
as li care.check.do check=$check finding=good -> refused check not_keeper
as wuhai care.check.do check=$check finding=worn -> refused words missing
as wuhai care.check.do check=$check finding=worn words=有一副锈了 -> ok
as wuhai care.check.do check=$check finding=good -> refused - not_due
at 2025-10-19 09:00
as clock tick 1
as wang care.check.do check=$check2 finding=good -> refused - not_due

# the keeper cannot go on: an orphan, and the street sees it
as li care.asset.resign asset=$racks reason=x -> refused asset not_asked
as wuhai care.asset.resign asset=$racks reason=店要搬走了 -> ok
as wuhai care.asset.resign asset=$racks reason=店要搬走了 -> refused - not_kept
as guest look care/asset/$racks -> ok state=orphan is_orphan=yes
as cai care.asset.offer asset=$racks person=$li -> ok
as li care.asset.accept asset=$racks -> ok
as guest look care/asset/$racks -> ok state=kept keepers.0.keeper=海联五金
