/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/limits.h: every limit on what grows, in one place. Sizes in bytes, times in milliseconds. */
#pragma once

enum {
	LIMIT_ARENA = 64 << 20,         /* memory of one job */
	LIMIT_BODY = 1 << 20,           /* a posted form or JSON object */
	LIMIT_UPLOAD = 20 << 20,        /* one file */
	LIMIT_URL = 4096,               /* path and query */
	LIMIT_HEADERS = 16 << 10,       /* all request headers */
	LIMIT_PAIRS = 262144,           /* name/value pairs of one act */
	LIMIT_NAME = 128,               /* a pair's name */
	LIMIT_LEAF = 65535,             /* a leaf's bytes: u16 in an entry bundle */
	LIMIT_MARKS_IN_LEAF = 64,       /* more: count and root in the leaf, list in journal_mark */
	LIMIT_MARKS = 20000,            /* of one act */
	LIMIT_BATCH = 64,               /* acts of one COMMIT */
	LIMIT_QUEUE = 4096,             /* acts that wait in a lane; more are told to come again */
	LIMIT_THEN_DEPTH = 3,           /* an act that stirs another that stirs another */
	LIMIT_LIST = 200,               /* rows of one page of a list */
	LIMIT_EXPORT = 200000,          /* rows of one export */
	LIMIT_HEADER_MS = 10000,        /* to send all headers */
	LIMIT_BODY_MS = 60000,          /* to send the body */
	LIMIT_READER_MS = 5000,         /* a reading statement */
	LIMIT_CONNECTIONS_PER_CLIENT = 100,
	LIMIT_ONCE_DAYS = 30,           /* how long an accepted act is remembered by its once key */
};
