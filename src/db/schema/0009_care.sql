-- SPDX-License-Identifier: MulanPSL-2.0
-- Care 养护: what a project left behind, who looks after it, and the checks that come due.

CREATE TABLE care_asset (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	place int64 NOT NULL,
	name TEXT NOT NULL,
	spot TEXT NOT NULL, -- where it stands
	pieces int64 NOT NULL CHECK (pieces BETWEEN 1 AND 1000000),
	value_fen int64 NOT NULL CHECK (value_fen BETWEEN 0 AND 10000000000),
	every_months int64 NOT NULL CHECK (every_months BETWEEN 1 AND 60),
	next_day int64, -- the next check; NULL while nobody keeps it
	state TEXT NOT NULL CHECK (state IN ('offered', 'kept', 'orphan', 'gone')),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK (state <> 'kept' OR next_day IS NOT NULL)
);
CREATE INDEX care_asset_project ON care_asset (street, project);

-- 管护人. One at a time, and only who accepted.
CREATE TABLE care_custody (
	street int64 NOT NULL,
	id int64 NOT NULL,
	asset int64 NOT NULL,
	person int64, -- personal
	partner int64,
	made_ms int64 NOT NULL,
	accepted_ms int64,
	ended_ms int64,
	reason TEXT, -- personal
	PRIMARY KEY (street, id),
	CHECK ((person IS NULL) <> (partner IS NULL))
);
CREATE UNIQUE INDEX care_custody_one ON care_custody (street, asset) WHERE ended_ms IS NULL;

-- A check: the clock opens it, somebody does it, or the clock marks it missed.
CREATE TABLE care_check (
	street int64 NOT NULL,
	id int64 NOT NULL,
	asset int64 NOT NULL,
	due_day int64 NOT NULL,
	last_day int64 NOT NULL, -- after it the check counts as missed
	finding TEXT CHECK (finding IN ('good', 'worn', 'broken')),
	words TEXT, -- personal
	file int64,
	person int64, -- personal
	state TEXT NOT NULL CHECK (state IN ('due', 'done', 'missed')),
	made_ms int64 NOT NULL,
	done_ms int64,
	PRIMARY KEY (street, id),
	CHECK (last_day >= due_day),
	CHECK ((state = 'done') = (finding IS NOT NULL))
);
CREATE UNIQUE INDEX care_check_once ON care_check (street, asset, due_day);
