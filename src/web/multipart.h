/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/multipart.h: reads multipart/form-data as it arrives (RFC 7578). Fields stay in memory, files
 * go to unnamed files on disk, so an upload never grows the job's arena. Strict: what is not
 * well-formed is refused as a whole. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;
struct multipart;

struct part {
	struct str name;     /* of the form's field */
	struct str value;    /* of a plain field */
	int fd;		     /* of a file, at its beginning; -1 for a plain field */
	struct str filename; /* as the browser says; only ever shown, never a path; absent for a
				plain field */
	struct str type;     /* as the browser says: a hint, nothing is decided by it */
	int64_t size;	     /* of the file */
	struct part *next;
};

/* content_type: the whole header. NULL when it has no usable boundary or memory is out. */
struct multipart *multipart_new(
	struct arena *arena, const char *content_type, const char *spool_dir);
/* Trouble is kept: the first is the answer of all later calls. */
enum err multipart_feed(struct multipart *multipart, const char *at, size_t len);
/* ERR_BAD_INPUT unless the last boundary was seen. */
enum err multipart_end(struct multipart *multipart);
const struct part *multipart_first(const struct multipart *multipart); /* NULL: none */
void multipart_close(struct multipart *multipart); /* closes the files; NULL is fine */
