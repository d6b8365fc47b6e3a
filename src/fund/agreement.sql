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
