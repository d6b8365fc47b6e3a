-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of topics, meetings and polls.

CREATE VIEW v_voice_topic AS
SELECT t.street, t.id, t.place, t.season, t.title, t.is_urgent, t.need, t.until_day, t.state,
	t.merged_into,
	t.project, t.household, t.person, t.made_ms,
	(SELECT count(*) FROM voice_second s
		WHERE s.street = t.street AND s.topic = t.id) AS seconds
FROM voice_topic t;

-- A decided point of a closed meeting: what approvals, changes and drives lean on.
CREATE VIEW v_voice_decision AS
SELECT m.street, i.id, m.id AS meeting, m.place, m.kind, m.title AS meeting_title, m.starts_ms,
	m.called_ms, m.closed_ms,
	m.counted, m.entitled, m.present, m.has_quorum, i.n, i.title, i.topic, i.project,
	i.yes, i.no, i.abstain, i.result
FROM voice_meeting m
JOIN voice_item i ON i.street = m.street AND i.meeting = m.id
WHERE m.state = 'closed';

CREATE VIEW v_voice_meeting AS
SELECT street, id, place, kind, title, venue, starts_ms, called_ms, counted, entitled, present,
	has_quorum, state, closed_ms
FROM voice_meeting;

-- A meeting and what it spoke about, once each.
CREATE VIEW v_voice_about AS
SELECT DISTINCT i.street, i.meeting, i.topic, i.project FROM voice_item i
WHERE i.topic IS NOT NULL OR i.project IS NOT NULL;

CREATE VIEW v_voice_poll AS
SELECT p.street, p.id, p.place, p.topic, p.project, p.question, p.state, p.until_ms,
	(SELECT count(*) FROM voice_answer a WHERE a.street = p.street AND a.poll = p.id) AS answers
FROM voice_poll p;

CREATE VIEW v_ref_voice_topic AS
SELECT street, id, place, title AS label FROM voice_topic WHERE state <> 'withdrawn';

CREATE VIEW v_ref_voice_meeting AS
SELECT street, id, place, title AS label FROM voice_meeting WHERE state <> 'cancelled';

CREATE VIEW v_ref_voice_item AS
SELECT i.street, i.id, m.place, m.title || ' ' || i.n || ' ' || i.title AS label
FROM voice_item i
JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
WHERE m.state <> 'cancelled';

CREATE VIEW v_ref_voice_poll AS
SELECT street, id, place, question AS label FROM voice_poll;

CREATE VIEW v_ref_voice_option AS
SELECT o.street, o.id, p.place, o.name AS label
FROM voice_option o
JOIN voice_poll p ON p.street = o.street AND p.id = o.poll;

CREATE VIEW v_due_voice AS
SELECT street, 'voice.topic.rest' AS action, 'topic:' || id || ':' || until_day AS key,
	(until_day + 1) * 86400000 - 28800000 AS due_ms, 'topic' AS field, id
FROM voice_topic
WHERE state = 'open'
UNION ALL
SELECT street, 'voice.poll.close' AS action, 'poll:' || id || ':' || until_ms AS key,
	until_ms AS due_ms, 'poll' AS field, id
FROM voice_poll
WHERE state = 'open';
