-- SPDX-License-Identifier: MulanPSL-2.0

-- Where the season has a time for votes, a ballot opens within it.
-- name: ballot_openable of ballot_open gate
SELECT CASE WHEN s.is_open = 0 THEN 'season_over'
	WHEN EXISTS (SELECT 1 FROM v_place_phase f WHERE f.street = s.street AND f.season = s.id
		AND f.kind = 'vote') AND NOT EXISTS (SELECT 1 FROM v_place_phase f
		WHERE f.street = s.street AND f.season = s.id AND f.kind = 'vote'
		AND f.from_ms <= :now AND f.until_ms > :now) THEN 'not_the_time' END AS reason
FROM v_place_season s WHERE s.street = :street AND s.id = :season

-- What may be spent: the place's own share of the season, else all of it, less what is bound.
-- name: ballot_frame of ballot_open gives ballot_frame
SELECT coalesce((SELECT c.households FROM v_people_count c WHERE c.street = s.street
		AND c.place = :place), 0) AS households,
	coalesce((SELECT h.budget_fen FROM v_place_share h WHERE h.street = s.street
		AND h.season = s.id AND h.place = :place), s.budget_fen) -
	CAST(coalesce((SELECT sum(b.amount_fen) FROM v_choose_bound b
		JOIN v_place_within w ON w.street = b.street AND w.inner_place = b.place
		WHERE b.street = s.street AND b.season = s.id AND w.outer_place = :place), 0)
		AS int64) AS room_fen,
	(SELECT max(f.until_ms) FROM v_place_phase f WHERE f.street = s.street AND f.season = s.id
		AND f.kind = 'vote') AS last_ms,
	(SELECT count(*) FROM choose_ballot b WHERE b.street = s.street AND b.season = s.id
		AND b.place = :place AND b.state <> 'void') AS twins
FROM v_place_season s WHERE s.street = :street AND s.id = :season

-- name: ballot_candidate_read of ballot_candidate gives ballot_project
SELECT p.state, p.fund_fen AS cost_fen, p.title,
	CASE WHEN p.season = :season AND EXISTS (SELECT 1 FROM v_place_within w
		WHERE w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place)
		THEN 1 ELSE 0 END AS is_ours
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: ballot_insert of ballot_new
INSERT INTO choose_ballot (street, id, place, season, title, budget_fen, rule, households, box_key,
	from_ms, until_ms, state, complete, utility, pledge_fen, community_bp, source_bp, meeting)
VALUES (:street, :id, :place, :season, :title, :budget, :rule, :households, :box, :now,
	:until, 'open', :complete, :utility, CASE WHEN :pledge > 0 THEN :pledge END,
	CASE WHEN :pledge > 0 THEN CAST(:community_bp AS int64) END,
	CASE WHEN :pledge > 0 THEN CAST(:source_bp AS int64) END,
	:meeting)

-- name: ballot_candidate_insert of ballot_candidate
INSERT INTO choose_candidate (street, ballot, project, n, cost_fen, title, category, variant_of,
	least)
VALUES (:street, :id, :project, :n, :cost, :title, :category, :size_of,
	CASE WHEN :least > 0 THEN :least END)

-- name: ballot_bond_insert of ballot_bond
INSERT INTO choose_bond (street, ballot, project, other, kind)
VALUES (:street, :id, :project, :other, :kind)

-- name: ballot_limit_insert of ballot_limit
INSERT INTO choose_category (street, ballot, name, cap_fen, floor_fen)
VALUES (:street, :id, :category, CASE WHEN :cap > 0 THEN :cap END,
	CASE WHEN :floor > 0 THEN :floor END)

-- A meeting of the place, with its quorum, which agreed to something: that neighbours are asked.
-- name: ballot_agreed of ballot_open gives int
SELECT count(*) AS n FROM v_voice_decision d
JOIN v_place_within w ON w.street = d.street AND w.inner_place = :place
	AND w.outer_place = d.place
WHERE d.street = :street AND d.meeting = :meeting AND d.result = 'passed' AND d.has_quorum = 1
AND d.kind IN ('council', 'assembly')

-- Boxes whose key has no more use.
-- name: ballot_boxes_spent of none gives list ballot_box
SELECT box_key, state, budget_fen, pledge_fen, until_ms FROM choose_ballot
WHERE street = :street AND state IN ('closed', 'counted', 'void')

-- name: ballot_box_read of ballot_at gives maybe ballot_box
SELECT box_key, state, budget_fen, pledge_fen, until_ms FROM choose_ballot
WHERE street = :street AND id = :ballot

-- name: ballot_candidates of ballot_at gives list ballot_option
SELECT n, project, cost_fen FROM choose_candidate
WHERE street = :street AND ballot = :ballot ORDER BY n

-- name: ballot_casting of ballot_cast gate
SELECT CASE WHEN state <> 'open' THEN 'closed' WHEN until_ms <= :now THEN 'too_late' END AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- The household of who casts, if it lies in the place, and what the roll says of it.
-- name: ballot_voter_read of ballot_cast gives maybe ballot_voter
SELECT h.id AS household, r.id AS roll, r.way,
	CASE WHEN h.made_ms > b.from_ms THEN 1 ELSE 0 END AS is_late
FROM choose_ballot b
JOIN v_people_person p ON p.street = b.street AND p.id = :actor AND p.is_here = 1
	AND p.street = CAST(:home AS int64)
JOIN v_people_household h ON h.street = p.street AND h.id = p.household
JOIN v_place_within w ON w.street = h.street AND w.inner_place = h.place AND w.outer_place = b.place
LEFT JOIN choose_roll r ON r.street = b.street AND r.ballot = b.id AND r.household = h.id
WHERE b.street = :street AND b.id = :ballot

-- name: ballot_roll_insert of ballot_roll
INSERT INTO choose_roll (street, id, ballot, household, way, envelope, envelope_hash, cast_ms)
VALUES (:street, :roll, :ballot, :household,
	CASE WHEN CAST(:by AS int64) <> CAST(:actor AS int64) THEN 'desk' ELSE 'screen' END,
	:envelope, :hash, :now)

-- name: ballot_roll_update of ballot_roll
UPDATE choose_roll SET
	way = CASE WHEN CAST(:by AS int64) <> CAST(:actor AS int64) THEN 'desk' ELSE 'screen' END,
	envelope = :envelope, envelope_hash = :hash, cast_ms = :now
WHERE street = :street AND id = :roll

-- name: ballot_issuing of ballot_paper gate
SELECT CASE WHEN state <> 'open' THEN 'closed' WHEN until_ms <= :now THEN 'too_late' END AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: ballot_returning of ballot_paper gate
SELECT CASE WHEN state <> 'open' THEN 'closed'
	WHEN tallied_1 IS NOT NULL OR tallied_2 IS NOT NULL THEN 'tallied' END AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: ballot_paper_read of ballot_paper gives maybe ballot_voter
SELECT h.id AS household, r.id AS roll, r.way,
	CASE WHEN h.made_ms > b.from_ms THEN 1 ELSE 0 END AS is_late
FROM choose_ballot b
JOIN v_people_household h ON h.street = b.street AND h.id = :household
JOIN v_place_within w ON w.street = h.street AND w.inner_place = h.place AND w.outer_place = b.place
LEFT JOIN choose_roll r ON r.street = b.street AND r.ballot = b.id AND r.household = h.id
WHERE b.street = :street AND b.id = :ballot

-- name: ballot_paper_insert of ballot_paper
INSERT INTO choose_roll (street, id, ballot, household, way, envelope, envelope_hash, cast_ms)
VALUES (:street, :id, :ballot, :household, 'paper', NULL, NULL, NULL)

-- name: ballot_paper_out of ballot_roll
UPDATE choose_roll SET way = 'paper', cast_ms = NULL WHERE street = :street AND id = :roll

-- name: ballot_paper_back of ballot_roll
UPDATE choose_roll SET way = 'none', cast_ms = NULL WHERE street = :street AND id = :roll

-- name: ballot_tallying of ballot_tally gate
SELECT CASE WHEN state <> 'open' THEN 'closed' WHEN until_ms > :now THEN 'not_yet'
	WHEN tallied_1 IS NOT NULL AND tallied_2 IS NOT NULL THEN 'tallied' END AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: ballot_pile_read of ballot_tally gives ballot_pile
SELECT b.budget_fen, (SELECT count(*) FROM choose_roll r WHERE r.street = b.street
		AND r.ballot = b.id AND r.way = 'paper') AS issued,
	CASE WHEN :counter = 1 THEN b.tallied_2 ELSE b.tallied_1 END AS others,
	CASE WHEN (:counter = 1 AND b.tallied_2 IS NOT NULL)
		OR (:counter = 2 AND b.tallied_1 IS NOT NULL) THEN 1 ELSE 0 END AS has_others,
	CASE WHEN EXISTS (SELECT 1 FROM choose_tally t WHERE t.street = b.street AND t.ballot = b.id
		AND t.counter <> :counter AND t.by_home = CAST(:home AS int64)
		AND t.by_person = :by) THEN 1 ELSE 0 END AS is_other
FROM choose_ballot b WHERE b.street = :street AND b.id = :ballot

-- name: ballot_sheets of ballot_counter gives list ballot_sheet
SELECT sheet, choice, is_spoilt FROM choose_tally
WHERE street = :street AND ballot = :ballot AND counter = :counter ORDER BY sheet

-- name: ballot_sheet_drop of ballot_tally_row any
DELETE FROM choose_tally
WHERE street = :street AND ballot = :ballot AND counter = :counter AND sheet = :sheet

-- name: ballot_tally_insert of ballot_tally_row
INSERT INTO choose_tally (street, id, ballot, sheet, counter, by_home, by_person, choice, is_spoilt,
	made_ms)
VALUES (:street, :new, :ballot, :sheet, :counter, :home, :by, :choice, :is_spoilt, :now)

-- name: ballot_tallied of ballot_counter
UPDATE choose_ballot SET
	tallied_1 = CASE WHEN :counter <> 1 THEN tallied_1 WHEN :count >= 0 THEN :count END,
	tallied_2 = CASE WHEN :counter <> 2 THEN tallied_2 WHEN :count >= 0 THEN :count END
WHERE street = :street AND id = :ballot

-- name: ballot_closing of ballot_close gate
SELECT CASE WHEN b.state <> 'open' THEN 'closed' WHEN b.until_ms > :now THEN 'not_yet'
	WHEN (b.tallied_1 IS NULL OR b.tallied_2 IS NULL) AND EXISTS (SELECT 1 FROM choose_roll r
		WHERE r.street = b.street AND r.ballot = b.id AND r.way = 'paper')
	THEN 'papers_first' END AS reason
FROM choose_ballot b WHERE b.street = :street AND b.id = :ballot

-- name: ballot_envelopes of ballot_at gives list ballot_envelope
SELECT household, envelope FROM choose_roll
WHERE street = :street AND ballot = :ballot AND envelope IS NOT NULL ORDER BY id

-- name: ballot_issued of ballot_at gives int
SELECT count(*) AS n FROM choose_roll
WHERE street = :street AND ballot = :ballot AND way = 'paper'

-- name: ballot_vote_insert of ballot_vote
INSERT INTO choose_vote (street, ballot, n, choice) VALUES (:street, :ballot, :n, :choice)

-- name: ballot_called of ballot_at gives list ballot_called
SELECT o.household, CAST(sum(o.called_fen) AS int64) AS called_fen
FROM choose_offer o
JOIN choose_ballot x ON x.street = o.street AND x.id = o.ballot
JOIN choose_ballot b ON b.street = x.street AND b.season = x.season
WHERE b.street = :street AND b.id = :ballot AND x.id <> b.id AND x.state <> 'void'
GROUP BY o.household ORDER BY o.household

-- name: ballot_offer_insert of ballot_offered
INSERT INTO choose_offer (street, id, ballot, household, project, amount_fen, called_fen, is_void)
VALUES (:street, :new, :ballot, :household, :project, :amount, :called, :is_void)

-- name: ballot_envelopes_drop of ballot_at any
UPDATE choose_roll SET envelope = NULL
WHERE street = :street AND ballot = :ballot AND envelope IS NOT NULL

-- name: ballot_closed of ballot_end
UPDATE choose_ballot SET state = 'closed', envelopes = :envelopes, papers = :papers,
	spoilt = :spoilt, missing = :missing, closed_ms = :now
WHERE street = :street AND id = :ballot

-- name: ballot_annullable of ballot_annul gate
SELECT CASE WHEN state = 'counted' THEN 'counted' END AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: ballot_annulled of ballot_annul
UPDATE choose_ballot SET state = 'void', closed_ms = :now WHERE street = :street AND id = :ballot
