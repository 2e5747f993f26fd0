/* SPDX-License-Identifier: Apache-2.0
 *
 * A bus between simulated instances that loses, delays, repeats and reorders what it carries, and
 * now and then says things that are not so. Everything random comes from the seed.
 */
#ifndef MUSTER_TESTS_SIM_HELP_BUS_H
#define MUSTER_TESTS_SIM_HELP_BUS_H

#include "bus/bus.h"

enum { POST_NODES = 64 };

/* What carries between all of them. */
struct post;

struct post *post_new(struct loop *loop, uint64_t *dice);
/* Frees *post and sets it to NULL; every bus must have been closed. */
void post_free(struct post **post);
/* The bus of another instance, under a name of its own. */
struct bus *post_bus(struct post *post);
/* Cuts an instance off, or lets it hear again. */
void post_cut(struct bus *bus, bool cut);
bool post_is_cut(const struct bus *bus);
/* From now on everything arrives, at once. */
void post_heal(struct post *post);

#endif
