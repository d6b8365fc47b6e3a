-- SPDX-License-Identifier: MulanPSL-2.0

-- name: rule_last of rule_set gives int
SELECT CAST(coalesce(max(version), 0) AS int64) AS version FROM place_rule
WHERE street = :street AND rule = :rule

-- name: rule_insert of rule_new
INSERT INTO place_rule (street, id, rule, version, from_day, severity, params, words, wording,
	source,
	made_ms)
VALUES (:street, :id, :rule, :version, :from, :severity, :params, :words, :wording, :source, :now)

-- name: rule_profile of none gives str
SELECT profile FROM place_street WHERE street = :street

-- name: rule_changes of none gives list policy_change
SELECT rule, version, from_day, severity, params, words, wording, source FROM place_rule
WHERE street = :street ORDER BY id

-- name: rule_history of look lists
SELECT id, rule, version, from_day, severity, params, words, wording, source, made_ms
FROM place_rule
WHERE street = :street ORDER BY id DESC LIMIT 500
