-- SPDX-License-Identifier: MulanPSL-2.0
-- Choose 选择: who keeps the two halves of the key of a ballot box.

CREATE TABLE choose_keeper (
	street int64 NOT NULL,
	id int64 NOT NULL,
	ballot int64 NOT NULL,
	first TEXT NOT NULL, -- personal
	second TEXT NOT NULL, -- personal
	handed_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	UNIQUE (street, ballot)
);
