-- SPDX-License-Identifier: MulanPSL-2.0

-- name: file_part_read of file_ask gives maybe bytes
SELECT bytes FROM place_file_part WHERE street = :street AND hash = :hash

-- name: file_part_there of file_ask gives int
SELECT count(*) AS count FROM place_file_part WHERE street = :street AND hash = :hash

-- name: file_part_insert of file_ask any
INSERT INTO place_file_part (street, hash, bytes, made_ms) VALUES (:street, :hash, :bytes, :now)
ON CONFLICT (street, hash) DO NOTHING

-- name: file_insert of file_add
INSERT INTO place_file (street, id, place, name, media, size, hash, is_public, person, made_ms)
VALUES (:street, :id, :place, :name, :media, :size, :whole, :is_public, :actor, :now)

-- name: file_piece_insert of file_ask
INSERT INTO place_file_piece (street, file, n, hash) VALUES (:street, :file, :n, :hash)

-- name: file_parts_idle of none gives int
SELECT count(*) AS count FROM place_file_part p
WHERE p.street = :street AND p.made_ms < CAST(:now AS int64) - 86400000
AND NOT EXISTS (SELECT 1 FROM place_file_piece f WHERE f.street = p.street AND f.hash = p.hash)

-- name: file_parts_drop of none any
DELETE FROM place_file_part
WHERE street = :street AND made_ms < CAST(:now AS int64) - 86400000
AND NOT EXISTS (SELECT 1 FROM place_file_piece f
	WHERE f.street = place_file_part.street AND f.hash = place_file_part.hash)

-- name: file_pieces_drop of file_forget
DELETE FROM place_file_piece WHERE street = :street AND file = :file

-- name: file_read of file_ask gives file_info
SELECT name, media, size, hash, is_public, place, person FROM place_file
WHERE street = :street AND id = :file

-- The paper of an agreement is also its partner's.
-- name: file_is_partners of file_ask gives int
SELECT count(*) AS n FROM v_fund_agreement a
JOIN v_people_person p ON p.street = a.street AND p.partner = a.partner
WHERE a.street = :street AND a.file = :file AND p.street = :home AND p.id = :actor AND p.is_here = 1

-- name: file_bytes of file_ask gives bytes
SELECT p.bytes FROM place_file_piece f
JOIN place_file_part p ON p.street = f.street AND p.hash = f.hash
WHERE f.street = :street AND f.file = :file AND f.n = :n

-- name: file_card of look shows
SELECT f.id, f.place AS place_ref, f.name, f.media, f.size, f.is_public, f.made_ms,
	CASE WHEN EXISTS (SELECT 1 FROM place_file_piece p WHERE p.street = f.street
		AND p.file = f.id) THEN 1 ELSE 0 END AS is_there
FROM place_file f WHERE f.street = :street AND f.id = :id
