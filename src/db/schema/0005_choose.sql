-- SPDX-License-Identifier: MulanPSL-2.0
-- Choose 选择: projects with their plans and budgets, the first screening, ballots with sealed
-- envelopes, what won and why, approval. A plan is one agreed version of what is to be done; a
-- change of scope is a new plan, the old one stays in sight.

CREATE TABLE choose_project (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	season int64 NOT NULL,
	topic int64,
	serial int64 NOT NULL CHECK (serial > 0), -- within place and year
	number TEXT NOT NULL, -- 合庆-蔡路-2025-01
	title TEXT NOT NULL,
	problem TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('soft', 'hardware', 'greening', 'works', 'event')),
	households int64 NOT NULL CHECK (households BETWEEN 1 AND 1000000), -- who benefits
	is_urgent int64 NOT NULL CHECK (is_urgent IN (0, 1)),
	needs_ground int64 NOT NULL CHECK (needs_ground IN (0, 1)), -- of somebody who must agree
	plan int64, -- in force; NULL before the first approval
	state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'screened', 'returned', 'chosen',
		'waiting', 'approved', 'working', 'accepted', 'settled', 'closed', 'refused',
		'withdrawn')),
	person int64 NOT NULL, -- personal
	made_ms int64 NOT NULL,
	closed_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX choose_project_number ON choose_project (street, number);
CREATE UNIQUE INDEX choose_project_topic ON choose_project (street, topic)
	WHERE topic IS NOT NULL AND state NOT IN ('refused', 'withdrawn');
CREATE INDEX choose_project_place ON choose_project (street, place, state);

CREATE TABLE choose_plan (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	version int64 NOT NULL CHECK (version > 0), -- 1: as applied for
	goal TEXT NOT NULL,
	reason TEXT, -- of a change
	meeting int64, -- where it was agreed
	custodian TEXT NOT NULL, -- personal
	upkeep TEXT NOT NULL, -- who looks after it, how often
	upkeep_years int64 NOT NULL CHECK (upkeep_years BETWEEN 0 AND 50),
	upkeep_fen int64 NOT NULL CHECK (upkeep_fen BETWEEN 0 AND 10000000000), -- a year
	upkeep_payer TEXT NOT NULL,
	risks TEXT NOT NULL,
	starts_day int64 NOT NULL,
	ends_day int64 NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'approved', 'refused', 'past')),
	made_ms int64 NOT NULL,
	approved_ms int64,
	PRIMARY KEY (street, id),
	CHECK (ends_day >= starts_day)
);
CREATE UNIQUE INDEX choose_plan_version ON choose_plan (street, project, version);
CREATE UNIQUE INDEX choose_plan_approved ON choose_plan (street, project) WHERE state = 'approved';
CREATE UNIQUE INDEX choose_plan_proposed ON choose_plan (street, project)
	WHERE state IN ('draft', 'proposed');

-- A line of the budget: the same line through all plans of the project.
CREATE TABLE choose_line (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0),
	name TEXT NOT NULL,
	class TEXT NOT NULL CHECK (class IN ('goods', 'works', 'labour', 'service', 'print',
		'allowance', 'upkeep', 'other')),
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX choose_line_n ON choose_line (street, project, n);

-- What a plan gives a line, by the source of the money: rules see the source.
CREATE TABLE choose_amount (
	street int64 NOT NULL,
	plan int64 NOT NULL,
	line int64 NOT NULL,
	source TEXT NOT NULL CHECK (source IN ('fund', 'resident', 'partner', 'property')),
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000),
	PRIMARY KEY (street, plan, line, source)
);

-- One screening of one plan by the rules in force that day.
CREATE TABLE choose_screening (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	plan int64 NOT NULL,
	verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'warn', 'block')),
	note TEXT, -- of the officer
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE INDEX choose_screening_project ON choose_screening (street, project);

CREATE TABLE choose_hit (
	street int64 NOT NULL,
	screening int64 NOT NULL,
	n int64 NOT NULL,
	rule TEXT NOT NULL,
	version int64 NOT NULL, -- 0: the profile's own
	verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'note', 'warn', 'block')),
	article TEXT NOT NULL,
	line int64, -- budget line it is about
	found TEXT, -- the word or figure that was seen
	PRIMARY KEY (street, screening, n)
);

CREATE TABLE choose_ballot (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	season int64 NOT NULL,
	title TEXT NOT NULL,
	budget_fen int64 NOT NULL CHECK (budget_fen BETWEEN 1 AND 100000000000),
	rule TEXT NOT NULL
		CHECK (rule IN ('greedy-votes', 'greedy-density', 'mes', 'ees', 'phragmen')),
	households int64 NOT NULL CHECK (households > 0), -- on the roll
	box_key blob NOT NULL, -- public; the secret one lies outside the database
	from_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'counted', 'void')),
	envelopes int64 CHECK (envelopes >= 0),
	papers int64 CHECK (papers >= 0), -- counted
	spoilt int64 CHECK (spoilt >= 0),
	missing int64 CHECK (missing >= 0), -- issued, never put in
	tallied_1 int64 CHECK (tallied_1 >= 0), -- papers the first counter found in the box
	tallied_2 int64 CHECK (tallied_2 >= 0), -- the second; only ever what the first found
	closed_ms int64,
	PRIMARY KEY (street, id),
	CHECK (until_ms > from_ms),
	CHECK (tallied_1 IS NULL OR tallied_2 IS NULL OR tallied_1 = tallied_2),
	CHECK (state IN ('open', 'void') OR closed_ms IS NOT NULL)
);
CREATE UNIQUE INDEX choose_ballot_one ON choose_ballot (street, season, place)
	WHERE state <> 'void';

CREATE TABLE choose_candidate (
	street int64 NOT NULL,
	ballot int64 NOT NULL,
	project int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0),
	cost_fen int64 NOT NULL CHECK (cost_fen BETWEEN 1 AND 10000000000),
	PRIMARY KEY (street, ballot, project)
);
CREATE UNIQUE INDEX choose_candidate_n ON choose_candidate (street, ballot, n);

-- The roll: one row a household. A new envelope replaces the old one; paper and envelope exclude
-- each other.
CREATE TABLE choose_roll (
	street int64 NOT NULL,
	id int64 NOT NULL,
	ballot int64 NOT NULL,
	household int64 NOT NULL, -- personal
	way TEXT NOT NULL CHECK (way IN ('none', 'screen', 'desk', 'paper')),
	envelope blob, -- sealed to the box; deleted when the box is opened
	envelope_hash blob, -- the receipt: recorded as cast
	cast_ms int64,
	PRIMARY KEY (street, id),
	CHECK (way IN ('screen', 'desk') OR envelope IS NULL)
);
CREATE UNIQUE INDEX choose_roll_once ON choose_roll (street, ballot, household);

-- A paper out of the box, entered by two counters apart. No household, no number of the paper.
CREATE TABLE choose_tally (
	street int64 NOT NULL,
	id int64 NOT NULL,
	ballot int64 NOT NULL,
	sheet int64 NOT NULL CHECK (sheet > 0), -- place in the pile
	counter int64 NOT NULL CHECK (counter IN (1, 2)),
	by_home int64 NOT NULL,
	by_person int64 NOT NULL, -- personal
	choice TEXT NOT NULL, -- "3 7 12", sorted; "" is an empty paper
	is_spoilt int64 NOT NULL CHECK (is_spoilt IN (0, 1)),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX choose_tally_counter ON choose_tally (street, ballot, sheet, counter);
CREATE UNIQUE INDEX choose_tally_person
	ON choose_tally (street, ballot, sheet, by_home, by_person);

-- The opened ballots, sorted by content: nothing here leads back to a household.
CREATE TABLE choose_vote (
	street int64 NOT NULL,
	ballot int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0),
	choice TEXT NOT NULL, -- "3 7 12"
	PRIMARY KEY (street, ballot, n)
);

CREATE TABLE choose_allocation (
	street int64 NOT NULL,
	id int64 NOT NULL,
	ballot int64 NOT NULL,
	rule TEXT NOT NULL,
	inputs blob NOT NULL, -- SHA-256 of budget, candidates and ballots as they went in
	votes int64 NOT NULL CHECK (votes >= 0),
	budget_fen int64 NOT NULL CHECK (budget_fen >= 0),
	spent_fen int64 NOT NULL CHECK (spent_fen >= 0),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK (spent_fen <= budget_fen)
);
CREATE UNIQUE INDEX choose_allocation_one ON choose_allocation (street, ballot);

CREATE TABLE choose_outcome (
	street int64 NOT NULL,
	allocation int64 NOT NULL,
	project int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0), -- order of decision
	support int64 NOT NULL CHECK (support >= 0),
	cost_fen int64 NOT NULL CHECK (cost_fen >= 0),
	left_fen int64 NOT NULL CHECK (left_fen >= 0), -- what was left when its turn came
	is_won int64 NOT NULL CHECK (is_won IN (0, 1)),
	reason TEXT NOT NULL CHECK (reason IN ('fits', 'over_budget', 'no_support', 'shares',
		'no_shares')),
	-- supporters a loser lacked; NULL: won, or dearer than the budget
	more int64 CHECK (more > 0),
	PRIMARY KEY (street, allocation, project)
);

CREATE TABLE choose_approval (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	plan int64 NOT NULL,
	decision TEXT NOT NULL CHECK (decision IN ('approved', 'refused')),
	fund_fen int64 NOT NULL CHECK (fund_fen BETWEEN 0 AND 10000000000),
	notice int64, -- the notice that ran out before it
	reason TEXT, -- personal
	by_home int64 NOT NULL,
	by_person int64 NOT NULL, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX choose_approval_plan ON choose_approval (street, plan);
