-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of things that stay.

CREATE VIEW v_care_asset AS
SELECT a.street, a.id, a.project, a.place, a.name, a.spot, a.pieces, a.value_fen, a.every_months,
	a.next_day, a.state,
	c.id AS custody, c.accepted_ms
FROM care_asset a
LEFT JOIN care_custody c ON c.street = a.street AND c.asset = a.id AND c.ended_ms IS NULL;

CREATE VIEW v_ref_care_asset AS
SELECT street, id, place, name AS label FROM care_asset WHERE state <> 'gone';

CREATE VIEW v_ref_care_custody AS
SELECT c.street, c.id, a.place, a.name AS label
FROM care_custody c
JOIN care_asset a ON a.street = c.street AND a.id = c.asset
WHERE c.ended_ms IS NULL;

CREATE VIEW v_ref_care_check AS
SELECT c.street, c.id, a.place, a.name AS label
FROM care_check c
JOIN care_asset a ON a.street = c.street AND a.id = c.asset;

CREATE VIEW v_due_care AS
SELECT a.street, 'care.check.open' AS action, 'check:' || a.id || ':' || a.next_day AS key,
	a.next_day * 86400000 - 28800000 AS due_ms, 'asset' AS field, a.id
FROM care_asset a
WHERE a.state = 'kept'
UNION ALL
SELECT c.street, 'care.check.miss' AS action, 'miss:' || c.id AS key,
	(c.last_day + 1) * 86400000 - 28800000 AS due_ms, 'check' AS field, c.id
FROM care_check c
WHERE c.state = 'due';

CREATE VIEW v_care_check AS
SELECT k.street, k.id, k.asset, a.place, a.project, a.name, k.due_day, k.last_day, k.state,
	c.person, c.partner
FROM care_check k
JOIN care_asset a ON a.street = k.street AND a.id = k.asset
LEFT JOIN care_custody c ON c.street = a.street AND c.asset = a.id AND c.ended_ms IS NULL;

CREATE VIEW v_care_custody AS
SELECT c.street, c.id, c.asset, a.place, a.project, a.name, a.state, c.person, c.partner,
	c.accepted_ms
FROM care_custody c
JOIN care_asset a ON a.street = c.street AND a.id = c.asset
WHERE c.ended_ms IS NULL;
