/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/watch.h: who is connected, since when, and what for. Caps connections a client (an IPv4
 * address, an IPv6 /64) and cuts those whose time is over: deadlines are absolute, a byte a second
 * buys nothing. Safe from any thread. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr;
struct watch;
struct watched;

enum watch_phase {
	WATCH_IDLE, /* between requests */
	WATCH_HEAD, /* reading a request's head */
	WATCH_BODY, /* reading its body */
	WATCH_WORK, /* ours: no deadline */
	WATCH_SEND, /* the peer reads the answer */
};

/* Limits in ms by phase; 0 = none. Tests make them short. */
struct watch_limits {
	int64_t ms[WATCH_SEND + 1];
	int per_client; /* 0: no cap */
};
extern const struct watch_limits watch_limits_usual;

/* NULL when memory is out. */
struct watch *watch_start(const struct watch_limits *limits);
void watch_stop(struct watch *watch); /* no connection may be open any more */

bool watch_may(struct watch *watch, const struct sockaddr *peer); /* under its cap? */
/* NULL when memory is out. is_uncapped: not counted, the peer speaks for many. */
struct watched *watch_open(
	struct watch *watch, int fd, const struct sockaddr *peer, bool is_uncapped);
void watch_close(struct watch *watch, struct watched *watched);
/* extra_ms is added to the phase's limit. */
void watch_enter(
	struct watch *watch, struct watched *watched, enum watch_phase phase, int64_t extra_ms);
void watch_cut(struct watch *watch, struct watched *watched); /* at once */
void watch_cut_all(struct watch *watch);
bool peer_is_loopback(const struct sockaddr *peer);
