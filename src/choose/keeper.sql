-- SPDX-License-Identifier: MulanPSL-2.0

-- name: keeper_open of keeper_hand gate
SELECT CASE WHEN state <> 'open' THEN 'box_opened' END AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: keeper_box_read of keeper_hand gives maybe keeper_box
SELECT b.box_key, b.title, u.name AS place_name, b.until_ms
FROM choose_ballot b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
WHERE b.street = :street AND b.id = :ballot AND b.state = 'open'

-- name: keeper_row_read of keeper_hand gives maybe keeper_row
SELECT id AS keeper FROM choose_keeper WHERE street = :street AND ballot = :ballot

-- name: keeper_insert of keeper_hand
INSERT INTO choose_keeper (street, id, ballot, first, second, handed_ms)
VALUES (:street, :id, :ballot, :first, :second, :now)

-- name: keeper_update of keeper_hand
UPDATE choose_keeper SET first = :first, second = :second, handed_ms = :now
WHERE street = :street AND id = :row
