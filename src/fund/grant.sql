-- SPDX-License-Identifier: MulanPSL-2.0

-- name: grant_approved of grant_pay gate
SELECT CASE WHEN is_approved = 0 OR state NOT IN ('approved', 'working', 'accepted')
	THEN 'not_approved' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: grant_read of grant_pay gives grant_facts
SELECT p.title, p.fund_fen AS agreed_fen,
	(SELECT CAST(coalesce(sum(g.amount_fen), 0) AS int64) FROM fund_grant g
		WHERE g.street = p.street AND g.project = p.id) AS paid_fen
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: grant_insert of grant_pay
INSERT INTO fund_grant (street, id, project, amount_fen, paper, paid_day, entry, made_ms)
VALUES (:street, :id, :project, :amount, :paper, :paid, :entry, :now)
