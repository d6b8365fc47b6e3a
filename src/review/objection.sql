-- SPDX-License-Identifier: MulanPSL-2.0

-- name: objection_open of objection_raise gate
SELECT CASE WHEN state <> 'running' OR until_ms <= :now THEN 'notice_over' END AS reason
FROM review_notice WHERE street = :street AND id = :notice

-- name: objection_waiting of objection_answer gate
SELECT CASE WHEN state <> 'open' THEN 'is_answered' END AS reason
FROM review_objection WHERE street = :street AND id = :objection

-- name: objection_insert of objection_raise
INSERT INTO review_objection (street, id, notice, person, name, phone, words, answer, is_taken_up,
	state, made_ms, answered_ms)
VALUES (:street, :id, :notice, nullif(:actor, 0), :name, :phone, :words, NULL, NULL, 'open', :now,
	NULL)

-- name: objection_answered of objection_answer
UPDATE review_objection SET answer = :answer, is_taken_up = :is_taken_up, state = 'answered',
	answered_ms = :now
WHERE street = :street AND id = :objection
