/* SPDX-License-Identifier: Apache-2.0
 *
 * What tests of a course's forum begin with: a course with its staff, one thread, and short ways to
 * write in it.
 */
#ifndef MUSTER_TESTS_HELP_COURSE_H
#define MUSTER_TESTS_HELP_COURSE_H

#include "help_room.h"

/* A live course at HELP_START_MS with host h1 and moderator m1; strangers are participants. */
struct help_room *help_course_new(void);
/* A thread of u1, followed as a part; its seq. */
int64_t help_thread(struct help_room *help);
/* A post, or with `reply` not 0 a comment. */
enum err help_post(struct help_room *help, const char *by, int64_t thread, int64_t reply);
/* The same where it must succeed; its seq. */
int64_t help_post_new(struct help_room *help, const char *by, int64_t thread, int64_t reply);
/* A command that must succeed; its seq. */
int64_t help_did(struct help_room *help, const char *by, const char *type, const char *data);
/* Appends whatever is due at that time, as the timekeeper does it; how many entries that were. */
int help_tick(struct help_room *help, int64_t now_ms);

#endif
