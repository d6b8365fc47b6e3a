/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/reading.h: what the parts of the reader share: the cursor over rows and fields, decimals, the
 * table of ids, the groups of equal ballots. Not for the rules. Whatever fails with ERR_BAD_INPUT
 * has told reader->trouble where and why. */
#pragma once
#include "base/arena.h"
#include "base/attr.h"
#include "pb/pb.h"

enum {
	FIELD_MOST = 1 << 20, /* bytes */
	ROWS_MOST = INT32_MAX,
	APPROVALS_MOST = INT32_MAX,
	NOTES_MOST = 1000,
	COLUMNS_MOST = 64, /* those further to the right are passed over */
	DECIDING = 13,	   /* keys of META that must have one value */
};
#define NO_COLUMN UINT32_MAX
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte)) /* of eight bytes of text at once */

/* digits · 10^-decimals, as written. */
struct decimal {
	int64_t digits;
	int decimals;
};

/* ---- the reader ---- */
enum section { SECTION_NONE, SECTION_META, SECTION_PROJECTS, SECTION_VOTES };

struct meta {
	struct str key;
	struct str value;
	uint32_t line;
};
/* Of a project, what waits until all ids and all decimals are known. */
struct project_raw {
	struct decimal cost;
	struct str category, incompatible, needs, variant_of;
};
struct pledge_raw {
	struct decimal amount;
	uint32_t line;
	uint32_t record; /* of its group */
};
struct category_raw {
	struct decimal cap, floor;
	uint32_t line;
};
struct id_slot {
	uint64_t low, high; /* an id of up to 16 bytes; a longer one: its hash, and all ones */
	uint32_t place;
};
struct ids {
	struct id_slot *slots; /* low 0: free */
	size_t mask;
	int shift;
};
struct reader {
	struct arena *keep;
	struct arena *scratch;
	struct pb_trouble *trouble;
	const char *start; /* of the text, after its BOM */
	const char *at;
	const char *end;
	uint32_t line;	    /* of *at */
	uint32_t rows_most; /* no section has more rows */
	struct pb_note *notes;
	uint32_t note_count;
	uint32_t notes_unsaid;
	/* META */
	struct meta *metas;
	uint32_t meta_count, meta_room;
	struct meta decided[DECIDING]; /* line 0: not there */
	uint32_t meta_line;
	struct decimal budget;
	uint32_t budget_line;
	/* PROJECTS */
	uint32_t projects_line;
	struct pb_project *projects;
	struct project_raw *raws;
	uint32_t project_room;
	struct ids ids;
	/* constraints and donations */
	struct pb_category *categories;
	struct category_raw *category_raws;
	bool *has_larger; /* by project: it is the first size of one */
	bool has_sizes;	  /* then places of projects + project_count stand for `!id` in groups */
	struct decimal household_cap;
	uint32_t household_line; /* 0: none */
	struct pb_pledge *pledges;
	struct pledge_raw *pledge_raws;
	uint32_t pledge_room;
	struct str *sources;
	uint32_t source_room;
	int decimals; /* most seen so far in money */
	int points_decimals;
	struct pb_election election; /* being filled */
};
/* Both take a printf text. reader_refuse returns ERR_BAD_INPUT. */
enum err reader_refuse(struct reader *reader, uint32_t line, const char *format, ...) PRINTF(3, 4);
void reader_note(struct reader *reader, uint32_t line, const char *format, ...) PRINTF(3, 4);
enum err notes_keep(struct reader *reader); /* into the election, in order of lines */
/* A piece of the text for a message, cut short. */
#define PIECE(s) piece_len(s), (s).at ? (s).at : ""
int piece_len(struct str s);
/* Room for one more in an array of scratch that grows: NULL when memory is out. */
void *room_make(struct reader *reader, void *at, uint32_t count, uint32_t *room, size_t size);

/* ---- text, rows, fields: read_text.c ---- */
struct field {
	struct str text; /* unquoted; blanks at its ends stripped unless it was quoted */
	bool is_quoted;
	bool has_tail; /* quoted, and letters stand behind the closing quote: they are in text */
	bool is_last;  /* of its row */
};
struct row {
	struct field fields[COLUMNS_MOST];
	uint32_t count; /* may be more than fields has */
	uint32_t line;	/* where it begins */
};
/* Is the whole text UTF-8 without NUL? Counts its lines too. */
enum err text_check(struct reader *reader);
/* Over blank lines; false at the end of the text. */
bool blank_skip(struct reader *reader);
/* Is the line at the cursor the head of a section? */
enum section section_peek(const struct reader *reader);
/* The field at the cursor, which is then behind its `;`, or behind the line end when is_last.
 * What must be unescaped is copied into arena; NULL: it stays as it is. */
enum err field_read(struct reader *reader, struct arena *arena, struct field *out);
enum err row_read(struct reader *reader, struct arena *arena, struct row *out);
/* Of column, stripped; absent when there is none. */
struct str row_get(const struct row *row, uint32_t column);
/* The place of a named column in a header, in any case; NO_COLUMN: not there. */
enum err column_find(
	struct reader *reader, const struct row *header, const char *name, uint32_t *out);
bool word_is(struct str s, const char *lower); /* in any ASCII case */
struct str blanks_strip(struct str s);
/* The next item of a list with commas, not stripped; false at its end. */
bool list_next(struct str *rest, struct str *item);

/* ---- numbers: read_number.c ---- */
/* NULL, or what is wrong (English, after "is"). In a list a comma separates, so only a point will
 * do. */
const char *decimal_read(struct str s, bool is_in_list, struct decimal *out);
/* In units of 10^-decimals, no fewer than it has; false when not below PB_MONEY_END. */
bool decimal_scale(struct decimal d, int decimals, int64_t *out);
bool whole_read(struct str s, int64_t *out);
/* In 10^-6; a minus is allowed; digits behind the sixth are dropped. */
bool micro_read(struct str s, int64_t *out);
/* Reads money and widens reader->decimals; refuses as `what` at line. */
enum err money_read(struct reader *reader, uint32_t line, const char *what, struct str s,
	bool is_in_list, struct decimal *out);

/* ---- META: read_meta.c ---- */
enum err meta_read(struct reader *reader);
/* The last of that name; NULL: none. */
const struct meta *meta_find(const struct reader *reader, const char *key);

/* ---- PROJECTS: read_projects.c ---- */
enum err projects_read(struct reader *reader);
uint32_t id_find(const struct reader *reader, struct str id); /* PB_NO_PROJECT: unknown */
static inline uint32_t id_find_short(const struct ids *ids, uint64_t low, uint64_t high)
{
	uint64_t mixed = (low ^ (high << 29 | high >> 35)) * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(mixed >> ids->shift);

	for (;; at = (at + 1) & ids->mask) {
		const struct id_slot *slot = &ids->slots[at];

		if (slot->low == low && slot->high == high)
			return slot->place;
		if (!slot->low)
			return PB_NO_PROJECT;
	}
}

/* ---- constraints and donations: read_limits.c ---- */
/* Before the votes: what needs ids only. */
enum err limits_read(struct reader *reader);

/* ---- VOTES: read_votes.c ---- */
enum err votes_read(struct reader *reader);

/* ---- repeated voters: read_voters.c ---- */
struct voters {
	uint64_t *slots; /* NULL while ids ascend; in keep, given back with those of the groups */
	size_t slot_count;
	struct str last;
	uint32_t seen;
};
/* Has a row before had this id (a piece of the text, as it stands there)? While ids ascend (the
 * shorter first) nothing is kept; at the first that does not, *wants_past is set and the caller
 * tells the ids of all rows before to voters_keep. */
enum err voters_see(struct reader *reader, struct voters *voters, struct str id, bool *is_again,
	bool *wants_past);
bool voters_keep(const struct reader *reader, struct voters *voters, struct str id);

/* ---- groups of equal ballots: group.c ---- */
struct waiting;
struct grouping {
	struct reader *reader;
	bool has_worths;
	struct arena_mark mark; /* of keep */
	uint64_t *slots;	/* in keep, for a while; low half: record, 0: free; high: hash */
	size_t slot_count;
	/* By group: weight (4 bytes), size of what follows (a step), projects as steps, each with
	 * its worth (a step) when the kind has any. */
	uint8_t *records;
	size_t used, room;
	uint64_t entries; /* projects in all records */
	uint32_t group_count;
	struct waiting *waiting; /* or NULL: a ring of ballots not yet settled */
	uint32_t queued, settled;
	/* the ballot being built */
	uint64_t *words; /* a bit a project */
	uint64_t *tops;	 /* a bit a word */
	uint32_t top_count;
	uint32_t *worths; /* by project; 0 where not listed */
	uint8_t *key;
};
enum err grouping_start(struct reader *reader, bool has_worths, struct grouping *out);
/* false: the ballot lists it already. A project + project_count: it says no to the project. */
static inline bool ballot_list(struct grouping *grouping, uint32_t project)
{
	uint64_t bit = UINT64_C(1) << (project & 63);
	uint64_t *word = &grouping->words[project >> 6];

	if (*word & bit)
		return false;
	*word |= bit;
	grouping->tops[project >> 12] |= UINT64_C(1) << (project >> 6 & 63);
	return true;
}
void ballot_forget(struct grouping *grouping);
/* Puts the ballot, which lists something, into its group; *record is where that is. record NULL:
 * that is not wanted, and may wait. */
enum err ballot_end(struct grouping *grouping, uint32_t *record);
/* Weights and sides of the election; the group of a record is then told by record_group. */
enum err grouping_finish(struct grouping *grouping, struct pb_election *election);
uint32_t record_group(const struct grouping *grouping, uint32_t record);
