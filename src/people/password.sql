-- SPDX-License-Identifier: MulanPSL-2.0

-- A password is set at home, and by the person: not at the desk for somebody.
-- name: password_home of password_set gate
SELECT CASE WHEN CAST(:home AS int64) <> CAST(:street AS int64) THEN 'not_home'
	WHEN CAST(:by AS int64) <> CAST(:actor AS int64) THEN 'not_at_the_desk' END AS reason

-- name: password_of of password_set gives maybe password_known
SELECT l.login, l.password, CASE WHEN EXISTS (SELECT 1 FROM people_invite i
	WHERE i.street = l.street AND i.person = l.person
	AND i.used_ms > CAST(:now AS int64) - 1800000) THEN 1 ELSE 0 END AS is_fresh
FROM people_login l WHERE l.street = :street AND l.person = :actor

-- name: password_login of password_set gives maybe int
SELECT person FROM people_login
WHERE login = :login AND NOT (street = :street AND person = :actor)

-- name: password_drop of password_set any
DELETE FROM people_login WHERE street = :street AND person = :actor

-- name: password_put of password_set
INSERT INTO people_login (login, street, person, password, made_ms)
VALUES (:login, :street, :actor, :hash, :now)
