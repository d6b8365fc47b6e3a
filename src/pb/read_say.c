/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_say.c: what the reader tells of a text: refusals, notes in order of lines; and its lists
 * that grow. All other files of the reader stand on this one. */
#include <assert.h>
#include <stdarg.h>
#include "base/buf.h"
#include "pb/inside.h"
#include "pb/reading.h"

int piece_len(struct str s)
{
	size_t len = s.len < 60 ? s.len : 60;

	while (len < s.len && len && ((unsigned char)s.at[len] & 0xc0) == 0x80)
		len--;
	return (int)len;
}

/* One line, whatever the text had in its fields. */
static PRINTF(2, 0) struct str say(struct arena *arena, const char *format, va_list args)
{
	char line[512];
	int len = vsnprintf(line, sizeof(line), format, args);
	struct str said = { line, len < (int)sizeof(line) ? (size_t)len : sizeof(line) - 1 };

	assert(len >= 0);
	for (size_t i = 0; i < said.len; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 127)
			line[i] = ' ';
	return str_copy(arena, said);
}

enum err reader_refuse(struct reader *reader, uint32_t line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*reader->trouble = (struct pb_trouble) { line, say(reader->keep, format, args) };
	va_end(args);
	return ERR_BAD_INPUT;
}

void reader_note(struct reader *reader, uint32_t line, const char *format, ...)
{
	va_list args;

	if (reader->note_count == NOTES_MOST) {
		reader->notes_unsaid++;
		return;
	}
	va_start(args, format);
	reader->notes[reader->note_count++] = (struct pb_note) { line,
		say(reader->scratch, format, args) };
	va_end(args);
}

void *room_make(struct reader *reader, void *at, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t more = *room ? *room * 2 : 16;

	if (count < *room)
		return at;
	at = arena_grow(reader->scratch, at, *room * size, more * size);
	if (at)
		*room = more;
	return at;
}

static bool note_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct pb_note *notes = with;

	return notes[a].line < notes[b].line;
}

/* In order of lines: what was found last is not always furthest down. */
enum err notes_keep(struct reader *reader)
{
	uint32_t count = reader->note_count;
	uint32_t *order = arena_array(reader->scratch, count + (size_t)1, sizeof(*order));
	uint32_t *room = arena_array(reader->scratch, count + (size_t)1, sizeof(*room));
	struct pb_note *kept = arena_array(reader->keep, count + (size_t)2, sizeof(*kept));
	char more[64];

	if (!order || !room || !kept)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	places_sort(order, room, count, note_is_before, reader->notes);
	for (uint32_t i = 0; i < count; i++)
		kept[i] = (struct pb_note) { reader->notes[order[i]].line,
			str_copy(reader->keep, reader->notes[order[i]].text) };
	if (reader->notes_unsaid) {
		snprintf(more, sizeof(more), "and %u more like these", reader->notes_unsaid);
		kept[count] = (struct pb_note) { kept[count - 1].line,
			str_copy(reader->keep, str_of(more)) };
		count++;
	}
	reader->election.notes = kept;
	reader->election.note_count = count;
	return OK;
}
