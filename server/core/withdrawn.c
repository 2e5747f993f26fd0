/* SPDX-License-Identifier: Apache-2.0
 * A map of seqs, in the order in which they were withdrawn. */
#include "core/withdrawn.h"

#include "base/map.h"
#include "base/mem.h"

/* Beyond it what is withdrawn is not noted, and stays in the journal. */
enum { WITHDRAWN_MAX = 1 << 22 };

struct withdrawn {
    struct map *seqs; /* seq -> since_ms, owned */
};

struct withdrawn *withdrawn_new(void)
{
    struct withdrawn *withdrawn = mem_new(sizeof *withdrawn);
    withdrawn->seqs = map_new(WITHDRAWN_MAX);
    return withdrawn;
}

void withdrawn_free(struct withdrawn **withdrawn)
{
    if (*withdrawn)
        map_free(&(*withdrawn)->seqs, NULL);
    mem_free(*withdrawn);
    *withdrawn = NULL;
}

void withdrawn_add(struct withdrawn *withdrawn, int64_t seq, int64_t since_ms)
{
    /* A value is not NULL: one more than the time. */
    if (!map_find(withdrawn->seqs, slice_of_seq(&seq)) && !map_full(withdrawn->seqs))
        map_put(withdrawn->seqs, slice_of_seq(&seq), (void *)(intptr_t)(since_ms + 1));
}

void withdrawn_take(struct withdrawn *withdrawn, int64_t seq)
{
    if (withdrawn)
        (void)map_take(withdrawn->seqs, slice_of_seq(&seq));
}

bool withdrawn_has(const struct withdrawn *withdrawn, int64_t seq)
{
    return withdrawn && map_find(withdrawn->seqs, slice_of_seq(&seq));
}

static int64_t since_ms_of(const struct map_at *at)
{
    return (int64_t)(intptr_t)at->value - 1;
}

size_t withdrawn_list(const struct withdrawn *withdrawn, int64_t upto_ms, int64_t *seqs, size_t max)
{
    struct map_at at = {0};
    size_t count = 0;
    while (withdrawn && count < max && map_next(withdrawn->seqs, &at) &&
           since_ms_of(&at) <= upto_ms)
        memcpy(&seqs[count++], at.key.at, sizeof *seqs);
    return count;
}

int64_t withdrawn_since_ms(const struct withdrawn *withdrawn)
{
    struct map_at at = {0};
    return withdrawn && map_next(withdrawn->seqs, &at) ? since_ms_of(&at) : 0;
}

void withdraw(struct withdrawal *withdrawal, int64_t seq)
{
    withdrawal->any = true;
    if (withdrawal->back)
        withdrawn_take(withdrawal->into, seq);
    else
        withdrawn_add(withdrawal->into, seq, withdrawal->at_ms);
}
