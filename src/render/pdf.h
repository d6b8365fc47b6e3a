/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf.h: the paper language and its layout: text with block tags in, an A4 PDF out.
 * A .paper template is expanded by the same engine as .html, values escaped; what is left are the
 * tags listed below. The same text and moment give the same bytes. Memory: the caller's arena. */
#pragma once
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

struct arena;

/* clang-format off */
/* Lengths are millimetres, shares and widths percent. Inside text a line end is a line end, other
 * blanks collapse; text is broken as Chinese is, sums and dates stay whole. [page] and [pages]
 * count sheets: in pages, qr text, foot qr.
 *
 *   <paper frame? corners? pages="[page] / [pages]"? numerals="一、 二、 …"? title?>
 *         a sheet, or several of one kind; a document may hold many papers (one a ballot).
 *         frame: the thick-and-thin green rule; corners: marks for counting in by a scanner
 *   <head left right>        the top line, on every sheet
 *   <title>                  Song, centred; the first one also names the document
 *   <ask>                    what to do by when, between a thick and a thin rule
 *   <heading number?>        number: the next of the paper's numerals stands before it
 *   <para strong? soft? small? big? code? align="right|center"?>
 *   <table cols="60% 20%r 20%r" height? grid?>   r right, c centred; height of a row at least
 *     <row head? sum? mark="…"?>   a head is repeated on every sheet, a sum stands under a thick
 *         rule; mark: a line under the row with words at its end
 *     <cell span? bar="71.5%"? strong?>
 *   <bar at?> <part share="80.07%" class>   class: fund resident partner property inkind used
 *         pending rest; what is left is track; ▲ stands at `at`
 *   <legend> <part class sum?>   swatch, label and sum, in the order of the bar
 *   <lever left right> <part share class>   the fund against what others gave, in balance
 *   <boxes> <box price>      a ballot's squares of 11 × 11 mm
 *   <sign date? height?> <cell>   fields to sign in, named by their text
 *   <columns cols? gap? every?> <column>   side by side, each with blocks of its own;
 *         every: as the first block of a paper it stands on every sheet
 *   <columns across cut? height?>   `across` of them in a row, cut lines between: slips
 *   <qr text size?>          a code; also a link when it holds an address
 *   <area width height>      a dashed field for what is glued on
 *   <rule thick?> <fill> <break>   a line; room that pushes what follows to the end of the sheet;
 *         a new sheet
 *   <foot qr? seal? every?> <para>   the way back: code of 27 mm, proof lines, seal, at the end of
 *         the last sheet, or of every
 *   In text: <b> <soft> <br> · <blank width> a line to write on · <stamp class> one character in
 *         a square, ok look fix note plain, or a rule's pass warn block · <capital> a sum in
 *         figures, spelled in capital characters
 */
/* clang-format on */

struct pdf_info {
	const char *name;   /* of the template, for the log */
	struct moment made; /* the file's date; 0: none, its bytes then depend on the text alone */
};

/* tagged: expanded, UTF-8. *out lies in the arena.
 * Fails with ERR_IO (a mistake in the tags, fonts missing: logged), ERR_TOO_BIG (a block higher
 * than a sheet), ERR_MEMORY. */
enum err pdf_layout(
	struct str *out, struct arena *arena, struct str tagged, const struct pdf_info *info);
