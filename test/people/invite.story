# Slips: a code lets a household in once; the story sees what the rows say, never a code.
found heqing
at 2025-01-06 09:00
as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 hours="周一至周六 9:00–17:00" \
	letterhead=合庆镇人民政府 account_title=合庆镇人民政府 profile=pudong2024 officer=周洁 title=合庆镇自治办 -> ok as zhou
as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu
as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1
as zhou place.unit.add parent=$cailu kind=building name=2号楼 -> ok as b2
as zhou people.person.enlist place=$cailu name=陈敏 title=蔡路居民区干部 phone=13800001234 -> ok as chen
as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok
as chen people.invite.make place=$b1 -> refused place nobody_to_invite
as chen people.household.add place=$b1 door=101 -> ok as h101
as chen people.household.add place=$b1 door=102 -> ok as h102
as chen people.person.add household=$h101 name=王秀珍 -> ok as wang
as wang people.invite.make place=$b1 -> forbidden
as chen people.invite.make place=$b1 -> ok
as chen people.invite.one household=$h101 -> ok
as guest people.invite.one household=$h101 -> sign_in
as chen look people/invite?place=$b1 -> ok invites=3 invites.0.state=open invites.2.state=called_back keep last=invites.0.id
as guest people.invite.redeem code=ABCD-EFGH name=王秀珍 -> refused code code_unknown
as guest people.invite.redeem code=ABCD-EFGH-JKLM-NPQR-STUV name=王秀珍 -> refused code code_unknown
# in a story a code comes of its once key, so it can be told
as chen people.invite.one household=$h102 once=slip-1 -> ok
as guest people.invite.redeem code=5X8K-8ZAG-U9GR-6QM3-BW9L -> refused name name_missing
as guest people.invite.redeem code=5X8K-8ZAG-U9GR-6QM3-BW9L name=李强 phone=12 -> refused phone phone_wrong
as guest people.invite.redeem code="5x8k 8zag u9gr 6qm3 bw9l" name=李强 phone=13700001111 -> ok as li
as guest people.invite.redeem code=5X8K-8ZAG-U9GR-6QM3-BW9L name=张伟 -> refused code code_used
as li look people/person/me -> ok name=李强 door=102
as chen look people/invite?place=$b1 -> ok invites=4 invites.0.state=used
as chen people.invite.end invite=$last -> ok
as chen people.invite.end invite=$last -> refused invite not_found
as chen people.invite.staff person=$chen -> forbidden
as zhou people.invite.staff person=$chen -> ok
at 2025-03-01 09:00
as chen look people/invite?place=$b1 -> ok invites.0.state=used invites.1.state=called_back
as guest look people/invite -> sign_in
