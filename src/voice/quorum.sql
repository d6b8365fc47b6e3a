-- SPDX-License-Identifier: MulanPSL-2.0

-- name: quorum_profile of none gives str
SELECT profile FROM v_place_street WHERE street = :street

-- name: quorum_changes of none gives list policy_change
SELECT rule, version, from_day, severity, params, words, wording, source FROM v_place_rule
WHERE street = :street ORDER BY id
