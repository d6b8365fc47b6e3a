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
	approver_home, approver, cashier_home, cashier, reason, made_ms, sent_ms, approved_ms,
	paid_ms, entry)
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

-- name: claim_list of look lists
SELECT c.id, c.title, p.title AS project_title, p.number AS project_number, c.amount_fen, c.state,
	(SELECT count(*) FROM fund_bill b WHERE b.street = c.street AND b.claim = c.id
		AND b.ended_ms IS NULL) AS bills,
	c.made_ms, c.sent_ms, c.paid_ms
FROM fund_claim c
JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
WHERE c.street = :street AND c.state <> 'withdrawn'
AND (CAST(:state AS TEXT) IS NULL OR c.state = :state)
AND (CAST(:project AS int64) IS NULL OR c.project = :project)
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = c.street AND r.home = :home
	AND r.person = :actor AND r.place = p.place
	AND r.role IN ('handler', 'approver', 'cashier', 'cadre', 'officer',
		'auditor'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = c.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY CASE c.state WHEN 'returned' THEN 0 WHEN 'draft' THEN 1 WHEN 'sent' THEN 2
	WHEN 'approved' THEN 3 ELSE 4 END, c.id DESC LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- Approved projects: where a claim may begin.
-- name: claim_projects of look lists
SELECT p.id, p.title, p.number FROM v_choose_project p
WHERE p.street = :street AND p.is_approved = 1 AND p.state IN ('approved', 'working', 'accepted')
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = p.street AND r.home = :home
	AND r.person = :actor AND r.role = 'handler' AND r.place = p.place)
ORDER BY p.number

-- The claim, its hands, and what the project has.
-- name: claim_show of look shows
SELECT c.id, c.title, c.state, c.amount_fen, c.reason, c.project AS project_ref,
	p.title AS project_title, p.number AS project_number, t.name || u.name AS place_name,
	c.made_ms, c.sent_ms, c.approved_ms, c.paid_ms, h.name AS handler, a.name AS approver,
	k.name AS cashier, e.n AS entry_n, e.booked_day AS paid_day,
	CAST(coalesce(f.left_fen, 0) AS int64) AS left_fen,
	(SELECT CAST(coalesce(sum(x.amount_fen), 0) AS int64) FROM fund_claim x
		WHERE x.street = c.street AND x.project = c.project AND x.state = 'approved'
		AND x.id <> c.id) AS unpaid_fen,
	CASE WHEN c.handler = :by AND c.handler_home = :home THEN 1 ELSE 0 END AS is_mine,
	CASE WHEN c.approver = :by AND c.approver_home = :home THEN 1 ELSE 0 END
		AS is_approved_by_me,
	CASE WHEN c.state IN ('draft', 'returned') THEN 1 ELSE 0 END AS is_open,
	CASE WHEN c.state = 'returned' THEN 1 ELSE 0 END AS is_returned,
	CASE WHEN c.state = 'sent' THEN 1 ELSE 0 END AS is_sent,
	CASE WHEN c.state = 'approved' THEN 1 ELSE 0 END AS is_approved,
	CASE WHEN c.state = 'paid' THEN 1 ELSE 0 END AS is_paid,
	CASE WHEN c.state = 'withdrawn' THEN 1 ELSE 0 END AS is_withdrawn
FROM fund_claim c
JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
JOIN v_place_street t ON t.street = c.street
LEFT JOIN v_people_person h ON h.street = c.handler_home AND h.id = c.handler
LEFT JOIN v_people_person a ON a.street = c.approver_home AND a.id = c.approver
LEFT JOIN v_people_person k ON k.street = c.cashier_home AND k.id = c.cashier
LEFT JOIN fund_entry e ON e.street = c.street AND e.id = c.entry
LEFT JOIN v_fund_project f ON f.street = c.street AND f.project = c.project
WHERE c.street = :street AND c.id = :id

-- name: claim_bills of look lists
SELECT b.id, l.name AS line, b.line AS line_ref, b.source, b.kind, b.code, b.number, b.amount_fen,
	b.tax_fen, CASE WHEN b.tax_fen IS NOT NULL THEN b.amount_fen - b.tax_fen END AS net_fen,
	b.issued_day, b.seller, b.seller_code, b.buyer, b.items, b.purpose, b.file AS file_ref,
	f.media, b.is_original,
	CASE WHEN substr(f.media, 1, 6) = 'image/' THEN 1 ELSE 0 END AS is_picture
FROM fund_bill b
JOIN v_choose_line l ON l.street = b.street AND l.id = b.line
LEFT JOIN v_place_file f ON f.street = b.street AND f.id = b.file
WHERE b.street = :street AND b.claim = :id AND b.ended_ms IS NULL ORDER BY b.id

-- What the rules said when the bill was added; the wording is that version's.
-- name: claim_hits of look nests
SELECT h.bill, h.rule, h.version, h.verdict, h.article, h.found, r.wording, r.from_day
FROM fund_bill b
JOIN fund_hit h ON h.street = b.street AND h.bill = b.id
LEFT JOIN v_place_rule r ON r.street = h.street AND r.rule = h.rule AND r.version = h.version
WHERE b.street = :street AND b.claim = :id AND b.ended_ms IS NULL AND h.verdict <> 'pass'
ORDER BY b.id, CASE h.verdict WHEN 'block' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, h.n

-- name: claim_passes of look nests
SELECT h.bill, h.rule
FROM fund_bill b
JOIN fund_hit h ON h.street = b.street AND h.bill = b.id
WHERE b.street = :street AND b.claim = :id AND b.ended_ms IS NULL AND h.verdict = 'pass'
ORDER BY b.id, h.n

-- Where a bill may be booked: each line and source of the plan in force, with what is left of it.
-- name: claim_lines of look lists
SELECT a.line AS id, a.name AS line, a.source, a.amount_fen AS budget_fen,
	CAST(a.amount_fen - coalesce((SELECT sum(x.balance_fen) FROM fund_account x
		WHERE x.street = a.street AND x.project = a.project AND x.kind = 'expense'
		AND x.line = a.line AND x.source = a.source), 0)
		- coalesce((SELECT sum(b.amount_fen) FROM fund_bill b
		JOIN fund_claim k ON k.street = b.street AND k.id = b.claim
		WHERE b.street = a.street AND k.project = a.project AND b.line = a.line
		AND b.source = a.source AND b.ended_ms IS NULL
		AND k.state IN ('draft', 'sent', 'approved', 'returned')), 0) AS int64) AS room_fen
FROM fund_claim c
JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
JOIN v_choose_amount a ON a.street = p.street AND a.plan = p.plan
WHERE c.street = :street AND c.id = :id
ORDER BY a.n, CASE a.source WHEN 'fund' THEN 1 WHEN 'resident' THEN 2 WHEN 'partner' THEN 3
	ELSE 4 END
