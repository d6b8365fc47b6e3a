/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/field.h: the fields of an act: name, type, place in the struct, limits. The compiler
 * compares each member's C type with the macro. Only this table turns name/value pairs into a
 * struct. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

struct arena;

enum field_kind {
	FIELD_END,
	FIELD_REF,    /* struct ref: a row of kind .of in this street, which must exist */
	FIELD_REFS,   /* struct refs: the name repeated; sorted, no doubles */
	FIELD_MONEY,  /* struct money: min, max in fen */
	FIELD_INT,    /* int64_t */
	FIELD_BOOL,   /* bool: yes no; an absent one is no */
	FIELD_DAY,    /* struct day */
	FIELD_MOMENT, /* struct moment */
	FIELD_TEXT,   /* struct str: max in characters, min 1 */
	FIELD_CHOICE, /* struct str: one of .of, "a b c" */
	FIELD_FILE,   /* struct ref: place.file, given by upload or by id */
	FIELD_SECRET, /* struct str: password or code; never stored, logged or put in a leaf */
	FIELD_LIST,   /* list of structs, one level */
};

struct field {
	enum field_kind kind;
	const char *name;
	size_t at;
	size_t whole; /* size of the struct it is in */
	int64_t min;  /* 0 = no limit */
	int64_t max;
	bool optional;
	bool lines;    /* a TEXT that may have several lines */
	bool personal; /* enters the leaf by a salted commitment */
	bool sealed;   /* enters the leaf not at all; .ready turned it into an envelope */
	const char *of;
	const struct field *sub; /* FIELD_LIST */
	size_t sub_size;
};

/* Offset of a member that must have this C type: any other type does not compile. */
#define AT(S, m, type) _Generic(&((struct S *)0)->m, type * : offsetof(struct S, m))
/* MONEY(pledge_make, amount, .min = 100): struct, member, then any options. The empty last argument
 * lets the options be left out. */
#define FIELD(k, type, S, m, ...) \
	{ \
		.kind = k, .name = #m, .at = AT(S, m, type), .whole = sizeof(struct S), \
		__VA_ARGS__ \
	}
#define REF(...) FIELD(FIELD_REF, struct ref, __VA_ARGS__, )
#define REFS(...) FIELD(FIELD_REFS, struct refs, __VA_ARGS__, )
#define MONEY(...) FIELD(FIELD_MONEY, struct money, __VA_ARGS__, )
#define INT(...) FIELD(FIELD_INT, int64_t, __VA_ARGS__, )
#define BOOL(...) FIELD(FIELD_BOOL, bool, __VA_ARGS__, )
#define DAY(...) FIELD(FIELD_DAY, struct day, __VA_ARGS__, )
#define MOMENT(...) FIELD(FIELD_MOMENT, struct moment, __VA_ARGS__, )
#define TEXT(...) FIELD(FIELD_TEXT, struct str, __VA_ARGS__, )
#define CHOICE(...) FIELD(FIELD_CHOICE, struct str, __VA_ARGS__, )
#define UPLOAD(...) FIELD(FIELD_FILE, struct ref, __VA_ARGS__, )
#define SECRET(...) FIELD(FIELD_SECRET, struct str, __VA_ARGS__, )
#define LIST(S, m, E, F, ...) \
	{ \
		.kind = FIELD_LIST, .name = #m, \
		.at = _Generic(((struct S *)0)->m.at, struct E * \
			       : offsetof(struct S, m)), \
		.whole = sizeof(struct S), .sub = F, .sub_size = sizeof(struct E), __VA_ARGS__ \
	}
#define FIELDS(...) \
	(const struct field[]) \
	{ \
		__VA_ARGS__, \
		{ \
			.kind = FIELD_END \
		} \
	}

struct pair {
	const char *name;
	const char *value;
};
struct pairs {
	const struct pair *at;
	size_t count;
};
/* Why an act was refused. field is "" when it is about the whole act. */
struct refusal {
	char field[80];
	char reason[48];
	struct data *args; /* values for the words: {{max_fen}}; may be NULL */
};

/* Pairs → struct (zeroed by the caller, fields[0].whole bytes). ERR_REFUSED fills *why. Reasons:
 * unknown missing twice too_many too_small too_big too_long not_money not_a_number not_a_ref
 * not_a_day not_a_moment not_yes_no not_a_choice not_text. Blank, null and absent are one; blank
 * list rows are dropped. */
enum err fields_parse(struct arena *arena, const struct field *fields, struct pairs pairs,
	void *out, struct refusal *why);
size_t fields_size(const struct field *fields); /* of the struct; 0 for no fields */
/* Fills *why; prefix is "lines.3." or "". Always ERR_REFUSED. */
enum err refusal_set(
	struct refusal *why, const char *prefix, const char *field, const char *reason);
