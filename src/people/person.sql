-- SPDX-License-Identifier: MulanPSL-2.0

-- name: person_twin of person_add gives maybe int
SELECT id FROM people_person
WHERE street = :street AND household = :household AND name = :name AND ended_ms IS NULL

-- name: person_insert of person_add
INSERT INTO people_person (street, id, place, household, partner, name, phone, title, is_owner,
	is_named, made_ms, ended_ms)
SELECT h.street, CAST(:id AS int64), h.place, h.id, NULL, CAST(:name AS TEXT), CAST(:phone AS TEXT),
	NULL, CAST(:is_owner AS int64), 0, CAST(:now AS int64), NULL
FROM people_household h WHERE h.street = :street AND h.id = :household

-- name: person_enlist of person_enlist
INSERT INTO people_person (street, id, place, household, partner, name, phone, title, is_owner,
	is_named, made_ms, ended_ms)
VALUES (:street, :id, :place, NULL, :partner, :name, :phone, :title, 0, 0, :now, NULL)

-- name: person_first of person_first
INSERT INTO people_person (street, id, place, household, partner, name, phone, title, is_owner,
	is_named, made_ms, ended_ms)
VALUES (:street, :number, :place, NULL, NULL, :name, NULL, :title, 0, 0, :now, NULL)

-- name: person_first_role of person_first
INSERT INTO people_role (street, id, home, person, role, place, until_day, made_ms, ended_ms,
	end_reason)
VALUES (:street, :id, :street, :number, 'officer', :place, NULL, :now, NULL, NULL)

-- name: person_login of person_login
INSERT INTO people_login (login, street, person, password, made_ms)
VALUES (:login, :street, :number, :hash, :now)

-- name: person_here of person_mend gate
SELECT 'has_left' AS reason FROM people_person
WHERE street = :street AND id = :person AND ended_ms IS NOT NULL

-- name: person_update of person_mend
UPDATE people_person SET name = :name, phone = :phone WHERE street = :street AND id = :person

-- name: person_may_leave of person_only gate
SELECT CASE WHEN p.ended_ms IS NOT NULL THEN 'has_left'
	WHEN EXISTS (SELECT 1 FROM people_role r WHERE r.street = p.street AND r.home = p.street
		AND r.person = p.id AND r.role = 'officer' AND r.ended_ms IS NULL)
	AND NOT EXISTS (SELECT 1 FROM people_role o WHERE o.street = p.street AND o.role = 'officer'
		AND o.person <> p.id AND o.ended_ms IS NULL) THEN 'last_officer' END AS reason
FROM people_person p WHERE p.street = :street AND p.id = :person

-- name: person_end_roles of person_only any
UPDATE people_role SET ended_ms = :now, end_reason = 'left'
WHERE street = :street AND home = :street AND person = :person AND ended_ms IS NULL

-- name: person_end_login of person_only any
DELETE FROM people_login WHERE street = :street AND person = :person

-- name: person_end of person_only
UPDATE people_person SET ended_ms = :now WHERE street = :street AND id = :person

-- name: person_name_openly of person_consent
UPDATE people_person SET is_named = :is_named
WHERE street = :street AND id = :actor AND CAST(:home AS int64) = street AND ended_ms IS NULL

-- Only whom the reader keeps: those of the places the reader's role is over.
-- name: person_list of look lists
SELECT p.id, p.name, p.title, u.name AS place, h.door, p.phone, p.is_owner
FROM people_person p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
LEFT JOIN people_household h ON h.street = p.street AND h.id = p.household
WHERE p.street = :street AND p.ended_ms IS NULL
AND EXISTS (SELECT 1 FROM v_people_reach k
	WHERE k.street = p.street AND k.place = p.place AND k.home = :home AND k.person = :actor
	AND k.role IN ('cadre', 'officer'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place))
AND (CAST(:q AS TEXT) IS NULL OR p.name = :q OR p.phone = :q)
ORDER BY p.id DESC LIMIT 200 OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1
	THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: person_card of look shows
SELECT p.id, p.name, p.title, p.phone, u.name AS place, h.door, n.name AS partner, p.is_owner,
	p.is_named, p.made_ms, p.ended_ms
FROM people_person p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
LEFT JOIN people_household h ON h.street = p.street AND h.id = p.household
LEFT JOIN people_partner n ON n.street = p.street AND n.id = p.partner
WHERE p.street = :street AND p.id = :id

-- name: person_roles of look lists
SELECT r.id, r.role, u.name AS place, r.until_day
FROM people_role r
JOIN v_place_unit u ON u.street = r.street AND u.id = r.place
WHERE r.street = :street AND r.home = :street AND r.person = :id AND r.ended_ms IS NULL
ORDER BY r.id

-- name: person_mine of look shows
SELECT p.id, p.name, p.title, p.phone, u.name AS place, h.door, n.name AS partner, p.is_owner,
	p.is_named, p.made_ms
FROM people_person p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
LEFT JOIN people_household h ON h.street = p.street AND h.id = p.household
LEFT JOIN people_partner n ON n.street = p.street AND n.id = p.partner
WHERE p.street = :home AND p.id = :actor

-- name: person_my_roles of look lists
SELECT r.id, r.role, u.name AS place, r.until_day
FROM people_role r
JOIN v_place_unit u ON u.street = r.street AND u.id = r.place
WHERE r.street = :street AND r.home = :home AND r.person = :actor AND r.ended_ms IS NULL
ORDER BY r.id
