-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of money.

-- Income and expense of a project by source. income_fen is positive here.
CREATE VIEW v_fund_source AS
SELECT street, project, source,
	CAST(sum(CASE WHEN kind = 'income' THEN -balance_fen ELSE 0 END) AS int64) AS income_fen,
	CAST(sum(CASE WHEN kind = 'expense' THEN balance_fen ELSE 0 END) AS int64) AS spent_fen,
	CAST(sum(-balance_fen) AS int64) AS left_fen
FROM fund_account
WHERE kind <> 'bank'
GROUP BY street, project, source;

CREATE VIEW v_fund_project AS
SELECT street, project,
	CAST(sum(income_fen) AS int64) AS income_fen,
	CAST(sum(spent_fen) AS int64) AS spent_fen,
	CAST(sum(left_fen) AS int64) AS left_fen,
	CAST(sum(CASE WHEN source = 'fund' THEN income_fen ELSE 0 END) AS int64) AS fund_fen,
	CAST(sum(CASE WHEN source <> 'fund' THEN income_fen ELSE 0 END) AS int64) AS others_fen
FROM v_fund_source
GROUP BY street, project;

-- Spent by budget line.
CREATE VIEW v_fund_line AS
SELECT street, project, line, CAST(sum(balance_fen) AS int64) AS spent_fen
FROM fund_account
WHERE kind = 'expense'
GROUP BY street, project, line;

-- In a claim, not yet paid: by line.
CREATE VIEW v_fund_pending AS
SELECT c.street, c.project, b.line, b.source, CAST(sum(b.amount_fen) AS int64) AS pending_fen
FROM fund_claim c
JOIN fund_bill b ON b.street = c.street AND b.claim = c.id AND b.ended_ms IS NULL
WHERE c.state IN ('sent', 'approved')
GROUP BY c.street, c.project, b.line, b.source;

CREATE VIEW v_fund_drive AS
SELECT d.street, d.id, d.project, d.meeting, d.goal_fen, d.each_fen, d.most_fen, d.from_ms,
	d.until_ms, d.state,
	(SELECT count(*) FROM fund_pledge p WHERE p.street = d.street AND p.drive = d.id
		AND p.state IN ('promised', 'received')) AS households,
	(SELECT CAST(coalesce(sum(p.amount_fen), 0) AS int64) FROM fund_pledge p
		WHERE p.street = d.street
		AND p.drive = d.id AND p.state = 'promised') AS promised_fen,
	(SELECT CAST(coalesce(sum(p.amount_fen), 0) AS int64) FROM fund_pledge p
		WHERE p.street = d.street
		AND p.drive = d.id AND p.state = 'received') AS received_fen
FROM fund_drive d;

CREATE VIEW v_fund_agreement AS
SELECT street, id, project, partner, kind, source, what, amount_fen, from_day, until_day, state,
	signed_ms, file
FROM fund_agreement;

-- Claims on their way: a project cannot be settled while there is one.
CREATE VIEW v_fund_claim AS
SELECT street, id, project, title, amount_fen, state, made_ms, sent_ms, approved_ms, paid_ms
FROM fund_claim;

CREATE VIEW v_fund_settlement AS
SELECT street, id, project, plan, income_fen, spent_fen, left_fen, state, made_ms, closed_ms
FROM fund_settlement;

-- Entries with what each brought to the project or took from it; a reversal shows both negative.
CREATE VIEW v_fund_entry AS
SELECT e.street, e.id, e.project, e.n, e.kind, e.title, e.booked_day, e.subject, e.reverses,
	e.made_ms,
	CAST(coalesce((SELECT sum(-p.amount_fen) FROM fund_posting p
		JOIN fund_account a ON a.street = p.street AND a.id = p.account
		WHERE p.street = e.street AND p.entry = e.id AND a.kind = 'income'), 0) AS int64)
		AS income_fen,
	CAST(coalesce((SELECT sum(p.amount_fen) FROM fund_posting p
		JOIN fund_account a ON a.street = p.street AND a.id = p.account
		WHERE p.street = e.street AND p.entry = e.id AND a.kind = 'expense'), 0) AS int64)
		AS spent_fen
FROM fund_entry e;

CREATE VIEW v_ref_fund_drive AS
SELECT d.street, d.id, p.place, p.title AS label
FROM fund_drive d
JOIN choose_project p ON p.street = d.street AND p.id = d.project;

CREATE VIEW v_ref_fund_pledge AS
SELECT g.street, g.id, p.place, p.title || ' ' || h.label AS label
FROM fund_pledge g
JOIN choose_project p ON p.street = g.street AND p.id = g.project
JOIN v_people_household h ON h.street = g.street AND h.id = g.household;

CREATE VIEW v_ref_fund_agreement AS
SELECT a.street, a.id, p.place, p.title || ' ' || n.name AS label
FROM fund_agreement a
JOIN choose_project p ON p.street = a.street AND p.id = a.project
JOIN people_partner n ON n.street = a.street AND n.id = a.partner;

CREATE VIEW v_ref_fund_receipt AS
SELECT r.street, r.id, p.place, p.title || ' ' || r.number AS label
FROM fund_receipt r
JOIN choose_project p ON p.street = r.street AND p.id = r.project;

CREATE VIEW v_ref_fund_quote AS
SELECT q.street, q.id, p.place, q.seller AS label
FROM fund_quote q
JOIN choose_project p ON p.street = q.street AND p.id = q.project;

CREATE VIEW v_ref_fund_claim AS
SELECT c.street, c.id, p.place, c.title AS label
FROM fund_claim c
JOIN choose_project p ON p.street = c.street AND p.id = c.project;

CREATE VIEW v_ref_fund_bill AS
SELECT b.street, b.id, p.place, b.seller || ' ' || b.number AS label
FROM fund_bill b
JOIN fund_claim c ON c.street = b.street AND c.id = b.claim
JOIN choose_project p ON p.street = c.street AND p.id = c.project;

CREATE VIEW v_ref_fund_entry AS
SELECT e.street, e.id, p.place, e.n || ' ' || e.title AS label
FROM fund_entry e
JOIN choose_project p ON p.street = e.street AND p.id = e.project;

CREATE VIEW v_ref_fund_settlement AS
SELECT s.street, s.id, p.place, p.title AS label
FROM fund_settlement s
JOIN choose_project p ON p.street = s.street AND p.id = s.project
WHERE s.state <> 'replaced';

CREATE VIEW v_due_fund AS
SELECT street, 'fund.drive.close' AS action, 'drive:' || id || ':' || until_ms AS key,
	until_ms AS due_ms, 'drive' AS field, id
FROM fund_drive
WHERE state = 'open';

-- Promises of a household and what became of them; whose they are is for the household itself.
CREATE VIEW v_fund_pledge AS
SELECT street, id, project, drive, household, amount_fen, state, made_ms FROM fund_pledge;

CREATE VIEW v_fund_receipt AS
SELECT street, id, number, project, pledge, agreement, amount_fen, came_day, made_ms
FROM fund_receipt;
