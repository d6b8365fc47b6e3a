-- SPDX-License-Identifier: MulanPSL-2.0

-- name: meeting_frame_read of meeting_call gives meeting_frame
SELECT coalesce((SELECT c.households FROM v_people_count c
		WHERE c.street = :street AND c.place = :place), 0) AS households,
	coalesce((SELECT c.persons FROM v_people_count c
		WHERE c.street = :street AND c.place = :place), 0) AS persons

-- name: meeting_fits_read of meeting_fit gives meeting_fits
SELECT CASE WHEN EXISTS (SELECT 1 FROM (SELECT t.street, t.place FROM voice_topic t
			WHERE t.street = :street AND t.id = :topic
			UNION ALL SELECT p.street, p.place FROM v_choose_project p
			WHERE p.street = :street AND p.id = :project
			UNION ALL SELECT o.street, o.place FROM voice_poll o
			WHERE o.street = :street AND o.id = :poll) x
		WHERE NOT EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = x.street
			AND w.inner_place = x.place AND w.outer_place = :place))
		THEN 0 ELSE 1 END AS is_within,
	CASE WHEN EXISTS (SELECT 1 FROM (SELECT t.street, t.place FROM voice_topic t
			WHERE t.street = :street AND t.id = :topic
			UNION ALL SELECT p.street, p.place FROM v_choose_project p
			WHERE p.street = :street AND p.id = :project
			UNION ALL SELECT o.street, o.place FROM voice_poll o
			WHERE o.street = :street AND o.id = :poll) x
		WHERE NOT EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = x.street
			AND ((w.inner_place = x.place AND w.outer_place = :place)
			OR (w.inner_place = :place AND w.outer_place = x.place))))
		THEN 0 ELSE 1 END AS is_near,
	CASE WHEN EXISTS (SELECT 1 FROM voice_topic t
			WHERE t.street = :street AND t.id = :topic AND t.is_urgent = 1)
		OR EXISTS (SELECT 1 FROM v_choose_project p
			WHERE p.street = :street AND p.id = :project AND p.is_urgent = 1)
		THEN 1 ELSE 0 END AS is_urgent

-- name: meeting_insert of meeting_new
INSERT INTO voice_meeting (street, id, place, kind, title, venue, starts_ms, called_ms, counted,
	entitled, present, has_quorum, chair, recorder, state, closed_ms)
VALUES (:street, :id, :place, :kind, :title, :venue, :starts, :now, :counted,
	:entitled, 0, NULL, NULL, NULL, 'called', NULL)

-- name: meeting_item_insert of meeting_item
INSERT INTO voice_item (street, id, meeting, n, title, topic, project, poll, yes, no, abstain,
	result, decision, dissent, decided_ms)
VALUES (:street, :new, :meeting, :n, :title, :topic, :project, :poll, NULL, NULL, NULL, 'open',
	NULL, NULL, NULL)

-- Doors open an hour before the time that was told, not earlier.
-- name: meeting_due of meeting_which gate
SELECT CASE WHEN state <> 'called' THEN 'not_called'
	WHEN starts_ms - 3600000 > :now THEN 'too_early' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: meeting_waiting of meeting_which gate
SELECT CASE WHEN state <> 'called' THEN 'not_called' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: meeting_running of meeting_close gate
SELECT CASE WHEN state = 'closed' THEN 'is_closed'
	WHEN state <> 'open' THEN 'not_running' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: meeting_held of meeting_minute gate
SELECT CASE WHEN state NOT IN ('open', 'closed') THEN 'not_running' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: meeting_item_open of meeting_decide gate
SELECT CASE WHEN m.state = 'closed' THEN 'is_closed'
	WHEN m.state <> 'open' THEN 'not_running' END AS reason
FROM voice_item i
JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
WHERE i.street = :street AND i.id = :item

-- name: meeting_opened of meeting_which
UPDATE voice_meeting SET state = 'open' WHERE street = :street AND id = :meeting

-- name: meeting_cancelled of meeting_which
UPDATE voice_meeting SET state = 'cancelled' WHERE street = :street AND id = :meeting

-- name: meeting_of_item of meeting_decide gives quorum_case
SELECT m.kind, m.called_ms, m.starts_ms, m.entitled, m.present
FROM voice_item i
JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
WHERE i.street = :street AND i.id = :item

-- name: meeting_case of meeting_close gives quorum_case
SELECT kind, called_ms, starts_ms, entitled, present FROM voice_meeting
WHERE street = :street AND id = :meeting

-- name: meeting_decided of meeting_result
UPDATE voice_item SET yes = CASE WHEN CAST(:has_votes AS int64) = 1 THEN CAST(:yes AS int64) END,
	no = CASE WHEN CAST(:has_votes AS int64) = 1 THEN CAST(:no AS int64) END,
	abstain = CASE WHEN CAST(:has_votes AS int64) = 1 THEN CAST(:abstain AS int64) END,
	result = :result, decision = :decision, dissent = :dissent, decided_ms = :now
WHERE street = :street AND id = :item

-- name: meeting_owns of meeting_minute gives int
SELECT count(*) AS n FROM voice_item WHERE street = :street AND id = :item AND meeting = :meeting

-- name: meeting_minute_insert of meeting_minute
INSERT INTO voice_minute (street, id, meeting, item, kind, who, words, due_day, made_ms)
VALUES (:street, :id, :meeting, :item, :kind, :who, :words, :due, :now)

-- name: meeting_undecided of meeting_close gives int
SELECT count(*) AS n FROM voice_item
WHERE street = :street AND meeting = :meeting AND result = 'open'

-- name: meeting_closed of meeting_end
UPDATE voice_meeting SET state = 'closed', closed_ms = :now, chair = :chair, recorder = :recorder,
	has_quorum = CASE WHEN CAST(:is_asked AS int64) = 1 THEN CAST(:has_quorum AS int64) END
WHERE street = :street AND id = :meeting

-- name: meeting_my_place of none gives maybe ref
SELECT n.neighbourhood FROM v_people_person p
JOIN v_place_neighbourhood n ON n.street = p.street AND n.place = p.place
WHERE p.street = :home AND p.street = :street AND p.id = :actor

-- name: meeting_list of look lists
SELECT m.id, m.title, m.kind, u.name AS place, m.venue, m.starts_ms, m.state, m.counted, m.entitled,
	m.present, m.has_quorum,
	CASE WHEN m.state = 'called' THEN 1 ELSE 0 END AS is_called,
	CASE WHEN m.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN m.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
	(SELECT count(*) FROM voice_item i
		WHERE i.street = m.street AND i.meeting = m.id) AS points,
	(SELECT count(*) FROM voice_item i WHERE i.street = m.street AND i.meeting = m.id
		AND i.result = 'passed') AS passed
FROM voice_meeting m
JOIN v_place_unit u ON u.street = m.street AND u.id = m.place
WHERE m.street = :street AND m.state <> 'cancelled'
AND (CAST(:state AS TEXT) IS NULL OR m.state = :state)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = m.street AND w.inner_place = m.place AND w.outer_place = :place))
AND (CAST(:project AS int64) IS NULL OR EXISTS (SELECT 1 FROM voice_item i
	WHERE i.street = m.street AND i.meeting = m.id AND i.project = :project))
ORDER BY CASE m.state WHEN 'open' THEN 0 WHEN 'called' THEN 1 ELSE 2 END,
	CASE WHEN m.state = 'called' THEN m.starts_ms ELSE -m.starts_ms END, m.id DESC
LIMIT 200 OFFSET CASE WHEN CAST(:page AS int64) > 1 THEN (CAST(:page AS int64) - 1) * 200 ELSE 0 END

-- Who holds an office is shown by full name, anybody else by the first character.
-- name: meeting_show of look shows
SELECT m.id, m.title, m.kind, m.place AS place_ref, u.name AS place_name, m.venue, m.starts_ms,
	m.called_ms, m.counted, m.entitled, m.present, m.has_quorum,
	CASE WHEN m.chair IS NULL THEN NULL
		WHEN EXISTS (SELECT 1 FROM v_people_person p WHERE p.street = m.street
			AND p.name = m.chair AND p.title IS NOT NULL) THEN m.chair
		ELSE substr(m.chair, 1, 1) || '*' END AS chair,
	CASE WHEN m.recorder IS NULL THEN NULL
		WHEN EXISTS (SELECT 1 FROM v_people_person p WHERE p.street = m.street
			AND p.name = m.recorder AND p.title IS NOT NULL) THEN m.recorder
		ELSE substr(m.recorder, 1, 1) || '*' END AS recorder,
	m.state, m.closed_ms, m.present * 10000 / m.entitled AS present_bp,
	CASE WHEN m.state = 'called' THEN 1 ELSE 0 END AS is_called,
	CASE WHEN m.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN m.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
	CASE WHEN m.has_quorum IS NOT NULL THEN 1 ELSE 0 END AS is_settled,
	CASE WHEN m.kind IN ('assembly', 'council') THEN 0 ELSE 1 END AS is_talk,
	CASE WHEN m.counted IN ('member', 'group') THEN 1 ELSE 0 END AS is_by_member,
	CASE WHEN m.state = 'called' AND m.starts_ms - 3600000 <= :now THEN 1 ELSE 0 END AS is_due,
	CASE WHEN EXISTS (SELECT 1 FROM voice_attendance a WHERE a.street = m.street
		AND a.meeting = m.id AND a.person = :actor) THEN 1 ELSE 0 END AS has_signed,
	CASE WHEN EXISTS (SELECT 1 FROM voice_item i WHERE i.street = m.street AND i.meeting = m.id
		AND i.result = 'open') THEN 1 ELSE 0 END AS is_waiting
FROM voice_meeting m
JOIN v_place_unit u ON u.street = m.street AND u.id = m.place
WHERE m.street = :street AND m.id = :id

-- name: meeting_led_by of look shows
SELECT chair, recorder FROM voice_meeting WHERE street = :street AND id = :id

-- name: meeting_items of look lists
SELECT i.id, i.n, i.title, i.topic AS topic_ref, t.title AS topic_title, i.project AS project_ref,
	p.title AS project_title, i.poll AS poll_ref, o.question AS poll_title, i.yes, i.no,
	i.abstain,	i.result, i.decision, i.dissent, i.decided_ms,
	CASE WHEN i.yes IS NOT NULL THEN 1 ELSE 0 END AS has_votes,
	CASE WHEN i.result = 'open' THEN 1 ELSE 0 END AS is_undecided,
	CASE WHEN i.result = 'passed' THEN 1 ELSE 0 END AS is_passed,
	CASE WHEN i.yes IS NULL OR m.present = 0 THEN 0
		ELSE i.yes * 10000 / m.present END AS yes_bp,
	CASE WHEN i.yes IS NULL OR m.present = 0 THEN 0
		ELSE (i.yes + i.no) * 10000 / m.present - i.yes * 10000 / m.present END AS no_bp
FROM voice_item i
JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
LEFT JOIN voice_topic t ON t.street = i.street AND t.id = i.topic
LEFT JOIN v_choose_project p ON p.street = i.street AND p.id = i.project
LEFT JOIN voice_poll o ON o.street = i.street AND o.id = i.poll
WHERE i.street = :street AND i.meeting = :id ORDER BY i.n

-- What the neighbours answered to the poll that a point is about.
-- name: meeting_options of look nests
SELECT i.id, o.name, (SELECT count(*) FROM voice_answer a WHERE a.street = o.street
	AND a.poll = o.poll AND a.option = o.id) AS answers
FROM voice_item i
JOIN voice_option o ON o.street = i.street AND o.poll = i.poll
WHERE i.street = :street AND i.meeting = :id ORDER BY i.n, o.n

-- name: meeting_opinions of look lists
SELECT n.who, n.kind, n.words, i.n AS item, n.made_ms FROM voice_minute n
LEFT JOIN voice_item i ON i.street = n.street AND i.id = n.item
WHERE n.street = :street AND n.meeting = :id AND n.kind <> 'task' ORDER BY n.id

-- name: meeting_opinions_masked of look lists
SELECT CASE WHEN n.who IS NULL THEN NULL
		WHEN EXISTS (SELECT 1 FROM v_people_person p WHERE p.street = n.street
			AND p.name = n.who AND p.title IS NOT NULL) THEN n.who
		ELSE substr(n.who, 1, 1) || '*' END AS who,
	n.kind, n.words, i.n AS item, n.made_ms
FROM voice_minute n
LEFT JOIN voice_item i ON i.street = n.street AND i.id = n.item
WHERE n.street = :street AND n.meeting = :id AND n.kind <> 'task' ORDER BY n.id

-- name: meeting_tasks of look lists
SELECT words, who, due_day, CASE WHEN due_day < :today THEN 1 ELSE 0 END AS is_late
FROM voice_minute
WHERE street = :street AND meeting = :id AND kind = 'task' ORDER BY due_day, id

-- name: meeting_tasks_masked of look lists
SELECT n.words,
	CASE WHEN EXISTS (SELECT 1 FROM v_people_person p WHERE p.street = n.street
			AND p.name = n.who AND p.title IS NOT NULL) THEN n.who
		ELSE substr(n.who, 1, 1) || '*' END AS who,
	n.due_day, CASE WHEN n.due_day < :today THEN 1 ELSE 0 END AS is_late
FROM voice_minute n
WHERE n.street = :street AND n.meeting = :id AND n.kind = 'task' ORDER BY n.due_day, n.id

-- name: meeting_attended of look lists
SELECT coalesce(p.name, a.name) AS name, h.label AS household, a.how, a.counts AS is_counted,
	a.made_ms
FROM voice_attendance a
LEFT JOIN v_people_person p ON p.street = a.street AND p.id = a.person
LEFT JOIN v_people_household h ON h.street = a.street AND h.id = a.household
WHERE a.street = :street AND a.meeting = :id ORDER BY a.id LIMIT 2000

-- name: meeting_ways of look lists
SELECT how, count(*) AS persons FROM voice_attendance
WHERE street = :street AND meeting = :id GROUP BY how ORDER BY how

-- name: meeting_doors of look lists
SELECT row_number() OVER (ORDER BY h.place, h.door) AS n, CAST(NULL AS TEXT) AS name,
	h.label AS door
FROM voice_meeting m
JOIN v_place_within w ON w.street = m.street AND w.outer_place = m.place
JOIN v_people_household h ON h.street = w.street AND h.place = w.inner_place
WHERE m.street = :street AND m.id = :id AND m.counted = 'household'
ORDER BY h.place, h.door LIMIT 395
