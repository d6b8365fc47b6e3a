-- SPDX-License-Identifier: MulanPSL-2.0
-- Choose 选择: a ballot says how it is counted, what binds its projects, and whether households may
-- offer money of their own; a count keeps its certificate and, for each project, who paid what and
-- what was missing. Columns of rows made before stay NULL, so their marks stay valid.

ALTER TABLE choose_ballot ADD COLUMN complete TEXT
	CHECK (complete IN ('none', 'add1', 'add1u', 'exhaust', 'addopt'));
-- what equal shares go by: a yuan's worth, or a project (pb/pb.h)
ALTER TABLE choose_ballot ADD COLUMN utility TEXT CHECK (utility IN ('cost', 'cardinality'));
-- the most one household may offer in all; NULL: nothing is offered on this ballot
ALTER TABLE choose_ballot ADD COLUMN pledge_fen int64 CHECK (pledge_fen > 0);
-- least share of a project that is not offered, most of it that one household bears
ALTER TABLE choose_ballot ADD COLUMN community_bp int64 CHECK (community_bp BETWEEN 0 AND 10000);
ALTER TABLE choose_ballot ADD COLUMN source_bp int64 CHECK (source_bp BETWEEN 0 AND 10000);
-- which agreed that neighbours are asked (组织法 §16)
ALTER TABLE choose_ballot ADD COLUMN meeting int64;

-- as printed on the papers
ALTER TABLE choose_candidate ADD COLUMN title TEXT;
ALTER TABLE choose_candidate ADD COLUMN category TEXT;
-- the other size of this project: who chooses this one supports that one too
ALTER TABLE choose_candidate ADD COLUMN variant_of int64;
-- supporters below which it is not counted
ALTER TABLE choose_candidate ADD COLUMN least int64 CHECK (least > 0);

-- Two projects of a ballot: only one of them, or the one only with the other.
CREATE TABLE choose_bond (
	street int64 NOT NULL,
	ballot int64 NOT NULL,
	project int64 NOT NULL,
	other int64 NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('rival', 'needs')),
	PRIMARY KEY (street, ballot, project, other),
	CHECK (project <> other)
);

-- What a category of projects may take at most, and what is kept for it.
CREATE TABLE choose_category (
	street int64 NOT NULL,
	ballot int64 NOT NULL,
	name TEXT NOT NULL,
	cap_fen int64 CHECK (cap_fen >= 0),
	floor_fen int64 CHECK (floor_fen >= 0),
	PRIMARY KEY (street, ballot, name)
);

-- What a household offered in its ballot and what became of it: written when the box is opened and
-- counted, for the household's own eyes and for the pledge that follows. Nothing of what else the
-- household chose.
CREATE TABLE choose_offer (
	street int64 NOT NULL,
	id int64 NOT NULL,
	ballot int64 NOT NULL,
	household int64 NOT NULL, -- personal
	project int64 NOT NULL,
	amount_fen int64 NOT NULL CHECK (amount_fen > 0),
	called_fen int64 NOT NULL CHECK (called_fen >= 0),
	is_void int64 NOT NULL CHECK (is_void IN (0, 1)), -- would have fared better without it
	PRIMARY KEY (street, id),
	CHECK (called_fen <= amount_fen)
);
CREATE UNIQUE INDEX choose_offer_once ON choose_offer (street, ballot, household, project);

ALTER TABLE choose_allocation ADD COLUMN complete TEXT;
ALTER TABLE choose_allocation ADD COLUMN utility TEXT;
ALTER TABLE choose_allocation ADD COLUMN ties TEXT;
-- what each ballot held in the end, in fen, as a fraction; steps of one yuan above the even share
ALTER TABLE choose_allocation ADD COLUMN share TEXT;
ALTER TABLE choose_allocation ADD COLUMN steps int64 CHECK (steps >= 0);
-- what the independent checker went through (pb/check.h) and its hash; whether every group got what
-- its size is owed
ALTER TABLE choose_allocation ADD COLUMN certificate TEXT;
ALTER TABLE choose_allocation ADD COLUMN certificate_hash blob;
ALTER TABLE choose_allocation ADD COLUMN is_checked int64 CHECK (is_checked IN (0, 1));
ALTER TABLE choose_allocation ADD COLUMN is_fair int64 CHECK (is_fair IN (0, 1));
ALTER TABLE choose_allocation ADD COLUMN called_fen int64 CHECK (called_fen >= 0);

-- New reasons: won by what households offered; kept out by a bond, a category or too few.
CREATE TABLE choose_outcome_made (
	street int64 NOT NULL,
	allocation int64 NOT NULL,
	project int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0), -- winners in order of choice, then the others by support
	support int64 NOT NULL CHECK (support >= 0),
	cost_fen int64 NOT NULL CHECK (cost_fen >= 0),
	left_fen int64 NOT NULL CHECK (left_fen >= 0), -- what was left when its turn came
	is_won int64 NOT NULL CHECK (is_won IN (0, 1)),
	reason TEXT NOT NULL CHECK (reason IN ('fits', 'over_budget', 'no_support', 'shares',
		'no_shares', 'pledged', 'barred')),
	-- more ballots that list only it with which it would have won; NULL: won, or none
	more int64 CHECK (more > 0),
	rho TEXT, -- payment for a unit of utility, as a fraction
	payment TEXT, -- of a supporter who pays in full, in fen, as a fraction
	paying_full int64 CHECK (paying_full >= 0),
	paying_rest int64 CHECK (paying_rest >= 0), -- who paid all they still had
	had TEXT, -- what its supporters still had, in fen, as a fraction
	bar TEXT CHECK (bar IN ('rival', 'needs', 'cap', 'support', 'pledged')), -- what kept it out
	because int64, -- the project that did
	more_checked int64 CHECK (more_checked >= 0), -- every number up to here was counted again
	-- so many of the ballots cast would have had to add it
	approvals int64 CHECK (approvals > 0),
	approvals_checked int64 CHECK (approvals_checked >= 0),
	-- the dearest cost found with which it would have won
	cheaper_fen int64 CHECK (cheaper_fen >= 0),
	cheaper_checked_fen int64 CHECK (cheaper_checked_fen >= 0),
	called_fen int64 CHECK (called_fen >= 0), -- what was offered and is called
	PRIMARY KEY (street, allocation, project)
);
INSERT INTO choose_outcome_made (street, allocation, project, n, support, cost_fen, left_fen,
	is_won, reason, more)
SELECT street, allocation, project, n, support, cost_fen, left_fen, is_won, reason, more
FROM choose_outcome;
DROP TABLE choose_outcome;
ALTER TABLE choose_outcome_made RENAME TO choose_outcome;
