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
INSERT INTO care_custody (street, id, asset, person, partner, made_ms, accepted_ms, ended_ms,
	reason)
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

-- Things without a keeper come first: somebody has to be found.
-- name: asset_list of look lists
SELECT a.id, a.name, a.spot, a.pieces, a.state, a.next_day, a.project AS project_ref,
	p.title AS project_title,
	CASE WHEN a.state = 'orphan' THEN 1 ELSE 0 END AS is_orphan
FROM care_asset a
JOIN v_choose_project p ON p.street = a.street AND p.id = a.project
WHERE a.street = :street AND a.state <> 'gone'
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = a.street AND w.inner_place = a.place AND w.outer_place = :place))
AND (CAST(:project AS int64) IS NULL OR a.project = :project)
ORDER BY CASE WHEN a.state = 'orphan' THEN 0 ELSE 1 END, a.next_day NULLS LAST, a.id LIMIT 200

-- name: asset_show of look shows
SELECT a.id, a.name, a.spot, a.pieces, a.value_fen, a.every_months, a.next_day, a.state,
	a.place AS place_ref, a.project AS project_ref, p.title AS project_title, a.made_ms,
	coalesce(n.label, t.name) AS keeper, c.accepted_ms,
	CASE WHEN a.state = 'offered' THEN 1 ELSE 0 END AS is_offered,
	CASE WHEN a.state = 'kept' THEN 1 ELSE 0 END AS is_kept,
	CASE WHEN a.state = 'orphan' THEN 1 ELSE 0 END AS is_orphan
FROM care_asset a
JOIN v_choose_project p ON p.street = a.street AND p.id = a.project
LEFT JOIN care_custody c ON c.street = a.street AND c.asset = a.id AND c.ended_ms IS NULL
LEFT JOIN v_people_person n ON n.street = c.street AND n.id = c.person
LEFT JOIN v_people_partner t ON t.street = c.street AND t.id = c.partner
WHERE a.street = :street AND a.id = :id

-- name: asset_checks of look lists
SELECT k.id, k.due_day, k.last_day, k.finding, k.words, k.state, k.done_ms,
	CASE WHEN k.state = 'due' THEN 1 ELSE 0 END AS is_due
FROM care_check k WHERE k.street = :street AND k.asset = :id ORDER BY k.due_day DESC

-- name: asset_keepers of look lists
SELECT c.id, coalesce(n.label, t.name) AS keeper, c.accepted_ms, c.ended_ms
FROM care_custody c
LEFT JOIN v_people_person n ON n.street = c.street AND n.id = c.person
LEFT JOIN v_people_partner t ON t.street = c.street AND t.id = c.partner
WHERE c.street = :street AND c.asset = :id AND c.ended_ms IS NOT NULL ORDER BY c.id DESC
