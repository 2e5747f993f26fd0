/* SPDX-License-Identifier: Apache-2.0
 * One walk over the features for each question. */
#include "core/ledgers.h"

#include "core/room_state.h"

/* The next share from *place on whose feature knows anything; NULL after the last. */
static const struct share *next(const struct room *room, size_t *place)
{
    while (*place < room->shares_count && !room->shares[*place].feature->ledger)
        ++*place;
    return *place < room->shares_count ? &room->shares[(*place)++] : NULL;
}

void ledgers_people(const struct room *room, ledger_fn *fn, void *context)
{
    const struct share *share;
    for (size_t place = 0; (share = next(room, &place));)
        if (share->feature->ledger->people)
            share->feature->ledger->people(share->state, fn, context);
}

void ledgers_sum(const struct room *room, struct slice person, struct deeds *out)
{
    const struct share *share;
    *out = (struct deeds){0};
    for (size_t place = 0; (share = next(room, &place));)
        if (share->feature->ledger->sum)
            share->feature->ledger->sum(share->state, person, out);
}

void ledgers_write(const struct room *room, struct slice person, bool whole, struct writer *out)
{
    const struct share *share;
    for (size_t place = 0; (share = next(room, &place));)
        if (share->feature->ledger->write)
            share->feature->ledger->write(share->state, person, whole, out);
}
