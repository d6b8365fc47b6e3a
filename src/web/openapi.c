/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/openapi.c: the manual of the JSON interface, drawn from the tables of acts and views, so that
 * it cannot lag behind. */
#include <assert.h>
#include "base/json.h"
#include "base/limits.h"
#include "base/words.h"
#include "web/inside.h"

static void put_pair(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_text(j, value);
}

static void put_ref(struct json *j, const char *to)
{
	json_open(j, '{');
	put_pair(j, "$ref", to);
	json_close(j, '}');
}

/* The words of a key, English as the summary, Chinese as the description. */
static void put_words(struct json *j, const char *key, const char *summary, const char *description)
{
	const struct word *word = word_find(key);

	put_pair(j, summary, word ? word->en : key);
	if (word)
		put_pair(j, description, word->zh);
}

static void put_choices(struct json *j, const char *of)
{
	struct str rest = str_of(of);

	json_key(j, "enum");
	json_open(j, '[');
	while (rest.at)
		json_str(j, str_cut(&rest, ' '));
	json_close(j, ']');
}

static void put_bounds(struct json *j, const struct field *f)
{
	if (f->min) {
		json_key(j, "minimum");
		json_int(j, f->min);
	}
	if (f->max) {
		json_key(j, "maximum");
		json_int(j, f->max);
	}
}

static void put_fields(struct json *j, const struct field *fields, const char *prefix, bool is_act);

static void put_scalar(struct json *j, const struct field *f)
{
	static const char *const type_of[] = { [FIELD_REF] = "integer",
		[FIELD_INT] = "integer",
		[FIELD_FILE] = "integer",
		[FIELD_BOOL] = "boolean",
		[FIELD_MONEY] = "string",
		[FIELD_DAY] = "string",
		[FIELD_MOMENT] = "string",
		[FIELD_TEXT] = "string",
		[FIELD_CHOICE] = "string",
		[FIELD_SECRET] = "string" };
	static const char *const pattern_of[] = { [FIELD_MONEY] = "^[0-9]+(\\.[0-9]{1,2})?$",
		[FIELD_MOMENT] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
		[FIELD_LIST] = NULL };
	static const char *const format_of[] = { [FIELD_REF] = "int64",
		[FIELD_INT] = "int64",
		[FIELD_FILE] = "int64",
		[FIELD_DAY] = "date",
		[FIELD_SECRET] = "password",
		[FIELD_LIST] = NULL };

	put_pair(j, "type", type_of[f->kind]);
	if (format_of[f->kind])
		put_pair(j, "format", format_of[f->kind]);
	if (pattern_of[f->kind])
		put_pair(j, "pattern", pattern_of[f->kind]);
	if (f->kind == FIELD_REF)
		put_pair(j, "x-refers-to", f->of);
	if (f->kind == FIELD_INT)
		put_bounds(j, f);
	if (f->kind == FIELD_CHOICE)
		put_choices(j, f->of);
	if ((f->kind == FIELD_TEXT || f->kind == FIELD_SECRET) && f->max) {
		json_key(j, "maxLength");
		json_int(j, f->max);
	}
}

static void put_field(struct json *j, const struct field *f, const char *prefix)
{
	char key[256];

	snprintf(key, sizeof key, "%s.%s", prefix, f->name);
	json_key(j, f->name);
	json_open(j, '{');
	put_words(j, key, "title", "description");
	if (f->kind == FIELD_LIST) {
		put_pair(j, "type", "array");
		if (f->max) {
			json_key(j, "maxItems");
			json_int(j, f->max);
		}
		json_key(j, "items");
		json_open(j, '{');
		put_fields(j, f->sub, key, false);
		json_close(j, '}');
	} else if (f->kind == FIELD_REFS) {
		put_pair(j, "type", "array");
		put_pair(j, "x-refers-to", f->of);
		json_key(j, "items");
		json_open(j, '{');
		put_pair(j, "type", "integer");
		put_pair(j, "format", "int64");
		json_close(j, '}');
	} else {
		put_scalar(j, f);
	}
	json_close(j, '}');
}

/* The members of a schema object. */
static void put_fields(struct json *j, const struct field *fields, const char *prefix, bool is_act)
{
	bool has_required = false;

	put_pair(j, "type", "object");
	json_key(j, "additionalProperties");
	json_bool(j, false);
	json_key(j, "properties");
	json_open(j, '{');
	for (const struct field *f = fields; f && f->kind != FIELD_END; f++) {
		put_field(j, f, prefix);
		has_required |= !f->optional && f->kind != FIELD_BOOL;
	}
	if (is_act) {
		json_key(j, "once");
		put_ref(j, "#/components/schemas/Once");
	}
	json_close(j, '}');
	if (!has_required)
		return;
	json_key(j, "required");
	json_open(j, '[');
	for (const struct field *f = fields; f && f->kind != FIELD_END; f++)
		if (!f->optional && f->kind != FIELD_BOOL)
			json_text(j, f->name);
	json_close(j, ']');
}

/* "street" and, for a view of one row, "id". */
static void put_parameters(struct json *j, bool has_id, bool is_view)
{
	static const char *const queries[] = { "Place", "Project", "State", "Search", "Page" };

	json_key(j, "parameters");
	json_open(j, '[');
	put_ref(j, "#/components/parameters/Street");
	if (has_id)
		put_ref(j, "#/components/parameters/Id");
	for (size_t i = 0; is_view && i < sizeof queries / sizeof *queries; i++) {
		char to[64];

		snprintf(to, sizeof to, "#/components/parameters/%s", queries[i]);
		put_ref(j, to);
	}
	if (!is_view)
		put_ref(j, "#/components/parameters/IdempotencyKey");
	json_close(j, ']');
}

static void put_responses(struct json *j, const char *good)
{
	static const char *const others[][2] = { { "400", "BadInput" }, { "401", "SignIn" },
		{ "403", "Forbidden" }, { "404", "NotFound" }, { "422", "Refused" },
		{ "503", "Busy" } };

	json_key(j, "responses");
	json_open(j, '{');
	json_key(j, "200");
	put_ref(j, good);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		char to[64];

		snprintf(to, sizeof to, "#/components/responses/%s", others[i][1]);
		json_key(j, others[i][0]);
		put_ref(j, to);
	}
	json_close(j, '}');
}

static void put_roles(struct json *j, unsigned roles)
{
	json_key(j, "x-may");
	json_open(j, '[');
	for (int bit = 0; bit < ROLE_COUNT; bit++)
		if (roles & 1u << bit)
			json_text(j, role_names[bit]);
	json_close(j, ']');
}

static void put_security(struct json *j, unsigned roles)
{
	json_key(j, "security");
	json_open(j, '[');
	json_open(j, '{');
	if (!(roles & guest)) {
		json_key(j, "session");
		json_open(j, '[');
		json_close(j, ']');
	}
	json_close(j, '}');
	json_close(j, ']');
}

static void put_operation(struct json *j, const char *name, const char *tag, unsigned roles)
{
	put_pair(j, "operationId", name);
	json_key(j, "tags");
	json_open(j, '[');
	json_str(j, (struct str) { tag, strcspn(tag, "./") });
	json_close(j, ']');
	put_roles(j, roles);
	put_security(j, roles);
}

static void put_view(struct json *j, const struct view *view)
{
	char text[256];

	snprintf(text, sizeof text, "/{street}/%s.json", view->path);
	json_key(j, text);
	json_open(j, '{');
	json_key(j, "get");
	json_open(j, '{');
	snprintf(text, sizeof text, "look:%s", view->path);
	for (char *c = text; *c; c++)
		if (strchr("{}/:", *c))
			*c = '.';
	put_pair(j, "summary", view->path);
	put_operation(j, text, view->path, view->may.roles);
	put_parameters(j, strstr(view->path, "{id}") != NULL, true);
	put_responses(j, "#/components/responses/View");
	json_close(j, '}');
	json_close(j, '}');
}

static void put_act(struct json *j, const struct action *action)
{
	char text[256];

	snprintf(text, sizeof text, "/{street}/%s", action->name);
	for (char *c = text; *c; c++)
		if (*c == '.')
			*c = '/';
	json_key(j, text);
	json_open(j, '{');
	json_key(j, "post");
	json_open(j, '{');
	put_words(j, action->name, "summary", "description");
	put_operation(j, action->name, action->name, action->may.roles);
	put_parameters(j, false, false);
	json_key(j, "requestBody");
	json_open(j, '{');
	json_key(j, "required");
	json_bool(j, true);
	json_key(j, "content");
	json_open(j, '{');
	json_key(j, "application/json");
	json_open(j, '{');
	json_key(j, "schema");
	json_open(j, '{');
	put_fields(j, action->fields, action->name, true);
	for (int i = 0; i < 4; i++)
		json_close(j, '}');
	put_responses(j, "#/components/responses/Done");
	json_close(j, '}');
	json_close(j, '}');
}

/* --- what every operation shares --- */

struct parameter {
	const char *key;
	const char *in;
	const char *name;
	const char *type;
	const char *about;
};
static const struct parameter parameters[] = {
	{ "Street", "path", "street", "string", "The street's name in addresses, such as heqing" },
	{ "Id", "path", "id", "integer", "Number of the row" },
	{ "Place", "query", "place", "integer", "Only what lies in this place" },
	{ "Project", "query", "project", "integer", "Only what belongs to this project" },
	{ "State", "query", "state", "string", "Only what is in this state" },
	{ "Search", "query", "q", "string", "Only what holds these words" },
	{ "Page", "query", "page", "integer", "Page of a long list, from 1" },
	{ "IdempotencyKey", "header", "Idempotency-Key", "string",
		"The once key: the same key and fields get the first answer again" },
};

static void put_components_parameters(struct json *j)
{
	json_key(j, "parameters");
	json_open(j, '{');
	for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
		const struct parameter *p = &parameters[i];

		json_key(j, p->key);
		json_open(j, '{');
		put_pair(j, "name", p->name);
		put_pair(j, "in", p->in);
		json_key(j, "required");
		json_bool(j, !strcmp(p->in, "path"));
		put_pair(j, "description", p->about);
		json_key(j, "schema");
		json_open(j, '{');
		put_pair(j, "type", p->type);
		json_close(j, '}');
		json_close(j, '}');
	}
	json_close(j, '}');
}

struct answer {
	const char *key;
	const char *about;
	const char *schema;
};
static const struct answer answers[] = {
	{ "View", "What the view shows", "View" },
	{ "Done", "Done, and durable", "Done" },
	{ "BadInput", "Not readable: bad JSON, bad UTF-8", "Trouble" },
	{ "SignIn", "A person is needed", "Trouble" },
	{ "Forbidden", "This person may not", "Trouble" },
	{ "NotFound", "No such thing in this street", "Trouble" },
	{ "Refused", "The domain says no: field and reason say why", "Trouble" },
	{ "Busy", "Try again", "Trouble" },
};

static void put_components_responses(struct json *j)
{
	json_key(j, "responses");
	json_open(j, '{');
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		char to[64];

		snprintf(to, sizeof to, "#/components/schemas/%s", answers[i].schema);
		json_key(j, answers[i].key);
		json_open(j, '{');
		put_pair(j, "description", answers[i].about);
		json_key(j, "content");
		json_open(j, '{');
		json_key(j, "application/json");
		json_open(j, '{');
		json_key(j, "schema");
		put_ref(j, to);
		for (int n = 0; n < 3; n++)
			json_close(j, '}');
	}
	json_close(j, '}');
}

struct member {
	const char *schema;
	const char *name; /* NULL: a schema of its own */
	const char *type;
	const char *pattern;
};
static const struct member members[] = {
	{ "Done", "id", "integer", NULL },
	{ "Done", "leaf", "integer", NULL },
	{ "Done", "replay", "boolean", NULL },
	{ "Trouble", "error", "string", NULL },
	{ "Trouble", "field", "string", NULL },
	{ "Trouble", "reason", "string", NULL },
	{ "Trouble", "words", "string", NULL },
	{ "Trouble", "args", "object", NULL },
	{ "Once", NULL, "string", "^[A-Za-z0-9._:-]{1,64}$" },
	{ "View", NULL, "object", NULL },
};
enum { MEMBER_COUNT = sizeof members / sizeof *members };

static size_t put_schema(struct json *j, size_t at)
{
	const char *schema = members[at].schema;

	json_key(j, schema);
	json_open(j, '{');
	if (!members[at].name) {
		put_pair(j, "type", members[at].type);
		if (members[at].pattern)
			put_pair(j, "pattern", members[at].pattern);
		json_close(j, '}');
		return at + 1;
	}
	put_pair(j, "type", "object");
	json_key(j, "properties");
	json_open(j, '{');
	for (; at < MEMBER_COUNT && !strcmp(members[at].schema, schema); at++) {
		json_key(j, members[at].name);
		json_open(j, '{');
		put_pair(j, "type", members[at].type);
		json_close(j, '}');
	}
	json_close(j, '}');
	json_close(j, '}');
	return at;
}

static void put_components(struct json *j)
{
	json_key(j, "components");
	json_open(j, '{');
	put_components_parameters(j);
	put_components_responses(j);
	json_key(j, "schemas");
	json_open(j, '{');
	for (size_t at = 0; at < MEMBER_COUNT;)
		at = put_schema(j, at);
	json_close(j, '}');
	json_key(j, "securitySchemes");
	json_open(j, '{');
	json_key(j, "session");
	json_open(j, '{');
	put_pair(j, "type", "apiKey");
	put_pair(j, "in", "cookie");
	put_pair(j, "name", "zhidian_STREET");
	put_pair(j, "description",
		"The cookie that signing in sets, one a street; __Host- before it under TLS");
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

static void put_info(struct json *j)
{
	json_key(j, "info");
	json_open(j, '{');
	put_pair(j, "title", "Zhidian");
	put_pair(j, "version", "1");
	put_pair(j, "description",
		"Every page of a street is a view, every change an act. The suffix of a view's "
		"path picks its "
		"shape: .json .csv .xlsx .pdf. Money is a string in yuan, days and times are "
		"Shanghai's.");
	json_key(j, "license");
	json_open(j, '{');
	put_pair(j, "name", "MulanPSL-2.0");
	put_pair(j, "url", "http://license.coscl.org.cn/MulanPSL2");
	json_close(j, '}');
	json_close(j, '}');
}

void openapi_write(struct buf *out, const char *server)
{
	struct json json = json_new(out);

	json_open(&json, '{');
	put_pair(&json, "openapi", "3.0.3");
	put_info(&json);
	json_key(&json, "servers");
	json_open(&json, '[');
	json_open(&json, '{');
	put_pair(&json, "url", *server ? server : "/");
	json_close(&json, '}');
	json_close(&json, ']');
	json_key(&json, "paths");
	json_open(&json, '{');
	for (const struct view *const *v = all_views(); *v; v++)
		put_view(&json, *v);
	for (const struct action *const *a = all_actions(); *a; a++)
		if (!(*a)->is_inner)
			put_act(&json, *a);
	json_close(&json, '}');
	put_components(&json);
	json_close(&json, '}');
}
