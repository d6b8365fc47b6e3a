-- SPDX-License-Identifier: MulanPSL-2.0

-- name: allocation_countable of allocation_count gate
SELECT CASE state WHEN 'closed' THEN NULL WHEN 'counted' THEN 'counted' ELSE 'not_closed' END
	AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: allocation_ballot of allocation_count gives allocation_ballot
SELECT box_key, state FROM choose_ballot
WHERE street = :street AND id = :ballot

-- name: allocation_insert of allocation_row
INSERT INTO choose_allocation (street, id, ballot, rule, inputs, votes, budget_fen, spent_fen,
	made_ms, complete, utility, ties, share, steps, certificate, certificate_hash, is_checked,
	is_fair, called_fen)
VALUES (:street, :id, :ballot, :rule, :inputs, :votes, :budget, :spent, :now, :complete, :utility,
	:ties, :share, :steps, :certificate, :certificate_hash, :is_checked, :is_fair, :called)

-- name: allocation_outcome_insert of allocation_outcome
INSERT INTO choose_outcome (street, allocation, project, n, support, cost_fen, left_fen, is_won,
	reason, more, rho, payment, paying_full, paying_rest, had, bar, because, more_checked,
	approvals, approvals_checked, cheaper_fen, cheaper_checked_fen, called_fen)
VALUES (:street, :id, :project, :n, :support, :cost, :left, :is_won, :reason,
	CASE WHEN :more > 0 THEN :more END, :rho, :payment,
	CASE WHEN :has_round = 1 THEN CAST(:paying_full AS int64) END,
	CASE WHEN :has_round = 1 THEN CAST(:paying_rest AS int64) END, :had, :bar, :because,
	CASE WHEN :more_checked > 0 THEN :more_checked END,
	CASE WHEN :approvals > 0 THEN :approvals END,
	CASE WHEN :approvals_checked > 0 THEN :approvals_checked END,
	CASE WHEN :cheaper > 0 THEN :cheaper END,
	CASE WHEN :cheaper_checked > 0 THEN :cheaper_checked END,
	CASE WHEN :called > 0 THEN :called END)

-- name: allocation_counted of allocation_count
UPDATE choose_ballot SET state = 'counted' WHERE street = :street AND id = :ballot

-- name: allocation_offers of allocation_count gives list allocation_offer
SELECT o.project, o.household, o.called_fen,
	(SELECT CAST(sum(x.called_fen) AS int64) FROM choose_offer x WHERE x.street = o.street
		AND x.ballot = o.ballot AND x.project = o.project) AS sum_fen,
	b.pledge_fen AS most_fen, b.meeting
FROM choose_offer o
JOIN choose_ballot b ON b.street = o.street AND b.id = o.ballot
WHERE o.street = :street AND o.ballot = :ballot AND o.called_fen > 0
ORDER BY o.project, o.household
