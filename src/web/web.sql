-- SPDX-License-Identifier: MulanPSL-2.0
-- What the face itself asks: who may sign in, and whose page it is.

-- name: login_find of web_login gives maybe web_login_found
SELECT street AS home, person, password, name FROM v_people_login WHERE login = :login

-- name: cast_list of none gives list web_cast
SELECT r.person AS person, p.name AS name, r.role AS role
FROM v_people_role r
JOIN v_people_person p ON p.street = r.home AND p.id = r.person
WHERE r.street = :street AND r.home = :street AND p.is_here = 1
AND (r.role <> 'resident' OR r.person IN (
	SELECT q.id FROM v_people_person q
	WHERE q.street = :street AND q.household IS NOT NULL AND q.is_here = 1
	ORDER BY q.is_named DESC, (
		SELECT count(*) FROM v_voice_topic t
		WHERE t.street = q.street AND t.person = q.id) + (
		SELECT count(*) FROM v_care_custody c
		WHERE c.street = q.street AND c.person = q.id) DESC, q.id LIMIT 8))
GROUP BY r.person, p.name, r.role
ORDER BY r.person, r.role LIMIT 80

-- name: person_here of web_person gives maybe ref
SELECT id FROM v_people_person WHERE street = :street AND id = :person AND is_here = 1

-- name: redeemed_find of web_act gives maybe ref
SELECT person AS id FROM v_people_redeemed WHERE street = :street AND act = :act

-- name: desk_label of web_person gives maybe str
SELECT label FROM v_people_desk WHERE street = :street AND person = :person AND by_person = :by

-- name: own_name of web_person gives maybe str
SELECT name FROM v_people_person WHERE street = :home AND id = :person

-- name: own_place of web_person gives maybe ref
SELECT place AS id FROM v_people_person WHERE street = :home AND id = :person

-- name: own_desk of web_person gives maybe ref
SELECT id FROM v_people_desk WHERE street = :street AND person = :person AND by_person = :by

-- name: place_name of web_place gives maybe str
SELECT name FROM v_place_unit WHERE street = :street AND id = :place

-- name: street_show of none shows
SELECT slug, name, telephone, hours, is_demo FROM v_place_street WHERE street = :street

-- name: roles_list of none gives list web_role
SELECT role FROM v_people_role WHERE street = :street AND home = :home AND person = :actor
GROUP BY role ORDER BY role

-- name: boxes_list of none gives list web_box
SELECT title, box_key, first, second FROM v_choose_box WHERE street = :street ORDER BY id
