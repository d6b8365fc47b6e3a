-- SPDX-License-Identifier: MulanPSL-2.0
-- What stages may show of the journal: the leaves themselves, which hold no personal value.

CREATE VIEW v_journal_leaf AS
SELECT street, at, entry FROM journal_leaf;
