/* SPDX-License-Identifier: Apache-2.0
 *
 * People read what has left the views, and what not everybody may see is in nobody's page.
 */
#ifndef MUSTER_TESTS_SIM_HELP_PAGES_H
#define MUSTER_TESTS_SIM_HELP_PAGES_H

#include "sim/help_world.h"

/* One of those that were made, or 1. */
int64_t pages_any(struct world *world, const struct known *known);
/* One of PEOPLE asks, at some instance; nothing is added to `out` when it is refused. */
void pages_ask(struct world *world, unsigned person, const char *query, const char *text,
               struct buffer *out);
/* Somebody reads messages, at some instance. */
void pages_chat(struct world *world);
/* The same of a thread: whatever is in its page has its words, or is a tombstone. */
void pages_thread(struct world *world);

#endif
