/* SPDX-License-Identifier: Apache-2.0
 *
 * What tests of attendance say and ask: who comes and goes, and what is told of their time.
 */
#ifndef MUSTER_TESTS_HELP_ATTENDANCE_H
#define MUSTER_TESTS_HELP_ATTENDANCE_H

#include "help_webinar.h"

/* At the instance `node` ("": the only one), now, or `ago_ms` ago. */
enum err help_comes(struct help_room *help, const char *node, const char *person);
enum err help_goes(struct help_room *help, const char *node, const char *person, int64_t ago_ms);
/* The instance went away. */
enum err help_gone(struct help_room *help, const char *node, int64_t ago_ms);
/* What `attendance.list` tells a host of that person, or of the session where it is NULL; -1: it
 * does not say. */
int64_t help_attended(struct help_room *help, const char *person, const char *member);

#endif
