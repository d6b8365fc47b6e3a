-- SPDX-License-Identifier: MulanPSL-2.0
-- Review 评议: public notices 公示 that run for days, and objections, which hold up the next step
-- until they are answered.

CREATE TABLE review_notice (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	project int64, -- NULL for a notice of a ballot
	plan int64,
	ballot int64,
	settlement int64,
	kind TEXT NOT NULL CHECK (kind IN ('result', 'approval', 'change', 'settlement')),
	n int64 NOT NULL CHECK (n > 0), -- within its project or ballot: G3
	title TEXT NOT NULL,
	ask TEXT NOT NULL, -- what happens when nobody objects
	from_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	witness TEXT, -- personal
	file int64, -- photo of the posted sheet
	state TEXT NOT NULL CHECK (state IN ('running', 'over', 'recalled')),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK (until_ms > from_ms),
	CHECK (project IS NOT NULL OR ballot IS NOT NULL)
);
CREATE INDEX review_notice_project ON review_notice (street, project, kind);
CREATE UNIQUE INDEX review_notice_plan ON review_notice (street, plan)
	WHERE state <> 'recalled' AND kind IN ('approval', 'change');
CREATE UNIQUE INDEX review_notice_settlement ON review_notice (street, settlement)
	WHERE state <> 'recalled';
CREATE UNIQUE INDEX review_notice_ballot ON review_notice (street, ballot)
	WHERE state <> 'recalled';

CREATE TABLE review_objection (
	street int64 NOT NULL,
	id int64 NOT NULL,
	notice int64 NOT NULL,
	person int64, -- personal
	name TEXT, -- personal
	phone TEXT, -- personal
	words TEXT NOT NULL, -- personal
	answer TEXT, -- personal
	is_taken_up int64 CHECK (is_taken_up IN (0, 1)), -- the answer follows it
	state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
	made_ms int64 NOT NULL,
	answered_ms int64,
	PRIMARY KEY (street, id),
	CHECK ((state = 'answered') = (answer IS NOT NULL))
);
CREATE INDEX review_objection_notice ON review_objection (street, notice, state);
