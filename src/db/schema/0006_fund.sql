-- SPDX-License-Identifier: MulanPSL-2.0
-- Fund 筹资: who promises and gives, what was spent and on which bill. The program records money
-- that reached the street's account; it never holds any. The ledger is double entry, by source,
-- and only grows: a mistake is reversed, not changed.

-- bank: the street's account. income: what a source gave a project. expense: what a line took out
-- of a source.
CREATE TABLE fund_account (
	street int64 NOT NULL,
	id int64 NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('bank', 'income', 'expense')),
	project int64 NOT NULL, -- 0: the bank
	source TEXT NOT NULL CHECK (source IN ('', 'fund', 'resident', 'partner', 'property')),
	line int64 NOT NULL, -- 0: no line
	balance_fen int64 NOT NULL CHECK (balance_fen BETWEEN -1000000000000 AND 1000000000000),
	PRIMARY KEY (street, id),
	CHECK (kind <> 'bank' OR balance_fen >= 0),
	CHECK (kind <> 'income' OR balance_fen <= 0),
	CHECK (kind <> 'expense' OR balance_fen >= 0)
);
CREATE UNIQUE INDEX fund_account_one ON fund_account (street, project, kind, source, line);

CREATE TABLE fund_entry (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0), -- within the project: 第 14 笔
	kind TEXT NOT NULL
		CHECK (kind IN ('grant', 'gift', 'payment', 'refund', 'return', 'reversal')),
	title TEXT NOT NULL,
	booked_day int64 NOT NULL, -- of the bank's line
	subject int64, -- the grant, receipt, claim, refund … behind it
	reverses int64, -- the entry it takes back
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
);
CREATE UNIQUE INDEX fund_entry_n ON fund_entry (street, project, n);
CREATE UNIQUE INDEX fund_entry_reverses ON fund_entry (street, reverses) WHERE reverses IS NOT NULL;

-- Postings of an entry add up to 0; debit is positive.
CREATE TABLE fund_posting (
	street int64 NOT NULL,
	entry int64 NOT NULL,
	n int64 NOT NULL CHECK (n > 0),
	account int64 NOT NULL,
	amount_fen int64 NOT NULL
		CHECK (amount_fen BETWEEN -10000000000 AND 10000000000 AND amount_fen <> 0),
	PRIMARY KEY (street, entry, n)
);
CREATE INDEX fund_posting_account ON fund_posting (street, account);

-- Money of the fund paid out to an approved project, in one or more parts.
CREATE TABLE fund_grant (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000),
	paper TEXT NOT NULL, -- number of the payment order
	paid_day int64 NOT NULL,
	entry int64 NOT NULL,
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);

-- A call to the neighbours for one project: open for a time, with a goal and, where agreed, a sum
-- a household.
CREATE TABLE fund_drive (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	meeting int64 NOT NULL, -- which agreed to ask (组织法 §16)
	goal_fen int64 NOT NULL CHECK (goal_fen BETWEEN 100 AND 10000000000),
	-- what was agreed a household, a suggestion only
	each_fen int64 CHECK (each_fen BETWEEN 100 AND 1000000),
	most_fen int64 NOT NULL CHECK (most_fen BETWEEN 100 AND 100000000), -- of one household
	from_ms int64 NOT NULL,
	until_ms int64 NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'stopped')),
	PRIMARY KEY (street, id),
	CHECK (until_ms > from_ms)
);
CREATE UNIQUE INDEX fund_drive_open ON fund_drive (street, project) WHERE state = 'open';

-- A household's promise. Voluntary: it can be taken back until the money has come.
CREATE TABLE fund_pledge (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	drive int64 NOT NULL,
	household int64 NOT NULL, -- personal
	person int64 NOT NULL, -- personal
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 100 AND 100000000),
	note TEXT, -- personal
	is_named int64 NOT NULL CHECK (is_named IN (0, 1)), -- agrees to be thanked by name
	state TEXT NOT NULL CHECK (state IN ('promised', 'received', 'withdrawn', 'refunded')),
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX fund_pledge_once ON fund_pledge (street, drive, household)
	WHERE state IN ('promised', 'received');
CREATE INDEX fund_pledge_project ON fund_pledge (street, project, state);

-- What a partner gives, on paper: money, things, or the use of ground.
CREATE TABLE fund_agreement (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	partner int64 NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('money', 'things', 'ground', 'work')),
	source TEXT NOT NULL CHECK (source IN ('partner', 'property')),
	what TEXT NOT NULL,
	-- money, or the value in kind
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 0 AND 10000000000),
	from_day int64,
	until_day int64,
	file int64, -- the signed paper: consent on file (F02)
	state TEXT NOT NULL CHECK (state IN ('offered', 'signed', 'received', 'returned', 'ended')),
	made_ms int64 NOT NULL,
	signed_ms int64,
	PRIMARY KEY (street, id),
	CHECK (state = 'offered' OR state = 'ended' OR file IS NOT NULL)
);

-- Money that came: one numbered receipt each, without gaps.
CREATE TABLE fund_receipt (
	street int64 NOT NULL,
	id int64 NOT NULL,
	number int64 NOT NULL CHECK (number > 0),
	project int64 NOT NULL,
	pledge int64,
	agreement int64,
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000),
	way TEXT NOT NULL CHECK (way IN ('transfer', 'cash')),
	came_day int64 NOT NULL,
	entry int64 NOT NULL,
	by_home int64 NOT NULL,
	by_person int64 NOT NULL, -- personal
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id),
	CHECK ((pledge IS NULL) <> (agreement IS NULL))
);
CREATE UNIQUE INDEX fund_receipt_number ON fund_receipt (street, number);
CREATE UNIQUE INDEX fund_receipt_pledge ON fund_receipt (street, pledge) WHERE pledge IS NOT NULL;
CREATE UNIQUE INDEX fund_receipt_agreement ON fund_receipt (street, agreement)
	WHERE agreement IS NOT NULL;

CREATE TABLE fund_refund (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	receipt int64 NOT NULL,
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000),
	reason TEXT NOT NULL, -- personal
	paid_day int64 NOT NULL,
	entry int64 NOT NULL,
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX fund_refund_once ON fund_refund (street, receipt);

-- Offers compared before something is bought (B01).
CREATE TABLE fund_quote (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	line int64 NOT NULL,
	seller TEXT NOT NULL,
	seller_code TEXT,
	phone TEXT, -- personal
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000),
	file int64,
	is_chosen int64 NOT NULL CHECK (is_chosen IN (0, 1)),
	reason TEXT, -- why this one
	made_ms int64 NOT NULL,
	PRIMARY KEY (street, id)
);
CREATE UNIQUE INDEX fund_quote_seller ON fund_quote (street, project, line, seller);

-- A claim goes through three hands, which must be three persons.
CREATE TABLE fund_claim (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	title TEXT NOT NULL,
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 0 AND 10000000000),
	state TEXT NOT NULL
		CHECK (state IN ('draft', 'sent', 'approved', 'paid', 'returned', 'withdrawn')),
	handler_home int64 NOT NULL,
	handler int64 NOT NULL, -- personal
	approver_home int64,
	approver int64, -- personal
	cashier_home int64,
	cashier int64, -- personal
	reason TEXT, -- personal
	made_ms int64 NOT NULL,
	sent_ms int64,
	approved_ms int64,
	paid_ms int64,
	entry int64,
	PRIMARY KEY (street, id),
	CHECK (state NOT IN ('approved', 'paid') OR approver IS NOT NULL),
	CHECK (state <> 'paid' OR (cashier IS NOT NULL AND entry IS NOT NULL)),
	CHECK (approver IS NULL OR approver <> handler OR approver_home <> handler_home),
	CHECK (cashier IS NULL OR cashier <> handler OR cashier_home <> handler_home),
	CHECK (cashier IS NULL OR approver IS NULL
		OR cashier <> approver OR cashier_home <> approver_home)
);
CREATE INDEX fund_claim_project ON fund_claim (street, project, state);

-- One voucher of a claim, as read from its file.
CREATE TABLE fund_bill (
	street int64 NOT NULL,
	id int64 NOT NULL,
	claim int64 NOT NULL,
	line int64 NOT NULL,
	source TEXT NOT NULL CHECK (source IN ('fund', 'resident', 'partner', 'property')),
	kind TEXT NOT NULL CHECK (kind IN ('invoice', 'e_invoice', 'fiscal_receipt',
		'labour_sheet')),
	code TEXT NOT NULL, -- "" where the kind has none
	number TEXT NOT NULL,
	amount_fen int64 NOT NULL CHECK (amount_fen BETWEEN 1 AND 10000000000), -- gross
	tax_fen int64 CHECK (tax_fen >= 0),
	issued_day int64 NOT NULL,
	seller TEXT NOT NULL,
	seller_code TEXT,
	buyer TEXT NOT NULL,
	items TEXT NOT NULL,
	purpose TEXT NOT NULL,
	file int64 NOT NULL,
	-- the electronic file itself, not a picture of it
	is_original int64 NOT NULL CHECK (is_original IN (0, 1)),
	made_ms int64 NOT NULL,
	ended_ms int64, -- taken out of the claim
	PRIMARY KEY (street, id)
);
CREATE INDEX fund_bill_claim ON fund_bill (street, claim);

CREATE TABLE fund_hit (
	street int64 NOT NULL,
	bill int64 NOT NULL,
	n int64 NOT NULL,
	rule TEXT NOT NULL,
	version int64 NOT NULL,
	verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'note', 'warn', 'block')),
	article TEXT NOT NULL,
	found TEXT,
	PRIMARY KEY (street, bill, n)
);

-- unkeyed: a voucher can be claimed once in the whole installation, whichever street comes first
CREATE TABLE fund_voucher_taken (
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	number TEXT NOT NULL,
	street int64 NOT NULL,
	bill int64 NOT NULL,
	PRIMARY KEY (kind, code, number)
);
CREATE INDEX fund_voucher_taken_bill ON fund_voucher_taken (street, bill);

CREATE TABLE fund_settlement (
	street int64 NOT NULL,
	id int64 NOT NULL,
	project int64 NOT NULL,
	plan int64 NOT NULL,
	income_fen int64 NOT NULL CHECK (income_fen >= 0),
	spent_fen int64 NOT NULL CHECK (spent_fen >= 0),
	left_fen int64 NOT NULL CHECK (left_fen >= 0),
	report TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('made', 'closed', 'replaced')),
	made_ms int64 NOT NULL,
	closed_ms int64,
	PRIMARY KEY (street, id),
	CHECK (income_fen = spent_fen + left_fen)
);
CREATE UNIQUE INDEX fund_settlement_one ON fund_settlement (street, project)
	WHERE state <> 'replaced';

CREATE TABLE fund_settlement_line (
	street int64 NOT NULL,
	settlement int64 NOT NULL,
	line int64 NOT NULL,
	budget_fen int64 NOT NULL CHECK (budget_fen >= 0),
	spent_fen int64 NOT NULL CHECK (spent_fen >= 0),
	reason TEXT, -- asked for where it is off by more than 10 %
	PRIMARY KEY (street, settlement, line)
);

-- Where what is left goes: fund money back to the street, gifts back or on to the upkeep their
-- givers agreed to.
CREATE TABLE fund_settlement_rest (
	street int64 NOT NULL,
	settlement int64 NOT NULL,
	source TEXT NOT NULL CHECK (source IN ('fund', 'resident', 'partner', 'property')),
	amount_fen int64 NOT NULL CHECK (amount_fen >= 0),
	goes TEXT NOT NULL CHECK (goes IN ('street', 'givers', 'upkeep')),
	PRIMARY KEY (street, settlement, source),
	CHECK (source <> 'fund' OR goes = 'street')
);
