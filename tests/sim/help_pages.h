/* SPDX-License-Identifier: Apache-2.0
 *
 * People read what has left the views, and what not everybody may see is in nobody's page.
 */
#ifndef MUSTER_TESTS_SIM_HELP_PAGES_H
#define MUSTER_TESTS_SIM_HELP_PAGES_H

#include "sim/help_world.h"

/* `by` reads messages before a seq, at some instance. */
void pages_chat(struct world *world, const char *by, int64_t before);

#endif
