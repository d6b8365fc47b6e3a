-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of people. label is what a public list shows: the full name of who
-- holds a public office or agreed to be named, otherwise the first character and a star.

CREATE VIEW v_people_household AS
SELECT h.street, h.id, h.place, h.door, h.area_dm2, h.made_ms,
	u.name || ' ' || h.door AS label,
	u.name || ' ***' AS public_label
FROM people_household h
JOIN place_unit u ON u.street = h.street AND u.id = h.place
WHERE h.ended_ms IS NULL;

CREATE VIEW v_people_person AS
SELECT p.street, p.id, p.place, p.household, p.partner, p.name, p.phone, p.title, p.is_owner,
	p.is_named,
	CASE WHEN p.is_named = 1 OR p.title IS NOT NULL THEN p.name
		ELSE substr(p.name, 1, 1) || '*' END AS label,
	CASE WHEN p.ended_ms IS NULL THEN 1 ELSE 0 END AS is_here
FROM people_person p;

-- Rights. role in force in place; a resident's place is the building of the household.
CREATE VIEW v_people_role AS
SELECT r.street, r.home, r.person, r.role, r.place, r.id
FROM people_role r
WHERE r.ended_ms IS NULL
UNION ALL
SELECT p.street, p.street AS home, p.id AS person, 'resident' AS role, h.place,
	CAST(0 AS int64) AS id
FROM people_person p
JOIN people_household h ON h.street = p.street AND h.id = p.household
WHERE p.ended_ms IS NULL AND h.ended_ms IS NULL;

-- Rights spread out: the places where a role counts. A role holds in its place and all that lies
-- within it; a resident belongs to the building and to everything it lies within. The door asks
-- this view, nobody else decides.
CREATE VIEW v_people_reach AS
SELECT r.street, r.home, r.person, r.role, w.inner_place AS place
FROM people_role r
JOIN place_within w ON w.street = r.street AND w.outer_place = r.place
WHERE r.ended_ms IS NULL
UNION ALL
SELECT p.street, p.street AS home, p.id AS person, 'resident' AS role, w.outer_place AS place
FROM people_person p
JOIN people_household h ON h.street = p.street AND h.id = p.household
JOIN place_within w ON w.street = h.street AND w.inner_place = h.place
WHERE p.ended_ms IS NULL AND h.ended_ms IS NULL;

CREATE VIEW v_people_partner AS
SELECT street, id, place, name, kind, credit_code,
	CASE WHEN ended_ms IS NULL THEN 1 ELSE 0 END AS is_here
FROM people_partner;

-- Sign-in: the password's hash by login, over all streets.
CREATE VIEW v_people_login AS
SELECT l.login, l.street, l.person, l.password, p.name
FROM people_login l
JOIN people_person p ON p.street = l.street AND p.id = l.person
WHERE p.ended_ms IS NULL;

-- Who was signed in by the act that redeemed an invitation.
CREATE VIEW v_people_redeemed AS
SELECT street, used_act AS act, person
FROM people_invite
WHERE used_act IS NOT NULL;

-- A desk that is open: whose affair, by whom, until when.
CREATE VIEW v_people_desk AS
SELECT d.street, d.id, d.place, d.person, d.by_home, d.by_person, d.until_ms,
	substr(p.name, 1, 1) || '***' AS label
FROM people_desk d
JOIN people_person p ON p.street = d.street AND p.id = d.person
WHERE d.ended_ms IS NULL;

-- Households and residents of a place, at any depth: the named denominators.
CREATE VIEW v_people_count AS
SELECT w.street, w.outer_place AS place, count(*) AS households,
	CAST(coalesce(sum((SELECT count(*) FROM people_person p WHERE p.street = h.street
		AND p.household = h.id AND p.ended_ms IS NULL)), 0) AS int64) AS persons
FROM place_within w
JOIN people_household h ON h.street = w.street AND h.place = w.inner_place AND h.ended_ms IS NULL
GROUP BY w.street, w.outer_place;

CREATE VIEW v_ref_people_household AS
SELECT street, id, place, label FROM v_people_household;

CREATE VIEW v_ref_people_person AS
SELECT p.street, p.id, p.place,
	CASE WHEN h.id IS NULL THEN p.name ELSE p.label || ' ' || h.label END AS label
FROM v_people_person p
LEFT JOIN v_people_household h ON h.street = p.street AND h.id = p.household
WHERE p.is_here = 1;

CREATE VIEW v_ref_people_role AS
SELECT r.street, r.id, r.place, coalesce(p.name, '') || ' ' || r.role AS label
FROM people_role r
LEFT JOIN people_person p ON p.street = r.home AND p.id = r.person
WHERE r.ended_ms IS NULL;

CREATE VIEW v_ref_people_invite AS
SELECT i.street, i.id, i.place, coalesce(h.label, p.name, '') AS label
FROM people_invite i
LEFT JOIN v_people_household h ON h.street = i.street AND h.id = i.household
LEFT JOIN people_person p ON p.street = i.street AND p.id = i.person
WHERE i.ended_ms IS NULL;

CREATE VIEW v_ref_people_desk AS
SELECT street, id, place, label FROM v_people_desk;

CREATE VIEW v_ref_people_partner AS
SELECT street, id, place, name AS label FROM people_partner WHERE ended_ms IS NULL;

-- A term ends when its last day is over (16:00 UTC is midnight in Shanghai).
CREATE VIEW v_due_people AS
SELECT street, 'people.role.lapse' AS action, 'term:' || id AS key,
	(until_day + 1) * 86400000 - 28800000 AS due_ms, 'role' AS field, id
FROM people_role
WHERE ended_ms IS NULL AND until_day IS NOT NULL
UNION ALL
SELECT street, 'people.desk.lapse' AS action, 'desk:' || id AS key, until_ms AS due_ms,
	'desk' AS field, id
FROM people_desk
WHERE ended_ms IS NULL;
