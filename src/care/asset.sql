-- SPDX-License-Identifier: MulanPSL-2.0

-- name: asset_project of asset_hand_over gate
SELECT CASE WHEN state NOT IN ('accepted', 'settled', 'closed') THEN 'not_accepted' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: asset_ownerless of asset_offer gate
SELECT CASE WHEN state <> 'orphan' THEN 'has_keeper' END AS reason
FROM care_asset WHERE street = :street AND id = :asset

-- name: asset_waiting of asset_which gate
SELECT CASE WHEN state <> 'offered' THEN 'not_offered' END AS reason
FROM care_asset WHERE street = :street AND id = :asset

-- name: asset_in_care of asset_resign gate
SELECT CASE WHEN state NOT IN ('kept', 'offered') THEN 'not_kept' END AS reason
FROM care_asset WHERE street = :street AND id = :asset

-- name: asset_insert of asset_hand_over
INSERT INTO care_asset (street, id, project, place, name, spot, pieces, value_fen, every_months,
	next_day, state, made_ms)
SELECT CAST(:street AS int64), CAST(:id AS int64), p.id, p.place, CAST(:name AS TEXT),
	CAST(:spot AS TEXT), CAST(:pieces AS int64), CAST(:value AS int64),
	CAST(:every_months AS int64), NULL, 'offered', CAST(:now AS int64)
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: asset_custody_insert of asset_custody
INSERT INTO care_custody (street, id, asset, person, partner, made_ms, accepted_ms, ended_ms, reason)
VALUES (:street, :custody, :asset, :person, :partner, :now, NULL, NULL, NULL)

-- Who is asked to keep it: the person itself, or who speaks for the partner.
-- name: asset_read of asset_which gives asset_found
SELECT a.place, a.project, a.name, a.every_months, c.id AS custody,
	CASE WHEN c.person = :actor THEN 1
		WHEN c.partner IS NOT NULL AND EXISTS (SELECT 1 FROM v_people_person p
			WHERE p.street = :home AND p.id = :actor AND p.partner = c.partner) THEN 1
		ELSE 0 END AS is_mine
FROM care_asset a
LEFT JOIN care_custody c ON c.street = a.street AND c.asset = a.id AND c.ended_ms IS NULL
WHERE a.street = :street AND a.id = :asset

-- name: asset_custody_accept of asset_which
UPDATE care_custody SET accepted_ms = :now
WHERE street = :street AND asset = :asset AND ended_ms IS NULL

-- name: asset_kept of asset_next
UPDATE care_asset SET state = 'kept', next_day = :next WHERE street = :street AND id = :asset

-- name: asset_offered of asset_which
UPDATE care_asset SET state = 'offered' WHERE street = :street AND id = :asset

-- name: asset_custody_end of asset_resign
UPDATE care_custody SET ended_ms = :now, reason = :reason
WHERE street = :street AND asset = :asset AND ended_ms IS NULL

-- name: asset_orphan of asset_which
UPDATE care_asset SET state = 'orphan', next_day = NULL WHERE street = :street AND id = :asset
