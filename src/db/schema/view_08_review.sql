-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of notices: whether one ran its time, and whether somebody still
-- waits for an answer.

CREATE VIEW v_review_notice AS
SELECT n.street, n.id, n.place, n.project, n.plan, n.ballot, n.settlement, n.kind, n.n, n.title,
	n.from_ms, n.until_ms,
	n.state,
	(SELECT count(*) FROM review_objection o
		WHERE o.street = n.street AND o.notice = n.id) AS objections,
	(SELECT count(*) FROM review_objection o WHERE o.street = n.street AND o.notice = n.id
		AND o.state = 'open') AS unanswered
FROM review_notice n;

CREATE VIEW v_ref_review_notice AS
SELECT street, id, place, title AS label FROM review_notice WHERE state <> 'recalled';

CREATE VIEW v_ref_review_objection AS
SELECT o.street, o.id, n.place, n.title || ' ' || o.id AS label
FROM review_objection o
JOIN review_notice n ON n.street = o.street AND n.id = o.notice;

CREATE VIEW v_due_review AS
SELECT street, 'review.notice.end' AS action, 'notice:' || id || ':' || until_ms AS key,
	until_ms AS due_ms, 'notice' AS field, id
FROM review_notice
WHERE state = 'running';

CREATE VIEW v_review_objection AS
SELECT o.street, o.id, o.notice, n.place, n.project, n.title, o.person, o.state, o.made_ms,
	o.answered_ms
FROM review_objection o
JOIN review_notice n ON n.street = o.street AND n.id = o.notice;
