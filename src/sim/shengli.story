# SPDX-License-Identifier: MulanPSL-2.0
# 胜利居民区 votes, and its money is shared by equal shares: 64 households, eight projects, 30,000 yuan. 33 of the 60 that vote want
# much the same; counted by votes alone they would decide over all of it. Every person is invented.

# three more buildings, and a second cadre who counts paper too
at 2026-01-06 10:00
as zhou place.unit.add parent=$shengli kind=building name=胜利13号楼 -> ok
as zhou place.unit.add parent=$shengli kind=building name=胜利14号楼 -> ok
as zhou place.unit.add parent=$shengli kind=building name=胜利15号楼 -> ok
as zhou place.unit.add parent=$shengli kind=building name=胜利16号楼 -> ok
as xu people.roll.import place=$shengli \
  lines.0.building=胜利13号楼 lines.0.door=101 lines.0.name=奚巧云 lines.0.owner=yes \
  lines.1.building=胜利13号楼 lines.1.door=102 lines.1.name=瞿玉琴 lines.1.owner=yes \
  lines.2.building=胜利13号楼 lines.2.door=103 lines.2.name=沈雅琴 lines.2.owner=yes \
  lines.3.building=胜利13号楼 lines.3.door=104 lines.3.name=施伟民 lines.3.owner=yes \
  lines.4.building=胜利13号楼 lines.4.door=201 lines.4.name=倪美芳 lines.4.owner=yes \
  lines.5.building=胜利13号楼 lines.5.door=202 lines.5.name=沈月华 lines.5.owner=yes \
  lines.6.building=胜利13号楼 lines.6.door=203 lines.6.name=蒋宝根 lines.6.owner=yes \
  lines.7.building=胜利13号楼 lines.7.door=204 lines.7.name=唐小龙 lines.7.owner=yes \
  lines.8.building=胜利13号楼 lines.8.door=301 lines.8.name=龚雅琴 lines.8.owner=yes \
  lines.9.building=胜利13号楼 lines.9.door=302 lines.9.name=俞雅琴 lines.9.owner=yes \
  lines.10.building=胜利13号楼 lines.10.door=303 lines.10.name=施小龙 lines.10.owner=yes \
  lines.11.building=胜利13号楼 lines.11.door=304 lines.11.name=沈美芳 lines.11.owner=yes \
  lines.12.building=胜利13号楼 lines.12.door=401 lines.12.name=陆根宝 lines.12.owner=yes \
  lines.13.building=胜利13号楼 lines.13.door=402 lines.13.name=姚宝根 lines.13.owner=yes \
  lines.14.building=胜利13号楼 lines.14.door=403 lines.14.name=姚美芳 lines.14.owner=yes \
  lines.15.building=胜利13号楼 lines.15.door=404 lines.15.name=瞿宝根 lines.15.owner=yes \
  lines.16.building=胜利14号楼 lines.16.door=101 lines.16.name=俞宝根 lines.16.owner=yes \
  lines.17.building=胜利14号楼 lines.17.door=102 lines.17.name=施巧云 lines.17.owner=yes \
  lines.18.building=胜利14号楼 lines.18.door=103 lines.18.name=盛小龙 lines.18.owner=yes \
  lines.19.building=胜利14号楼 lines.19.door=104 lines.19.name=范国强 lines.19.owner=yes \
  lines.20.building=胜利14号楼 lines.20.door=201 lines.20.name=陆美芳 lines.20.owner=yes \
  lines.21.building=胜利14号楼 lines.21.door=202 lines.21.name=盛国强 lines.21.owner=yes \
  lines.22.building=胜利14号楼 lines.22.door=203 lines.22.name=金伟民 lines.22.owner=yes \
  lines.23.building=胜利14号楼 lines.23.door=204 lines.23.name=蒋永刚 lines.23.owner=yes \
  lines.24.building=胜利14号楼 lines.24.door=301 lines.24.name=陆国强 lines.24.owner=yes \
  lines.25.building=胜利14号楼 lines.25.door=302 lines.25.name=唐美芳 lines.25.owner=yes \
  lines.26.building=胜利14号楼 lines.26.door=303 lines.26.name=沈文龙 lines.26.owner=yes \
  lines.27.building=胜利14号楼 lines.27.door=304 lines.27.name=蒋建华 lines.27.owner=yes \
  lines.28.building=胜利14号楼 lines.28.door=401 lines.28.name=奚桂英 lines.28.owner=yes \
  lines.29.building=胜利14号楼 lines.29.door=402 lines.29.name=姚桂英 lines.29.owner=yes \
  lines.30.building=胜利14号楼 lines.30.door=403 lines.30.name=倪明华 lines.30.owner=yes \
  lines.31.building=胜利14号楼 lines.31.door=404 lines.31.name=俞志华 lines.31.owner=yes \
  lines.32.building=胜利15号楼 lines.32.door=101 lines.32.name=姚明华 lines.32.owner=yes \
  lines.33.building=胜利15号楼 lines.33.door=102 lines.33.name=汪建华 lines.33.owner=yes \
  lines.34.building=胜利15号楼 lines.34.door=103 lines.34.name=盛文龙 lines.34.owner=yes \
  lines.35.building=胜利15号楼 lines.35.door=104 lines.35.name=唐伟民 lines.35.owner=yes \
  lines.36.building=胜利15号楼 lines.36.door=201 lines.36.name=汪小龙 lines.36.owner=yes \
  lines.37.building=胜利15号楼 lines.37.door=202 lines.37.name=金爱珍 lines.37.owner=yes \
  lines.38.building=胜利15号楼 lines.38.door=203 lines.38.name=范建华 lines.38.owner=yes \
  lines.39.building=胜利15号楼 lines.39.door=204 lines.39.name=龚宝根 lines.39.owner=yes \
  lines.40.building=胜利15号楼 lines.40.door=301 lines.40.name=唐国强 lines.40.owner=yes \
  lines.41.building=胜利15号楼 lines.41.door=302 lines.41.name=姚爱珍 lines.41.owner=yes \
  lines.42.building=胜利15号楼 lines.42.door=303 lines.42.name=奚永刚 lines.42.owner=yes \
  lines.43.building=胜利15号楼 lines.43.door=304 lines.43.name=毛建华 lines.43.owner=yes \
  lines.44.building=胜利15号楼 lines.44.door=401 lines.44.name=唐雅琴 lines.44.owner=yes \
  lines.45.building=胜利15号楼 lines.45.door=402 lines.45.name=丁建华 lines.45.owner=yes \
  lines.46.building=胜利15号楼 lines.46.door=403 lines.46.name=唐宝根 lines.46.owner=yes \
  lines.47.building=胜利15号楼 lines.47.door=404 lines.47.name=盛玉琴 lines.47.owner=yes \
  lines.48.building=胜利16号楼 lines.48.door=101 lines.48.name=姚德明 lines.48.owner=yes \
  lines.49.building=胜利16号楼 lines.49.door=102 lines.49.name=褚明华 lines.49.owner=yes \
  lines.50.building=胜利16号楼 lines.50.door=103 lines.50.name=瞿德明 lines.50.owner=yes \
  lines.51.building=胜利16号楼 lines.51.door=104 lines.51.name=倪凤英 lines.51.owner=yes \
  lines.52.building=胜利16号楼 lines.52.door=201 lines.52.name=褚永刚 lines.52.owner=yes \
  lines.53.building=胜利16号楼 lines.53.door=202 lines.53.name=金文龙 lines.53.owner=yes \
  lines.54.building=胜利16号楼 lines.54.door=203 lines.54.name=陆建华 lines.54.owner=yes \
  lines.55.building=胜利16号楼 lines.55.door=204 lines.55.name=沈丽娟 lines.55.owner=yes -> ok
as zhou people.person.enlist place=$shengli name=何芳 title=胜利居民区书记 -> ok as he
as zhou people.role.grant person=$he role=cadre place=$shengli -> ok
as zhou look people/household?place=$shengli -> ok keep sh1=households.0.id sh2=households.1.id sh3=households.2.id sh4=households.3.id sh5=households.4.id sh6=households.5.id sh7=households.6.id sh8=households.7.id sh9=households.8.id sh10=households.9.id sh11=households.10.id sh12=households.11.id sh13=households.12.id sh14=households.13.id sh15=households.14.id sh16=households.15.id sh17=households.16.id sh18=households.17.id sh19=households.18.id sh20=households.19.id sh21=households.20.id sh22=households.21.id sh23=households.22.id sh24=households.23.id sh25=households.24.id sh26=households.25.id sh27=households.26.id sh28=households.27.id sh29=households.28.id sh30=households.29.id sh31=households.30.id sh32=households.31.id sh33=households.32.id sh34=households.33.id sh35=households.34.id sh36=households.35.id sh37=households.36.id sh38=households.37.id sh39=households.38.id sh40=households.39.id sh41=households.40.id sh42=households.41.id sh43=households.42.id sh44=households.43.id sh45=households.44.id sh46=households.45.id sh47=households.46.id sh48=households.47.id sh49=households.48.id sh50=households.49.id sh51=households.50.id sh52=households.51.id sh53=households.52.id sh54=households.53.id sh55=households.54.id sh56=households.55.id sh57=households.56.id sh58=households.57.id sh59=households.58.id sh60=households.59.id sh61=households.60.id sh62=households.61.id sh63=households.62.id sh64=households.63.id
as zhou look people/person?place=$shengli -> ok keep s1=persons.64.id s2=persons.63.id s3=persons.62.id s4=persons.61.id s5=persons.60.id s6=persons.59.id s7=persons.58.id s8=persons.57.id s9=persons.56.id s10=persons.55.id s11=persons.54.id s12=persons.53.id s13=persons.52.id s14=persons.51.id s15=persons.50.id s16=persons.49.id s17=persons.48.id s18=persons.47.id s19=persons.46.id s20=persons.45.id s21=persons.44.id s22=persons.43.id s23=persons.42.id s24=persons.41.id s25=persons.40.id s26=persons.39.id s27=persons.38.id s28=persons.37.id s29=persons.36.id s30=persons.35.id s31=persons.34.id s32=persons.33.id s33=persons.32.id s34=persons.31.id s35=persons.30.id s36=persons.29.id s37=persons.28.id s38=persons.27.id s39=persons.26.id s40=persons.25.id s41=persons.24.id s42=persons.23.id s43=persons.22.id s44=persons.21.id s45=persons.20.id s46=persons.19.id s47=persons.18.id s48=persons.17.id s49=persons.16.id s50=persons.15.id s51=persons.14.id s52=persons.13.id s53=persons.12.id s54=persons.11.id s55=persons.10.id s56=persons.9.id s57=persons.8.id s58=persons.7.id s59=persons.6.id s60=persons.5.id s61=persons.4.id s62=persons.3.id s63=persons.2.id s64=persons.1.id

# eight projects, all through the first check
as xu choose.project.draft place=$shengli season=$season2 title=楼前花圃认养 kind=soft households=64 \
  problem="楼前的花圃没人管，草比人高。" \
  goal="十二块花圃认养给十二户，春天种上。" custodian=花友小组 upkeep="认养户浇水，一月评一次。" \
  risks="夏天要防蚊。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=花苗和工具 lines.0.class=goods lines.0.source=fund lines.0.amount=5600.00 -> ok as garden8
as xu choose.project.send project=$garden8 -> ok
as zhou choose.screening.run project=$garden8 -> ok
as xu choose.project.draft place=$shengli season=$season2 title=楼道灯备件 kind=soft households=64 \
  problem="楼道灯坏了等配件，一等一个月。" \
  goal="备好一年的灯泡和感应器，坏了当天换。" custodian=楼组长 upkeep="坏了报楼组长，当天换。" \
  risks="配件型号要统一。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=灯泡和感应器 lines.0.class=goods lines.0.source=fund lines.0.amount=6200.00 -> ok as spare
as xu choose.project.send project=$spare -> ok
as zhou choose.screening.run project=$spare -> ok
as xu choose.project.draft place=$shengli season=$season2 title=文明养宠角 kind=soft households=64 \
  problem="遛狗的和散步的常争路。" \
  goal="划出一角，放拾便袋和公约牌。" custodian=养宠小组 upkeep="每天补袋，每周冲洗。" \
  risks="离窗户远一些。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=拾便箱和公约牌 lines.0.class=goods lines.0.source=fund lines.0.amount=3900.00 -> ok as pets
as xu choose.project.send project=$pets -> ok
as zhou choose.screening.run project=$pets -> ok
as xu choose.project.draft place=$shengli season=$season2 title=一老一小午后看护 kind=soft households=64 \
  problem="放学到下班，老人孩子没人照看。" \
  goal="每天下午四点到六点，活动室有人看护。" custodian=互助队 upkeep="互助队排班，一个月一换。" \
  risks="人手不够就减一天。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=桌椅和图书 lines.0.class=goods lines.0.source=fund lines.0.amount=6900.00 \
  lines.1.name=志愿者补贴 lines.1.class=labour lines.1.source=fund lines.1.amount=1500.00 -> ok as care8
as xu choose.project.send project=$care8 -> ok
as zhou choose.screening.run project=$care8 -> ok
as xu choose.project.draft place=$shengli season=$season2 title=雨水桶和堆肥箱 kind=soft households=64 \
  problem="浇花用自来水，落叶装袋就运走。" \
  goal="三栋楼后放雨水桶和堆肥箱。" custodian=花友小组 upkeep="每周翻一次堆肥。" \
  risks="箱盖要盖严。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=雨水桶和堆肥箱 lines.0.class=goods lines.0.source=fund lines.0.amount=4800.00 -> ok as rain
as xu choose.project.send project=$rain -> ok
as zhou choose.screening.run project=$rain -> ok
as xu choose.project.draft place=$shengli season=$season2 title=邻里议事角 kind=soft households=64 \
  problem="议事没有地方，站在门口说。" \
  goal="门厅放长桌和椅子，墙上挂白板。" custodian=楼组长 upkeep="用完归位，每周擦一次。" \
  risks="晚上九点前散。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=桌椅白板 lines.0.class=goods lines.0.source=fund lines.0.amount=7500.00 -> ok as corner8
as xu choose.project.send project=$corner8 -> ok
as zhou choose.screening.run project=$corner8 -> ok
as xu choose.project.draft place=$shengli season=$season2 title=公共晾晒架 kind=soft households=64 \
  problem="晴天抢不到地方晒被子。" \
  goal="空地装六组晾晒架，写一份公约。" custodian=楼组长 upkeep="每半年擦一次，松了拧紧。" \
  risks="不占消防通道。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=晾晒架 lines.0.class=goods lines.0.source=fund lines.0.amount=10400.00 \
  lines.1.name=安装人工 lines.1.class=labour lines.1.source=fund lines.1.amount=2200.00 -> ok as racks8
as xu choose.project.send project=$racks8 -> ok
as zhou choose.screening.run project=$racks8 -> ok
as xu choose.project.draft place=$shengli season=$season2 title=老照片展示角 kind=soft households=64 \
  problem="厂里的老照片散在各家。" \
  goal="门厅设一面照片墙，一季一换。" custodian=厂史小组 upkeep="一季换一次，原件还家。" \
  risks="照片怕丢，先扫描。" starts=2026-03-16 ends=2026-11-30 \
  lines.0.name=展架和相框 lines.0.class=goods lines.0.source=fund lines.0.amount=9800.00 -> ok as photos8
as xu choose.project.send project=$photos8 -> ok
as zhou choose.screening.run project=$photos8 -> ok
