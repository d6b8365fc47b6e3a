/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf.h: the paper language and its layout: text with block tags in, an A4 PDF out.
 * A .paper template is expanded by the same engine as .html ({{name}} {{#list}} {{t key}} {{>part}} …, values escaped);
 * what is left are these tags. Lengths are millimetres, shares and widths percent; [page] and [pages] count sheets.
 * Inside text a line end is a line end, other blanks collapse; text is broken as Chinese is, sums and dates stay whole.
 *
 *   paper frame? corners? pages="第 [page] 页，共 [pages] 页"? title?
 *                         one sheet or several of one kind; a document may hold many papers (one a ballot).
 *                         frame: the thick-and-thin green rule; corners: marks for counting in by a scanner
 *   head left right       top line, repeated on every sheet
 *   title                 Song, centred; the first one also names the document
 *   ask                   what to do by when, between a thick and a thin rule
 *   heading, para         para strong? soft? small? big? code? align="right|center"?
 *   table cols="60% 20%r 20%r" height? grid?
 *                         widths, r right and c centred; height of a row at least; grid draws every edge.
 *                         row head? sum? mark="…"?: a head is repeated on every sheet, a sum stands under a thick
 *                         rule, mark draws a line under the row with words at its end. cell span? bar="71.5%"? strong?
 *   bar at?               part share="80.07%" class="fund|residents|partners|property|inkind|used|pending"; ▲ stands at `at`
 *   legend                part class sum="45,000.00 元"?: swatch and label in the order of the bar
 *   lever left right      part share class: the fund against what others gave, in balance on its pivot; two captions
 *   boxes                 box price: a ballot's square of 11 × 11 mm, text, price
 *   sign date? height?    cell: a field to sign in, named by its text
 *   columns cols? across? cut? height? gap?
 *                         column: side by side, each with blocks of its own; `across` of them in a row, cut lines between
 *   qr text size?         a code that is also a link when it holds an address
 *   area width height     a dashed field for what is glued or stamped on
 *   rule thick?, fill, break
 *                         a line; room that pushes what follows to the end of the sheet; a new sheet
 *   foot qr? seal? every? para: the way back: code of 27 mm, proof lines, seal; at the end of the last sheet, or of every
 * Inside text: b, soft, br, blank width (a line to write on), stamp class="ok|look|fix|note|plain" (one character),
 *   capital (a sum in figures, spelled in capital characters).
 */
#pragma once
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

struct arena;

struct pdf_info {
	const char *name;    /* of the template, for the log */
	struct moment made;  /* stands in the file as its date; 0: no date, so the bytes depend on the text alone */
};

/* tagged: expanded, UTF-8. The same text and moment give the same bytes. *out lies in the arena.
 * Fails with ERR_IO (a mistake in the tags, fonts missing: logged), ERR_TOO_BIG (a block higher than a sheet), ERR_MEMORY. */
enum err pdf_layout(struct str *out, struct arena *arena, struct str tagged, const struct pdf_info *info);
