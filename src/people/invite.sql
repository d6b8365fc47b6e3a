-- SPDX-License-Identifier: MulanPSL-2.0

-- Households of the place that nobody has signed in from yet (all of them when asked again).
-- name: invite_places of invite_make gives list invite_row
SELECT h.id AS household, CAST(0 AS int64) AS person, h.place, h.label
FROM v_people_household h
JOIN v_place_within w ON w.street = h.street AND w.inner_place = h.place
WHERE h.street = :street AND w.outer_place = :place
AND (CAST(:again AS int64) = 1 OR NOT EXISTS (SELECT 1 FROM people_invite i
	WHERE i.street = h.street AND i.household = h.id AND i.used_ms IS NOT NULL))
ORDER BY h.place, h.door, h.id

-- name: invite_household of invite_one gives maybe invite_row
SELECT id AS household, CAST(0 AS int64) AS person, place, label FROM v_people_household
WHERE street = :street AND id = :household

-- name: invite_person of invite_staff gives maybe invite_row
SELECT CAST(0 AS int64) AS household, id AS person, place, name AS label FROM people_person
WHERE street = :street AND id = :person AND ended_ms IS NULL

-- name: invite_call_back of invite_new any
UPDATE people_invite SET ended_ms = :now
WHERE street = :street AND ended_ms IS NULL
AND ((household IS NOT NULL AND household = :household)
	OR (person IS NOT NULL AND person = :person))

-- name: invite_insert of invite_new
INSERT INTO people_invite (street, id, batch, place, household, person, code_hash, made_ms,
	until_ms,
	used_ms, used_act, ended_ms)
VALUES (:street, :new, :id, :place, :household, :person, :hash, :now, :until, NULL, NULL, NULL)

-- name: invite_find of invite_redeem gives maybe invite_found
SELECT i.id AS invite, i.household, i.person, i.place, i.until_ms,
	CASE WHEN i.used_ms IS NOT NULL THEN 1 ELSE 0 END AS is_used,
	CASE WHEN i.ended_ms IS NOT NULL THEN 1 ELSE 0 END AS is_ended
FROM people_invite i
WHERE i.street = :street AND i.code_hash = :hash

-- name: invite_same_person of invite_guest gives maybe ref
SELECT id FROM people_person
WHERE street = :street AND household = :household AND name = :name AND ended_ms IS NULL

-- name: invite_person_insert of invite_guest
INSERT INTO people_person (street, id, place, household, partner, name, phone, title, is_owner,
	is_named, made_ms, ended_ms)
VALUES (:street, :id, :place, :household, NULL, :name, :phone, NULL, 0, 0, :now, NULL)

-- name: invite_used of invite_mark
UPDATE people_invite SET used_ms = :now, used_act = :id, ended_ms = :now, person = :person
WHERE street = :street AND id = :invite AND ended_ms IS NULL

-- name: invite_end of invite_only
UPDATE people_invite SET ended_ms = :now
WHERE street = :street AND id = :invite AND ended_ms IS NULL

-- name: invite_list of look lists
SELECT i.id, coalesce(h.label, p.name) AS door, i.made_ms, i.until_ms, i.used_ms,
	CASE WHEN i.used_ms IS NOT NULL THEN 'used' WHEN i.ended_ms IS NOT NULL THEN 'called_back'
		WHEN i.until_ms <= :now THEN 'expired' ELSE 'open' END AS state,
	CASE WHEN i.used_ms IS NULL AND i.ended_ms IS NULL AND i.until_ms > :now THEN 1 ELSE 0 END
		AS is_open
FROM people_invite i
LEFT JOIN v_people_household h ON h.street = i.street AND h.id = i.household
LEFT JOIN people_person p ON p.street = i.street AND p.id = i.person AND i.household IS NULL
WHERE i.street = :street
AND EXISTS (SELECT 1 FROM v_people_reach k
	WHERE k.street = i.street AND k.place = i.place AND k.home = :home AND k.person = :actor
	AND k.role IN ('cadre', 'officer'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = i.street AND w.inner_place = i.place AND w.outer_place = :place))
ORDER BY i.id DESC LIMIT 200 OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1
	THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- The neighbourhood, as the slip's head names it; the street for its own staff.
-- name: invite_place_name of invite_where gives str
SELECT coalesce((SELECT n.name FROM v_place_neighbourhood n WHERE n.street = t.street
	AND n.place = :place),
	t.name) AS name
FROM v_place_street t WHERE t.street = :street
