-- SPDX-License-Identifier: MulanPSL-2.0

-- name: partner_twin of partner_add gives maybe int
SELECT id FROM people_partner
WHERE street = :street AND place = :place AND name = :name AND ended_ms IS NULL

-- name: partner_insert of partner_add
INSERT INTO people_partner (street, id, place, name, kind, credit_code, contact, phone, made_ms,
	ended_ms)
VALUES (:street, :id, :place, :name, :kind, :credit_code, :contact, :phone, :now, NULL)

-- name: partner_update of partner_mend
UPDATE people_partner SET contact = :contact, phone = :phone WHERE street = :street
	AND id = :partner

-- name: partner_close of partner_only
UPDATE people_partner SET ended_ms = :now
WHERE street = :street AND id = :partner AND ended_ms IS NULL

-- name: partner_list of look lists
SELECT p.id, p.name, p.kind, u.name AS place
FROM people_partner p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
WHERE p.street = :street AND p.ended_ms IS NULL
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY p.id DESC LIMIT 200

-- name: partner_card of look shows
SELECT p.id, p.name, p.kind, u.name AS place, p.made_ms,
	CASE WHEN p.ended_ms IS NULL THEN 1 ELSE 0 END AS is_here
FROM people_partner p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
WHERE p.street = :street AND p.id = :id

-- name: partner_contact of look shows
SELECT credit_code, contact, phone FROM people_partner WHERE street = :street AND id = :id
