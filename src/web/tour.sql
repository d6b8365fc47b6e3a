-- SPDX-License-Identifier: MulanPSL-2.0
-- The nine stops of the demonstration's first page lead to the oldest project that is closed and
-- began as a topic.

-- name: tour_read of none gives maybe tour
SELECT p.id AS project, p.topic,
	(SELECT min(d.meeting) FROM v_voice_decision d WHERE d.street = p.street
		AND d.topic = p.topic AND d.kind = 'council' AND d.has_quorum = 1
		AND d.result = 'passed') AS meeting,
	(SELECT min(q.id) FROM v_voice_poll q WHERE q.street = p.street AND q.topic = p.topic)
		AS poll,
	(SELECT min(o.ballot) FROM v_choose_outcome o WHERE o.street = p.street
		AND o.project = p.id) AS ballot,
	(SELECT min(g.id) FROM v_fund_pledge g WHERE g.street = p.street AND g.project = p.id
		AND g.household = t.household AND g.state = 'received') AS pledge,
	(SELECT min(a.id) FROM v_care_asset a WHERE a.street = p.street AND a.project = p.id
		AND a.state = 'kept') AS asset,
	t.person AS resident,
	(SELECT max(r.person) FROM v_people_reach r WHERE r.street = p.street AND r.home = p.street
		AND r.role = 'cadre' AND r.place = p.place) AS cadre,
	(SELECT min(r.person) FROM v_people_reach r WHERE r.street = p.street AND r.home = p.street
		AND r.role = 'officer' AND r.place = p.place) AS officer,
	(SELECT min(r.person) FROM v_people_reach r WHERE r.street = p.street AND r.home = p.street
		AND r.role = 'approver' AND r.place = p.place) AS approver,
	(SELECT min(r.person) FROM v_people_reach r WHERE r.street = p.street AND r.home = p.street
		AND r.role = 'cashier' AND r.place = p.place) AS cashier
FROM v_choose_project p
JOIN v_voice_topic t ON t.street = p.street AND t.id = p.topic
WHERE p.street = :street AND p.state = 'closed'
ORDER BY p.id LIMIT 1

-- name: tour_name of tour_who gives maybe str
SELECT name FROM v_people_person WHERE street = :street AND id = :person
