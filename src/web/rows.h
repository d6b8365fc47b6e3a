/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/rows.h: what goes into and comes out of the statements of web.sql. */
#pragma once
#include "base/str.h"
#include "base/value.h"

struct web_login {
	struct str login;
};
struct web_login_found {
	int64_t home;
	int64_t person;
	struct str password;
	struct str name;
};
struct web_cast {
	int64_t person;
	struct str name;
	struct str role;
};
struct web_act {
	int64_t act;
};
struct web_person {
	int64_t person;
};
struct web_place {
	int64_t place;
};
struct web_role {
	struct str role;
};
struct web_box {
	struct str title;
	struct bytes box_key;
	struct str first; /* keepers of its halves; absent: it was not handed out */
	struct str second;
};
