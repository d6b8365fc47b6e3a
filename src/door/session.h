/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/session.h: who is signed in, and how often somebody has tried. Housekeeping: no leaf. Only a
 * token's SHA-256 is kept. Owns tables door_session, door_throttle. */
#pragma once
#include "door/door.h"

enum {
	SESSION_DAYS = 30,	      /* a resident's phone */
	SESSION_DESK_MS = 30 * 60000, /* acting for somebody */
};

/* token: 43 letters of base64url for the cookie. */
enum err session_make(struct door *door, const char *street, int64_t home, int64_t person,
	struct arena *arena, const char **token);
/* Fills the actor of a cookie; false when it names nobody (any more). seen_ms is moved on at most
 * once an hour. */
bool session_actor(struct door *door, const char *street, struct str token, struct arena *arena,
	struct actor *out, int64_t *desk_until_ms);
enum err session_end(
	struct door *door, const char *street, struct hash session, struct arena *arena);
enum err session_end_all(
	struct door *door, const char *street, int64_t home, int64_t person, struct arena *arena);
/* From now on this session acts for person (0: for itself again). Rights are asked by the act
 * people.desk.begin before. */
enum err session_desk(struct door *door, const char *street, struct hash session, int64_t person,
	struct arena *arena);

/* Counts one try of `what` ("login:wang", "address:…": hashed before it is kept). *is_over: more
 * than most in window_ms. */
enum err throttle_count(struct door *door, const char *street, const char *what, int64_t most,
	int64_t window_ms, struct arena *arena, bool *is_over);
enum err throttle_clear(
	struct door *door, const char *street, const char *what, struct arena *arena);
