/* SPDX-License-Identifier: Apache-2.0
 * See poll_late.h. */
#include "features/poll_late.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "features/common_get.h"
#include "features/poll_tally.h"

int64_t poll_late_round(const struct entry *entry)
{
    int64_t round = 1;
    json_get_int(entry->data, "round", &round);
    return round;
}

/* What was written is not taken: it stands in sums as words, which staff show one by one. */
enum err poll_late_open(const struct poll *poll, int64_t round)
{
    if (poll->state != POLL_CLOSED || !poll_round_box(poll, round))
        return ERR_NOT_FOUND;
    return poll->ballot == POLL_SECRET || poll->type->written ? ERR_NOT_AVAILABLE : ERR_NONE;
}

/* What the late sums of a round take of a view. */
static size_t late_bytes(const struct poll *poll)
{
    enum { TALLY_BYTES = 96 + 24 * BOUND_POLL_OPTIONS };
    return TALLY_BYTES + poll->type->tally_bytes;
}

static const void *ballot_of(const struct poll_late *late, struct slice voter)
{
    const void *held = map_find(late->held.ballots, voter);
    return held ? held : map_find(late->told.ballots, voter);
}

enum err poll_late_check(const struct polls *polls, const struct poll *poll,
                         const struct entry *entry)
{
    int64_t round = poll_late_round(entry);
    const struct poll_late *late = poll->late[round - 1];
    if (map_find(poll_round_box(poll, round)->ballots, entry->by))
        return ERR_ALREADY_VOTED;
    if (!late)
        return polls->bytes + late_bytes(poll) > BOUND_POLLS_BYTES ? ERR_LIMIT_EXCEEDED : ERR_NONE;
    if (ballot_of(late, entry->by))
        return poll->change ? ERR_NONE : ERR_ALREADY_VOTED;
    bool full = map_count(late->told.ballots) + map_count(late->held.ballots) >= BOUND_MEMBERS;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void poll_late_put(struct polls *polls, struct poll *poll, const struct entry *entry)
{
    struct poll_late **late = &poll->late[poll_late_round(entry) - 1];
    if (!*late) {
        *late = poll_late_new(poll->type);
        poll->bytes += late_bytes(poll);
        polls->bytes += late_bytes(poll);
    }
    poll_box_put(poll->type, &(*late)->held, entry->by, entry);
    if (poll->ballot == POLL_NAMED || map_count((*late)->held.ballots) >= BOUND_BALLOTS_LEAST)
        poll_box_pour(poll->type, &(*late)->held, &(*late)->told);
}

void poll_late_take(struct poll *poll, struct slice voter)
{
    struct poll_late *late = poll->late[poll->round - 1];
    if (!late)
        return;
    poll_box_take(poll->type, &late->held, voter);
    poll_box_take(poll->type, &late->told, voter);
}

const void *poll_late_ballot_of(const struct polls *polls, const struct poll *poll, int64_t round,
                                struct slice person)
{
    const struct poll_late *late = poll->late[round - 1];
    struct veil_name name;
    if (!late)
        return NULL;
    struct slice voter = poll_voter(polls, poll, person, &name);
    return voter.at ? ballot_of(late, voter) : NULL;
}

unsigned poll_late_rounds(const struct poll *poll)
{
    unsigned rounds = 0;
    for (int64_t round = 1; round <= poll->round; round++)
        if (poll->late[round - 1])
            rounds |= 1u << round;
    return rounds;
}

void poll_late_write(const struct poll *poll, bool replaces, struct writer *out)
{
    writer_object_lazy(out, "late");
    for (int64_t round = 1; round <= poll->round; round++) {
        const struct poll_late *late = poll->late[round - 1];
        if (!late)
            continue;
        writer_object_seq(out, round);
        poll_tally_members(poll, &late->told, out);
        if (replaces && !poll_tally_abstained(poll))
            writer_null(out, "abstained");
        writer_int(out, "held", (int64_t)map_count(late->held.ballots));
        writer_end(out);
    }
    writer_end(out);
}
