-- SPDX-License-Identifier: MulanPSL-2.0
-- Fund 筹资: what households offered on a ballot and is called may be less than a yuan, where
-- it was cut to what may be asked.

CREATE TABLE fund_pledge_made (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	drive int64 NOT NULL,
	household int64 NOT NULL, -- personal
	person int64 NOT NULL, -- personal
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 100000000),
	note TEXT, -- personal
	is_named int64 NOT NULL CHECK (is_named IN (0, 1)), -- agrees to be thanked by name
	state TEXT NOT NULL CHECK (state IN ('promised', 'received', 'withdrawn', 'refunded')),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
INSERT INTO fund_pledge_made (street, id, project, drive, household, person, amount_fen, note,
	is_named, state, made_ms)
SELECT street, id, project, drive, household, person, amount_fen, note, is_named, state, made_ms
FROM fund_pledge;
DROP TABLE fund_pledge;
ALTER TABLE fund_pledge_made RENAME TO fund_pledge;
CREATE UNIQUE INDEX fund_pledge_once ON fund_pledge (street, drive, household)
	WHERE state IN ('promised', 'received');
CREATE INDEX fund_pledge_project ON fund_pledge (street, project, state);
