-- SPDX-License-Identifier: MulanPSL-2.0

-- name: quote_project of quote_add gate
SELECT CASE WHEN state IN ('settled', 'closed', 'refused', 'withdrawn') THEN 'project_over' END
	AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: quote_removable of quote_which gate
SELECT CASE WHEN is_chosen = 1 THEN 'is_chosen' END AS reason
FROM fund_quote WHERE street = :street AND id = :quote

-- name: quote_line_fits of quote_add gives int
SELECT count(*) AS n FROM v_choose_line
WHERE street = :street AND id = :line AND project = :project

-- name: quote_insert of quote_add
INSERT INTO fund_quote (street, id, project, line, seller, seller_code, phone, amount_fen, file,
	is_chosen, reason, made_ms)
VALUES (:street, :id, :project, :line, :seller, :seller_code, :phone, :amount, :file, 0, NULL,
	:now)

-- The offers for the same line: how many, the least, how many share a number with another.
-- name: quote_read of quote_choose gives quote_facts
SELECT q.project, q.line, q.amount_fen,
	(SELECT min(x.amount_fen) FROM fund_quote x WHERE x.street = q.street
		AND x.project = q.project AND x.line = q.line) AS least_fen,
	(SELECT count(*) FROM fund_quote x WHERE x.street = q.street
		AND x.project = q.project AND x.line = q.line) AS count,
	(SELECT count(*) FROM fund_quote x JOIN fund_quote y ON y.street = x.street
		AND y.project = x.project AND y.line = x.line AND y.id <> x.id
		AND (y.phone = x.phone OR y.seller_code = x.seller_code)
		WHERE x.street = q.street AND x.project = q.project AND x.line = q.line) AS tied
FROM fund_quote q WHERE q.street = :street AND q.id = :quote

-- name: quote_unchoose of quote_row any
UPDATE fund_quote SET is_chosen = 0, reason = NULL
WHERE street = :street AND project = :project AND line = :line AND is_chosen = 1

-- name: quote_chosen of quote_row
UPDATE fund_quote SET is_chosen = 1, reason = :reason WHERE street = :street AND id = :quote

-- name: quote_remove of quote_which
DELETE FROM fund_quote WHERE street = :street AND id = :quote

-- name: quote_list of look lists
SELECT q.id, p.title AS project_title, q.line AS line_ref, l.name AS line, q.seller, q.seller_code,
	q.amount_fen, q.file AS file_ref, q.is_chosen, q.reason, q.made_ms
FROM fund_quote q
JOIN v_choose_project p ON p.street = q.street AND p.id = q.project
JOIN v_choose_line l ON l.street = q.street AND l.id = q.line
WHERE q.street = :street AND (CAST(:project AS int64) IS NULL OR q.project = :project)
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = q.street AND r.home = :home
	AND r.person = :actor AND r.place = p.place
	AND r.role IN ('handler', 'approver', 'cashier', 'cadre', 'officer',
		'auditor'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = q.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY q.project DESC, l.n, q.amount_fen, q.id LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: quote_lines of look lists
SELECT l.id, l.project AS project_ref, l.name FROM v_choose_line l
JOIN v_choose_project p ON p.street = l.street AND p.id = l.project
WHERE l.street = :street AND l.project = :project
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = l.street AND r.home = :home
	AND r.person = :actor AND r.place = p.place
	AND r.role IN ('handler', 'cadre'))
ORDER BY l.n
