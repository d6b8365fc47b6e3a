-- SPDX-License-Identifier: MulanPSL-2.0

-- name: street_find of door_slug gives maybe ref
SELECT street AS id FROM v_place_street WHERE slug = :slug

-- name: streets_list of none gives list door_street_row
SELECT street AS id, slug FROM v_place_street ORDER BY street

-- name: streets_show of none lists
SELECT slug, name FROM v_place_street ORDER BY street

-- name: once_find of door_once_row gives maybe door_once_found
SELECT ask, id, leaf FROM door_once
WHERE street = :street AND home = :home AND actor = :actor AND key = :key

-- name: once_insert of door_once_row
INSERT INTO door_once (street, home, actor, key, ask, id, leaf, made_ms)
VALUES (:street, :home, :actor, :key, :ask, :act_id, :leaf, :now)

-- name: once_forget of door_age any
DELETE FROM door_once WHERE street = :street AND made_ms < :before

-- A role holds in its place and in all within it; a resident's also in every place around the
-- building.
-- name: roles_list of door_place gives list door_role
SELECT r.role AS role FROM v_people_role r
WHERE r.street = :street AND r.home = :who_home AND r.person = :who
AND (CAST(:place AS int64) IS NULL
	OR EXISTS (SELECT 1 FROM v_place_within w
		WHERE w.street = r.street AND w.outer_place = r.place AND w.inner_place = :place)
	OR (r.role = 'resident' AND EXISTS (SELECT 1 FROM v_place_within w
		WHERE w.street = r.street AND w.inner_place = r.place AND w.outer_place = :place)))

-- name: outbox_insert of door_letter
INSERT INTO door_outbox (street, id, kind, recipient, body, made_ms, sent_ms)
VALUES (:street, :new, :kind, :recipient, :body, :now, NULL)

-- name: due_list of none gives list door_due
SELECT action, key, field, id, due_ms FROM v_due
WHERE street = :street AND due_ms <= :now ORDER BY due_ms, key LIMIT 100

-- name: session_find of door_token gives maybe door_session_row
SELECT home, person, for_person, for_until_ms, seen_ms, until_ms FROM door_session
WHERE street = :street AND token = :token

-- name: session_insert of door_session_new
INSERT INTO door_session (street, token, home, person, for_person, for_until_ms,
	made_ms, seen_ms, until_ms)
VALUES (:street, :token, :of_home, :person, 0, 0, :now, :now, :until)

-- name: session_seen of door_token any
UPDATE door_session SET seen_ms = :now WHERE street = :street AND token = :token

-- name: session_for of door_session_desk
UPDATE door_session SET for_person = :for_person, for_until_ms = :for_until
WHERE street = :street AND token = :token

-- name: session_drop of door_token any
DELETE FROM door_session WHERE street = :street AND token = :token

-- name: session_drop_all of door_whose any
DELETE FROM door_session WHERE street = :street AND home = :of_home AND person = :person

-- name: session_forget of door_age any
DELETE FROM door_session WHERE street = :street AND until_ms < :before

-- name: throttle_find of door_throttle_row gives maybe door_throttle_found
SELECT tries, since_ms FROM door_throttle WHERE street = :street AND what = :what

-- name: throttle_put of door_throttle_row
INSERT INTO door_throttle (street, what, tries, since_ms) VALUES (:street, :what, :tries, :since)
ON CONFLICT (street, what) DO UPDATE SET tries = excluded.tries, since_ms = excluded.since_ms

-- name: throttle_drop of door_throttle_row any
DELETE FROM door_throttle WHERE street = :street AND what = :what

-- name: person_name of door_place gives maybe str
SELECT name FROM v_people_person WHERE street = :who_home AND id = :who

-- name: street_show of none shows
SELECT slug, name, telephone, hours, is_demo FROM v_place_street WHERE street = :street
