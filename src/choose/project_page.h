/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/project_page.h: the pages of a project, a tab each. Every tab begins with the same card:
 * number, name, state, step; what it adds comes from the views of all stages. */
#pragma once
#include "base/err.h"

struct data;
struct look;
struct rd;

enum err project_page_list(struct rd *rd, const struct look *at, struct data *out);
enum err project_page_show(struct rd *rd, const struct look *at, struct data *out);
enum err project_page_talk(struct rd *rd, const struct look *at, struct data *out);
enum err project_page_money(struct rd *rd, const struct look *at, struct data *out);
enum err project_page_notes(struct rd *rd, const struct look *at, struct data *out);
enum err project_page_care(struct rd *rd, const struct look *at, struct data *out);
enum err project_page_record(struct rd *rd, const struct look *at, struct data *out);
/* The plan as a form that is filled in: to amend a draft, to change what was approved. */
enum err project_page_edit(struct rd *rd, const struct look *at, struct data *out);
