-- SPDX-License-Identifier: MulanPSL-2.0
-- Voice 发声: topics and who seconds them, meetings with their sign-in and minutes, polls on
-- what is disputed.

CREATE TABLE voice_topic (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	season int64,
	title TEXT NOT NULL,
	story TEXT NOT NULL, -- personal
	person int64 NOT NULL, -- personal
	household int64, -- personal
	is_urgent int64 NOT NULL CHECK (is_urgent IN (0, 1)), -- a danger: shorter notice
	-- households that must second it before it is discussed
	need int64 NOT NULL CHECK (need >= 0),
	until_day int64 NOT NULL, -- seconds are counted to the end of this day
	state TEXT NOT NULL CHECK (state IN ('open', 'ready', 'merged', 'taken', 'resting',
		'withdrawn')),
	merged_into int64,
	project int64, -- what became of it
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK ((state = 'merged') = (merged_into IS NOT NULL))
);
CREATE INDEX voice_topic_place ON voice_topic (street, place, state);

CREATE TABLE voice_second (
	street int64 NOT NULL,
	id int64 NOT NULL,
	topic int64 NOT NULL,
	household int64 NOT NULL, -- personal
	person int64 NOT NULL, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX voice_second_once ON voice_second (street, topic, household);

-- council 居民议事会 · party 党员座谈 · assembly 居民会议
-- hearing 听证会 · mediation 协调会 · appraisal 评议会
CREATE TABLE voice_meeting (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('council', 'party', 'assembly', 'hearing', 'mediation',
		'appraisal')),
	title TEXT NOT NULL,
	venue TEXT NOT NULL,
	starts_ms int64 NOT NULL,
	called_ms int64 NOT NULL, -- when the notice went out with its agenda
	counted TEXT NOT NULL -- what "entitled" counts
		CHECK (counted IN ('household', 'adult', 'member', 'group')),
	entitled int64 NOT NULL CHECK (entitled BETWEEN 1 AND 10000000),
	present int64 NOT NULL CHECK (present >= 0), -- while it is open: counted so far
	has_quorum int64 CHECK (has_quorum IN (0, 1)), -- said when it is closed
	chair TEXT, -- personal
	recorder TEXT, -- personal
	state TEXT NOT NULL CHECK (state IN ('called', 'open', 'closed', 'cancelled')),
	closed_ms int64,
	PRIMARY KEY (street, id),
	CHECK ((state = 'closed') = (closed_ms IS NOT NULL))
);
CREATE INDEX voice_meeting_place ON voice_meeting (street, place, starts_ms);

-- A point of the agenda, and what was decided on it.
CREATE TABLE voice_item (
	street int64 NOT NULL,
	id int64 NOT NULL,
	meeting int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0),
	title TEXT NOT NULL,
	topic int64,
	project int64,
	poll int64,
	yes int64 CHECK (yes >= 0),
	no int64 CHECK (no >= 0),
	abstain int64 CHECK (abstain >= 0),
	result TEXT NOT NULL CHECK (result IN ('open', 'passed', 'refused', 'noted')),
	decision TEXT, -- personal
	dissent TEXT, -- personal
	decided_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX voice_item_n ON voice_item (street, meeting, n);
CREATE INDEX voice_item_project ON voice_item (street, project);
CREATE INDEX voice_item_topic ON voice_item (street, topic);

-- Who came. counts: 1 for the first of a household where households are counted.
CREATE TABLE voice_attendance (
	street int64 NOT NULL,
	id int64 NOT NULL,
	meeting int64 NOT NULL,
	household int64, -- personal
	person int64, -- personal
	name TEXT, -- personal
	how TEXT NOT NULL CHECK (how IN ('phone', 'desk', 'sheet')),
	counts int64 NOT NULL CHECK (counts IN (0, 1)),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK (person IS NOT NULL OR name IS NOT NULL)
);
CREATE UNIQUE INDEX voice_attendance_person ON voice_attendance (street, meeting, person)
	WHERE person IS NOT NULL;
CREATE UNIQUE INDEX voice_attendance_household ON voice_attendance (street, meeting, household)
	WHERE counts = 1 AND household IS NOT NULL;

-- Opinions and tasks of the minutes, in the order they were said.
CREATE TABLE voice_minute (
	street int64 NOT NULL,
	id int64 NOT NULL,
	meeting int64 NOT NULL,
	item int64, -- NULL: about the whole meeting
	kind TEXT NOT NULL CHECK (kind IN ('opinion', 'answer', 'task')),
	who TEXT, -- personal
	words TEXT NOT NULL, -- personal
	due_day int64,
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE INDEX voice_minute_meeting ON voice_minute (street, meeting);

CREATE TABLE voice_poll (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	topic int64,
	project int64,
	question TEXT NOT NULL,
	from_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
	PRIMARY KEY (street, id),
	CHECK (until_ms > from_ms)
);

CREATE TABLE voice_option (
	street int64 NOT NULL,
	id int64 NOT NULL,
	poll int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0),
	name TEXT NOT NULL,
	note TEXT,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX voice_option_n ON voice_option (street, poll, n);

-- A household's answer, which it may change until the poll closes.
CREATE TABLE voice_answer (
	street int64 NOT NULL,
	id int64 NOT NULL,
	poll int64 NOT NULL,
	option int64 NOT NULL,
	household int64 NOT NULL, -- personal
	person int64 NOT NULL, -- personal
	reason TEXT, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX voice_answer_once ON voice_answer (street, poll, household);
