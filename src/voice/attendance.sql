-- SPDX-License-Identifier: MulanPSL-2.0

-- name: attendance_open of attendance_sign gate
SELECT CASE state WHEN 'called' THEN 'not_begun' WHEN 'closed' THEN 'is_over'
	WHEN 'cancelled' THEN 'is_over' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: attendance_sheet_open of attendance_sheet gate
SELECT CASE state WHEN 'called' THEN 'not_begun' WHEN 'closed' THEN 'is_over'
	WHEN 'cancelled' THEN 'is_over' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: attendance_admit_open of attendance_admit gate
SELECT CASE state WHEN 'called' THEN 'not_begun' WHEN 'closed' THEN 'is_over'
	WHEN 'cancelled' THEN 'is_over' END AS reason
FROM voice_meeting WHERE street = :street AND id = :meeting

-- name: attendance_meeting_read of attendance_ask gives attendance_meeting
SELECT id AS meeting, counted, entitled, present FROM voice_meeting
WHERE street = :street AND id = :meeting

-- name: attendance_me of attendance_ask gives maybe attendance_ask
SELECT CAST(:meeting AS int64) AS meeting, p.household, p.id AS person, p.name
FROM v_people_person p
WHERE p.street = :home AND p.id = :actor AND p.is_here = 1

-- name: attendance_doors of attendance_door gives list ref
SELECT h.id FROM voice_meeting m
JOIN v_place_within w ON w.street = m.street AND w.outer_place = m.place
JOIN v_place_unit u ON u.street = w.street AND u.id = w.inner_place AND u.name = :building
JOIN v_people_household h ON h.street = u.street AND h.place = u.id AND h.door = :door
WHERE m.street = :street AND m.id = :meeting ORDER BY h.id LIMIT 2

-- name: attendance_known_read of attendance_ask gives attendance_known
SELECT p.id AS person, h.label,
	CASE WHEN EXISTS (SELECT 1 FROM voice_meeting m
		JOIN v_place_within w ON w.street = m.street AND w.outer_place = m.place
		WHERE m.street = h.street AND m.id = :meeting AND w.inner_place = h.place)
		THEN 1 ELSE 0 END AS is_here,
	CASE WHEN EXISTS (SELECT 1 FROM voice_attendance a WHERE a.street = h.street
		AND a.meeting = :meeting AND (a.person = coalesce(CAST(:person AS int64), p.id)
		OR (a.household = h.id AND a.name = :name))) THEN 1 ELSE 0 END AS has_signed,
	CASE WHEN EXISTS (SELECT 1 FROM voice_attendance a WHERE a.street = h.street
		AND a.meeting = :meeting AND a.household = h.id AND a.counts = 1)
		THEN 1 ELSE 0 END AS is_counted
FROM v_people_household h
LEFT JOIN v_people_person p ON p.street = h.street AND p.household = h.id AND p.name = :name
	AND p.is_here = 1
WHERE h.street = :street AND h.id = :household

-- name: attendance_insert of attendance_row
INSERT INTO voice_attendance (street, id, meeting, household, person, name, how, counts, made_ms)
VALUES (:street, :new, :meeting, :household, :person, :name,
	CASE WHEN CAST(:is_sheet AS int64) = 1 THEN 'sheet'
		WHEN CAST(:by AS int64) <> CAST(:actor AS int64) THEN 'desk'
		WHEN CAST(:person AS int64) IS NULL THEN 'desk' ELSE 'phone' END, :counts, :now)

-- name: attendance_count of attendance_ask
UPDATE voice_meeting SET present = (SELECT count(*) FROM voice_attendance a
	WHERE a.street = :street AND a.meeting = :meeting AND a.counts = 1)
WHERE street = :street AND id = :meeting

-- name: attendance_guests of attendance_ask gives int
SELECT count(*) AS n FROM voice_attendance
WHERE street = :street AND meeting = :meeting AND household IS NULL AND name = :name
