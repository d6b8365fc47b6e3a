/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_text.c: text of a paper by Pango: inline tags, line breaking, lines of one even
 * height. Promises: sums, dates and telephone numbers are not broken; a title that takes two lines
 * takes two even ones; no paragraph ends in a line of one character where that can be helped. */
#include <assert.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "render/capital.h"
#include "render/pdf_piece.h"

const struct style style_text = { .size = 12, .line = 1.5 };
const struct style style_strong = { .size = 12, .line = 1.5, .is_bold = true };
const struct style style_small = { .size = 10.67, .line = 1.45 };
const struct style style_code = { .family = MONO, .size = 10.67, .line = 1.4 };
const struct style style_song = { .family = SONG, .size = 14, .line = 1.4, .is_bold = true };

/* Of Noto CJK, in sizes: Pango would give every run its own, and lines of an uneven height. */
static const double font_ascent = 1.16;
static const double font_height = 1.448;

static const char *const families[] = {
	[HEI] = "Noto Sans CJK SC",
	[SONG] = "Noto Serif CJK SC",
	[MONO] = "Noto Sans Mono CJK SC",
};

enum pending { PENDING_NONE, PENDING_BLANK, PENDING_LINE };

struct flat {
	struct pdf *pdf;
	struct buf text;
	PangoAttrList *attributes;
	enum pending pending;
	const struct style *style;
};

/* What stands in a line instead of letters: a line to write on, or a stamp. */
struct inset {
	double width;
	double size;
	enum ink edge;
	enum ink ground;
	const struct lines *text; /* NULL: a line to write on */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* After a full-width mark the white is in the mark: a blank, needed between Latin sentences, says
 * nothing. */
static bool ends_in_mark(const struct buf *text)
{
	static const char *const marks[] = { "、", "。", "，", "：", "；", "？", "！", "）" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (str_ends((struct str) { text->at, text->len }, marks[i]))
			return true;
	}
	return false;
}

static void pending_flush(struct flat *f)
{
	if (f->pending == PENDING_BLANK && ends_in_mark(&f->text))
		f->pending = PENDING_NONE;
	if (f->pending != PENDING_NONE && f->text.len)
		buf_char(&f->text, f->pending == PENDING_LINE ? '\n' : ' ');
	f->pending = PENDING_NONE;
}

static void flat_text(struct flat *f, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n') {
			f->pending = PENDING_LINE;
		} else if (is_blank(text.at[i])) {
			if (f->pending == PENDING_NONE)
				f->pending = PENDING_BLANK;
		} else {
			pending_flush(f);
			buf_char(&f->text, text.at[i]);
		}
	}
}

static void attribute_put(struct flat *f, PangoAttribute *attribute, size_t start)
{
	attribute->start_index = (guint)start;
	attribute->end_index = (guint)f->text.len;
	pango_attr_list_insert(f->attributes, attribute);
}

static void inset_put(struct flat *f, const struct inset *inset, double rise)
{
	int width = (int)(inset->width * PANGO_SCALE);
	int height = (int)(inset->size * PANGO_SCALE);
	PangoRectangle box = { 0, (int)(-rise * PANGO_SCALE), width, height };
	size_t start;

	pending_flush(f);
	start = f->text.len;
	buf_text(&f->text, "\xef\xbf\xbc"); /* U+FFFC, the object replacement character */
	attribute_put(
		f, pango_attr_shape_new_with_data(&box, &box, (void *)inset, NULL, NULL), start);
}

static enum err blank_put(struct flat *f, const struct node *node)
{
	struct inset *inset;

	TRY(pdf_alloc(f->pdf, 1, sizeof(*inset), &inset));
	inset->width = mm(node_hundredths(node, "width", 2400) / 100.0);
	inset->size = f->style->size;
	inset_put(f, inset, f->style->size * 0.8);
	return OK;
}

static enum err stamp_put(struct flat *f, const struct node *node)
{
	static const struct {
		const char *class;
		const char *verdict; /* the same, as a rule says it */
		enum ink letter, edge, ground;
	} kinds[] = {
		{ "ok", "pass", INK_GREEN, INK_GREEN, INK_WHITE },
		{ "look", "warn", INK, INK_OCHRE, INK_OCHRE_WASH },
		{ "fix", "block", INK_WHITE, INK_SEAL, INK_SEAL },
		{ "note", "info", INK_BLUE, INK_BLUE, INK_WHITE },
		{ "plain", "off", INK, INK_EDGE, INK_WHITE },
	};
	struct style style = { SONG, f->style->size * 0.9, 1.3, true, ALIGN_CENTRE, INK };
	struct str class = node_attribute(node, "class");
	struct inset *inset;
	struct lines *lines;
	size_t kind = 0;

	while (kind < 4 && !str_is(class, kinds[kind].class) && !str_is(class, kinds[kind].verdict))
		kind++;
	TRY(pdf_alloc(f->pdf, 1, sizeof(*inset), &inset));
	style.ink = kinds[kind].letter;
	TRY(lines_make(f->pdf, node, &style, mm(40), &lines));
	inset->size = f->style->size * 1.35;
	inset->width = lines->natural + 5 > inset->size ? lines->natural + 5 : inset->size;
	inset->edge = kinds[kind].edge;
	inset->ground = kinds[kind].ground;
	inset->text = lines;
	inset_put(f, inset, inset->size * 0.76);
	return OK;
}

/* "1,980.00" → 壹仟玖佰捌拾元整. What is no sum stays as it is. */
static enum err capital_put(struct flat *f, const struct node *node)
{
	struct buf digits = buf_new(f->pdf->arena, 64);
	struct buf words = buf_new(f->pdf->arena, 256);
	struct money sum;
	struct str text;

	TRY(node_plain(f->pdf, node, &text));
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != ',')
			buf_char(&digits, text.at[i]);
	}
	if (!buf_ok(&digits) || !money_parse(buf_view(&digits), &sum)) {
		flat_text(f, text);
		return OK;
	}
	money_capital(&words, sum);
	if (!buf_ok(&words))
		return ERR_MEMORY;
	flat_text(f, buf_view(&words));
	return OK;
}

static enum err flat_node(struct flat *f, const struct node *parent)
{
	unsigned soft = ink_rgb(INK_SOFT);

	for (const struct node *node = parent->first; node; node = node->next) {
		size_t start = f->text.len;

		switch (node->tag) {
		case TAG_TEXT:
			flat_text(f, node->text);
			break;
		case TAG_BR:
			f->pending = PENDING_LINE;
			break;
		case TAG_BLANK:
			TRY(blank_put(f, node));
			break;
		case TAG_STAMP:
			TRY(stamp_put(f, node));
			break;
		case TAG_CAPITAL:
			TRY(capital_put(f, node));
			break;
		case TAG_B:
			TRY(flat_node(f, node));
			attribute_put(f, pango_attr_weight_new(PANGO_WEIGHT_BOLD), start);
			break;
		case TAG_SOFT:
			TRY(flat_node(f, node));
			attribute_put(f,
				pango_attr_foreground_new((guint16)((soft >> 16) * 257),
					(guint16)((soft >> 8 & 255) * 257),
					(guint16)((soft & 255) * 257)),
				start);
			break;
		default:
			assert(!"no other tag stands in text");
		}
	}
	return OK;
}

static void inset_draw(cairo_t *cr, PangoAttrShape *shape, gboolean is_path, gpointer with)
{
	const struct inset *inset = shape->data;
	struct pdf *pdf = with;
	double x;
	double y;

	(void)is_path;
	cairo_get_current_point(cr, &x, &y);
	if (!inset->text) {
		draw_rect(pdf, INK, x, y + inset->size * 0.16, inset->width, 0.6);
		return;
	}
	y -= inset->size * 0.76;
	draw_rect(pdf, inset->ground, x, y, inset->width, inset->size);
	draw_outline(pdf, inset->edge, 1, x, y, inset->width, inset->size);
	lines_draw(pdf, inset->text, 0, 1, x + (inset->width - inset->text->width) / 2,
		y + (inset->size - inset->text->advance) / 2);
}

static bool has_font(PangoContext *context, const char *family)
{
	PangoFontDescription *font = pango_font_description_new();
	PangoFont *loaded;
	bool is_there = false;

	pango_font_description_set_family(font, family);
	loaded = pango_context_load_font(context, font);
	pango_font_description_free(font);
	if (loaded) {
		font = pango_font_describe(loaded);
		is_there = strcmp(pango_font_description_get_family(font), family) == 0;
		pango_font_description_free(font);
		g_object_unref(loaded);
	}
	return is_there;
}

enum err text_open(struct pdf *pdf)
{
	cairo_font_options_t *exact = cairo_font_options_create();

	pdf->context = pango_cairo_create_context(pdf->cr);
	cairo_font_options_set_hint_style(exact, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(exact, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pdf->context, exact);
	cairo_font_options_destroy(exact);
	pango_context_set_round_glyph_positions(pdf->context, FALSE);
	pango_context_set_language(pdf->context, pango_language_from_string("zh-cn"));
	pango_cairo_context_set_shape_renderer(pdf->context, inset_draw, pdf, NULL);
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!has_font(pdf->context, families[i])) {
			log_line(LOG_FAULT, "font missing: %s (package fonts-noto-cjk)",
				families[i]);
			return ERR_IO;
		}
	}
	return OK;
}

enum letter { LETTER_OTHER, LETTER_DIGIT, LETTER_BLANK, LETTER_HAN, LETTER_DATE };

static enum letter letter_kind(gunichar c)
{
	if (c >= '0' && c <= '9')
		return LETTER_DIGIT;
	if (c == ' ')
		return LETTER_BLANK;
	if (c == 0x5e74 || c == 0x6708) /* 年 月 */
		return LETTER_DATE;
	return c >= 0x4e00 && c <= 0x9fff ? LETTER_HAN : LETTER_OTHER;
}

/* A figure stays with the word that says what it counts ("4 栋", "30,000.00 元"), with the rest of
 * its date and of its telephone number: no line may begin in the middle. */
static void breaks_forbid(struct flat *f)
{
	const char *at = f->text.at;
	const char *end = at + f->text.len;
	enum letter back[2] = { LETTER_OTHER, LETTER_OTHER };
	size_t starts[2] = { 0, 0 };

	while (at < end) {
		size_t index = (size_t)(at - f->text.at);
		enum letter kind = letter_kind(g_utf8_get_char(at));
		bool is_word = kind != LETTER_OTHER && kind != LETTER_BLANK;
		int from = -1;

		at = g_utf8_next_char(at);
		if (is_word && back[1] == LETTER_DIGIT && kind != LETTER_DIGIT)
			from = 1;
		else if (kind == LETTER_DIGIT && back[1] == LETTER_DATE)
			from = 1;
		else if (is_word && back[1] == LETTER_BLANK && back[0] == LETTER_DIGIT)
			from = 0;
		if (from >= 0) {
			PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);

			whole->start_index = (guint)starts[from];
			whole->end_index = (guint)(at - f->text.at);
			pango_attr_list_insert(f->attributes, whole);
		}
		back[0] = back[1];
		back[1] = kind;
		starts[0] = starts[1];
		starts[1] = index;
	}
}

static void layout_style(PangoLayout *layout, const struct style *style)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family(font, families[style->family]);
	pango_font_description_set_weight(
		font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

static double line_width(PangoLayout *layout, int line)
{
	PangoRectangle box;

	pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, line), NULL, &box);
	return (double)box.width / PANGO_SCALE;
}

/* Narrows the lines as far as their count stays: a title becomes even, a paragraph loses its lonely
 * last character. */
static void layout_even(PangoLayout *layout, const struct style *style, double width)
{
	bool is_title = style->align == ALIGN_CENTRE;
	int count = pango_layout_get_line_count(layout);
	int most = is_title ? 40 : 3;
	double good = width;

	if (count < 2 || (!is_title && line_width(layout, count - 1) > 2.2 * style->size))
		return;
	for (int i = 1; i <= most; i++) {
		double next = width - i * style->size * (is_title ? 0.5 : 1);

		if (next < width / 2)
			break;
		pango_layout_set_width(layout, (int)(next * PANGO_SCALE));
		if (pango_layout_get_line_count(layout) != count)
			break;
		good = next;
		if (!is_title && line_width(layout, count - 1) > 2.2 * style->size)
			break;
	}
	pango_layout_set_width(layout, (int)(good * PANGO_SCALE));
}

static enum err flat_lines(struct flat *f, double width, struct lines **out)
{
	const struct style *style = f->style;
	struct lines *lines;
	PangoLayout *layout;

	/* Pango would take a width below nought for endless. */
	width = width > style->size ? width : style->size;
	breaks_forbid(f);
	/* Two marks side by side share the white between them. */
	attribute_put(f, pango_attr_font_features_new("chws=1"), 0);
	TRY(pdf_alloc(f->pdf, 1, sizeof(*lines), &lines));
	layout = pango_layout_new(f->pdf->context);
	TRY(pdf_keep(f->pdf, layout));
	layout_style(layout, style);
	pango_layout_set_text(layout, f->text.len ? f->text.at : "", (int)f->text.len);
	pango_layout_set_attributes(layout, f->attributes);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	layout_even(layout, style, width);
	*lines = (struct lines) { .layout = layout,
		.count = pango_layout_get_line_count(layout),
		.advance = style->size * style->line,
		.base = style->size * ((style->line - font_height) / 2 + font_ascent),
		.trim = style->size / 2,
		.width = width,
		.align = style->align,
		.ink = style->ink };
	for (int i = 0; i < lines->count; i++) {
		double one = line_width(layout, i);

		lines->natural = one > lines->natural ? one : lines->natural;
	}
	*out = lines;
	return OK;
}

static struct flat flat_new(struct pdf *pdf, const struct style *style)
{
	return (struct flat) { .pdf = pdf,
		.text = buf_new(pdf->arena, 1 << 20),
		.attributes = pango_attr_list_new(),
		.style = style };
}

static enum err flat_end(struct flat *f, enum err err, double width, struct lines **out)
{
	if (!err && f->text.has_failed)
		err = arena_is_spent(f->pdf->arena) ? ERR_MEMORY : ERR_TOO_BIG;
	if (!err)
		err = flat_lines(f, width, out);
	pango_attr_list_unref(f->attributes);
	return err;
}

void lines_limit(struct lines *lines, int most)
{
	if (lines->count <= most)
		return;
	pango_layout_set_ellipsize(lines->layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_height(lines->layout, -most);
	lines->count = pango_layout_get_line_count(lines->layout);
}

enum err lines_make(struct pdf *pdf, const struct node *node, const struct style *style,
	double width, struct lines **out)
{
	struct flat f = flat_new(pdf, style);

	return flat_end(&f, flat_node(&f, node), width, out);
}

enum err lines_plain(struct pdf *pdf, struct str text, const struct style *style, double width,
	struct lines **out)
{
	struct flat f = flat_new(pdf, style);

	flat_text(&f, text);
	return flat_end(&f, OK, width, out);
}

static enum err plain_put(struct buf *buf, const struct node *parent)
{
	for (const struct node *node = parent->first; node; node = node->next) {
		if (node->tag == TAG_TEXT)
			buf_str(buf, node->text);
		else if (node->tag == TAG_BR)
			buf_char(buf, ' ');
		else
			TRY(plain_put(buf, node));
	}
	return buf_ok(buf) ? OK : ERR_MEMORY;
}

enum err node_plain(struct pdf *pdf, const struct node *node, struct str *out)
{
	struct buf buf = buf_new(pdf->arena, 1 << 16);

	TRY(plain_put(&buf, node));
	*out = str_trim(buf.len ? buf_view(&buf) : (struct str) { "", 0 });
	return OK;
}

double lines_height(const struct lines *lines)
{
	return lines->count * lines->advance;
}

/* （ 《 「 『 【 “ ‘ fill the right half of their square: at the head of a line they would look
 * indented. */
static bool opens(const PangoLayout *layout, const PangoLayoutLine *line)
{
	const char *at = pango_layout_get_text((PangoLayout *)layout) + line->start_index;
	static const gunichar marks[] = { 0xff08, 0x300a, 0x300c, 0x300e, 0x3010, 0x201c, 0x2018 };
	gunichar c = line->length ? g_utf8_get_char(at) : 0;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (c == marks[i])
			return true;
	}
	return false;
}

void lines_draw(struct pdf *pdf, const struct lines *lines, int from, int to, double x, double y)
{
	for (int i = from; i < to; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(lines->layout, i);
		double room = lines->width - line_width(lines->layout, i);
		double shift = opens(lines->layout, line) ? -lines->trim : 0;

		if (lines->align == ALIGN_RIGHT)
			shift = room;
		else if (lines->align == ALIGN_CENTRE)
			shift = room / 2;
		ink_set(pdf, lines->ink);
		cairo_move_to(pdf->cr, x + shift, y + (i - from) * lines->advance + lines->base);
		pango_cairo_show_layout_line(pdf->cr, line);
	}
}

struct one_line {
	const struct lines *lines;
	int at;
};

static void one_line_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct one_line *one = piece->with;

	lines_draw(pdf, one->lines, one->at, one->at + 1, x, y);
}

enum err lines_stack(struct pdf *pdf, const struct lines *lines, double above, struct stack *stack)
{
	for (int i = 0; i < lines->count; i++) {
		struct one_line *one;
		struct piece *piece;

		TRY(pdf_alloc(pdf, 1, sizeof(*one), &one));
		*one = (struct one_line) { lines, i };
		TRY(piece_add(pdf, stack, lines->advance, &piece));
		piece->draw = one_line_draw;
		piece->with = one;
		piece->above = i == 0 ? above : 0;
		piece->keeps_next = (i == 0 || i == lines->count - 2) && i + 1 < lines->count;
	}
	return OK;
}
