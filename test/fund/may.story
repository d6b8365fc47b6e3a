# SPDX-License-Identifier: MulanPSL-2.0
# "May I buy this?" answers from the same rulebook that looks at the voucher later; the street's own
# word over a rule counts from its day (C13).
use lamps
at 2025-06-08 09:00
as guest look fund/may -> ok has_q=no quotes=3 quotes_fen=5000.00 account_title=合庆镇人民政府
as guest look fund/may?q=感应灯 -> ok answer=allowed hits=0 before=0
as guest look fund/may?q=矿泉水 -> ok answer=forbidden hits.0.rule=C06 hits.0.is_block=yes
as guest look fund/may?q=茶叶 -> ok answer=conditional hits.0.rule=I09
as guest look fund/may?q=水泥 -> ok answer=forbidden hits.0.rule=N01
# the street rules once and for all that water may pass with a look
as zhou place.rule.set rule=C06 severity=warn from=2025-06-10 wording=会议用水每人一瓶以内可以报 source=合庆镇自治办〔2025〕3号 -> ok
as guest look fund/may?q=矿泉水 -> ok answer=forbidden
at 2025-06-10 09:00
as guest look fund/may?q=矿泉水 -> ok answer=conditional hits.0.wording=会议用水每人一瓶以内可以报 hits.0.article=合庆镇自治办〔2025〕3号 hits.0.from_day=2025-06-10
