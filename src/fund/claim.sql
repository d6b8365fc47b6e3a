-- SPDX-License-Identifier: MulanPSL-2.0

-- name: claim_project of claim_draft gate
SELECT CASE WHEN is_approved = 0 OR state NOT IN ('approved', 'working', 'accepted')
	THEN 'not_approved' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: claim_unsent of claim_which gate
SELECT CASE WHEN state NOT IN ('draft', 'returned') THEN 'is_sent' END AS reason
FROM fund_claim WHERE street = :street AND id = :claim

-- name: claim_waiting of claim_which gate
SELECT CASE WHEN state <> 'sent' THEN 'not_sent' END AS reason
FROM fund_claim WHERE street = :street AND id = :claim

-- name: claim_returnable of claim_return gate
SELECT CASE WHEN state NOT IN ('sent', 'approved') THEN 'not_sent' END AS reason
FROM fund_claim WHERE street = :street AND id = :claim

-- name: claim_is_approved of claim_pay gate
SELECT CASE WHEN state <> 'approved' THEN 'not_approved' END AS reason
FROM fund_claim WHERE street = :street AND id = :claim

-- name: claim_insert of claim_draft
INSERT INTO fund_claim (street, id, project, title, amount_fen, state, handler_home, handler,
	approver_home, approver, cashier_home, cashier, reason, made_ms, sent_ms, approved_ms, paid_ms,
	entry)
VALUES (:street, :id, :project, :title, 0, 'draft', :home, :by, NULL, NULL, NULL, NULL, NULL, :now,
	NULL, NULL, NULL, NULL)

-- name: claim_read of claim_which gives claim_found
SELECT c.project, c.title, c.amount_fen,
	(SELECT count(*) FROM fund_bill b WHERE b.street = c.street AND b.claim = c.id
		AND b.ended_ms IS NULL) AS bills,
	(SELECT count(*) FROM fund_hit h JOIN fund_bill b ON b.street = h.street AND b.id = h.bill
		WHERE b.street = c.street AND b.claim = c.id AND b.ended_ms IS NULL
		AND h.verdict = 'block') AS blocks,
	CASE WHEN c.handler = :by AND c.handler_home = :home THEN 1 ELSE 0 END AS is_handler,
	CASE WHEN c.approver = :by AND c.approver_home = :home THEN 1 ELSE 0 END AS is_approver
FROM fund_claim c WHERE c.street = :street AND c.id = :claim

-- name: claim_sent of claim_which
UPDATE fund_claim SET state = 'sent', sent_ms = :now, reason = NULL
WHERE street = :street AND id = :claim

-- name: claim_approved of claim_which
UPDATE fund_claim SET state = 'approved', approver_home = :home, approver = :by, approved_ms = :now
WHERE street = :street AND id = :claim

-- name: claim_returned of claim_return
UPDATE fund_claim SET state = 'returned', reason = :reason, approver_home = NULL, approver = NULL,
	approved_ms = NULL
WHERE street = :street AND id = :claim

-- name: claim_vouchers_free of claim_which any
DELETE FROM fund_voucher_taken WHERE street = :street AND bill IN (
	SELECT b.id FROM fund_bill b WHERE b.street = :street AND b.claim = :claim)

-- name: claim_withdrawn of claim_which
UPDATE fund_claim SET state = 'withdrawn' WHERE street = :street AND id = :claim

-- Each line and source of the claim, with what the plan in force gives it and what it has spent.
-- name: claim_shares of claim_which gives list claim_share
SELECT b.line, b.source, CAST(sum(b.amount_fen) AS int64) AS amount_fen,
	CAST(coalesce((SELECT sum(a.amount_fen) FROM v_choose_amount a
		JOIN v_choose_project p ON p.street = a.street AND p.plan = a.plan
		WHERE a.street = c.street AND p.id = c.project AND a.line = b.line
		AND a.source = b.source), 0) AS int64) AS budget_fen,
	CAST(coalesce((SELECT sum(x.balance_fen) FROM fund_account x
		WHERE x.street = c.street AND x.project = c.project AND x.kind = 'expense'
		AND x.line = b.line AND x.source = b.source), 0) AS int64) AS spent_fen
FROM fund_claim c
JOIN fund_bill b ON b.street = c.street AND b.claim = c.id AND b.ended_ms IS NULL
WHERE c.street = :street AND c.id = :claim
GROUP BY c.street, c.project, b.line, b.source
ORDER BY b.line, b.source

-- name: claim_paid of claim_pay
UPDATE fund_claim SET state = 'paid', cashier_home = :home, cashier = :by, paid_ms = :now,
	entry = :entry
WHERE street = :street AND id = :claim
