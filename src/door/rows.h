/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/rows.h: the structs behind door.sql; included before gen/door/door.sql.h. */
#pragma once
#include "base/str.h"
#include "base/value.h"

struct door_slug {
	struct str slug;
};
struct door_street_row {
	int64_t id;
	struct str slug;
};
struct door_once_row {
	struct str key;
	struct bytes ask;
	int64_t act_id;
	int64_t leaf;
};
struct door_once_found {
	struct bytes ask;
	int64_t id;
	int64_t leaf;
};
struct door_age {
	int64_t before;
};
struct door_place {
	int64_t who_home;
	int64_t who;
	struct ref place;
};
struct door_role {
	struct str role;
};
struct door_letter {
	struct str kind;
	struct str recipient;
	struct str body;
};
struct door_due {
	struct str action;
	struct str key;
	struct str field;
	int64_t id;
	struct moment due;
};
struct door_token {
	struct bytes token;
};
struct door_session_row {
	int64_t home;
	int64_t person;
	int64_t for_person;
	struct moment for_until;
	struct moment seen;
	struct moment until;
};
struct door_session_new {
	struct bytes token;
	int64_t of_home;
	int64_t person;
	int64_t until;
};
struct door_session_desk {
	struct bytes token;
	int64_t for_person;
	int64_t for_until;
};
struct door_whose {
	int64_t of_home;
	int64_t person;
};
struct door_throttle_row {
	struct str what;
	int64_t tries;
	int64_t since;
};
struct door_throttle_found {
	int64_t tries;
	struct moment since;
};
