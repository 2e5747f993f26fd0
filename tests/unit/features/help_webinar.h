/* SPDX-License-Identifier: Apache-2.0
 *
 * What tests of a webinar's features begin with: a live session with its staff, commands that name
 * one thing, and numbers from a seed for random histories.
 */
#ifndef MUSTER_TESTS_HELP_WEBINAR_H
#define MUSTER_TESTS_HELP_WEBINAR_H

#include "help_room.h"

/* A live webinar at HELP_START_MS with host h1, moderator m1 and presenter p1; strangers are
 * participants, and u1 is followed as one. */
struct help_room *help_webinar_new(void);
/* Sends {"<member>": seq}. */
enum err help_act(struct help_room *help, const char *by, const char *type, const char *member,
                  int64_t seq);
/* "<before>/<seq>", or "<before>/<seq>/<member>"; good until the next call. */
const char *help_path(const char *before, int64_t seq, const char *member);
/* A number from 0 to sides - 1. */
unsigned help_roll(unsigned *seed, unsigned sides);
/* What somebody is told of their place in the quiz "q1": a member, or the points of `poll` where it
 * is not 0; -1: it is not there. */
int64_t help_place(struct help_room *help, const char *by, const char *member, int64_t poll);

#endif
