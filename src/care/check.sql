-- SPDX-License-Identifier: MulanPSL-2.0

-- name: check_asset_kept of check_open gate
SELECT CASE WHEN state <> 'kept' THEN 'not_kept' END AS reason
FROM care_asset WHERE street = :street AND id = :asset

-- name: check_is_due of check_do gate
SELECT CASE WHEN state <> 'due' THEN 'not_due' END AS reason
FROM care_check WHERE street = :street AND id = :check

-- name: check_still_due of check_which gate
SELECT CASE WHEN state <> 'due' THEN 'not_due' END AS reason
FROM care_check WHERE street = :street AND id = :check

-- name: check_asset_read of check_open gives check_asset
SELECT next_day, every_months FROM care_asset WHERE street = :street AND id = :asset

-- name: check_insert of check_due
INSERT INTO care_check (street, id, asset, due_day, last_day, finding, words, file, person, state,
	made_ms, done_ms)
VALUES (:street, :id, :asset, :due, :last, NULL, NULL, NULL, NULL, 'due', :now, NULL)

-- name: check_asset_next of check_due
UPDATE care_asset SET next_day = :next WHERE street = :street AND id = :asset

-- Who keeps it, and who works for the place, may look after it.
-- name: check_read of check_do gives check_found
SELECT a.project,
	CASE WHEN c.person = :actor THEN 1
		WHEN c.partner IS NOT NULL AND EXISTS (SELECT 1 FROM v_people_person p
			WHERE p.street = :home AND p.id = :actor AND p.partner = c.partner) THEN 1
		WHEN EXISTS (SELECT 1 FROM v_people_role r
			JOIN v_place_within w ON w.street = r.street AND w.outer_place = r.place
			WHERE r.street = :street AND r.home = :home AND r.person = :actor
			AND r.role = 'cadre' AND w.inner_place = a.place) THEN 1
		ELSE 0 END AS is_mine
FROM care_check k
JOIN care_asset a ON a.street = k.street AND a.id = k.asset
LEFT JOIN care_custody c ON c.street = a.street AND c.asset = a.id AND c.ended_ms IS NULL
WHERE k.street = :street AND k.id = :check

-- name: check_done of check_do
UPDATE care_check SET finding = :finding, words = :words, person = :actor, state = 'done',
	done_ms = :now
WHERE street = :street AND id = :check

-- name: check_missed of check_which
UPDATE care_check SET state = 'missed' WHERE street = :street AND id = :check
