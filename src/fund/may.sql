-- SPDX-License-Identifier: MulanPSL-2.0

-- name: may_account of look shows
SELECT account_title FROM v_place_street WHERE street = :street

-- How often a paid bill of the fund had the words in it.
-- name: may_before of look shows
SELECT count(*) AS before FROM fund_bill b
JOIN fund_claim c ON c.street = b.street AND c.id = b.claim AND c.state = 'paid'
WHERE b.street = :street AND b.ended_ms IS NULL AND b.source = 'fund'
AND replace(b.items, CAST(:q AS TEXT), '') <> b.items
