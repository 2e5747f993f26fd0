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
/* `name` is known to live though it was not heard; until `until_ms` that is taken as true. Says
 * nothing of those who were heard and are not forgotten. */
void nodes_spare(struct nodes *nodes, struct slice name, int64_t until_ms);
/* Whether that is so at `now_ms`. */
bool nodes_spared(const struct nodes *nodes, struct slice name, int64_t now_ms);
/* Forgets `name`. False when it was not known. */
bool nodes_forget(struct nodes *nodes, struct slice name);
/* Whether `name` was heard at `since_ms` or later. */
bool nodes_alive(const struct nodes *nodes, struct slice name, int64_t since_ms);
/* Forgets all who were not heard at `since_ms` or later, and calls `lost` for each; and those who
 * were spared until before `now_ms`. */
typedef void nodes_lost_fn(void *context, struct slice name);
void nodes_sweep(struct nodes *nodes, int64_t since_ms, int64_t now_ms, nodes_lost_fn *lost,
                 void *context);
/* When `name` was heard last, be it forgotten or lost since; -1: never, as far as is remembered. */
int64_t nodes_last_ms(const struct nodes *nodes, struct slice name);
/* How many were heard and are not forgotten. */
size_t nodes_count(const struct nodes *nodes);

#endif
