/* SPDX-License-Identifier: Apache-2.0
 *
 * Budgets: what one person may cost, over all their connections to this instance. A person has time
 * to spend, in milliseconds that come back as time passes: each command costs some of it
 * (protocol/bounds.def: COST_…, by role), a room that has to be woken as well. What they read is
 * counted in bytes (what waits to be sent to them: fanout/pending.h). Whoever has spent nothing
 * lately takes no memory. Time is given (loop_tick_ms).
 */
#ifndef MUSTER_HUB_BUDGET_H
#define MUSTER_HUB_BUDGET_H

#include "core/feature.h"

struct budgets;

/* Nobody has spent anything; at most `people_max` people spend at a time. Owned by the caller. */
struct budgets *budgets_new(size_t people_max);
/* Frees *budgets and sets it to NULL. */
void budgets_free(struct budgets **budgets);

/* The milliseconds that a command costs its sender: `cost` of its row, and the bytes of its entry
 * (0 for what is none). */
int64_t budget_cost_ms(enum cost cost, enum role role, size_t bytes);
/* Spends `cost_ms` of the person's time. Returns 0; or after how many milliseconds there will be
 * enough of it, and nothing is spent. */
int64_t budget_spend(struct budgets *budgets, struct slice person, int64_t cost_ms,
                     int64_t tick_ms);
/* Whether the person may read now: 0, or after how many milliseconds. What it comes to is told
 * afterwards by budget_read. */
int64_t budget_may_read(struct budgets *budgets, struct slice person, int64_t tick_ms);
/* Counts `bytes` that the person has read. Who reads more than there is waits the longer. */
void budget_read(struct budgets *budgets, struct slice person, size_t bytes, int64_t tick_ms);

/* Begins a read from the journal for the person; *reading is to be ended with budget_read_end. 0;
 * or after how many milliseconds it may be tried again, when as many are under way as may, and
 * nothing is begun. */
struct budget;
int64_t budget_read_begin(struct budgets *budgets, struct slice person, struct budget **reading,
                          int64_t tick_ms);
/* Sets *reading to NULL; NULL is ignored. */
void budget_read_end(struct budget **reading);

/* Forgets those who have all of their budget again. Once a second is often enough. */
void budgets_tick(struct budgets *budgets, int64_t tick_ms);
/* How many people are remembered. */
size_t budgets_count(const struct budgets *budgets);

#endif
