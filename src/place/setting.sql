-- SPDX-License-Identifier: MulanPSL-2.0

-- name: setting_put of setting_set
INSERT INTO place_setting (street, place, name, number, made_ms)
VALUES (:street, :place, :name, :number, :now)
ON CONFLICT (street, place, name) DO UPDATE SET number = excluded.number, made_ms = excluded.made_ms

-- name: setting_list of look lists
SELECT u.name AS place, s.name, s.number, s.made_ms
FROM place_setting s
JOIN place_unit u ON u.street = s.street AND u.id = s.place
WHERE s.street = :street AND (CAST(:place AS int64) IS NULL OR s.place = :place)
ORDER BY s.place, s.name
