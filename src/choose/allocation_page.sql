-- SPDX-License-Identifier: MulanPSL-2.0

-- name: allocation_page_card of look shows
SELECT a.id, a.ballot AS ballot_ref, b.title AS ballot_title, u.name AS place_name,
	b.season AS season_ref, s.name AS season_name, a.rule, a.complete, a.utility,
	a.ties, a.inputs, a.votes,
	a.budget_fen, a.spent_fen, a.budget_fen - a.spent_fen AS left_fen,
	a.spent_fen * 10000 / a.budget_fen AS spent_bp,
	10000 - a.spent_fen * 10000 / a.budget_fen AS left_bp,
	CASE WHEN a.votes > 0 THEN a.budget_fen / a.votes ELSE 0 END AS even_fen, a.share, a.steps,
	a.certificate_hash, a.is_checked, a.is_fair, coalesce(a.called_fen, 0) AS called_fen,
	b.households, b.envelopes, b.papers, b.spoilt, b.missing,
	b.envelopes + b.papers AS turned_in, b.closed_ms, a.made_ms,
	CASE WHEN b.pledge_fen IS NULL THEN 0 ELSE 1 END AS has_offers,
	(SELECT count(*) FROM choose_outcome o WHERE o.street = a.street AND o.allocation = a.id
		AND o.is_won = 1) AS won,
	(SELECT count(*) FROM choose_outcome o WHERE o.street = a.street AND o.allocation = a.id
		AND o.is_won = 0) AS lost,
	CASE WHEN a.votes >= 50 THEN 1 ELSE 0 END AS has_ballots
FROM choose_allocation a
JOIN choose_ballot b ON b.street = a.street AND b.id = a.ballot
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_season s ON s.street = b.street AND s.id = b.season
WHERE a.street = :street AND a.id = :id

-- name: allocation_page_outcomes of look lists
SELECT o.n, c.n AS number, o.project AS project_ref, coalesce(c.title, p.title) AS title,
	o.cost_fen, o.support,
	CASE WHEN a.votes > 0 THEN o.support * 10000 / a.votes ELSE 0 END AS support_bp,
	o.left_fen, o.is_won, o.reason, o.more,
	CASE WHEN o.cost_fen > o.left_fen THEN o.cost_fen - o.left_fen ELSE 0 END AS lacks_fen,
	o.cost_fen - coalesce(o.called_fen, 0) AS net_fen, coalesce(o.called_fen, 0) AS called_fen,
	(a.budget_fen - o.left_fen) * 10000 / a.budget_fen AS from_bp,
	(o.cost_fen - coalesce(o.called_fen, 0)) * 10000 / a.budget_fen AS cost_bp,
	CASE WHEN o.cost_fen > a.budget_fen THEN 1 ELSE 0 END AS is_dear,
	o.rho, o.payment, o.paying_full, o.paying_rest, o.had,
	CASE WHEN o.bar = 'rival' AND (c.variant_of = o.because OR x.variant_of = o.project)
		AND x.cost_fen > c.cost_fen THEN 'size'
		WHEN o.bar IS NULL AND o.reason = 'barred' THEN 'floor' ELSE o.bar END AS bar,
	coalesce(x.title, r.title) AS because_title,
	coalesce(c.least, 1) AS least, c.category, o.more_checked, o.approvals, o.approvals_checked,
	o.cheaper_fen, o.cost_fen - o.cheaper_fen AS less_fen, o.cheaper_checked_fen
FROM choose_outcome o
JOIN choose_allocation a ON a.street = o.street AND a.id = o.allocation
JOIN choose_candidate c ON c.street = o.street AND c.ballot = a.ballot AND c.project = o.project
JOIN choose_project p ON p.street = o.street AND p.id = o.project
LEFT JOIN choose_project r ON r.street = o.street AND r.id = o.because
LEFT JOIN choose_candidate x ON x.street = o.street AND x.ballot = a.ballot
	AND x.project = o.because
WHERE o.street = :street AND o.allocation = :id ORDER BY o.n

-- name: allocation_page_notices of look lists
SELECT n.id, n.title, n.from_ms, n.until_ms, n.state,
	CASE WHEN n.state = 'running' THEN 1 ELSE 0 END AS is_running
FROM v_review_notice n
JOIN choose_allocation a ON a.street = n.street AND a.ballot = n.ballot
WHERE n.street = :street AND a.id = :id AND n.state <> 'recalled' ORDER BY n.id

-- name: allocation_page_of of look gives allocation_page_ballot
SELECT ballot, certificate, inputs FROM choose_allocation WHERE street = :street AND id = :id
