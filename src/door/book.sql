-- SPDX-License-Identifier: MulanPSL-2.0

-- name: book_profile_read of none gives book_profile
SELECT profile, CAST(:today AS int64) AS day FROM v_place_street WHERE street = :street

-- name: book_rules of none gives list book_rule
SELECT rule, version, from_day, severity, params, words, wording, source FROM v_place_rule
WHERE street = :street ORDER BY rule, version
