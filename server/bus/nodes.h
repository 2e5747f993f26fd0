/* SPDX-License-Identifier: Apache-2.0
 *
 * The other instances, as they are heard: who is alive, and who has been silent for too long. Holds
 * at most NODES_MAX names; more are not remembered, whoever invents them. Times are milliseconds of
 * one clock of the caller's. Pure.
 */
#ifndef MUSTER_BUS_NODES_H
#define MUSTER_BUS_NODES_H

#include "base/slice.h"

enum { NODES_MAX = 1024 };

struct nodes;

/* Nobody is known. Ended by nodes_free, which sets *nodes to NULL. */
struct nodes *nodes_new(void);
void nodes_free(struct nodes **nodes);
/* `name` (text_is_id) was heard at `now_ms`. */
void nodes_heard(struct nodes *nodes, struct slice name, int64_t now_ms);
/* Forgets `name`. False when it was not known. */
bool nodes_forget(struct nodes *nodes, struct slice name);
/* Whether `name` was heard at `since_ms` or later. */
bool nodes_alive(const struct nodes *nodes, struct slice name, int64_t since_ms);
/* Forgets all who were not heard at `since_ms` or later, and calls `lost` for each. */
typedef void nodes_lost_fn(void *context, struct slice name);
void nodes_sweep(struct nodes *nodes, int64_t since_ms, nodes_lost_fn *lost, void *context);
size_t nodes_count(const struct nodes *nodes);

#endif
