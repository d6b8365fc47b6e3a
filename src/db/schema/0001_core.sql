-- SPDX-License-Identifier: MulanPSL-2.0
-- The journal and the door: what every act leaves behind. Tables of journal_ and door_ are never
-- marked themselves.

CREATE TABLE journal_head (
	street int64 NOT NULL PRIMARY KEY,
	size int64 NOT NULL CHECK (size >= 0),
	next_id int64 NOT NULL CHECK (next_id > 0),
	now_ms int64 NOT NULL,
	story TEXT -- the seed of a street told by stories; NULL in life
);

CREATE TABLE journal_leaf (
	street int64 NOT NULL,
	at int64 NOT NULL,
	entry TEXT NOT NULL,
	hash blob NOT NULL,
	PRIMARY KEY (street, at)
);

-- Marks of a leaf that has more of them than fit.
CREATE TABLE journal_mark (
	street int64 NOT NULL,
	leaf int64 NOT NULL,
	n int64 NOT NULL,
	mark TEXT NOT NULL,
	PRIMARY KEY (street, leaf, n)
);

-- Salts of the commitments inside leaves; deleting a row makes the commitment meaningless and
-- nothing else.
CREATE TABLE journal_salt (
	street int64 NOT NULL,
	leaf int64 NOT NULL,
	name TEXT NOT NULL,
	salt blob NOT NULL,
	PRIMARY KEY (street, leaf, name)
);

-- The commitment that stands for a personal column of a row in its last mark; salt NULL once
-- erased.
CREATE TABLE journal_seal (
	street int64 NOT NULL,
	tbl TEXT NOT NULL,
	row_key TEXT NOT NULL,
	col TEXT NOT NULL,
	salt blob,
	commitment TEXT NOT NULL,
	PRIMARY KEY (street, tbl, row_key, col)
);

CREATE TABLE journal_checkpoint (
	street int64 NOT NULL,
	size int64 NOT NULL,
	root blob NOT NULL,
	made_ms int64 NOT NULL,
	note TEXT NOT NULL, -- the signed note (C2SP tlog-checkpoint)
	PRIMARY KEY (street, size)
);

-- Accepted acts by their once key; kept 30 days.
CREATE TABLE door_once (
	street int64 NOT NULL,
	home int64 NOT NULL,
	actor int64 NOT NULL,
	key TEXT NOT NULL,
	ask blob NOT NULL, -- hash of the pairs
	id int64 NOT NULL,
	leaf int64 NOT NULL,
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, home, actor, key)
);

-- Signed-in people. token: SHA-256 of the cookie.
CREATE TABLE door_session (
	street int64 NOT NULL,
	token blob NOT NULL,
	home int64 NOT NULL,
	person int64 NOT NULL,
	for_person int64 NOT NULL, -- 0, or the person whose affair is done at the desk
	for_until_ms int64 NOT NULL,
	made_ms int64 NOT NULL,
	seen_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	PRIMARY KEY (street, token)
);
CREATE INDEX door_session_person ON door_session (street, home, person);

-- Tries that must be counted although they were refused.
CREATE TABLE door_throttle (
	street int64 NOT NULL,
	what TEXT NOT NULL, -- "login:HASH", "address:HASH", "invite:HASH": never the text itself
	tries int64 NOT NULL,
	since_ms int64 NOT NULL,
	PRIMARY KEY (street, what)
);

CREATE TABLE door_outbox (
	street int64 NOT NULL,
	id int64 NOT NULL,
	kind TEXT NOT NULL,
	recipient TEXT NOT NULL,
	body TEXT NOT NULL,
	made_ms int64 NOT NULL,
	sent_ms int64,
	PRIMARY KEY (street, id)
);
