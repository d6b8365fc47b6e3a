/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/commands.h: what the commands are called among themselves; each returns its exit code. */
#pragma once
#include "cli/cli.h"

int run_setup(const struct args *args, const struct cli_faces *faces);
int run_serve(const struct args *args, const struct cli_faces *faces);
int run_do(const struct args *args, const struct cli_faces *faces);
int run_look(const struct args *args, const struct cli_faces *faces);
int run_import(const struct args *args, const struct cli_faces *faces);
int run_export(const struct args *args, const struct cli_faces *faces);
int run_actions(const struct args *args, const struct cli_faces *faces);
int run_views(const struct args *args, const struct cli_faces *faces);
int run_may(const struct args *args, const struct cli_faces *faces);
int run_verify(const struct args *args, const struct cli_faces *faces);
int run_backup(const struct args *args, const struct cli_faces *faces);
int run_restore(const struct args *args, const struct cli_faces *faces);
int run_pb_count(const struct args *args, const struct cli_faces *faces);
int run_pb_explain(const struct args *args, const struct cli_faces *faces);
int run_pb_check(const struct args *args, const struct cli_faces *faces);
