/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/street.c: the street itself: set up once, by the owner of the installation, with its root
 * unit and its first officer; later its telephone, hours and letterhead. An installation that
 * nobody has set up has no account at all. */
#include "door/action.h"
#include "door/view.h"

struct street_setup {
	struct str slug;
	struct str name;
	struct str short_name;
	struct str telephone;
	struct str hours;
	struct str letterhead;
	struct str account_title;
	struct str profile;
	bool demo;
	struct str officer;
	struct str title;
	struct str login;
	struct str password;
};
struct street_set {
	struct str telephone;
	struct str hours;
	struct str letterhead;
	struct str account_title;
};
#include "gen/place/street.sql.h"

static bool slug_is_plain(struct str slug)
{
	for (size_t i = 0; i < slug.len; i++) {
		char c = slug.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0)))
			return false;
	}
	return slug.len > 0;
}

static enum err setup(struct tx *tx, const void *args)
{
	const struct street_setup *a = args;
	const struct pair officer[] = {
		{ "place", pair_id(tx, tx_id(tx)) },
		{ "number", pair_id(tx, tx_id(tx)) },
		{ "name", pair_text(tx, a->officer) },
		{ "title", pair_text(tx, a->title) },
		{ "login", pair_text(tx, a->login) },
		{ "password", pair_text(tx, a->password) },
		{ NULL, NULL },
	};

	if (!slug_is_plain(a->slug))
		return refuse(tx, "slug", "slug_bad");
	if (a->login.at && !a->password.at)
		return refuse(tx, "password", "missing");
	TRY(street_insert(tx, a));
	TRY(street_root(tx, a));
	TRY(street_within(tx, a));
	return then(tx, "people.person.first", officer, NULL);
}

static enum err set(struct tx *tx, const void *args)
{
	return street_update(tx, args);
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	return street_card(rd, at, out);
}

const struct action street_actions[] = {
	{ "place.street.setup", MAY(clockwork, ), RULE(street_new), setup,
		FIELDS(TEXT(street_setup, slug, .max = 40), TEXT(street_setup, name, .max = 40),
			TEXT(street_setup, short_name, .max = 8),
			TEXT(street_setup, telephone, .max = 40),
			TEXT(street_setup, hours, .max = 60),
			TEXT(street_setup, letterhead, .max = 200, .lines = true),
			TEXT(street_setup, account_title, .max = 80),
			CHOICE(street_setup, profile, .of = "pudong2024 basic"),
			BOOL(street_setup, demo, .optional = true),
			TEXT(street_setup, officer, .max = 40, .personal = true),
			TEXT(street_setup, title, .max = 40),
			TEXT(street_setup, login, .max = 32, .optional = true),
			SECRET(street_setup, password, .max = 100, .optional = true)) },
	{ "place.street.set", MAY(officer, ), NO_RULE, set,
		FIELDS(TEXT(street_set, telephone, .max = 40), TEXT(street_set, hours, .max = 60),
			TEXT(street_set, letterhead, .max = 200, .lines = true),
			TEXT(street_set, account_title, .max = 80)),
		.goes = "place/street" },
	{ 0 },
};
const struct view street_views[] = {
	{ "place/street", MAY(guest, ), show, &PAGE_street, NULL },
	{ 0 },
};
