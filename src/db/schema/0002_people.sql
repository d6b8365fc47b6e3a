-- SPDX-License-Identifier: MulanPSL-2.0
-- People: households, persons, what a person may do where, how they sign in, and the units that
-- build with the street. A row that ties a person to something has an id of its own: keys stand in
-- leaves, persons never do.

-- A door of a building. One household, one vote.
CREATE TABLE people_household (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL, -- the building
	door TEXT NOT NULL, -- personal
	area_dm2 int64 CHECK (area_dm2 BETWEEN 1 AND 10000000), -- exclusive area: owners vote by it
	made_ms int64 NOT NULL,
	ended_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX people_household_door ON people_household (street, place, door)
	WHERE ended_ms IS NULL;

-- A company, shop, school or property manager that gives money, things or ground to a project of
-- its place.
CREATE TABLE people_partner (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('property', 'company', 'shop', 'school', 'institution',
		'society')),
	credit_code TEXT,
	contact TEXT, -- personal
	phone TEXT, -- personal
	made_ms int64 NOT NULL,
	ended_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX people_partner_name ON people_partner (street, place, name)
	WHERE ended_ms IS NULL;

CREATE TABLE people_person (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL, -- building of the household, or unit of the office
	household int64, -- personal
	partner int64, -- speaks for this partner
	name TEXT NOT NULL, -- personal
	phone TEXT, -- personal
	title TEXT, -- public office, such as 蔡路居民区书记
	is_owner int64 NOT NULL CHECK (is_owner IN (0, 1)),
	-- agreed to stand in public lists by full name
	is_named int64 NOT NULL CHECK (is_named IN (0, 1)),
	made_ms int64 NOT NULL,
	ended_ms int64,
	PRIMARY KEY (street, id)
);
CREATE INDEX people_person_household ON people_person (street, household);
CREATE UNIQUE INDEX people_person_same ON people_person (street, household, name)
	WHERE ended_ms IS NULL AND household IS NOT NULL;

-- What somebody may do in a place and all places inside it. home: the street the person belongs to.
CREATE TABLE people_role (
	street int64 NOT NULL,
	id int64 NOT NULL,
	home int64 NOT NULL,
	person int64 NOT NULL, -- personal
	role TEXT NOT NULL CHECK (role IN ('cadre', 'handler', 'approver', 'cashier', 'officer',
		'judge', 'auditor', 'partner')),
	place int64 NOT NULL,
	until_day int64, -- last day of the term
	made_ms int64 NOT NULL,
	ended_ms int64,
	end_reason TEXT,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX people_role_once ON people_role (street, home, person, role, place)
	WHERE ended_ms IS NULL;
CREATE INDEX people_role_place ON people_role (street, place);

-- A code printed on a slip. Only its hash is kept; whoever redeems it is signed in as `person`.
CREATE TABLE people_invite (
	street int64 NOT NULL,
	id int64 NOT NULL,
	batch int64 NOT NULL, -- the act that made it: one sheet of slips
	place int64 NOT NULL,
	household int64, -- personal
	person int64, -- personal
	code_hash blob NOT NULL,
	made_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	used_ms int64,
	used_act int64, -- the act that redeemed it
	ended_ms int64, -- used, or called back
	PRIMARY KEY (street, id),
	CHECK (until_ms > made_ms)
);
CREATE UNIQUE INDEX people_invite_code ON people_invite (street, code_hash);
CREATE UNIQUE INDEX people_invite_used ON people_invite (street, used_act)
	WHERE used_act IS NOT NULL;
CREATE INDEX people_invite_household ON people_invite (street, household);

-- Staff act for somebody who has no phone; every act of that half hour names both.
CREATE TABLE people_desk (
	street int64 NOT NULL,
	id int64 NOT NULL,
	place int64 NOT NULL,
	person int64 NOT NULL, -- personal
	by_home int64 NOT NULL,
	by_person int64 NOT NULL, -- personal
	reason TEXT NOT NULL CHECK (reason IN ('no_phone', 'cannot_see', 'asked_for_help')),
	made_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	ended_ms int64,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX people_desk_one ON people_desk (street, by_home, by_person)
	WHERE ended_ms IS NULL;

-- unkeyed: a login is one word for the whole installation, and its hash must not enter a mark
CREATE TABLE people_login (
	login TEXT NOT NULL PRIMARY KEY,
	street int64 NOT NULL,
	person int64 NOT NULL,
	password TEXT NOT NULL, -- argon2id, encoded
	made_ms int64 NOT NULL
);
CREATE UNIQUE INDEX people_login_person ON people_login (street, person);
