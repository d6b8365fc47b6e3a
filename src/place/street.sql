-- SPDX-License-Identifier: MulanPSL-2.0

-- name: street_new of street_setup gate
SELECT 'set_up_already' AS reason FROM place_street WHERE street = :street

-- name: street_insert of street_setup
INSERT INTO place_street (street, root, slug, name, short_name, telephone, hours, letterhead,
	account_title, profile, is_demo, made_ms)
VALUES (:street, :id, :slug, :name, :short_name, :telephone, :hours, :letterhead,
	:account_title, :profile, :demo, :now)

-- name: street_root of street_setup
INSERT INTO place_unit (street, id, parent, kind, name, code, made_ms, ended_ms)
VALUES (:street, :id, NULL, 'street', :name, NULL, :now, NULL)

-- name: street_within of street_setup
INSERT INTO place_within (street, inner_place, outer_place) VALUES (:street, :id, :id)

-- name: street_update of street_set
UPDATE place_street SET telephone = :telephone, hours = :hours, letterhead = :letterhead,
	account_title = :account_title
WHERE street = :street

-- name: street_card of look shows
SELECT root AS root_ref, name, short_name, slug, telephone, hours, letterhead, account_title,
	profile, made_ms
FROM place_street WHERE street = :street
