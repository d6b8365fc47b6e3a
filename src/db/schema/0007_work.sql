-- SPDX-License-Identifier: MulanPSL-2.0
-- Work 共建: tasks and what was done, hours given, blockers sent up to the street, defects,
-- acceptance by residents.

CREATE TABLE work_task (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('buy', 'build', 'organise', 'tell')),
	title TEXT NOT NULL,
	unit TEXT, -- 盏, 只, 面: what progress counts
	total int64 CHECK (total BETWEEN 1 AND 1000000),
	done int64 NOT NULL CHECK (done >= 0),
	who TEXT NOT NULL, -- personal
	due_day int64 NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
	made_ms int64 NOT NULL,
	done_ms int64,
	PRIMARY KEY (street, id),
	CHECK (total IS NULL OR done <= total)
);
CREATE INDEX work_task_project ON work_task (street, project);

-- The diary of the works: what happened, with a photo where there is one.
CREATE TABLE work_note (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	task int64,
	words TEXT NOT NULL, -- personal
	file int64,
	person int64 NOT NULL, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE INDEX work_note_project ON work_note (street, project);

-- Hours neighbours gave.
CREATE TABLE work_hours (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	task int64,
	person int64 NOT NULL, -- personal
	given_day int64 NOT NULL,
	minutes int64 NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX work_hours_once ON work_hours (street, project, person, given_day);

-- 卡点: what a neighbourhood cannot solve; sent up, answered, closed.
CREATE TABLE work_blocker (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL, -- who is stuck
	to_place int64 NOT NULL, -- who is asked
	topic int64,
	project int64,
	title TEXT NOT NULL,
	words TEXT NOT NULL, -- personal
	due_day int64,
	answer TEXT, -- personal
	result TEXT, -- personal
	state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
	made_ms int64 NOT NULL,
	answered_ms int64,
	closed_ms int64,
	PRIMARY KEY (street, id),
	CHECK (topic IS NOT NULL OR project IS NOT NULL),
	CHECK (state = 'open' OR answered_ms IS NOT NULL OR closed_ms IS NOT NULL)
);
CREATE INDEX work_blocker_project ON work_blocker (street, project, state);

CREATE TABLE work_defect (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	task int64,
	words TEXT NOT NULL, -- personal
	file int64,
	person int64 NOT NULL, -- personal
	repair TEXT, -- personal
	state TEXT NOT NULL CHECK (state IN ('open', 'mended', 'closed')),
	made_ms int64 NOT NULL,
	mended_ms int64,
	closed_ms int64,
	PRIMARY KEY (street, id)
);
CREATE INDEX work_defect_project ON work_defect (street, project, state);

-- Residents look at the work. It passes only when no defect is open.
CREATE TABLE work_acceptance (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	plan int64 NOT NULL,
	result TEXT NOT NULL CHECK (result IN ('open', 'passed', 'refused')),
	words TEXT, -- personal
	made_ms int64 NOT NULL,
	decided_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX work_acceptance_open ON work_acceptance (street, project) WHERE result = 'open';
CREATE UNIQUE INDEX work_acceptance_passed ON work_acceptance (street, plan)
	WHERE result = 'passed';

CREATE TABLE work_opinion (
	street int64 NOT NULL,
	id int64 NOT NULL,
	acceptance int64 NOT NULL,
	household int64 NOT NULL, -- personal
	person int64 NOT NULL, -- personal
	is_content int64 NOT NULL CHECK (is_content IN (0, 1)),
	words TEXT, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX work_opinion_once ON work_opinion (street, acceptance, household);
