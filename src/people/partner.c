/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/partner.c: companies, shops, schools and property managers that build with a place. What
 * they give stands in agreements; here is who they are and whom the staff talk to. */
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "people/people.h"

struct partner_add {
	struct ref place;
	struct str name;
	struct str kind;
	struct str credit_code;
	struct str contact;
	struct str phone;
};
struct partner_mend {
	struct ref partner;
	struct str contact;
	struct str phone;
};
struct partner_only {
	struct ref partner;
};
#include "gen/people/partner.sql.h"

/* 18 characters of 0-9 A-Z without I O S V Z (GB 32100). The check digit is not asked: real codes
 * are known that fail it. */
static bool credit_code_is_whole(struct str code)
{
	if (code.len != 18)
		return false;
	for (size_t i = 0; i < code.len; i++)
		if (!strchr("0123456789ABCDEFGHJKLMNPQRTUWXY", code.at[i]))
			return false;
	return true;
}

static enum err add(struct tx *tx, const void *args)
{
	const struct partner_add *a = args;
	bool is_taken;
	int64_t twin;

	if (a->credit_code.at && !credit_code_is_whole(a->credit_code))
		return refuse(tx, "credit_code", "credit_code_wrong");
	if (a->phone.at && !phone_is_whole(a->phone))
		return refuse(tx, "phone", "phone_wrong");
	TRY(partner_twin(tx_rd(tx), a, &twin, &is_taken));
	if (is_taken)
		return refuse(tx, "name", "name_taken");
	return partner_insert(tx, a);
}

static enum err mend(struct tx *tx, const void *args)
{
	const struct partner_mend *a = args;

	if (a->phone.at && !phone_is_whole(a->phone))
		return refuse(tx, "phone", "phone_wrong");
	return partner_update(tx, a);
}

static enum err end(struct tx *tx, const void *args)
{
	return partner_close(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return partner_list(rd, at, out, "partners");
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	const struct data *me = data_get(out, "me");
	bool is_staff = data_number(me, "is_cadre") || data_number(me, "is_officer");

	TRY(partner_card(rd, at, out));
	data_int(rd_arena(rd), out, "is_staff", is_staff);
	return is_staff ? partner_contact(rd, at, out) : OK;
}

const struct action partner_actions[] = {
	{ "people.partner.add", MAY(cadre | officer, place), NO_RULE, add,
		FIELDS(REF(partner_add, place, .of = "place.unit"),
			TEXT(partner_add, name, .max = 60),
			CHOICE(partner_add, kind,
				.of = "property company shop school institution society"),
			TEXT(partner_add, credit_code, .max = 18, .optional = true),
			TEXT(partner_add, contact, .max = 40, .optional = true, .personal = true),
			TEXT(partner_add, phone, .max = 20, .optional = true, .personal = true)),
		.goes = "people/partner/{id}" },
	{ "people.partner.mend", MAY(cadre | officer, partner), NO_RULE, mend,
		FIELDS(REF(partner_mend, partner, .of = "people.partner"),
			TEXT(partner_mend, contact, .max = 40, .optional = true, .personal = true),
			TEXT(partner_mend, phone, .max = 20, .optional = true, .personal = true)),
		.goes = "people/partner/{partner}" },
	{ "people.partner.end", MAY(cadre | officer, partner), NO_RULE, end,
		FIELDS(REF(partner_only, partner, .of = "people.partner")),
		.goes = "people/partner" },
	{ 0 },
};
const struct view partner_views[] = {
	{ "people/partner", MAY(guest, ), list, &PAGE_partner, NULL },
	{ "people/partner/{id}", MAY(guest, ), show, &PAGE_partner_show, NULL },
	{ 0 },
};
