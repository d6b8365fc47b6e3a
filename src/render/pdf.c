/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf.c: opens a PDF in memory, has each paper of the text laid out, closes it; pdf_write of
 * render.h. Pango and Cairo free what they own here, on every way out; bytes go to the caller's
 * arena. */
#include <cairo-pdf.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "render/page.h"
#include "render/pdf.h"
#include "render/pdf_piece.h"
#include "render/render.h"

enum { TAGGED_MOST = 16 << 20, PDF_MOST = 48 << 20 };

double mm(double length)
{
	return length * 72 / 25.4;
}

enum err pdf_alloc(struct pdf *pdf, size_t count, size_t size, void *out)
{
	void *at = arena_array(pdf->arena, count ? count : 1, size);

	if (!at)
		return ERR_MEMORY;
	memcpy(out, &at, sizeof(at));
	return OK;
}

enum err pdf_keep(struct pdf *pdf, void *object)
{
	struct kept *kept = arena_alloc(pdf->arena, sizeof(*kept));

	if (!kept) {
		g_object_unref(object);
		return ERR_MEMORY;
	}
	*kept = (struct kept) { pdf->kept, object };
	pdf->kept = kept;
	return OK;
}

void pdf_fail(struct pdf *pdf, enum err err)
{
	if (!pdf->err)
		pdf->err = err;
}

enum err pages_put(struct pdf *pdf, struct str text, struct str *out)
{
	const struct {
		const char *mark;
		int number;
	} marks[] = { { "[page]", pdf->sheet }, { "[pages]", pdf->sheets } };
	struct buf buf = buf_new(pdf->arena, text.len + 256);

	for (size_t i = 0; i < text.len;) {
		size_t used = 0;

		for (size_t m = 0; m < 2; m++) {
			if (str_starts(str_from(text, i), marks[m].mark)) {
				buf_int(&buf, marks[m].number);
				used = strlen(marks[m].mark);
			}
		}
		if (!used)
			buf_char(&buf, text.at[i]);
		i += used ? used : 1;
	}
	if (!buf_ok(&buf))
		return ERR_MEMORY;
	*out = text.len ? buf_view(&buf) : (struct str) { "", 0 };
	return OK;
}

static void kept_release(struct pdf *pdf)
{
	for (; pdf->kept; pdf->kept = pdf->kept->next)
		g_object_unref(pdf->kept->object);
}

static cairo_status_t bytes_take(void *with, const unsigned char *at, unsigned len)
{
	struct buf *out = with;

	buf_add(out, at, len);
	return buf_ok(out) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static const struct node *title_find(const struct node *node)
{
	for (; node; node = node->next) {
		const struct node *inside = node->tag == TAG_TITLE ? node : title_find(node->first);

		if (inside)
			return inside;
	}
	return NULL;
}

static enum err metadata_set(
	struct pdf *pdf, cairo_surface_t *surface, const struct node *document, struct moment made)
{
	const struct node *title = title_find(document->first);
	struct str text = node_attribute(document->first, "title");
	char date[40] = "";
	const char *name;

	if (!text.len && title)
		TRY(node_plain(pdf, title, &text));
	name = str_z(pdf->arena, text);
	if (!name)
		return ERR_MEMORY;
	if (made.ms) {
		int year, month, of_month;
		int64_t second = (made.ms - day_begin(day_of(made)).ms) / 1000;

		day_split(day_of(made), &year, &month, &of_month);
		snprintf(date, sizeof(date), "%04d-%02d-%02dT%02d:%02d:%02d+08:00", year, month,
			of_month, (int)(second / 3600), (int)(second / 60 % 60),
			(int)(second % 60));
	}
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, name);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Zhidian 支点");
	/* Without this, Cairo would write the time of printing: no two copies alike. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	return OK;
}

static enum err papers_draw(
	struct pdf *pdf, cairo_surface_t *surface, const struct node *document, struct moment made)
{
	TRY(text_open(pdf));
	TRY(metadata_set(pdf, surface, document, made));
	for (const struct node *paper = document->first; paper; paper = paper->next) {
		TRY(paper_draw(pdf, paper));
		kept_release(pdf);
	}
	return pdf->err;
}

static enum err status_err(cairo_status_t status, const struct pdf *pdf)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return OK;
	if (status == CAIRO_STATUS_NO_MEMORY || arena_is_spent(pdf->arena))
		return ERR_MEMORY;
	if (status == CAIRO_STATUS_WRITE_ERROR)
		return ERR_TOO_BIG;
	log_line(LOG_FAULT, "paper %s: %s", pdf->name, cairo_status_to_string(status));
	return ERR_IO;
}

enum err pdf_write(
	struct str *out, const struct face *face, const struct page *paper, const struct data *data)
{
	struct buf tagged = buf_new(face->arena, TAGGED_MOST);
	struct pdf_info info = { .name = paper->name };
	const struct data *printed = data_find(data, str_of("printed_ms"));
	enum err err;

	err = html_page(&tagged, face, NULL, paper, data);
	if (err)
		return arena_is_spent(face->arena) ? ERR_MEMORY : err;
	if (printed && printed->kind == DATA_INT)
		info.made.ms = printed->number;
	return pdf_layout(out, face->arena, buf_view(&tagged), &info);
}

enum err pdf_layout(
	struct str *out, struct arena *arena, struct str tagged, const struct pdf_info *info)
{
	struct pdf pdf = { .arena = arena, .name = info->name };
	struct buf bytes = buf_new(arena, PDF_MOST);
	struct node *document;
	cairo_surface_t *surface;
	enum err err;

	TRY(tree_parse(arena, info->name, tagged, &document));
	surface = cairo_pdf_surface_create_for_stream(bytes_take, &bytes, 595.276, 841.89);
	pdf.cr = cairo_create(surface);
	err = papers_draw(&pdf, surface, document, info->made);
	kept_release(&pdf);
	if (pdf.context)
		g_object_unref(pdf.context);
	if (!err)
		err = status_err(cairo_status(pdf.cr), &pdf);
	cairo_destroy(pdf.cr);
	cairo_surface_finish(surface);
	if (!err)
		err = status_err(cairo_surface_status(surface), &pdf);
	cairo_surface_destroy(surface);
	if (!err)
		*out = buf_view(&bytes);
	return err;
}
