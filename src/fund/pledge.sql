-- SPDX-License-Identifier: MulanPSL-2.0

-- name: pledge_open of pledge_make gate
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM fund_drive d WHERE d.street = p.street
		AND d.project = p.id AND d.state = 'open') THEN 'no_drive'
	WHEN NOT EXISTS (SELECT 1 FROM fund_drive d WHERE d.street = p.street
		AND d.project = p.id AND d.state = 'open' AND d.until_ms > :now) THEN 'drive_over'
	END AS reason
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: pledge_promised of pledge_which gate
SELECT CASE WHEN state <> 'promised' THEN 'not_promised' END AS reason
FROM fund_pledge WHERE street = :street AND id = :pledge

-- name: pledge_waiting of pledge_receive gate
SELECT CASE WHEN state <> 'promised' THEN 'not_promised' END AS reason
FROM fund_pledge WHERE street = :street AND id = :pledge

-- name: pledge_paid of pledge_refund gate
SELECT CASE WHEN state <> 'received' THEN 'not_received' END AS reason
FROM fund_pledge WHERE street = :street AND id = :pledge

-- The open drive, what one household may promise, and the household of who asks.
-- name: pledge_limits of pledge_make gives maybe pledge_room
SELECT d.id AS drive, d.most_fen,
	(SELECT p.household FROM v_people_person p
		WHERE p.street = :home AND p.id = :actor AND p.is_here = 1) AS household
FROM fund_drive d
WHERE d.street = :street AND d.project = :project AND d.state = 'open'

-- name: pledge_already of pledge_new gives int
SELECT count(*) AS n FROM fund_pledge
WHERE street = :street AND drive = :drive AND household = :household
AND state IN ('promised', 'received')

-- name: pledge_insert of pledge_new
INSERT INTO fund_pledge (street, id, project, drive, household, person, amount_fen, note, is_named,
	state, made_ms)
VALUES (:street, :id, :project, :drive, :household, :actor, :amount, :note, :is_named,
	'promised', :now)

-- In the name of who stands first on the household's roll; withdrawing is theirs like any other's.
-- name: pledge_call_insert of pledge_call
INSERT INTO fund_pledge (street, id, project, drive, household, person, amount_fen, note, is_named,
	state, made_ms)
SELECT d.street, :id, d.project, d.id, CAST(:household AS int64),
	CAST(coalesce((SELECT min(p.id) FROM v_people_person p WHERE p.street = d.street
		AND p.household = :household AND p.is_here = 1), 0) AS int64),
	CAST(:amount AS int64), NULL, 0, 'promised', CAST(:now AS int64)
FROM fund_drive d WHERE d.street = :street AND d.id = :drive

-- name: pledge_read of pledge_which gives pledge_found
SELECT g.project, g.household, g.amount_fen, g.state, p.title,
	(SELECT r.id FROM fund_receipt r WHERE r.street = g.street AND r.pledge = g.id) AS receipt
FROM fund_pledge g
JOIN v_choose_project p ON p.street = g.street AND p.id = g.project
WHERE g.street = :street AND g.id = :pledge

-- name: pledge_mine of pledge_which gives int
SELECT count(*) AS n FROM fund_pledge g
JOIN v_people_person p ON p.street = g.street AND p.household = g.household
WHERE g.street = :street AND g.id = :pledge AND p.street = :home AND p.id = :actor

-- name: pledge_take_back of pledge_which
UPDATE fund_pledge SET state = 'withdrawn' WHERE street = :street AND id = :pledge

-- name: pledge_receipt_next of pledge_receive gives int
SELECT coalesce(max(number), 0) + 1 AS number FROM fund_receipt WHERE street = :street

-- name: pledge_receipt_insert of pledge_receive
INSERT INTO fund_receipt (street, id, number, project, pledge, agreement, amount_fen, way, came_day,
	entry, by_home, by_person, made_ms)
VALUES (:street, :receipt, :number, :project, :pledge, NULL, :amount, :way, :came, :entry, :home,
	:by, :now)

-- name: pledge_received of pledge_receive
UPDATE fund_pledge SET state = 'received' WHERE street = :street AND id = :pledge

-- name: pledge_refund_insert of pledge_refund
INSERT INTO fund_refund (street, id, project, receipt, amount_fen, reason, paid_day, entry, made_ms)
VALUES (:street, :id, :project, :receipt, :amount, :reason, :paid, :entry, :now)

-- name: pledge_refunded of pledge_refund
UPDATE fund_pledge SET state = 'refunded' WHERE street = :street AND id = :pledge

-- The promise, its receipt and who took the money; the names are for the household and the office.
-- name: pledge_show of look shows
SELECT g.id, g.project AS project_ref, p.title AS project_title, p.number AS project_number,
	g.amount_fen, g.note, g.is_named, g.state, g.made_ms, h.public_label AS household,
	CASE WHEN n.name IS NULL THEN h.label ELSE h.label || ' ' || n.name END AS giver,
	d.until_ms, d.goal_fen, v.received_fen + v.promised_fen AS pledged_fen, v.households,
	r.number AS receipt, r.came_day, r.way, c.name AS by_name, t.letterhead AS issuer,
	t.account_title, x.paid_day AS refunded_day, x.reason AS refund_reason,
	CASE WHEN g.state = 'promised' THEN 1 ELSE 0 END AS is_promised,
	CASE WHEN g.state = 'received' THEN 1 ELSE 0 END AS is_received,
	CASE WHEN g.state = 'refunded' THEN 1 ELSE 0 END AS is_refunded,
	CASE WHEN g.state = 'withdrawn' THEN 1 ELSE 0 END AS is_withdrawn
FROM fund_pledge g
JOIN v_choose_project p ON p.street = g.street AND p.id = g.project
JOIN fund_drive d ON d.street = g.street AND d.id = g.drive
JOIN v_fund_drive v ON v.street = g.street AND v.id = g.drive
JOIN v_place_street t ON t.street = g.street
LEFT JOIN v_people_household h ON h.street = g.street AND h.id = g.household
LEFT JOIN v_people_person n ON n.street = g.street AND n.id = g.person
LEFT JOIN fund_receipt r ON r.street = g.street AND r.pledge = g.id
LEFT JOIN v_people_person c ON c.street = r.by_home AND c.id = r.by_person
LEFT JOIN fund_refund x ON x.street = g.street AND x.receipt = r.id
WHERE g.street = :street AND g.id = :id

-- Whose promise it is concerns only who works for that place.
-- name: pledge_list of look lists
SELECT g.id, p.title AS project_title, h.label AS household, g.amount_fen, g.state, g.made_ms,
	r.number AS receipt, r.came_day
FROM fund_pledge g
JOIN v_choose_project p ON p.street = g.street AND p.id = g.project
LEFT JOIN v_people_household h ON h.street = g.street AND h.id = g.household
LEFT JOIN fund_receipt r ON r.street = g.street AND r.pledge = g.id
WHERE g.street = :street AND (CAST(:project AS int64) IS NULL OR g.project = :project)
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = g.street AND r.home = :home
	AND r.person = :actor AND r.place = p.place
	AND r.role IN ('cadre', 'cashier', 'officer', 'auditor'))
AND (CAST(:state AS TEXT) IS NULL OR g.state = :state)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = g.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY CASE g.state WHEN 'promised' THEN 0 ELSE 1 END, g.id LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: pledge_sums of look shows
SELECT count(*) AS pledge_count,
	CAST(coalesce(sum(CASE WHEN g.state = 'promised' THEN g.amount_fen ELSE 0 END), 0) AS int64)
		AS promised_fen,
	CAST(coalesce(sum(CASE WHEN g.state = 'received' THEN g.amount_fen ELSE 0 END), 0) AS int64)
		AS received_fen
FROM fund_pledge g
JOIN v_choose_project p ON p.street = g.street AND p.id = g.project
WHERE g.street = :street AND (CAST(:project AS int64) IS NULL OR g.project = :project)
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = g.street AND r.home = :home
	AND r.person = :actor AND r.place = p.place
	AND r.role IN ('cadre', 'cashier', 'officer', 'auditor'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = g.street AND w.inner_place = p.place AND w.outer_place = :place))
