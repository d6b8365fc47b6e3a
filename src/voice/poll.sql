-- SPDX-License-Identifier: MulanPSL-2.0

-- name: poll_frame_read of poll_open gives poll_frame
SELECT coalesce((SELECT s.number FROM v_place_setting s
		JOIN v_place_within w ON w.street = s.street AND w.outer_place = s.place
		WHERE s.street = :street AND w.inner_place = :place AND s.name = 'poll_days'
		ORDER BY (SELECT count(*) FROM v_place_within d
			WHERE d.street = s.street AND d.inner_place = s.place) DESC LIMIT 1),
		7) AS days,
	CASE WHEN EXISTS (SELECT 1 FROM (SELECT t.street, t.place FROM voice_topic t
			WHERE t.street = :street AND t.id = :topic
			UNION ALL SELECT p.street, p.place FROM v_choose_project p
			WHERE p.street = :street AND p.id = :project) x
		WHERE NOT EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = x.street
			AND ((w.inner_place = x.place AND w.outer_place = :place)
			OR (w.inner_place = :place AND w.outer_place = x.place))))
		THEN 0 ELSE 1 END AS is_fitting

-- name: poll_insert of poll_new
INSERT INTO voice_poll (street, id, place, topic, project, question, from_ms, until_ms, state)
VALUES (:street, :id, :place, :topic, :project, :question, :now, :until, 'open')

-- name: poll_option_insert of poll_option
INSERT INTO voice_option (street, id, poll, n, name, note)
VALUES (:street, :new, :poll, :n, :name, :note)

-- name: poll_running of poll_answer gate
SELECT CASE WHEN state <> 'open' OR until_ms <= :now THEN 'is_over' END AS reason
FROM voice_poll WHERE street = :street AND id = :poll

-- name: poll_closable of poll_which gate
SELECT CASE WHEN state <> 'open' THEN 'is_over' END AS reason
FROM voice_poll WHERE street = :street AND id = :poll

-- name: poll_voter_read of poll_answer gives poll_voter
SELECT (SELECT p.household FROM v_people_person p
		WHERE p.street = :home AND p.id = :actor AND p.is_here = 1) AS household,
	CASE WHEN EXISTS (SELECT 1 FROM voice_option o WHERE o.street = :street AND o.id = :option
		AND o.poll = :poll) THEN 1 ELSE 0 END AS is_of_poll

-- name: poll_answer_put of poll_row
INSERT INTO voice_answer (street, id, poll, option, household, person, reason, made_ms)
VALUES (:street, :id, :poll, :option, :household, :actor, :reason, :now)
ON CONFLICT (street, poll, household) DO UPDATE SET option = excluded.option,
	person = excluded.person, reason = excluded.reason, made_ms = excluded.made_ms

-- name: poll_closed of poll_which
UPDATE voice_poll SET state = 'closed' WHERE street = :street AND id = :poll

-- name: poll_list of look lists
SELECT p.id, p.question, u.name AS place, p.state, p.answers, p.until_ms,
	coalesce(c.households, 0) AS households,
	CASE WHEN coalesce(c.households, 0) = 0 THEN 0 ELSE p.answers * 10000 / c.households END
		AS answered_bp,
	CASE WHEN p.state = 'open' THEN 1 ELSE 0 END AS is_open
FROM v_voice_poll p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
LEFT JOIN v_people_count c ON c.street = p.street AND c.place = p.place
WHERE p.street = :street
AND (CAST(:state AS TEXT) IS NULL OR p.state = :state)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place))
AND (CAST(:project AS int64) IS NULL OR p.project = :project)
ORDER BY CASE p.state WHEN 'open' THEN 0 ELSE 1 END, p.id DESC
LIMIT 200 OFFSET CASE WHEN CAST(:page AS int64) > 1 THEN (CAST(:page AS int64) - 1) * 200 ELSE 0 END

-- name: poll_show of look shows
SELECT p.id, p.question, p.place AS place_ref, u.name AS place_name, p.topic AS topic_ref,
	t.title AS topic_title, p.project AS project_ref, j.title AS project_title, p.state,
	p.until_ms, p.answers, coalesce(c.households, 0) AS households,
	CASE WHEN coalesce(c.households, 0) = 0 THEN 0 ELSE p.answers * 10000 / c.households END
		AS answered_bp,
	CASE WHEN p.state = 'open' AND p.until_ms > :now THEN 1 ELSE 0 END AS is_open,
	m.option AS mine_ref, o.name AS mine_name, m.reason AS mine_reason
FROM v_voice_poll p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
LEFT JOIN v_people_count c ON c.street = p.street AND c.place = p.place
LEFT JOIN voice_topic t ON t.street = p.street AND t.id = p.topic
LEFT JOIN v_choose_project j ON j.street = p.street AND j.id = p.project
LEFT JOIN v_people_person a ON a.street = :home AND a.id = :actor
LEFT JOIN voice_answer m ON m.street = p.street AND m.poll = p.id AND m.household = a.household
LEFT JOIN voice_option o ON o.street = m.street AND o.id = m.option
WHERE p.street = :street AND p.id = :id

-- name: poll_options of look lists
SELECT o.id, o.poll AS poll_ref, o.n, o.name, o.note, o.answers,
	CASE WHEN o.total = 0 THEN 0 ELSE o.answers * 10000 / o.total END AS share_bp,
	CASE WHEN EXISTS (SELECT 1 FROM voice_answer a
		JOIN v_people_person p ON p.street = :home AND p.id = :actor
		AND p.household = a.household
		WHERE a.street = o.street AND a.poll = o.poll AND a.option = o.id)
		THEN 1 ELSE 0 END AS is_mine
FROM (SELECT x.street, x.id, x.poll, x.n, x.name, x.note,
		(SELECT count(*) FROM voice_answer a WHERE a.street = x.street AND a.poll = x.poll
			AND a.option = x.id) AS answers,
		(SELECT count(*) FROM voice_answer a WHERE a.street = x.street AND a.poll = x.poll)
			AS total
	FROM voice_option x WHERE x.street = :street AND x.poll = :id) o
ORDER BY o.n

-- name: poll_reasons of look nests
SELECT a.option, u.name AS building, a.reason FROM voice_answer a
JOIN v_people_household h ON h.street = a.street AND h.id = a.household
JOIN v_place_unit u ON u.street = h.street AND u.id = h.place
WHERE a.street = :street AND a.poll = :id AND a.reason IS NOT NULL
ORDER BY a.made_ms, a.id

-- name: poll_meetings of look lists
SELECT m.id, m.title AS meeting, m.starts_ms, m.state, i.result FROM voice_item i
JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
WHERE i.street = :street AND i.poll = :id AND m.state <> 'cancelled' ORDER BY m.starts_ms, i.n
