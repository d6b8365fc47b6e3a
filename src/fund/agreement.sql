-- SPDX-License-Identifier: MulanPSL-2.0

-- name: agreement_project of agreement_offer gate
SELECT CASE WHEN state IN ('closed', 'refused', 'withdrawn') THEN 'project_over' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: agreement_offered of agreement_sign gate
SELECT CASE WHEN state <> 'offered' THEN 'not_offered' END AS reason
FROM fund_agreement WHERE street = :street AND id = :agreement

-- name: agreement_is_signed of agreement_receive gate
SELECT CASE WHEN state <> 'signed' THEN 'not_signed' END AS reason
FROM fund_agreement WHERE street = :street AND id = :agreement

-- name: agreement_endable of agreement_which gate
SELECT CASE WHEN state NOT IN ('offered', 'signed') THEN 'too_late' END AS reason
FROM fund_agreement WHERE street = :street AND id = :agreement

-- name: agreement_insert of agreement_offer
INSERT INTO fund_agreement (street, id, project, partner, kind, source, what, amount_fen, from_day,
	until_day, file, state, made_ms, signed_ms)
VALUES (:street, :id, :project, :partner, :kind, :source, :what, :amount, :from, :until, NULL,
	'offered', :now, NULL)

-- name: agreement_signed of agreement_sign
UPDATE fund_agreement SET state = 'signed', file = :file, signed_ms = :now
WHERE street = :street AND id = :agreement

-- name: agreement_read of agreement_receive gives agreement_found
SELECT a.project, a.kind, a.source, a.amount_fen, n.name AS title
FROM fund_agreement a
JOIN v_people_partner n ON n.street = a.street AND n.id = a.partner
WHERE a.street = :street AND a.id = :agreement

-- name: agreement_receipt_next of none gives int
SELECT coalesce(max(number), 0) + 1 AS number FROM fund_receipt WHERE street = :street

-- name: agreement_receipt_insert of agreement_receive
INSERT INTO fund_receipt (street, id, number, project, pledge, agreement, amount_fen, way, came_day,
	entry, by_home, by_person, made_ms)
VALUES (:street, :receipt, :number, :project, NULL, :agreement, :amount, 'transfer', :came, :entry,
	:home, :by, :now)

-- name: agreement_received of agreement_receive
UPDATE fund_agreement SET state = 'received' WHERE street = :street AND id = :agreement

-- name: agreement_ended of agreement_which
UPDATE fund_agreement SET state = 'ended' WHERE street = :street AND id = :agreement

-- name: agreement_list of look lists
SELECT a.id, n.name AS partner, p.title AS project_title, a.kind, a.what, a.amount_fen, a.source,
	a.from_day, a.until_day, a.state,
	CASE WHEN a.state IN ('signed', 'received', 'returned') THEN 1 ELSE 0 END AS is_signed
FROM fund_agreement a
JOIN v_people_partner n ON n.street = a.street AND n.id = a.partner
JOIN v_choose_project p ON p.street = a.street AND p.id = a.project
WHERE a.street = :street AND a.state <> 'ended'
AND (CAST(:project AS int64) IS NULL OR a.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = a.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY a.id DESC LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- The agreement and, where it is money that came, its receipt.
-- name: agreement_show of look shows
SELECT a.id, n.name AS partner, n.name AS giver, a.project AS project_ref, p.title AS project_title,
	p.number AS project_number, a.kind, a.source, a.what, a.amount_fen, a.from_day, a.until_day,
	a.state, a.made_ms, a.signed_ms, a.file AS file_ref, r.number AS receipt, r.came_day, r.way,
	c.label AS by_name, t.letterhead AS issuer,
	CASE WHEN a.kind = 'money' THEN 1 ELSE 0 END AS is_money,
	CASE WHEN EXISTS (SELECT 1 FROM v_people_person m WHERE m.street = a.street
		AND m.partner = a.partner AND m.street = :home AND m.id = :actor)
		THEN 1 ELSE 0 END AS is_givers,
	CASE WHEN a.state = 'offered' THEN 1 ELSE 0 END AS is_offered,
	CASE WHEN a.state = 'signed' THEN 1 ELSE 0 END AS is_waiting,
	CASE WHEN a.state = 'received' THEN 1 ELSE 0 END AS is_received,
	CASE WHEN a.state = 'ended' THEN 1 ELSE 0 END AS is_ended,
	CASE WHEN r.number IS NULL THEN 0 ELSE 1 END AS has_receipt
FROM fund_agreement a
JOIN v_people_partner n ON n.street = a.street AND n.id = a.partner
JOIN v_choose_project p ON p.street = a.street AND p.id = a.project
JOIN v_place_street t ON t.street = a.street
LEFT JOIN fund_receipt r ON r.street = a.street AND r.agreement = a.id
LEFT JOIN v_people_person c ON c.street = r.by_home AND c.id = r.by_person
WHERE a.street = :street AND a.id = :id
