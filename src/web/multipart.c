/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/multipart.c: a small machine over a window of bytes: what cannot yet be told apart from a
 * boundary waits there. Limits: parts, fields in memory, one file, names and part heads; each
 * crossing is ERR_TOO_BIG. */
#include "web/multipart.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

enum {
	WINDOW = 32 << 10,
	SLICE = 16 << 10,
	HEAD_MOST = 2048,
	BOUNDARY_MOST = 70,
	PARTS_MOST = 4096
};

enum stage { STAGE_PREAMBLE, STAGE_AFTER, STAGE_HEAD, STAGE_DATA, STAGE_END };

struct multipart {
	struct arena *arena;
	const char *spool_dir;
	char mark[BOUNDARY_MOST + 5]; /* CR LF - - boundary */
	size_t mark_len;
	enum stage stage;
	enum err err;
	char *window;
	size_t len;
	struct part *first;
	struct part *last;
	size_t count;
	size_t kept; /* bytes of plain fields */
	struct buf value;
};

/* The value of a parameter of a header: name=token or name="quoted". Absent when there is none or
 * it is spelled otherwise. */
static struct str param_of(struct str header, const char *name)
{
	size_t name_len = strlen(name);

	str_cut(&header, ';');
	while (header.at) {
		header = str_trim(header);
		if (header.len > name_len && header.at[name_len] == '=' &&
			!strncasecmp(header.at, name, name_len)) {
			struct str v = str_from(header, name_len + 1);

			if (v.len && *v.at == '"') {
				v = str_from(v, 1);
				for (size_t i = 0; i < v.len; i++)
					if (v.at[i] == '"')
						return (struct str) { v.at, i };
				return (struct str) { 0 };
			}
			return str_trim(str_cut(&v, ';'));
		}
		/* a ';' inside quotes does not end a parameter */
		bool is_quoted = false;
		size_t i = 0;
		while (i < header.len && (is_quoted || header.at[i] != ';'))
			is_quoted ^= header.at[i++] == '"';
		header = i < header.len ? str_from(header, i + 1) : (struct str) { 0 };
	}
	return (struct str) { 0 };
}

static bool boundary_is_sound(struct str b)
{
	if (!b.at || !b.len || b.len > BOUNDARY_MOST || b.at[b.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < b.len; i++)
		if (!((b.at[i] >= '0' && b.at[i] <= '9') || (b.at[i] >= 'A' && b.at[i] <= 'Z') ||
			    (b.at[i] >= 'a' && b.at[i] <= 'z') ||
			    (b.at[i] && strchr("'()+_,-./:=? ", b.at[i]))))
			return false;
	return true;
}

struct multipart *multipart_new(
	struct arena *arena, const char *content_type, const char *spool_dir)
{
	struct str boundary = param_of(str_of(content_type), "boundary");
	struct multipart *m;

	if (!boundary_is_sound(boundary) || !(m = arena_alloc(arena, sizeof *m)))
		return NULL;
	m->arena = arena;
	m->spool_dir = spool_dir ? spool_dir : "/tmp";
	memcpy(m->mark, "\r\n--", 4);
	memcpy(m->mark + 4, boundary.at, boundary.len);
	m->mark_len = boundary.len + 4;
	m->window = arena_alloc(arena, WINDOW);
	if (!m->window)
		return NULL;
	memcpy(m->window, "\r\n",
		2); /* so that a boundary at the very beginning looks like any other */
	m->len = 2;
	return m;
}

static void drop(struct multipart *m, size_t count)
{
	m->len -= count;
	memmove(m->window, m->window + count, m->len);
}

static enum err file_open(struct multipart *m, struct part *part)
{
	char name[512];
	int n = snprintf(name, sizeof name, "%s/upload-XXXXXX", m->spool_dir);

	if (n < 0 || (size_t)n >= sizeof name)
		return ERR_IO;
	part->fd = mkostemp(name, O_CLOEXEC);
	if (part->fd < 0)
		return errno == ENOSPC ? ERR_FULL : ERR_IO;
	unlink(name);
	return OK;
}

static enum err part_begin(struct multipart *m, struct str head)
{
	struct part *part = arena_alloc(m->arena, sizeof *part);
	struct str disposition = { 0 };

	if (!part)
		return ERR_MEMORY;
	part->fd = -1;
	while (head.at) {
		struct str line = str_cut(&head, '\n');
		struct str value = line;
		struct str name = str_trim(str_cut(&value, ':'));

		if (name.len == 19 && !strncasecmp(name.at, "Content-Disposition", 19))
			disposition = str_trim(value);
		else if (name.len == 12 && !strncasecmp(name.at, "Content-Type", 12))
			part->type = str_copy(m->arena, str_trim(value));
	}
	struct str field = param_of(disposition, "name");
	struct str filename = param_of(disposition, "filename");
	if (!str_starts(disposition, "form-data") || !field.at || !field.len)
		return ERR_BAD_INPUT;
	if (field.len > LIMIT_NAME || m->count >= PARTS_MOST)
		return ERR_TOO_BIG;
	if (!text_is_utf8(field) || (filename.at && !text_is_utf8(filename)))
		return ERR_BAD_INPUT;
	part->name = str_copy(m->arena, field);
	if (filename.at)
		part->filename = str_copy(m->arena, filename);
	m->value = buf_new(m->arena, LIMIT_BODY);
	if (m->last)
		m->last->next = part;
	else
		m->first = part;
	m->last = part;
	m->count++;
	return filename.at ? file_open(m, part) : OK;
}

static enum err part_data(struct multipart *m, const char *at, size_t len)
{
	struct part *part = m->last;

	if (part->fd < 0) {
		m->kept += len;
		buf_add(&m->value, at, len);
		if (m->kept > LIMIT_BODY)
			return ERR_TOO_BIG;
		return buf_ok(&m->value) ? OK : ERR_MEMORY;
	}
	part->size += (int64_t)len;
	if (part->size > LIMIT_UPLOAD)
		return ERR_TOO_BIG;
	while (len) {
		ssize_t n = write(part->fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return errno == ENOSPC ? ERR_FULL : ERR_IO;
		at += n;
		len -= (size_t)n;
	}
	return OK;
}

static enum err part_done(struct multipart *m)
{
	struct part *part = m->last;

	if (part->fd >= 0)
		return lseek(part->fd, 0, SEEK_SET) == 0 ? OK : ERR_IO;
	part->value = buf_view(&m->value);
	if (!part->value.at)
		part->value = str_of("");
	if (memchr(part->value.at, 0, part->value.len) || !text_is_utf8(part->value))
		return ERR_BAD_INPUT;
	return OK;
}

/* Before a boundary: all but what may be its beginning is data (or a preamble, which is not read).
 */
static enum err step_data(struct multipart *m, bool *moved)
{
	char *found = memmem(m->window, m->len, m->mark, m->mark_len);
	size_t safe = m->len > m->mark_len ? m->len - m->mark_len : 0;

	if (found)
		safe = (size_t)(found - m->window);
	if (m->stage == STAGE_DATA && safe)
		TRY(part_data(m, m->window, safe));
	if (m->stage == STAGE_DATA && found)
		TRY(part_done(m));
	drop(m, safe + (found ? m->mark_len : 0));
	if (found)
		m->stage = STAGE_AFTER;
	*moved = found;
	return OK;
}

static enum err step_after(struct multipart *m, bool *moved)
{
	if (m->len < 2)
		return OK;
	if (!memcmp(m->window, "--", 2))
		m->stage = STAGE_END;
	else if (!memcmp(m->window, "\r\n", 2))
		m->stage = STAGE_HEAD;
	else
		return ERR_BAD_INPUT;
	drop(m, 2);
	*moved = true;
	return OK;
}

static enum err step_head(struct multipart *m, bool *moved)
{
	char *found = memmem(m->window, m->len, "\r\n\r\n", 4);
	size_t len = found ? (size_t)(found - m->window) : m->len;

	if (len > HEAD_MOST)
		return ERR_TOO_BIG;
	if (!found)
		return OK;
	TRY(part_begin(m, (struct str) { m->window, len }));
	drop(m, len + 4);
	m->stage = STAGE_DATA;
	*moved = true;
	return OK;
}

/* Takes what it can from the window; *moved stays false when it must see more. */
static enum err step(struct multipart *m, bool *moved)
{
	*moved = false;
	switch (m->stage) {
	case STAGE_AFTER:
		return step_after(m, moved);
	case STAGE_HEAD:
		return step_head(m, moved);
	case STAGE_END:
		m->len = 0; /* an epilogue is not read */
		return OK;
	case STAGE_PREAMBLE:
	case STAGE_DATA:
		break;
	}
	return step_data(m, moved);
}

enum err multipart_feed(struct multipart *m, const char *at, size_t len)
{
	while (len && !m->err) {
		size_t take = len < SLICE ? len : SLICE;
		bool moved = true;

		assert(m->len + take + 2 <= WINDOW);
		memcpy(m->window + m->len, at, take);
		m->len += take;
		at += take;
		len -= take;
		while (moved && !m->err)
			m->err = step(m, &moved);
	}
	return m->err;
}

enum err multipart_end(struct multipart *m)
{
	if (!m->err && m->stage != STAGE_END)
		m->err = ERR_BAD_INPUT;
	return m->err;
}

const struct part *multipart_first(const struct multipart *m)
{
	return m->first;
}

void multipart_close(struct multipart *m)
{
	for (struct part *part = m ? m->first : NULL; part; part = part->next) {
		if (part->fd >= 0)
			close(part->fd);
		part->fd = -1;
	}
}
