/* SPDX-License-Identifier: Apache-2.0
 * A map of those who have spent something, filled up again whenever one of them is looked at. */
#include "hub/budget.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

struct budget {
    int64_t tick_ms;    /* of the last filling up */
    int64_t time_ms;    /* left to spend */
    int64_t read_bytes; /* left to read; below 0 when a view was larger than that */
    unsigned reading;   /* reads from the journal under way */
};

struct budgets {
    struct map *people; /* id -> budget, owned */
};

struct budgets *budgets_new(size_t people_max)
{
    struct budgets *budgets = mem_new(sizeof *budgets);
    budgets->people = map_new(people_max);
    return budgets;
}

void budgets_free(struct budgets **budgets)
{
    map_free(&(*budgets)->people, mem_free);
    mem_free(*budgets);
    *budgets = NULL;
}

int64_t budget_cost_ms(enum cost cost, enum role role, size_t bytes)
{
    static const int64_t costs_ms[][2] = {
        [COST_WRITE] = {BOUND_COST_WRITE_MS, BOUND_COST_WRITE_STAFF_MS},
        [COST_CHEAP] = {BOUND_COST_CHEAP_MS, BOUND_COST_CHEAP_STAFF_MS},
    };
    bool staff = role & ROLE_STAFF;
    if (cost == COST_FREE)
        return 0;
    return costs_ms[cost][staff] +
           (int64_t)bytes / (staff ? BOUND_WRITE_BYTES_STAFF_MS : BOUND_WRITE_BYTES_MS);
}

static void fill(struct budget *budget, int64_t tick_ms)
{
    int64_t passed_ms = tick_ms - budget->tick_ms;
    budget->tick_ms = tick_ms;
    budget->time_ms += passed_ms;
    if (budget->time_ms > BOUND_PERSON_BURST_MS)
        budget->time_ms = BOUND_PERSON_BURST_MS;
    budget->read_bytes += passed_ms * BOUND_READ_BYTES_SECOND / 1000;
    if (budget->read_bytes > BOUND_READ_BURST_BYTES)
        budget->read_bytes = BOUND_READ_BURST_BYTES;
}

/* NULL when so many spend that no more can be counted. */
static struct budget *budget_of(struct budgets *budgets, struct slice person, int64_t tick_ms)
{
    struct budget *budget = map_find(budgets->people, person);
    if (budget) {
        fill(budget, tick_ms);
        return budget;
    }
    if (map_full(budgets->people))
        return NULL;
    budget = mem_new(sizeof *budget);
    *budget = (struct budget){
        .tick_ms = tick_ms, .time_ms = BOUND_PERSON_BURST_MS, .read_bytes = BOUND_READ_BURST_BYTES};
    map_put(budgets->people, person, budget);
    return budget;
}

/* What costs more than all there can be is paid with all of it. */
int64_t budget_spend(struct budgets *budgets, struct slice person, int64_t cost_ms, int64_t tick_ms)
{
    struct budget *budget = budget_of(budgets, person, tick_ms);
    if (!budget)
        return BOUND_PERSON_BURST_MS;
    if (cost_ms > BOUND_PERSON_BURST_MS)
        cost_ms = BOUND_PERSON_BURST_MS;
    if (budget->time_ms < cost_ms)
        return cost_ms - budget->time_ms;
    budget->time_ms -= cost_ms;
    return 0;
}

int64_t budget_may_read(struct budgets *budgets, struct slice person, int64_t tick_ms)
{
    struct budget *budget = budget_of(budgets, person, tick_ms);
    if (!budget)
        return BOUND_PERSON_BURST_MS;
    int64_t short_bytes = BOUND_READ_BYTES_MIN - budget->read_bytes;
    return short_bytes > 0 ? 1 + short_bytes * 1000 / BOUND_READ_BYTES_SECOND : 0;
}

void budget_read(struct budgets *budgets, struct slice person, size_t bytes, int64_t tick_ms)
{
    struct budget *budget = budget_of(budgets, person, tick_ms);
    if (budget)
        budget->read_bytes -=
            (int64_t)(bytes > BOUND_READ_BYTES_MIN ? bytes : BOUND_READ_BYTES_MIN);
}

int64_t budget_read_begin(struct budgets *budgets, struct slice person, struct budget **reading,
                          int64_t tick_ms)
{
    enum { AGAIN_MS = 100 };
    struct budget *budget = budget_of(budgets, person, tick_ms);
    if (!budget || budget->reading >= BOUND_READS_PERSON)
        return AGAIN_MS;
    budget->reading++;
    *reading = budget;
    return 0;
}

void budget_read_end(struct budget **reading)
{
    if (*reading)
        (*reading)->reading--;
    *reading = NULL;
}

void budgets_tick(struct budgets *budgets, int64_t tick_ms)
{
    struct map_at at = {0};
    while (map_next(budgets->people, &at)) {
        struct budget *budget = at.value;
        fill(budget, tick_ms);
        if (budget->time_ms == BOUND_PERSON_BURST_MS &&
            budget->read_bytes == BOUND_READ_BURST_BYTES && budget->reading == 0)
            mem_free(map_take(budgets->people, at.key));
    }
}

size_t budgets_count(const struct budgets *budgets)
{
    return map_count(budgets->people);
}
