/* SPDX-License-Identifier: Apache-2.0
 * A closed poll: another round, its answer, its end. */
#include "features/poll_round.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_state.h"

/* What a round takes of a view beside those before it: its sums. */
static size_t round_bytes(const struct poll *poll)
{
    enum { TALLY_BYTES = 64 + 24 * BOUND_POLL_OPTIONS };
    return TALLY_BYTES + poll->type->tally_bytes;
}

/* Who knows the answer, or whose ballots cannot be told apart any more, is not asked again. */
enum err poll_round_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct polls *polls = state;
    const struct poll *poll = poll_find(polls, entry);
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->state == POLL_OPEN)
        return ERR_POLL_OPEN;
    if (poll->state != POLL_CLOSED || poll->ballot == POLL_SECRET || poll->revealed)
        return ERR_NOT_AVAILABLE;
    bool full =
        poll->round == BOUND_POLL_ROUNDS || polls->bytes + round_bytes(poll) > BOUND_POLLS_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void poll_round_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct poll *poll = poll_find(polls, entry);
    int64_t seconds = common_get_int(entry->data, "seconds");
    UNUSED(scene);
    polls->bytes += round_bytes(poll);
    poll->bytes += round_bytes(poll);
    poll->past[poll->round++ - 1] = poll->box;
    poll_box_init(poll->type, &poll->box);
    poll->state = POLL_OPEN;
    poll->published = poll->results == POLL_LIVE;
    poll->opened_ms = entry->at_ms;
    poll->closes_ms = seconds ? entry->at_ms + seconds * 1000 : 0;
    poll->closed_ms = 0;
    poll->dirty = false;
    poll->told = false;
}

enum err poll_reveal_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->state == POLL_DRAFT)
        return ERR_POLL_NOT_OPEN;
    if (poll->state == POLL_OPEN)
        return ERR_POLL_OPEN;
    if (!poll->correct)
        return ERR_NOT_AVAILABLE;
    return poll->revealed ? ERR_ALREADY_EXISTS : ERR_NONE;
}

void poll_reveal_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    poll_find(state, entry)->revealed = true;
}

enum err poll_archive_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    return error ? error : common_read_bool(data, "archived", out);
}

enum err poll_archive_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->state == POLL_OPEN)
        return ERR_POLL_OPEN;
    if (poll->state == POLL_DRAFT)
        return ERR_POLL_NOT_OPEN;
    return poll->result == POLL_COUNTING ? ERR_NOT_AVAILABLE : ERR_NONE;
}

void poll_archive_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    poll->state = common_get_bool(entry->data, "archived") ? POLL_ARCHIVED : POLL_CLOSED;
}
