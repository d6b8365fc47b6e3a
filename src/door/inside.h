/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/inside.h: what the files of the door share. */
#pragma once
#include <pthread.h>
#include "base/buf.h"
#include "db/lane.h"
#include "db/open.h"
#include "db/schema.h"
#include "door/door.h"
#include "journal/journal.h"
#include "journal/merkle.h"

/* A street as published: readers and ETags see what is committed. */
struct street {
	int64_t id;
	char slug[64];
	struct merkle tree;
	struct street *next;
};

struct door {
	struct door_options options;
	struct lanes *lanes;
	struct lane_hooks hooks;
	pthread_mutex_t lock; /* of streets and their trees */
	struct street *streets;
};

/* A street inside a batch: its head and the leaf hashes since BEGIN. */
struct work {
	struct journal_head head;
	struct str story; /* own copy: heads are copied by value */
	struct hash *hashes;
	size_t count;
	size_t cap;
	struct merkle tree; /* as before the batch, caught up with other servers */
	char seed[128];
};

/* One act that runs: the asked one, or one stirred by then(). */
struct act {
	struct door *door;
	const struct action *action;
	const void *args;
	struct ask *ask;
	struct work *work;
	struct act *outer;
	int64_t leaf; /* its index, taken before it runs so that what it stirs comes after it */
	int64_t id;
	int depth;
	struct buf rules; /* JSON items, comma before all but the first */
	struct marks marks;
};

struct ask_inner {
	struct lane_job job;
	struct door *door;
	struct ask *ask;
	struct hash pairs; /* hash of the fields as asked */
};

/* The outcome of rights. place 0: anywhere in the street. */
enum err roles_at(struct rd *rd, int64_t home, int64_t person, int64_t place, unsigned *roles);
enum err place_of(struct rd *rd, const char *kind, struct ref ref, struct ref *place);

/* fields as the leaf tells them / as the once key's hash sees them */
enum err fields_leaf(struct tx *tx, struct act *act, struct buf *out);
void fields_ask(struct buf *out, const struct field *fields, const void *args);
bool fields_have_sealed(const struct field *fields);

/* Runs act in tx with marks and leaf; the gate and .from are asked, rights are not. */
enum err act_run(struct tx *tx, struct act *act);

enum err street_of(struct door *door, const char *slug, struct arena *arena, int64_t *street);
struct street *street_known(struct door *door, int64_t street);		   /* lock held */
struct street *street_add(struct door *door, int64_t id, struct str slug); /* lock held */
enum err tree_follow(struct rd *rd, int64_t street, struct merkle *tree, int64_t size);
struct lane_hooks heads_hooks(struct door *door);
void tables_check(void); /* asserts */
