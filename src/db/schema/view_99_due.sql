-- SPDX-License-Identifier: MulanPSL-2.0
-- Everything that becomes due by time alone. A row goes away once its act has run.

CREATE VIEW v_due AS
SELECT street, action, key, due_ms, field, id FROM v_due_people
UNION ALL
SELECT street, action, key, due_ms, field, id FROM v_due_place
UNION ALL
SELECT street, action, key, due_ms, field, id FROM v_due_voice
UNION ALL
SELECT street, action, key, due_ms, field, id FROM v_due_choose
UNION ALL
SELECT street, action, key, due_ms, field, id FROM v_due_fund
UNION ALL
SELECT street, action, key, due_ms, field, id FROM v_due_review
UNION ALL
SELECT street, action, key, due_ms, field, id FROM v_due_care;
