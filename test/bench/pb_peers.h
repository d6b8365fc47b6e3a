/* SPDX-License-Identifier: MulanPSL-2.0 */
/* bench/pb_peers.h: what other programs take (doc/pb.md, Peers), beside what this one takes. They
 * are not run: their seconds are quoted from a machine of the same kind. */
#pragma once

/* Prints a row for each election they were measured on: the file of DIR ("-": none) with as many
 * votes and projects, else a made one with as many votes, projects and approvals, whose ballots are
 * as different as chance makes them. */
void peers(const char *dir);
