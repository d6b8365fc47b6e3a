/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/session.c: sessions and throttles, written through the lane without a leaf: they must
 * outlive a refusal and are nobody's history. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/random.h"
#include "door/inside.h"
#include "door/rows.h"
#include "door/session.h"
#include "gen/door/door.sql.h"

static enum err insert_body(struct tx *tx, void *with)
{
	struct door_session_new *row = with;
	struct door_age age = { tx_now(tx) };

	TRY(session_forget(tx, &age));
	row->until = tx_now(tx) + (int64_t)SESSION_DAYS * 86400000;
	return session_insert(tx, row);
}

enum err session_make(struct door *door, const char *street, int64_t home, int64_t person,
	struct arena *arena, const char **token)
{
	struct door_session_new row = { .of_home = home, .person = person };
	struct buf text = buf_new(arena, 64);
	struct hash hash;

	random_letters(&text, 32); /* 160 bits */
	if (!buf_z(&text))
		return ERR_MEMORY;
	hash = hash_of(text.at, text.len);
	row.token = (struct bytes) { hash.at, HASH_SIZE };
	TRY(door_keep(door, street, arena, insert_body, &row));
	*token = buf_z(&text);
	return OK;
}

static enum err seen_body(struct tx *tx, void *with)
{
	return session_seen(tx, with);
}

bool session_actor(struct door *door, const char *street, struct str token, struct arena *arena,
	struct actor *out, int64_t *desk_until_ms)
{
	struct hash hash = hash_of(token.at, token.len);
	struct door_token ask = { { hash.at, HASH_SIZE } };
	struct door_session_row row;
	struct snapshot snapshot;
	bool found = false;
	int64_t now;

	if (!token.len || door_snapshot(door, street, (struct actor) { 0 }, arena, &snapshot))
		return false;
	now = snapshot.scope->now_ms;
	if (session_find(snapshot.rd, &ask, &row, &found))
		found = false;
	door_snapshot_done(&snapshot);
	if (!found || row.until.ms <= now)
		return false;
	*out = (struct actor) {
		.home = row.home, .person = row.person, .session = hash, .has_session = true
	};
	*desk_until_ms = 0;
	if (row.for_person && row.for_until.ms > now) {
		out->by = row.person;
		out->person = row.for_person;
		*desk_until_ms = row.for_until.ms;
	}
	if (now - row.seen.ms > 3600000) /* a fault here only leaves the old time */
		(void)door_keep(door, street, arena, seen_body, &ask);
	return true;
}

static enum err drop_body(struct tx *tx, void *with)
{
	return session_drop(tx, with);
}

enum err session_end(
	struct door *door, const char *street, struct hash session, struct arena *arena)
{
	struct door_token ask = { { session.at, HASH_SIZE } };

	return door_keep(door, street, arena, drop_body, &ask);
}

static enum err drop_all_body(struct tx *tx, void *with)
{
	return session_drop_all(tx, with);
}

enum err session_end_all(
	struct door *door, const char *street, int64_t home, int64_t person, struct arena *arena)
{
	struct door_whose whose = { home, person };

	return door_keep(door, street, arena, drop_all_body, &whose);
}

static enum err desk_body(struct tx *tx, void *with)
{
	struct door_session_desk *desk = with;

	desk->for_until = desk->for_person ? tx_now(tx) + SESSION_DESK_MS : 0;
	return session_for(tx, desk);
}

enum err session_desk(struct door *door, const char *street, struct hash session, int64_t person,
	struct arena *arena)
{
	struct door_session_desk desk = { { session.at, HASH_SIZE }, person, 0 };

	return door_keep(door, street, arena, desk_body, &desk);
}

struct counting {
	struct door_throttle_row row;
	int64_t window_ms;
};

static enum err count_body(struct tx *tx, void *with)
{
	struct counting *counting = with;
	struct door_throttle_found found;
	bool is_known;

	TRY(throttle_find(tx_rd(tx), &counting->row, &found, &is_known));
	if (!is_known || tx_now(tx) - found.since.ms > counting->window_ms)
		found = (struct door_throttle_found) { 0, { tx_now(tx) } };
	counting->row.tries = found.tries + 1;
	counting->row.since = found.since.ms;
	return throttle_put(tx, &counting->row);
}

/* Who tried is not kept, only that the same one did. */
static struct str what_hash(const char *what, struct arena *arena)
{
	struct hash hash = hash_of(what, strlen(what));
	struct buf hex = buf_new(arena, 80);

	hex_print(&hex, (struct bytes) { hash.at, HASH_SIZE });
	return buf_view(&hex);
}

enum err throttle_count(struct door *door, const char *street, const char *what, int64_t most,
	int64_t window_ms, struct arena *arena, bool *is_over)
{
	struct counting counting = { { what_hash(what, arena), 0, 0 }, window_ms };

	TRY(door_keep(door, street, arena, count_body, &counting));
	*is_over = counting.row.tries > most;
	return OK;
}

static enum err clear_body(struct tx *tx, void *with)
{
	return throttle_drop(tx, with);
}

enum err throttle_clear(
	struct door *door, const char *street, const char *what, struct arena *arena)
{
	struct door_throttle_row row = { what_hash(what, arena), 0, 0 };

	return door_keep(door, street, arena, clear_body, &row);
}
