/* SPDX-License-Identifier: Apache-2.0
 *
 * What one person may still cost, over all their connections to this instance: time to spend, in
 * milliseconds that come back as time passes (each command costs some of it: protocol/bounds.def,
 * COST_…, by role; a room that has to be woken as well), and bytes to read. Time is given
 * (loop_tick_ms).
 */
#ifndef MUSTER_CORE_BUDGET_H
#define MUSTER_CORE_BUDGET_H

#include "core/feature.h"

struct budget {
    int64_t tick_ms;    /* of the last filling up */
    int64_t read_bytes; /* left to read; below 0 when a view was larger than that */
    int32_t time_ms;    /* left to spend */
    uint16_t reading;   /* reads from the journal under way */
    uint16_t veiling;   /* commands of rows that veil under way: private */
};

/* All of it is there. */
void budget_init(struct budget *budget, int64_t tick_ms);

/* The milliseconds that a command costs its sender: `cost` of its row, and the bytes of its entry
 * (0 for what is none). */
int64_t budget_cost_ms(enum cost cost, enum role role, size_t bytes);
/* Spends `cost_ms` of the time. Returns 0; or after how many milliseconds there will be enough of
 * it, and nothing is spent. */
int64_t budget_spend(struct budget *budget, int64_t cost_ms, int64_t tick_ms);
/* Gives back what was spent on what is to be tried again for want of more: who waits as long as
 * they were told must get further, and not pay for each try. */
void budget_give_back(struct budget *budget, int64_t cost_ms);
/* Whether the person may read now: 0, or after how many milliseconds. What it comes to is told
 * afterwards by budget_read. */
int64_t budget_may_read(struct budget *budget, int64_t tick_ms);
/* Counts `bytes` that the person has read. Who reads more than there is waits the longer. */
void budget_read(struct budget *budget, size_t bytes, int64_t tick_ms);

/* Begins a read from the journal, to be ended with budget_read_end. 0; or after how many
 * milliseconds it may be tried again, when as many are under way as may, and nothing is begun. */
int64_t budget_read_begin(struct budget *budget);
void budget_read_end(struct budget *budget);

/* Begins a command of a row that veils, to be ended with budget_veil_end; `alone`: no other may be
 * under way. False, and nothing is begun: it may be tried again when those have ended. */
bool budget_veil_begin(struct budget *budget, bool alone);
void budget_veil_end(struct budget *budget);

/* Whether all of it is there again. */
bool budget_is_whole(struct budget *budget, int64_t tick_ms);

#endif
