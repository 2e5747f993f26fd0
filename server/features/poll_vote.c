/* SPDX-License-Identifier: Apache-2.0
 * Choices and numbers are votes, which are gathered (core/acts.h); what somebody wrote is an entry
 * of its own, so that it can be erased. */
#include "features/poll_vote.h"

#include "base/bounds.h"
#include "base/text_clean.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_late.h"
#include "features/poll_options.h"
#include "features/poll_secret.h"
#include "features/poll_state.h"

/* Numbers as they are: their order matters. Whether they fit is the poll's to say. */
static enum err values_read(const struct json *values, struct writer *out)
{
    int64_t number;
    if (!json_is_array(values))
        return ERR_BAD_REQUEST;
    if (json_count(values) > BOUND_POLL_OPTIONS)
        return ERR_CHOICES_INVALID;
    writer_array(out, "values");
    for (const struct json *item = json_first(values); item; item = json_next(item)) {
        if (!json_as_int(item, &number))
            return ERR_CHOICES_INVALID;
        writer_int(out, NULL, number);
    }
    writer_end(out);
    return ERR_NONE;
}

/* Of the first round nothing is kept. */
static enum err round_read(const struct json *data, struct writer *out)
{
    int64_t round = 1;
    if (json_get_int(data, "round", &round) && round == 1)
        return ERR_NONE;
    return common_read_optional_int(data, "round", 1, BOUND_POLL_ROUNDS, out);
}

/* How long the sender has had the question, as they say. */
static enum err ms_read(const struct json *data, struct writer *out)
{
    return common_read_optional_int(data, "ms", 0, INT32_MAX, out);
}

/* The members of a vote beside its poll. Every vote is read: it is walked through once. */
struct vote {
    const struct json *choices, *values; /* NULL: absent, or null */
    bool round, ms;
};

static struct vote vote_of(const struct json *data)
{
    struct vote vote = {0};
    for (const struct json *item = json_first(data); item; item = json_next(item)) {
        struct slice key = json_key(item);
        if (slice_equal(key, SLICE("choices")))
            vote.choices = json_is_null(item) ? NULL : item;
        else if (slice_equal(key, SLICE("values")))
            vote.values = json_is_null(item) ? NULL : item;
        else if (slice_equal(key, SLICE("ms")))
            vote.ms = true;
        else
            vote.round |= slice_equal(key, SLICE("round"));
    }
    return vote;
}

static enum err vote_read(const struct json *data, const struct vote *vote, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    if (!error && vote->round)
        error = round_read(data, out);
    if (!error && vote->ms)
        error = ms_read(data, out);
    if (error || (vote->values && vote->choices))
        return ERR_BAD_REQUEST;
    return vote->values ? values_read(vote->values, out) : poll_choices_read(vote->choices, out);
}

enum err poll_vote_read(const struct json *data, struct writer *out)
{
    struct vote vote = vote_of(data);
    return vote_read(data, &vote, out);
}

/* How long somebody took counts for nothing then. */
enum err poll_late_read(const struct json *data, struct writer *out)
{
    struct vote vote = vote_of(data);
    vote.ms = false;
    return vote_read(data, &vote, out);
}

/* A secret choice was looked at when it came; in its turn it is sealed. What abstains fits no type,
 * so that only what does not fit need be asked whether it abstains. */
static enum err fits(const struct poll *poll, const struct entry *entry)
{
    if (poll->ballot == POLL_SECRET && entry->seq)
        return poll_secret_sealed(entry->data) ? ERR_NONE : ERR_CHOICES_INVALID;
    enum err error = poll->type->fits(poll, entry->data);
    if (error && poll_abstains(entry->data))
        return poll->abstain && !poll->type->abstention ? ERR_NONE : ERR_CHOICES_INVALID;
    return entry->erased ? ERR_NONE : error; /* it did */
}

/* What was meant for another round came too late. By the entry's time: a deadline holds though the
 * timekeeper may be late. */
static bool takes_votes(const struct poll *poll, const struct entry *entry)
{
    int64_t round = 1;
    if (poll->state != POLL_OPEN || (poll->closes_ms && entry->at_ms >= poll->closes_ms))
        return false;
    if (poll->round > 1 || json_count(entry->data) > 2)
        json_get_int(entry->data, "round", &round);
    return round == poll->round;
}

/* Only staff may learn that a draft, or one put away, of that seq exists. */
static enum err untaken(const struct poll *poll, const struct scene *scene)
{
    if (!poll_shown(poll) && !(scene->role & ROLE_STAFF))
        return ERR_NOT_FOUND;
    return poll->state == POLL_DRAFT ? ERR_POLL_NOT_OPEN : ERR_POLL_CLOSED;
}

enum err poll_vote_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    if (!poll)
        return ERR_NOT_FOUND;
    if (!takes_votes(poll, entry))
        return untaken(poll, scene);
    if (poll->participants && (scene->role & ROLE_STAFF))
        return ERR_PERMISSION_DENIED;
    enum err error = fits(poll, entry);
    if (error)
        return error;
    if (poll_ballot(poll, entry->by))
        return poll->change ? ERR_NONE : ERR_ALREADY_VOTED;
    return map_full(poll->box.ballots) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

enum err poll_late_vote_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    if (!poll)
        return ERR_NOT_FOUND;
    enum err error = poll_late_open(poll, poll_late_round(entry));
    if (error)
        return error;
    if (poll->participants && (scene->role & ROLE_STAFF))
        return ERR_PERMISSION_DENIED;
    error = fits(poll, entry);
    return error ? error : poll_late_check(state, poll, entry);
}

/* What was written goes for good, and out of what was told of the sums. */
static void answer_goes(struct polls *polls, struct poll *poll, const struct entry *entry)
{
    void *before = map_find(poll->box.ballots, entry->by);
    const struct poll_texts *texts = before ? poll_ballot_texts(before) : NULL;
    if (!texts)
        return;
    polls->replaced = texts->seq;
    if (!poll->type->tells(&poll->box, texts))
        return;
    struct poll_lost *lost = &polls->lost;
    if (lost->seq != entry->seq)
        *lost = (struct poll_lost){.seq = entry->seq};
    lost->events |= poll->told;
    lost->published |= poll->published;
    poll->told = false;
}

/* Time runs from the receipt of the question, as the voter says: no longer than since it was
 * opened, and no shorter than that but for the time that it may have been on its way. */
static void time_put(struct poll *poll, const struct entry *entry)
{
    int64_t most = entry->at_ms - poll->opened_ms, said = most;
    int64_t least = most > BOUND_POLL_RECEIPT_MS ? most - BOUND_POLL_RECEIPT_MS : 0;
    json_get_int(entry->data, "ms", &said);
    if (said > most)
        said = most;
    if (said < least)
        said = least;
    if (!poll->box.times)
        poll->box.times = map_new(BOUND_MEMBERS);
    map_put(poll->box.times, entry->by, (void *)(uintptr_t)(said + 1));
}

void poll_vote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct poll *poll = poll_find(polls, entry);
    UNUSED(scene);
    poll->dirty = true;
    polls->dirty = true;
    polls->replaced = 0;
    if (poll->type->written)
        answer_goes(polls, poll, entry);
    if (poll->timed_ms)
        time_put(poll, entry);
    if (poll->ballot == POLL_SECRET)
        poll_secret_keep(poll, entry);
    else
        poll_box_put(poll->type, &poll->box, entry->by, entry);
    poll_late_take(poll, entry->by);
}

void poll_late_vote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct poll *poll = poll_find(polls, entry);
    UNUSED(scene);
    poll->dirty = true;
    polls->dirty = true;
    poll_late_put(polls, poll, entry);
}

enum taken_back poll_takes_back(const void *state, const struct entry *entry,
                                const struct viewer *viewer)
{
    const struct poll_lost *lost = &((const struct polls *)state)->lost;
    if (lost->seq != entry->seq || !(lost->published || rings_of_staff(viewer->rings)))
        return TAKES_NOTHING;
    return lost->events ? TAKES_EVENTS : TAKES_SUMS;
}

struct slice poll_vote_veil(const void *state, const struct entry *entry,
                            char out[VEIL_SCOPE_BYTES])
{
    int64_t seq = common_get_int(entry->data, "poll");
    bool anonymous = poll_ballot_kind(state, seq) == POLL_ANONYMOUS;
    return anonymous ? poll_scope(seq, out) : (struct slice){NULL, 0};
}

static enum err texts_read(const struct json *list, struct writer *out)
{
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_POLL_TEXTS)
        return ERR_CHOICES_INVALID;
    return common_write_lines(list, "texts", BOUND_POLL_ANSWER_CHARS, out);
}

enum err poll_ballot_read(const struct json *data, struct writer *out)
{
    bool texts = common_has(data, "texts"), values = common_has(data, "values");
    if (texts + values + common_has(data, "choices") != 1)
        return ERR_BAD_REQUEST;
    if (texts)
        return texts_read(json_get(data, "texts"), out);
    return values ? values_read(json_get(data, "values"), out)
                  : poll_choices_read(json_get(data, "choices"), out);
}

enum err poll_answer_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    if (!error)
        error = round_read(data, out);
    if (!error)
        error = ms_read(data, out);
    return error ? ERR_BAD_REQUEST : texts_read(json_get(data, "texts"), out);
}

void poll_answer_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct polls *polls = state;
    UNUSED(entry);
    if (polls->replaced)
        withdraw(withdrawal, polls->replaced);
}
