/* SPDX-License-Identifier: Apache-2.0
 * Which feature of a room has the secret ballots, and asking it. */
#include "core/room_ballots.h"

#include "base/check.h"
#include "core/room_state.h"

static const struct share *share_of(const struct room *room)
{
    return room_state_decider(room, DECIDES_BALLOTS);
}

bool room_ballot_choice(const struct room *room, const struct entry *entry, struct ballot *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    const struct ballots *ballots = row ? share->feature->ballots : NULL;
    return ballots && ballots->choice(share->state, entry, out);
}

void room_ballot_write(const struct room *room, const struct entry *entry, struct slice sealed,
                       struct buffer *text)
{
    struct writer writer;
    writer_init(&writer, text);
    writer_object(&writer, NULL);
    share_of(room)->feature->ballots->write(entry, sealed, &writer);
    writer_end(&writer);
}

bool room_ballot_box(const struct room *room, int64_t after, struct ballot_box *out)
{
    const struct share *share = share_of(room);
    return share && share->feature->ballots->box(share->state, after, out);
}

void room_ballots_each(const struct room *room, int64_t thing, ballot_fn *fn, void *context)
{
    const struct share *share = share_of(room);
    share->feature->ballots->each(share->state, thing, fn, context);
}

struct slice room_ballot_sums(const struct room *room, int64_t thing,
                              const struct ballot_sums *sums, struct buffer *text)
{
    const struct ballots *ballots = share_of(room)->feature->ballots;
    struct writer writer;
    writer_init(&writer, text);
    writer_object(&writer, NULL);
    ballots->sums_write(thing, sums, &writer);
    writer_end(&writer);
    check(!text->full);
    return slice_of(ballots->sums_type);
}
