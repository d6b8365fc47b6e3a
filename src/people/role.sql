-- SPDX-License-Identifier: MulanPSL-2.0

-- name: role_profile of none gives str
SELECT profile FROM v_place_street WHERE street = :street

-- name: role_rules of none gives list policy_change
SELECT rule, version, from_day, severity, params, words, wording, source FROM v_place_rule
WHERE street = :street AND rule = 'A03' ORDER BY id

-- name: role_where of role_grant gives role_where
SELECT CASE WHEN u.parent IS NULL THEN 1 ELSE 0 END AS is_root,
	CASE WHEN p.ended_ms IS NULL THEN 1 ELSE 0 END AS is_here,
	CASE WHEN EXISTS (SELECT 1 FROM people_role r WHERE r.street = u.street
	AND r.home = u.street
		AND r.person = p.id AND r.role = :role AND r.place = u.id AND r.ended_ms IS NULL)
		THEN 1 ELSE 0 END AS is_held
FROM v_place_unit u
JOIN people_person p ON p.street = u.street AND p.id = :person
WHERE u.street = :street AND u.id = :place

-- Roles of this person in places that overlap with the one asked for.
-- name: role_held_near of role_grant gives list role_held
SELECT r.role FROM people_role r
WHERE r.street = :street AND r.home = :street AND r.person = :person AND r.ended_ms IS NULL
AND EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = r.street
	AND ((w.inner_place = :place AND w.outer_place = r.place)
		OR (w.inner_place = r.place AND w.outer_place = :place)))

-- name: role_insert of role_grant
INSERT INTO people_role (street, id, home, person, role, place, until_day, made_ms, ended_ms,
	end_reason)
VALUES (:street, :id, :street, :person, :role, :place, :until, :now, NULL, NULL)

-- name: role_may_end of role_revoke gate
SELECT CASE WHEN r.role = 'officer' AND NOT EXISTS (SELECT 1 FROM people_role o
	WHERE o.street = r.street AND o.role = 'officer' AND o.id <> r.id AND o.ended_ms IS NULL)
	THEN 'last_officer' END AS reason
FROM people_role r WHERE r.street = :street AND r.id = :role

-- name: role_end of role_revoke
UPDATE people_role SET ended_ms = :now, end_reason = :reason
WHERE street = :street AND id = :role AND ended_ms IS NULL

-- name: role_end_of_term of role_lapse
UPDATE people_role SET ended_ms = :now, end_reason = 'term'
WHERE street = :street AND id = :role AND ended_ms IS NULL

-- name: role_list of look lists
SELECT r.id, p.name, p.title, r.role, u.name AS place, r.until_day, r.made_ms
FROM people_role r
JOIN v_place_unit u ON u.street = r.street AND u.id = r.place
LEFT JOIN people_person p ON p.street = r.home AND p.id = r.person
WHERE r.street = :street AND r.ended_ms IS NULL
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = r.street AND w.inner_place = r.place AND w.outer_place = :place))
ORDER BY u.id, r.role, r.id LIMIT 1000
