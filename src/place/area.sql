-- SPDX-License-Identifier: MulanPSL-2.0

-- name: area_put of area_line
INSERT INTO place_area (code, level, kind, name, parent) VALUES (:code, :level, :kind, :name,
	:parent)
ON CONFLICT (code) DO UPDATE SET level = excluded.level, kind = excluded.kind, name = excluded.name,
	parent = excluded.parent

-- Children of the area whose code is asked for; districts when none is.
-- name: area_rows of look lists
SELECT code, level, kind, name, parent FROM place_area
WHERE (CAST(:q AS TEXT) IS NULL AND level = 3) OR parent = :q OR code = :q
ORDER BY code LIMIT 1000
