-- SPDX-License-Identifier: MulanPSL-2.0

-- name: bill_claim_open of bill_add gate
SELECT CASE WHEN state NOT IN ('draft', 'returned') THEN 'is_sent' END AS reason
FROM fund_claim WHERE street = :street AND id = :claim

-- name: bill_open of bill_remove gate
SELECT CASE WHEN b.ended_ms IS NOT NULL THEN 'is_out'
	WHEN c.state NOT IN ('draft', 'returned') THEN 'is_sent' END AS reason
FROM fund_bill b JOIN fund_claim c ON c.street = b.street AND c.id = b.claim
WHERE b.street = :street AND b.id = :bill

-- name: bill_read of bill_add gives bill_facts
SELECT l.class, t.account_title,
	CAST(coalesce((SELECT sum(a.amount_fen) FROM v_choose_amount a
		WHERE a.street = p.street AND a.plan = p.plan AND a.line = l.id), 0) AS int64)
		AS line_budget_fen,
	CAST(coalesce((SELECT sum(x.balance_fen) FROM fund_account x
		WHERE x.street = p.street AND x.project = p.id AND x.kind = 'expense'
		AND x.line = l.id), 0) + coalesce((SELECT sum(b.amount_fen) FROM fund_bill b
		JOIN fund_claim k ON k.street = b.street AND k.id = b.claim
		WHERE b.street = p.street AND k.project = p.id AND b.line = l.id
		AND b.ended_ms IS NULL
		AND k.state IN ('draft', 'sent', 'approved', 'returned')), 0) AS int64)
		AS line_used_fen,
	CAST(coalesce((SELECT sum(b.amount_fen) FROM fund_bill b
		WHERE b.street = p.street AND b.seller = :seller AND b.ended_ms IS NULL
		AND b.issued_day > CAST(:issued AS int64) - 90), 0) AS int64) AS near_same_fen,
	p.starts_day, p.ends_day,
	CASE WHEN l.project = c.project THEN 1 ELSE 0 END AS is_of_project
FROM fund_claim c
JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
JOIN v_choose_line l ON l.street = c.street AND l.id = :line
JOIN v_place_street t ON t.street = c.street
WHERE c.street = :street AND c.id = :claim

-- name: bill_quotes of bill_add gives list bill_quote
SELECT q.seller, coalesce(q.seller_code, '') AS code, coalesce(q.phone, '') AS phone
FROM fund_quote q
JOIN fund_claim c ON c.street = q.street AND c.project = q.project
WHERE q.street = :street AND c.id = :claim AND q.line = :line ORDER BY q.id

-- Over all streets: a voucher belongs to nobody's street.
-- name: bill_taken of bill_add gives int
SELECT count(*) AS n FROM fund_voucher_taken
WHERE kind = :kind AND code = coalesce(CAST(:code AS TEXT), '') AND number = :number

-- name: bill_voucher_take of bill_add
INSERT INTO fund_voucher_taken (kind, code, number, street, bill)
VALUES (:kind, coalesce(CAST(:code AS TEXT), ''), :number, :street, :id)

-- name: bill_insert of bill_add
INSERT INTO fund_bill (street, id, claim, line, source, kind, code, number, amount_fen, tax_fen,
	issued_day, seller, seller_code, buyer, items, purpose, file, is_original, made_ms,
	ended_ms)
VALUES (:street, :id, :claim, :line, :source, :kind, coalesce(CAST(:code AS TEXT), ''), :number,
	:amount, nullif(:tax, 0), :issued, :seller, :seller_code, :buyer, :items, :purpose, :file,
	:is_original, :now, NULL)

-- name: bill_hit_insert of bill_hit
INSERT INTO fund_hit (street, bill, n, rule, version, verdict, article, found)
VALUES (:street, :id, :n, :rule, :version, :verdict, :article, :found)

-- name: bill_claim_sum of bill_add
UPDATE fund_claim SET amount_fen = (SELECT CAST(coalesce(sum(b.amount_fen), 0) AS int64)
	FROM fund_bill b WHERE b.street = fund_claim.street AND b.claim = fund_claim.id
	AND b.ended_ms IS NULL)
WHERE street = :street AND id = :claim

-- name: bill_voucher_free of bill_remove
DELETE FROM fund_voucher_taken WHERE street = :street AND bill = :bill

-- name: bill_end of bill_remove
UPDATE fund_bill SET ended_ms = :now WHERE street = :street AND id = :bill

-- name: bill_claim_sum_without of bill_remove
UPDATE fund_claim SET amount_fen = (SELECT CAST(coalesce(sum(b.amount_fen), 0) AS int64)
	FROM fund_bill b WHERE b.street = fund_claim.street AND b.claim = fund_claim.id
	AND b.ended_ms IS NULL)
WHERE street = :street AND id = (SELECT b.claim FROM fund_bill b
	WHERE b.street = :street AND b.id = :bill)
