-- SPDX-License-Identifier: MulanPSL-2.0
-- Place: the street and its units, the season and its phases, the street's own rules, files.

-- The street itself, the tenant. Its key is the number that every other key begins with.
CREATE TABLE place_street (
	street int64 NOT NULL PRIMARY KEY,
	root int64 NOT NULL, -- its own unit: everything lies within it
	slug TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	short_name TEXT NOT NULL, -- stands in project numbers: 合庆
	telephone TEXT NOT NULL,
	hours TEXT NOT NULL,
	letterhead TEXT NOT NULL,
	account_title TEXT NOT NULL, -- the buyer's name that invoices must carry
	profile TEXT NOT NULL CHECK (profile IN ('pudong2024', 'basic')),
	is_demo int64 NOT NULL CHECK (is_demo IN (0, 1)),
	made_ms int64 NOT NULL
);

-- unkeyed: the public list of areas, the same for every street
CREATE TABLE place_area (
	code TEXT NOT NULL PRIMARY KEY,
	level int64 NOT NULL CHECK (level BETWEEN 1 AND 5),
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	parent TEXT
);
CREATE INDEX place_area_parent ON place_area (parent);

-- street → neighbourhood → estate → building
CREATE TABLE place_unit (
	street int64 NOT NULL,
	id int64 NOT NULL,
	parent int64,
	kind TEXT NOT NULL CHECK (kind IN ('street', 'neighbourhood', 'estate', 'building')),
	name TEXT NOT NULL,
	code TEXT, -- of place_area, where it has one
	made_ms int64 NOT NULL,
	ended_ms int64,
	PRIMARY KEY (street, id),
	CHECK ((kind = 'street') = (parent IS NULL))
);
CREATE UNIQUE INDEX place_unit_name ON place_unit (street, parent, name) WHERE ended_ms IS NULL;

-- Which place lies within which, over any number of steps; each place lies within itself.
CREATE TABLE place_within (
	street int64 NOT NULL,
	inner_place int64 NOT NULL,
	outer_place int64 NOT NULL,
	PRIMARY KEY (street, inner_place, outer_place)
);
CREATE INDEX place_within_outer ON place_within (street, outer_place, inner_place);

-- Small numbers a place may decide for itself, such as how many households must second a topic.
CREATE TABLE place_setting (
	street int64 NOT NULL,
	place int64 NOT NULL,
	name TEXT NOT NULL,
	number int64 NOT NULL,
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, place, name)
);

CREATE TABLE place_season (
	street int64 NOT NULL,
	id int64 NOT NULL,
	name TEXT NOT NULL,
	year int64 NOT NULL CHECK (year BETWEEN 2000 AND 2999),
	budget_fen int64 NOT NULL CHECK (budget_fen BETWEEN 0 AND 100000000000),
	phase TEXT NOT NULL CHECK (phase IN
		('none', 'tell', 'collect', 'screen', 'discuss', 'vote', 'notice', 'work',
			'review')),
	made_ms int64 NOT NULL,
	ended_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX place_season_name ON place_season (street, name);

CREATE TABLE place_phase (
	street int64 NOT NULL,
	season int64 NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('tell', 'collect', 'screen', 'discuss', 'vote', 'notice',
		'work', 'review')),
	from_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	turned_ms int64, -- when the clock opened it
	PRIMARY KEY (street, season, kind),
	CHECK (until_ms > from_ms)
);

-- What a neighbourhood may spend of the season's money.
CREATE TABLE place_share (
	street int64 NOT NULL,
	season int64 NOT NULL,
	place int64 NOT NULL,
	budget_fen int64 NOT NULL CHECK (budget_fen BETWEEN 0 AND 100000000000),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, season, place)
);

-- The street's word over a rule of its profile: a new version each time, in force from a day,
-- never changed afterwards.
CREATE TABLE place_rule (
	street int64 NOT NULL,
	id int64 NOT NULL,
	rule TEXT NOT NULL,
	version int64 NOT NULL CHECK (version > 0),
	from_day int64 NOT NULL,
	severity TEXT NOT NULL CHECK (severity IN ('off', 'info', 'warn', 'block')),
	params TEXT, -- "fen=2000000 days=7"
	words TEXT, -- "水泥 黄沙": instead of the profile's list
	wording TEXT, -- instead of the profile's sentence
	source TEXT NOT NULL, -- the paper that says so
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX place_rule_version ON place_rule (street, rule, version);

CREATE TABLE place_file (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	name TEXT NOT NULL, -- personal
	media TEXT NOT NULL,
	size int64 NOT NULL CHECK (size BETWEEN 1 AND 20971520),
	hash blob NOT NULL, -- SHA-256 of the whole
	is_public int64 NOT NULL CHECK (is_public IN (0, 1)), -- else for staff of the place
	person int64 NOT NULL, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);

CREATE TABLE place_file_piece (
	street int64 NOT NULL,
	file int64 NOT NULL,
	n int64 NOT NULL,
	hash blob NOT NULL, -- of a place_file_part
	PRIMARY KEY (street, file, n)
);

-- unkeyed: bytes come before an act names them, are swept when none does; pieces mark their hash
CREATE TABLE place_file_part (
	street int64 NOT NULL,
	hash blob NOT NULL,
	bytes blob NOT NULL,
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, hash)
);
