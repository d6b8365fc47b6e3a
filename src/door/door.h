/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/door.h: the one door. Every face hands in an ask; the answer comes after its COMMIT is
 * durable. Owns tables door_once, door_outbox. Promises: state and leaf commit together or not at
 * all; a refused act changes nothing. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/hash.h"
#include "door/action.h"
#include "door/view.h"

struct arena;
struct conn;
struct db;
struct door;

enum via { VIA_SCREEN, VIA_DESK, VIA_PAPER };

/* Who asks. For a guest all zero. The session is looked up again inside the transaction: a
 * revocation counts at once. */
struct actor {
	int64_t home;	/* street of the person; 0: the street asked */
	int64_t person; /* whose rights count, in whose name */
	int64_t by;	/* staff at the desk who acts for person; 0: nobody */
	bool is_clock;
	struct hash session; /* of the token; zero: the face vouches (command line, story) */
	bool has_session;
};

struct ask {
	const char *street; /* slug: "heqing" */
	const char *action; /* "fund.pledge.make" */
	struct pairs pairs;
	struct actor actor;
	enum via via;
	const char *once;    /* 1 … 64 of A-Z a-z 0-9 . _ - : ; NULL: refused once_missing */
	struct arena *arena; /* of the job: lives until the answer was used */

	/* The answer. */
	enum err err;
	struct refusal refusal;
	int64_t id;	/* of the act */
	int64_t leaf;	/* index in the street's journal */
	bool is_replay; /* the first answer, given again */
	const struct action *found;
	const void *args; /* parsed struct, for .goes; NULL when it was never parsed */

	void (*done)(struct ask *ask); /* door_ask only; on a lane's thread or, when refused early,
					  on the caller's */
	void *with;
	struct ask_inner *inner; /* the door's */
};

struct door_options {
	struct db *db;
	int lanes;		      /* 0: one for SQLite, 4 for PostgreSQL */
	int batch;		      /* 0: LIMIT_BATCH */
	const char *seed;	      /* story mode: chance is derived from it; NULL in life */
	int64_t (*clock)(void *with); /* ms; NULL: the system's */
	void *clock_with;
	const char *origin; /* of checkpoints, before the slug: "zhidian.example"; NULL: none */
	const uint8_t *sign_seed; /* 32 bytes of the caller's: signs checkpoints; NULL: none */
	const char *box_dir; /* where ballot-box keys lie, outside the database; NULL: none may be
				made */
};

/* Reads the subject tables, checks them (asserts: names, roles, gates, refs), opens the lanes. */
enum err door_open(const struct door_options *options, struct door **out);
void door_close(struct door *door); /* finishes what was accepted */

enum err door_ask(
	struct door *door, struct ask *ask); /* ERR_BUSY: done is not called; otherwise it is */
enum err door_do(struct door *door, struct ask *ask); /* the same, waits; returns ask->err */

/* A view. `seen.view` and the data tree are set on OK. path is without street and suffix:
 * "fund/pledge/7"; query pairs are known names of struct look. Rights are asked in the same
 * read-only snapshot. Also fills members street, me, page of the tree. */
struct sight {
	const char *street;
	struct str path;
	struct pairs query;
	struct actor actor;
	struct arena *arena;

	const struct view *view;
	struct look look;
	struct ref place; /* whose roles count; 0: the street's */
	struct data *data;
	struct refusal refusal; /* bad query: field and reason */
};
enum err door_look(struct door *door, struct sight *sight);

/* A read-only snapshot for a face's own needs (sign-in, choices of a form): reads until done. */
struct snapshot {
	struct rd *rd;
	struct conn *conn;
	struct scope *scope;
	struct door *door;
};
enum err door_snapshot(struct door *door, const char *street, struct actor actor,
	struct arena *arena, struct snapshot *out);
void door_snapshot_done(struct snapshot *snapshot);

/* Housekeeping of a face through the lane, without a leaf (sessions, throttles): body may write
 * web_… and door_… only. Waits. */
enum err door_keep(struct door *door, const char *street, struct arena *arena,
	enum err (*body)(struct tx *tx, void *with), void *with);

/* Begins the journal of a new street, told by stories when seed is not NULL; its first act must be
 * place.street.setup. */
enum err door_found(struct door *door, const char *slug, const char *seed, struct arena *arena);

/* The streets of this installation, as a list `name` of out: slug and name. */
enum err door_streets(struct door *door, struct arena *arena, struct data *out, const char *name);
int64_t door_now(struct door *door); /* ms */
/* The street's journal as published: size and root after the last COMMIT. false: no such street. */
bool door_head(struct door *door, const char *street, int64_t *size, struct hash *root);
/* Due acts of time: runs every action listed in due views (v_due_…) whose time has come, once each.
 * Returns how many ran. */
int door_tick(struct door *door, struct arena *arena);

/* The tables, for faces, manual and tests. */
const struct action *action_find(const char *name);
const struct view *view_find(
	struct str path, struct look *look);   /* by a path such as "fund/pledge/7" */
const struct action *const *all_actions(void); /* sorted by name, ended by NULL */
const struct view *const *all_views(void);
