-- SPDX-License-Identifier: MulanPSL-2.0

-- How many households are enough: the nearest place that decided it, at last a fifth of them, the
-- share that may also call an assembly (《中华人民共和国城市居民委员会组织法》第十条).
-- name: topic_frame_read of topic_raise gives topic_frame
SELECT (SELECT p.household FROM v_people_person p
		WHERE p.street = :home AND p.id = :actor AND p.is_here = 1) AS household,
	(SELECT max(s.id) FROM v_place_season s
		WHERE s.street = :street AND s.is_open = 1) AS season,
	coalesce((SELECT c.households FROM v_people_count c
		WHERE c.street = :street AND c.place = :place), 0) AS households,
	coalesce((SELECT s.number FROM v_place_setting s
		JOIN v_place_within w ON w.street = s.street AND w.outer_place = s.place
		WHERE s.street = :street AND w.inner_place = :place AND s.name = 'second_percent'
		ORDER BY (SELECT count(*) FROM v_place_within d
			WHERE d.street = s.street AND d.inner_place = s.place) DESC LIMIT 1),
		20) AS percent,
	coalesce((SELECT s.number FROM v_place_setting s
		JOIN v_place_within w ON w.street = s.street AND w.outer_place = s.place
		WHERE s.street = :street AND w.inner_place = :place AND s.name = 'second_days'
		ORDER BY (SELECT count(*) FROM v_place_within d
			WHERE d.street = s.street AND d.inner_place = s.place) DESC LIMIT 1),
		14) AS days,
	(SELECT count(*) FROM voice_topic t
		JOIN v_people_person p ON p.street = :home AND p.id = :actor
		WHERE t.street = :street AND t.household = p.household
		AND t.state IN ('open', 'ready')) AS live,
	(SELECT count(*) FROM voice_topic t
		WHERE t.street = :street AND t.place = :place AND t.title = :title
		AND t.state IN ('open', 'ready')) AS twins

-- name: topic_insert of topic_new
INSERT INTO voice_topic (street, id, place, season, title, story, person, household, is_urgent,
	need, until_day, state, merged_into, project, made_ms)
VALUES (:street, :id, :place, :season, :title, :story, :actor, :household, :is_urgent, :need,
	:until, 'open', NULL, NULL, :now)

-- name: topic_second_insert of topic_seconding
INSERT INTO voice_second (street, id, topic, household, person, made_ms)
VALUES (:street, :new, :topic, :household, :actor, :now)

-- name: topic_tip of topic_which any
UPDATE voice_topic SET state = 'ready'
WHERE street = :street AND id = :topic AND state = 'open' AND need <= (SELECT count(*)
	FROM voice_second s WHERE s.street = :street AND s.topic = :topic)

-- name: topic_open of topic_which gate
SELECT CASE WHEN state NOT IN ('open', 'ready') THEN 'not_open'
	WHEN state = 'open' AND until_day < :today THEN 'time_over' END AS reason
FROM voice_topic WHERE street = :street AND id = :topic

-- name: topic_live of topic_which gate
SELECT CASE WHEN state NOT IN ('open', 'ready') THEN 'not_open' END AS reason
FROM voice_topic WHERE street = :street AND id = :topic

-- name: topic_mergeable of topic_merge gate
SELECT CASE WHEN state NOT IN ('open', 'ready', 'resting') THEN 'not_open' END AS reason
FROM voice_topic WHERE street = :street AND id = :topic

-- name: topic_over of topic_which gate
SELECT CASE WHEN state <> 'open' THEN 'not_open'
	WHEN until_day >= :today THEN 'still_time' END AS reason
FROM voice_topic WHERE street = :street AND id = :topic

-- A topic becomes a project when enough households second it or a meeting agreed to it.
-- name: topic_ready of topic_take gate
SELECT CASE WHEN t.state = 'ready' THEN NULL
	WHEN t.state NOT IN ('open', 'resting') THEN 'not_open'
	WHEN NOT EXISTS (SELECT 1 FROM voice_item i
		JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
		WHERE i.street = t.street AND i.topic = t.id AND i.result = 'passed'
		AND m.state = 'closed' AND m.has_quorum = 1) THEN 'not_ready' END AS reason
FROM voice_topic t WHERE t.street = :street AND t.id = :topic

-- name: topic_backer_read of topic_which gives maybe topic_backer
SELECT CAST(:topic AS int64) AS topic, p.household,
	CASE WHEN EXISTS (SELECT 1 FROM voice_second s WHERE s.street = :street AND s.topic = :topic
		AND s.household = p.household) THEN 1 ELSE 0 END AS has_seconded
FROM v_people_person p
WHERE p.street = :home AND p.id = :actor AND p.is_here = 1

-- Near: one of the two places lies within the other.
-- name: topic_pair_read of topic_merge gives topic_pair
SELECT i.state AS into_state,
	CASE WHEN EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = t.street
		AND ((w.inner_place = t.place AND w.outer_place = i.place)
		OR (w.inner_place = i.place AND w.outer_place = t.place)))
		THEN 1 ELSE 0 END AS is_near
FROM voice_topic t
JOIN voice_topic i ON i.street = t.street AND i.id = :into
WHERE t.street = :street AND t.id = :topic

-- name: topic_seconds_move of topic_merge any
UPDATE voice_second SET topic = :into
WHERE street = :street AND topic = :topic AND household NOT IN (SELECT s.household
	FROM voice_second s WHERE s.street = :street AND s.topic = :into)

-- name: topic_merged of topic_merge
UPDATE voice_topic SET state = 'merged', merged_into = :into
WHERE street = :street AND id = :topic

-- name: topic_mine of topic_which gives int
SELECT count(*) AS n FROM voice_topic t
JOIN v_people_person p ON p.street = :home AND p.id = :actor AND p.is_here = 1
WHERE t.street = :street AND t.id = :topic AND (t.person = p.id OR t.household = p.household)

-- name: topic_withdrawn of topic_which
UPDATE voice_topic SET state = 'withdrawn' WHERE street = :street AND id = :topic

-- name: topic_rests of topic_which
UPDATE voice_topic SET state = 'resting' WHERE street = :street AND id = :topic

-- name: topic_taken of topic_take
UPDATE voice_topic SET state = 'taken', project = :project WHERE street = :street AND id = :topic

-- Where the reader may raise a topic.
-- name: topic_my_place of none gives maybe ref
SELECT n.neighbourhood FROM v_people_person p
JOIN v_place_neighbourhood n ON n.street = p.street AND n.place = p.place
WHERE p.street = :home AND p.street = :street AND p.id = :actor
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = p.street AND r.home = p.street
	AND r.person = p.id AND r.place = n.neighbourhood
	AND r.role IN ('resident', 'cadre', 'officer'))

-- name: topic_list of look lists
SELECT t.id, t.title, u.name AS place, b.name AS building, p.label AS by, t.state, t.is_urgent,
	t.seconds, t.need,
	CASE WHEN t.need > t.seconds THEN t.need - t.seconds ELSE 0 END AS missing,
	CASE WHEN t.seconds >= t.need THEN 10000 ELSE t.seconds * 10000 / t.need END AS support_bp,
	CASE WHEN t.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN t.state = 'ready' THEN 1 ELSE 0 END AS is_ready,
	t.until_day, t.project AS project_ref, t.made_ms
FROM v_voice_topic t
JOIN v_place_unit u ON u.street = t.street AND u.id = t.place
LEFT JOIN v_people_person p ON p.street = t.street AND p.id = t.person
LEFT JOIN v_place_unit b ON b.street = p.street AND b.id = p.place AND b.kind = 'building'
	AND b.id <> t.place
WHERE t.street = :street AND t.state <> 'withdrawn'
AND (CAST(:state AS TEXT) IS NULL OR t.state = :state)
AND (CAST(:q AS TEXT) IS NULL OR replace(t.title, CAST(:q AS TEXT), '') <> t.title)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = t.street AND w.inner_place = t.place AND w.outer_place = :place))
ORDER BY CASE t.state WHEN 'open' THEN 0 WHEN 'ready' THEN 0 ELSE 1 END, t.is_urgent DESC, t.id DESC
LIMIT 200 OFFSET CASE WHEN CAST(:page AS int64) > 1 THEN (CAST(:page AS int64) - 1) * 200 ELSE 0 END

-- name: topic_show of look shows
SELECT t.id, t.title, v.story, t.place AS place_ref, u.name AS place_name, b.name AS building,
	p.label AS by, t.state, t.is_urgent, t.seconds, t.need,
	CASE WHEN t.need > t.seconds THEN t.need - t.seconds ELSE 0 END AS missing,
	CASE WHEN t.seconds >= t.need THEN 10000 ELSE t.seconds * 10000 / t.need END AS support_bp,
	t.until_day, t.made_ms, t.merged_into AS into_ref, i.title AS into_title,
	t.project AS project_ref, j.title AS project_title,
	CASE WHEN t.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN t.state = 'ready' THEN 1 ELSE 0 END AS is_ready,
	CASE WHEN t.state IN ('open', 'ready') THEN 1 ELSE 0 END AS is_live,
	CASE WHEN t.state = 'resting' THEN 1 ELSE 0 END AS is_resting,
	CASE WHEN EXISTS (SELECT 1 FROM v_people_person m WHERE m.street = :home AND m.id = :actor
		AND (m.id = t.person OR m.household = t.household)) THEN 1 ELSE 0 END AS is_mine,
	CASE WHEN EXISTS (SELECT 1 FROM voice_second s
		JOIN v_people_person m ON m.street = :home AND m.id = :actor
		AND m.household = s.household
		WHERE s.street = t.street AND s.topic = t.id) THEN 1 ELSE 0 END AS has_seconded
FROM v_voice_topic t
JOIN voice_topic v ON v.street = t.street AND v.id = t.id
JOIN v_place_unit u ON u.street = t.street AND u.id = t.place
LEFT JOIN v_people_person p ON p.street = t.street AND p.id = t.person
LEFT JOIN v_place_unit b ON b.street = p.street AND b.id = p.place AND b.kind = 'building'
	AND b.id <> t.place
LEFT JOIN voice_topic i ON i.street = t.street AND i.id = t.merged_into
LEFT JOIN v_choose_project j ON j.street = t.street AND j.id = t.project
WHERE t.street = :street AND t.id = :id

-- name: topic_buildings of look lists
SELECT u.name AS building, count(*) AS households FROM voice_second s
JOIN v_people_household h ON h.street = s.street AND h.id = s.household
JOIN v_place_unit u ON u.street = h.street AND u.id = h.place
WHERE s.street = :street AND s.topic = :id
GROUP BY u.id, u.name ORDER BY u.id

-- name: topic_meetings of look lists
SELECT m.id, m.title AS meeting, m.kind, m.starts_ms, m.state, i.title, i.result
FROM voice_item i
JOIN voice_meeting m ON m.street = i.street AND m.id = i.meeting
WHERE i.street = :street AND i.topic = :id AND m.state <> 'cancelled'
ORDER BY m.starts_ms, i.n

-- name: topic_polls of look lists
SELECT id, question, state, answers, until_ms FROM v_voice_poll
WHERE street = :street AND topic = :id ORDER BY id

-- What keeps it from going on, and who is asked.
-- name: topic_blockers of look lists
SELECT b.id, b.title, b.state, b.made_ms, f.name AS from_name, t.name AS to_name,
	(coalesce(b.closed_ms, CAST(:now AS int64)) - b.made_ms) / 86400000 + 1 AS days,
	CASE WHEN b.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN b.state = 'closed' THEN 1 ELSE 0 END AS is_closed
FROM v_work_blocker b
JOIN v_place_unit f ON f.street = b.street AND f.id = b.place
JOIN v_place_unit t ON t.street = b.street AND t.id = b.to_place
WHERE b.street = :street AND b.topic = :id ORDER BY b.id

-- name: topic_merged_list of look lists
SELECT id, title FROM voice_topic WHERE street = :street AND merged_into = :id ORDER BY id
