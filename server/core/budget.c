/* SPDX-License-Identifier: Apache-2.0
 * Filled up again whenever it is looked at. */
#include "core/budget.h"

#include "base/bounds.h"
#include "base/check.h"

/* What goes alone is under way. */
enum { ALONE = UINT16_MAX };

void budget_init(struct budget *budget, int64_t tick_ms)
{
    *budget = (struct budget){
        .tick_ms = tick_ms, .time_ms = BOUND_PERSON_BURST_MS, .read_bytes = BOUND_READ_BURST_BYTES};
}

int64_t budget_cost_ms(enum cost cost, enum role role, size_t bytes)
{
    static const int64_t costs_ms[][2] = {
        [COST_WRITE] = {BOUND_COST_WRITE_MS, BOUND_COST_WRITE_STAFF_MS},
        [COST_CHEAP] = {BOUND_COST_CHEAP_MS, BOUND_COST_CHEAP_STAFF_MS},
    };
    bool staff = role & (ROLE_STAFF | ROLE_ACADEMY_STAFF);
    if (cost == COST_FREE)
        return 0;
    return costs_ms[cost][staff] +
           (int64_t)bytes / (staff ? BOUND_WRITE_BYTES_STAFF_MS : BOUND_WRITE_BYTES_MS);
}

void budget_give_back(struct budget *budget, int64_t cost_ms)
{
    budget->time_ms = cost_ms < BOUND_PERSON_BURST_MS - budget->time_ms
                          ? (int32_t)(budget->time_ms + cost_ms)
                          : BOUND_PERSON_BURST_MS;
}

static void fill(struct budget *budget, int64_t tick_ms)
{
    int64_t passed_ms = tick_ms - budget->tick_ms;
    budget->tick_ms = tick_ms;
    budget_give_back(budget, passed_ms);
    budget->read_bytes += passed_ms * BOUND_READ_BYTES_SECOND / 1000;
    if (budget->read_bytes > BOUND_READ_BURST_BYTES)
        budget->read_bytes = BOUND_READ_BURST_BYTES;
}

/* What costs more than all there can be is paid with all of it. */
int64_t budget_spend(struct budget *budget, int64_t cost_ms, int64_t tick_ms)
{
    fill(budget, tick_ms);
    if (cost_ms > BOUND_PERSON_BURST_MS)
        cost_ms = BOUND_PERSON_BURST_MS;
    if (budget->time_ms < cost_ms)
        return cost_ms - budget->time_ms;
    budget->time_ms -= (int32_t)cost_ms;
    return 0;
}

int64_t budget_may_read(struct budget *budget, int64_t tick_ms)
{
    fill(budget, tick_ms);
    int64_t short_bytes = BOUND_READ_BYTES_MIN - budget->read_bytes;
    return short_bytes > 0 ? 1 + short_bytes * 1000 / BOUND_READ_BYTES_SECOND : 0;
}

void budget_read(struct budget *budget, size_t bytes, int64_t tick_ms)
{
    fill(budget, tick_ms);
    budget->read_bytes -= (int64_t)(bytes > BOUND_READ_BYTES_MIN ? bytes : BOUND_READ_BYTES_MIN);
}

int64_t budget_read_begin(struct budget *budget)
{
    enum { AGAIN_MS = 100 };
    if (budget->reading >= BOUND_READS_PERSON)
        return AGAIN_MS;
    budget->reading++;
    return 0;
}

void budget_read_end(struct budget *budget)
{
    budget->reading--;
}

bool budget_veil_begin(struct budget *budget, bool alone)
{
    if (alone ? budget->veiling > 0 : budget->veiling >= ALONE - 1)
        return false;
    budget->veiling = alone ? ALONE : (uint16_t)(budget->veiling + 1);
    return true;
}

void budget_veil_end(struct budget *budget)
{
    check(budget->veiling > 0);
    budget->veiling = budget->veiling == ALONE ? 0 : (uint16_t)(budget->veiling - 1);
}

bool budget_is_whole(struct budget *budget, int64_t tick_ms)
{
    fill(budget, tick_ms);
    return budget->time_ms == BOUND_PERSON_BURST_MS &&
           budget->read_bytes == BOUND_READ_BURST_BYTES && budget->reading == 0;
}
