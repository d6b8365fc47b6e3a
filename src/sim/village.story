# SPDX-License-Identifier: MulanPSL-2.0
# The place where stories begin: 合庆镇, 蔡路居民区, four buildings of a former towel factory, 64 households; who works for them; the
# season of 2025. Names of places are the article's (解放日报, end of 2025); every person is invented.

found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone="021-5897 0000" hours="周一至周六 9:00–17:00" letterhead="合庆镇社区自治办公室" account_title=合庆镇人民政府 profile=pudong2024 demo=yes officer=周洁 title=合庆镇自治办主任 -> ok as zhou
as guest look place/unit -> ok keep heqing=units.0.id
as zhou place.unit.add parent=$heqing kind=neighbourhood name=蔡路居民区 code=310115110205 -> ok as cailu
as zhou place.unit.add parent=$heqing kind=neighbourhood name=胜利居民区 -> ok as shengli
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as house1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as house2
as zhou place.unit.add parent=$cailu kind=building name=3号楼 -> ok as house3
as zhou place.unit.add parent=$cailu kind=building name=4号楼 -> ok as house4

as zhou people.roll.import place=$cailu \
  lines.0.building=1号楼 lines.0.door=101 lines.0.name=徐桂芳 lines.0.owner=yes \
  lines.1.building=1号楼 lines.1.door=102 lines.1.name=李建国 lines.1.owner=yes \
  lines.2.building=1号楼 lines.2.door=103 lines.2.name=胡建国 lines.2.owner=yes \
  lines.3.building=1号楼 lines.3.door=104 lines.3.name=张春梅 lines.3.owner=yes \
  lines.4.building=1号楼 lines.4.door=201 lines.4.name=刘德胜 lines.4.owner=yes \
  lines.5.building=1号楼 lines.5.door=202 lines.5.name=马建国 lines.5.owner=yes \
  lines.6.building=1号楼 lines.6.door=203 lines.6.name=何美娟 lines.6.owner=yes \
  lines.7.building=1号楼 lines.7.door=204 lines.7.name=李丽华 lines.7.owner=yes \
  lines.8.building=1号楼 lines.8.door=301 lines.8.name=杨志明 lines.8.owner=yes \
  lines.9.building=1号楼 lines.9.door=302 lines.9.name=朱金根 lines.9.owner=yes \
  lines.10.building=1号楼 lines.10.door=303 lines.10.name=张永康 lines.10.owner=yes \
  lines.11.building=1号楼 lines.11.door=304 lines.11.name=朱建国 lines.11.owner=yes \
  lines.12.building=1号楼 lines.12.door=401 lines.12.name=马志明 lines.12.owner=yes \
  lines.13.building=1号楼 lines.13.door=402 lines.13.name=黄明德 lines.13.owner=yes \
  lines.14.building=1号楼 lines.14.door=403 lines.14.name=李明德 lines.14.owner=yes \
  lines.15.building=1号楼 lines.15.door=404 lines.15.name=马玉兰 lines.15.owner=yes \
  lines.16.building=2号楼 lines.16.door=101 lines.16.name=李永康 lines.16.owner=yes \
  lines.17.building=2号楼 lines.17.door=102 lines.17.name=李春梅 lines.17.owner=yes \
  lines.18.building=2号楼 lines.18.door=103 lines.18.name=陈文斌 lines.18.owner=yes \
  lines.19.building=2号楼 lines.19.door=104 lines.19.name=朱桂芳 lines.19.owner=yes \
  lines.20.building=2号楼 lines.20.door=201 lines.20.name=郭志明 lines.20.owner=yes \
  lines.21.building=2号楼 lines.21.door=202 lines.21.name=刘桂芳 lines.21.owner=yes \
  lines.22.building=2号楼 lines.22.door=203 lines.22.name=马文斌 lines.22.owner=yes \
  lines.23.building=2号楼 lines.23.door=204 lines.23.name=郭国平 lines.23.owner=yes \
  lines.24.building=2号楼 lines.24.door=301 lines.24.name=刘明德 lines.24.owner=yes \
  lines.25.building=2号楼 lines.25.door=302 lines.25.name=马美娟 lines.25.owner=yes \
  lines.26.building=2号楼 lines.26.door=303 lines.26.name=孙志明 lines.26.owner=yes \
  lines.27.building=2号楼 lines.27.door=304 lines.27.name=郭丽华 lines.27.owner=yes \
  lines.28.building=2号楼 lines.28.door=401 lines.28.name=王秀珍 lines.28.owner=yes \
  lines.29.building=2号楼 lines.29.door=402 lines.29.name=罗美娟 lines.29.owner=yes \
  lines.30.building=2号楼 lines.30.door=403 lines.30.name=林春梅 lines.30.owner=yes \
  lines.31.building=2号楼 lines.31.door=404 lines.31.name=朱惠芬 lines.31.owner=yes \
  lines.32.building=3号楼 lines.32.door=101 lines.32.name=高明德 lines.32.owner=yes \
  lines.33.building=3号楼 lines.33.door=102 lines.33.name=高德胜 lines.33.owner=yes \
  lines.34.building=3号楼 lines.34.door=103 lines.34.name=吴永康 lines.34.owner=yes \
  lines.35.building=3号楼 lines.35.door=104 lines.35.name=杨永康 lines.35.owner=yes \
  lines.36.building=3号楼 lines.36.door=201 lines.36.name=张明德 lines.36.owner=yes \
  lines.37.building=3号楼 lines.37.door=202 lines.37.name=吴阿宝 lines.37.owner=yes \
  lines.38.building=3号楼 lines.38.door=203 lines.38.name=张丽华 lines.38.owner=yes \
  lines.39.building=3号楼 lines.39.door=204 lines.39.name=林惠芬 lines.39.owner=yes \
  lines.40.building=3号楼 lines.40.door=301 lines.40.name=高文斌 lines.40.owner=yes \
  lines.41.building=3号楼 lines.41.door=302 lines.41.name=罗丽华 lines.41.owner=yes \
  lines.42.building=3号楼 lines.42.door=303 lines.42.name=刘阿宝 lines.42.owner=yes \
  lines.43.building=3号楼 lines.43.door=304 lines.43.name=朱国平 lines.43.owner=yes \
  lines.44.building=3号楼 lines.44.door=401 lines.44.name=林金根 lines.44.owner=yes \
  lines.45.building=3号楼 lines.45.door=402 lines.45.name=赵雪琴 lines.45.owner=yes \
  lines.46.building=3号楼 lines.46.door=403 lines.46.name=郭明德 lines.46.owner=yes \
  lines.47.building=3号楼 lines.47.door=404 lines.47.name=徐惠芬 lines.47.owner=yes \
  lines.48.building=4号楼 lines.48.door=101 lines.48.name=黄文斌 lines.48.owner=yes \
  lines.49.building=4号楼 lines.49.door=102 lines.49.name=孙小红 lines.49.owner=yes \
  lines.50.building=4号楼 lines.50.door=103 lines.50.name=林明德 lines.50.owner=yes \
  lines.51.building=4号楼 lines.51.door=104 lines.51.name=高丽华 lines.51.owner=yes \
  lines.52.building=4号楼 lines.52.door=201 lines.52.name=张雪琴 lines.52.owner=yes \
  lines.53.building=4号楼 lines.53.door=202 lines.53.name=林丽华 lines.53.owner=yes \
  lines.54.building=4号楼 lines.54.door=203 lines.54.name=李文斌 lines.54.owner=yes \
  lines.55.building=4号楼 lines.55.door=204 lines.55.name=马月英 lines.55.owner=yes \
  lines.56.building=4号楼 lines.56.door=301 lines.56.name=吴玉兰 lines.56.owner=yes \
  lines.57.building=4号楼 lines.57.door=302 lines.57.name=孙秀珍 lines.57.owner=yes \
  lines.58.building=4号楼 lines.58.door=303 lines.58.name=杨小红 lines.58.owner=yes \
  lines.59.building=4号楼 lines.59.door=304 lines.59.name=周阿宝 lines.59.owner=yes \
  lines.60.building=4号楼 lines.60.door=401 lines.60.name=刘卫东 lines.60.owner=yes \
  lines.61.building=4号楼 lines.61.door=402 lines.61.name=李美娟 lines.61.owner=yes \
  lines.62.building=4号楼 lines.62.door=403 lines.62.name=吴桂芳 lines.62.owner=yes \
  lines.63.building=4号楼 lines.63.door=404 lines.63.name=黄玉兰 lines.63.owner=yes -> ok

# every household and who speaks for it: h1 … h64, p1 … p64
as zhou look people/household?place=$cailu -> ok keep h1=households.0.id h2=households.1.id h3=households.2.id h4=households.3.id h5=households.4.id h6=households.5.id h7=households.6.id h8=households.7.id h9=households.8.id h10=households.9.id h11=households.10.id h12=households.11.id h13=households.12.id h14=households.13.id h15=households.14.id h16=households.15.id h17=households.16.id h18=households.17.id h19=households.18.id h20=households.19.id h21=households.20.id h22=households.21.id h23=households.22.id h24=households.23.id h25=households.24.id h26=households.25.id h27=households.26.id h28=households.27.id h29=households.28.id h30=households.29.id h31=households.30.id h32=households.31.id h33=households.32.id h34=households.33.id h35=households.34.id h36=households.35.id h37=households.36.id h38=households.37.id h39=households.38.id h40=households.39.id h41=households.40.id h42=households.41.id h43=households.42.id h44=households.43.id h45=households.44.id h46=households.45.id h47=households.46.id h48=households.47.id h49=households.48.id h50=households.49.id h51=households.50.id h52=households.51.id h53=households.52.id h54=households.53.id h55=households.54.id h56=households.55.id h57=households.56.id h58=households.57.id h59=households.58.id h60=households.59.id h61=households.60.id h62=households.61.id h63=households.62.id h64=households.63.id
as zhou look people/person?place=$cailu -> ok keep p1=persons.63.id p2=persons.62.id p3=persons.61.id p4=persons.60.id p5=persons.59.id p6=persons.58.id p7=persons.57.id p8=persons.56.id p9=persons.55.id p10=persons.54.id p11=persons.53.id p12=persons.52.id p13=persons.51.id p14=persons.50.id p15=persons.49.id p16=persons.48.id p17=persons.47.id p18=persons.46.id p19=persons.45.id p20=persons.44.id p21=persons.43.id p22=persons.42.id p23=persons.41.id p24=persons.40.id p25=persons.39.id p26=persons.38.id p27=persons.37.id p28=persons.36.id p29=persons.35.id p30=persons.34.id p31=persons.33.id p32=persons.32.id p33=persons.31.id p34=persons.30.id p35=persons.29.id p36=persons.28.id p37=persons.27.id p38=persons.26.id p39=persons.25.id p40=persons.24.id p41=persons.23.id p42=persons.22.id p43=persons.21.id p44=persons.20.id p45=persons.19.id p46=persons.18.id p47=persons.17.id p48=persons.16.id p49=persons.15.id p50=persons.14.id p51=persons.13.id p52=persons.12.id p53=persons.11.id p54=persons.10.id p55=persons.9.id p56=persons.8.id p57=persons.7.id p58=persons.6.id p59=persons.5.id p60=persons.4.id p61=persons.3.id p62=persons.2.id p63=persons.1.id p64=persons.0.id
as zhou look people/person?place=$cailu&q=王秀珍 -> ok keep wang=persons.0.id
as zhou look people/person?place=$cailu&q=李建国 -> ok keep li=persons.0.id
as zhou look people/person?place=$cailu&q=张丽华 -> ok keep zhang=persons.0.id
as zhou look people/person?place=$cailu&q=周阿宝 -> ok keep bao=persons.0.id
as zhou look people/person?place=$cailu&q=刘桂芳 -> ok keep liu=persons.0.id
as zhou look people/person?place=$cailu&q=杨志明 -> ok keep yang=persons.0.id
as zhou look people/person?place=$cailu&q=赵雪琴 -> ok keep zhao=persons.0.id
as zhou look people/person?place=$cailu&q=黄文斌 -> ok keep huang=persons.0.id

# who works for them: cadre, handler, approver, cashier are four persons
as zhou people.person.enlist place=$cailu name=蔡勇 title=蔡路居民区书记 -> ok as cai
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区社工 -> ok as chen
as zhou people.person.enlist place=$heqing name=钱国强 title=合庆镇自治办副主任 -> ok as qian
as zhou people.person.enlist place=$heqing name=沈丽 title=合庆镇财务所出纳 -> ok as shen
as zhou people.person.enlist place=$heqing name=顾平 title=镇审计 -> ok as gu
as zhou people.role.grant person=$cai role=cadre place=$cailu -> ok
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as zhou people.role.grant person=$chen role=handler place=$cailu -> ok
as zhou people.role.grant person=$qian role=approver place=$heqing -> ok
as zhou people.role.grant person=$shen role=cashier place=$heqing -> ok
as zhou people.role.grant person=$gu role=auditor place=$heqing -> ok

# partners of the place
as zhou people.partner.add place=$cailu name=海联五金 kind=company -> ok as hailian
as zhou people.partner.add place=$cailu name=汇邻超市蔡路店 kind=shop -> ok as huilin
as zhou people.person.enlist place=$cailu name=吴海 title=海联五金负责人 partner=$hailian -> ok as wuhai
as zhou people.role.grant person=$wuhai role=partner place=$cailu -> ok

as zhou place.season.open name=2025年度 year=2025 budget=500000.00 \
  phases.0.kind=collect phases.0.from=2025-01-10T00:00 phases.0.until=2025-04-01T00:00 \
  phases.1.kind=discuss phases.1.from=2025-04-01T00:00 phases.1.until=2025-05-01T00:00 \
  phases.2.kind=vote phases.2.from=2025-05-01T00:00 phases.2.until=2025-05-20T00:00 \
  phases.3.kind=notice phases.3.from=2025-05-20T00:00 phases.3.until=2025-06-10T00:00 \
  phases.4.kind=work phases.4.from=2025-06-10T00:00 phases.4.until=2025-12-20T00:00 \
  phases.5.kind=review phases.5.from=2025-12-20T00:00 phases.5.until=2026-01-20T00:00 -> ok as season
as zhou place.season.share season=$season place=$cailu budget=90000.00 -> ok
