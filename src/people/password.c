/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/password.c: logins and passwords of staff. The hash (argon2id) is made before the lane and
 * lies outside every mark. Changing a password asks for the old one, unless the person has just
 * come in by a slip. */
#include "door/action.h"
#include "door/view.h"
#include "people/people.h"

struct password_set {
	struct str login;
	struct str old;
	struct str password;
	struct str hash; /* made ready */
};
struct password_known {
	struct str login;
	struct str password;
	bool is_fresh; /* came in by a slip within the last half hour */
};
#include "gen/people/password.sql.h"

static enum err set_ready(struct ready *ready, void *args)
{
	struct password_set *a = args;
	struct arena *arena = rd_arena(ready->rd);
	struct password_known known;
	bool has_login;

	if (!login_is_plain(a->login))
		return unready(ready, "login", "login_wrong");
	if (a->password.len < PASSWORD_LEAST)
		return unready(ready, "password", "password_short");
	TRY(password_of(ready->rd, a, &known, &has_login));
	if (has_login && !known.is_fresh && !password_fits(arena, known.password, a->old))
		return unready(ready, "old", "old_wrong");
	a->hash = password_hash(arena, a->password);
	return a->hash.at ? OK : ERR_MEMORY;
}

static enum err set(struct tx *tx, const void *args)
{
	const struct password_set *a = args;
	bool is_taken;
	int64_t owner;

	TRY(password_login(tx_rd(tx), a, &owner, &is_taken));
	if (is_taken)
		return refuse(tx, "login", "login_taken");
	TRY(password_drop(tx, a));
	return password_put(tx, a);
}

enum { STAFF = cadre | handler | approver | cashier | officer | judge | auditor | partner };

const struct action password_actions[] = {
	{ "people.password.set", MAY(STAFF, ), RULE(password_home), set,
		FIELDS(TEXT(password_set, login, .max = 32),
			SECRET(password_set, old, .max = 100, .optional = true),
			SECRET(password_set, password, .max = 100)),
		.ready = set_ready, .goes = "people/person/me" },
	{ 0 },
};
const struct view password_views[] = {
	{ 0 },
};
