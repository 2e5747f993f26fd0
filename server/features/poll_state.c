/* SPDX-License-Identifier: Apache-2.0
 * Polls and ballots as they are kept. */
#include "features/poll_state.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/poll_board.h"

const char *const poll_ballots[] = {"confidential", "named", "anonymous", "secret", NULL};

const char *const poll_results[] = {"never", "voted", "closed", "live", NULL};

struct polls *polls_new(const struct room *room)
{
    struct polls *polls = mem_new(sizeof *polls);
    polls->room = room;
    polls->polls = map_new(BOUND_POLLS);
    polls->boards = map_new(BOUND_POLLS);
    polls->aliases = map_new(BOUND_MEMBERS);
    return polls;
}

void poll_free(struct poll *poll)
{
    common_wipe(&poll->title);
    common_wipe(&poll->options);
    common_wipe(&poll->ask);
    map_free(&poll->banned, NULL);
    map_free(&poll->hidden, NULL);
    mem_free(poll->edits);
    common_wipe(&poll->correct);
    mem_free(poll->quiz);
    poll_box_done(poll->type, &poll->box, poll->sealed);
    for (int64_t i = 0; i < poll->round - 1; i++)
        poll_box_done(poll->type, &poll->past[i], false);
    for (int64_t i = 0; i < BOUND_POLL_ROUNDS; i++)
        poll_late_free(poll->type, poll->late[i]);
    mem_free(poll);
}

static void value_free(void *value)
{
    poll_free(value);
}

void polls_free(struct polls *polls)
{
    map_free(&polls->polls, value_free);
    map_free(&polls->boards, poll_board_free);
    map_free(&polls->aliases, NULL);
    common_order_done(&polls->order);
    mem_free(polls->deleted_edits);
    mem_free(polls);
}

struct poll *poll_find(const struct polls *polls, const struct entry *entry)
{
    int64_t seq = 0;
    json_get_int(entry->data, "poll", &seq);
    return map_find(polls->polls, slice_of_seq(&seq));
}

const void *poll_ballot(const struct poll *poll, struct slice voter)
{
    return map_find(poll->box.ballots, voter);
}

struct slice poll_scope(int64_t seq, char out[VEIL_SCOPE_BYTES])
{
    snprintf(out, VEIL_SCOPE_BYTES, "poll:%" PRId64, seq);
    return slice_of(out);
}

enum poll_ballot poll_ballot_kind(const struct polls *polls, int64_t seq)
{
    const struct poll *poll = map_find(polls->polls, slice_of_seq(&seq));
    if (poll)
        return poll->ballot;
    for (size_t i = 0; i < POLLS_GONE; i++)
        if (polls->gone[i].seq == seq)
            return polls->gone[i].ballot;
    return POLL_CONFIDENTIAL;
}

bool poll_shown(const struct poll *poll)
{
    return poll->state == POLL_OPEN || poll->state == POLL_CLOSED;
}

const struct poll_box *poll_round_box(const struct poll *poll, int64_t round)
{
    if (round == poll->round)
        return &poll->box;
    return round >= 1 && round < poll->round ? &poll->past[round - 1] : NULL;
}

unsigned poll_rounds_voted(const struct poll *poll)
{
    unsigned rounds = 0;
    for (int64_t round = 1; round <= poll->round; round++)
        if (map_count(poll_round_box(poll, round)->ballots) > 0)
            rounds |= 1u << round;
    return rounds;
}

void poll_goes(struct polls *polls, const struct poll *poll)
{
    if (poll->ballot >= POLL_ANONYMOUS && poll->state != POLL_DRAFT)
        polls->gone[polls->gone_count++ % POLLS_GONE] = (struct poll_gone){poll->seq, poll->ballot};
}

struct slice poll_voter(const struct polls *polls, const struct poll *poll, struct slice person,
                        struct veil_name *name)
{
    char scope[VEIL_SCOPE_BYTES];
    if (poll->ballot != POLL_ANONYMOUS)
        return person;
    bool known = room_veil(polls->room, poll_scope(poll->seq, scope), person, name);
    return known ? slice_of(name->text) : (struct slice){NULL, 0};
}

const void *poll_ballot_of(const struct polls *polls, const struct poll *poll, struct slice person)
{
    struct veil_name name;
    if (map_count(poll->box.ballots) == 0)
        return NULL;
    struct slice voter = poll_voter(polls, poll, person, &name);
    return voter.at ? poll_ballot(poll, voter) : NULL;
}
