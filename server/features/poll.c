/* SPDX-License-Identifier: Apache-2.0
 * Polls: their life from draft to closed, and what a vote is. */
#include "features/poll.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_draft.h"
#include "features/poll_options.h"
#include "features/poll_read.h"
#include "features/poll_secret.h"
#include "features/poll_state.h"
#include "features/poll_view.h"

/* A session is over within a day; a deadline beyond it is a slip of the finger. */
enum { OPEN_SECONDS_MAX = 24 * 3600 };

static void *state_new(const struct room *room)
{
    return polls_new(room);
}

static void state_free(void *state)
{
    polls_free(state);
}

static enum err open_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    return error ? error : common_read_optional_int(data, "seconds", 1, OPEN_SECONDS_MAX, out);
}

static enum err open_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->ballot == POLL_SECRET && poll->state == POLL_CLOSED)
        return ERR_NOT_AVAILABLE; /* its key is gone, or about to */
    return poll->state == POLL_OPEN ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void open_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    int64_t seconds = common_get_int(entry->data, "seconds");
    UNUSED(scene);
    poll->state = POLL_OPEN;
    poll->opened_ms = entry->at_ms;
    poll->closes_ms = seconds ? entry->at_ms + seconds * 1000 : 0;
    poll->closed_ms = 0;
}

/* Those of options are kept in their order. */
static enum err vote_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    if (error || !json_is_array(json_get(data, "choices")))
        return ERR_BAD_REQUEST;
    poll_set choices = poll_choices(data);
    if (!choices)
        return ERR_CHOICES_INVALID;
    writer_array(out, "choices");
    poll_write_set(choices, out);
    writer_end(out);
    return ERR_NONE;
}

/* A secret choice was looked at when it came; in its turn it is sealed. */
static bool fits(const struct poll *poll, const struct entry *entry)
{
    if (poll->ballot == POLL_SECRET && entry->seq)
        return poll_secret_sealed(entry->data);
    return poll->type->fits(poll, entry->data);
}

/* By the entry's time: a deadline holds though the timekeeper may be late. */
static bool takes_votes(const struct poll *poll, int64_t at_ms)
{
    return poll->state == POLL_OPEN && (!poll->closes_ms || at_ms < poll->closes_ms);
}

static enum err vote_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    /* Only staff may learn that a draft of that seq exists. */
    if (!poll || (poll->state == POLL_DRAFT && scene->role == ROLE_PARTICIPANT))
        return ERR_NOT_FOUND;
    if (!takes_votes(poll, entry->at_ms))
        return poll->state == POLL_DRAFT ? ERR_POLL_NOT_OPEN : ERR_POLL_CLOSED;
    if (!fits(poll, entry))
        return ERR_CHOICES_INVALID;
    if (poll_ballot(poll, entry->by))
        return poll->change ? ERR_NONE : ERR_ALREADY_VOTED;
    return map_full(poll->box.ballots) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void vote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct poll *poll = poll_find(polls, entry);
    UNUSED(scene);
    poll->dirty = true;
    polls->dirty = true;
    if (poll->ballot == POLL_SECRET)
        poll_secret_keep(poll, entry);
    else
        poll_box_put(poll->type, &poll->box, entry->by, entry->data);
}

static struct slice vote_veil(const void *state, const struct entry *entry,
                              char out[VEIL_SCOPE_BYTES])
{
    int64_t seq = common_get_int(entry->data, "poll");
    bool anonymous = poll_ballot_kind(state, seq) == POLL_ANONYMOUS;
    return anonymous ? poll_scope(seq, out) : (struct slice){NULL, 0};
}

static void polls_tally_sent(void *state)
{
    struct polls *polls = state;
    struct map_at at = {0};
    while (polls->dirty && map_next(polls->polls, &at))
        ((struct poll *)at.value)->dirty = false;
    polls->dirty = false;
}

static enum err close_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    return error ? error : common_read_optional_seq(data, "closes", out);
}

/* A close that names its deadline comes from a timekeeper and may come late: the poll may have been
 * closed and opened again since, with another deadline or none. */
static enum err close_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    int64_t closes = common_get_int(entry->data, "closes");
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->state != POLL_OPEN || (closes && closes != poll->closes_ms))
        return ERR_POLL_NOT_OPEN;
    return ERR_NONE;
}

static void close_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    poll->state = POLL_CLOSED;
    poll->closed_ms = entry->at_ms;
    poll_secret_close(poll);
}

/* When an open poll closes by itself: at its deadline, or at once at the end of the session, which
 * leaves no poll open. */
static bool closes_at(const struct poll *poll, enum phase phase, int64_t *at_ms)
{
    *at_ms = phase == PHASE_ENDED ? 0 : poll->closes_ms;
    return poll->state == POLL_OPEN && (poll->closes_ms || phase == PHASE_ENDED);
}

/* Several instances may try to close it: the op and the data are the same. */
static void close_write(const struct poll *poll, struct due *out)
{
    struct writer data;
    out->type = "poll.close";
    if (poll->closes_ms)
        snprintf(out->op, sizeof out->op, "close:%" PRId64 ":%" PRId64, poll->seq, poll->closes_ms);
    else
        snprintf(out->op, sizeof out->op, "end:%" PRId64 ":%" PRId64, poll->seq, poll->opened_ms);
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "poll", poll->seq);
    if (poll->closes_ms)
        writer_int(&data, "closes", poll->closes_ms);
    writer_end(&data);
}

static bool polls_due(const void *state, enum phase phase, struct due *out)
{
    const struct polls *polls = state;
    const struct poll *first = NULL;
    struct map_at at = {0};
    while (map_next(polls->polls, &at)) {
        int64_t at_ms;
        if (!closes_at(at.value, phase, &at_ms) || (first && at_ms >= out->at_ms))
            continue;
        first = at.value;
        out->at_ms = at_ms;
    }
    if (first && out->data)
        close_write(first, out);
    return first;
}

static enum err publish_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    return error ? error : common_read_bool(data, "published", out);
}

static enum err publish_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    UNUSED(scene);
    return poll_find(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void publish_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    poll_find(state, entry)->published = common_get_bool(entry->data, "published");
}

static enum err delete_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "poll", out);
}

static enum err delete_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll || poll->state == POLL_OPEN)
        return ERR_NOT_FOUND;
    return poll->result == POLL_COUNTING ? ERR_NOT_AVAILABLE : ERR_NONE;
}

static void delete_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct poll *poll = poll_find(polls, entry);
    UNUSED(scene);
    polls->deleted_seen = poll->state != POLL_DRAFT;
    polls->deleted_votes = map_count(poll->box.ballots) > 0;
    polls->bytes -= poll->bytes;
    poll_goes(polls, poll);
    mem_free(polls->deleted_edits);
    polls->deleted_edits = poll->edits;
    polls->deleted_edits_count = poll->edits_count;
    poll->edits = NULL;
    polls->deleted_order = poll_order_take(polls, poll->seq);
    map_take(polls->polls, slice_of_seq(&poll->seq));
    poll_free(poll);
}

static void delete_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    const struct polls *polls = state;
    withdraw(withdrawal, common_get_int(entry->data, "poll"));
    for (size_t i = 0; i < polls->deleted_edits_count; i++)
        withdraw(withdrawal, polls->deleted_edits[i]);
}

static const struct row rows[] = {
    {
        .name = "poll.prepare",
        .keep = {KEEP_MEMBERS("type", "min", "max", "change", "ballot"), poll_words_keep},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY & ~(unsigned)PHASE_ENDED,
        .read = poll_prepare_read,
        .check = poll_prepare_check,
        .apply = poll_prepare_apply,
        .patch = poll_prepare_patch,
    },
    {
        .name = "poll.edit",
        .keep = {KEEP_MEMBERS("poll", "type", "min", "max", "change", "ballot"), poll_words_keep},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY & ~(unsigned)PHASE_ENDED,
        .read = poll_edit_read,
        .check = poll_edit_check,
        .apply = poll_edit_apply,
        .patch = poll_edit_patch,
    },
    {
        .name = "poll.retract",
        .keep = {keep_all},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .hides = {.thing = true},
        .phases = PHASE_ANY & ~(unsigned)PHASE_ENDED,
        .read = delete_read,
        .check = poll_retract_check,
        .apply = poll_retract_apply,
        .patch = poll_retract_patch,
    },
    {
        .name = "poll.order",
        .keep = {keep_all},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = poll_order_read,
        .apply = poll_order_apply,
        .patch = poll_order_patch,
    },
    {
        .name = "poll.open",
        .keep = {keep_all},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ON_AIR,
        .read = open_read,
        .check = open_check,
        .apply = open_apply,
        .patch = poll_open_patch,
    },
    {
        .name = "poll.vote",
        .thing = "poll",
        .gather = {.acts = true, .rest = "choices"},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = vote_read,
        .check = vote_check,
        .apply = vote_apply,
        .patch_me = poll_vote_patch_me,
        .veil = vote_veil,
    },
    {
        .name = "poll.close",
        .keep = {keep_all},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = close_read,
        .check = close_check,
        .apply = close_apply,
        .patch = poll_close_patch,
    },
    {
        .name = "poll.sums",
        .keep = {keep_all},
        .thing = "poll",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .check = poll_sums_check,
        .apply = poll_sums_apply,
        .patch = poll_sums_patch,
    },
    {
        .name = "poll.publish",
        .keep = {keep_all},
        .hides = {.thing = true, .sums = true, .unless = "published"},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = publish_read,
        .check = publish_check,
        .apply = publish_apply,
        .patch = poll_publish_patch,
    },
    {
        .name = "poll.delete",
        .keep = {keep_all},
        .erases = delete_erases,
        .thing = "poll",
        .roles = ROLE_STAFF,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = delete_read,
        .check = delete_check,
        .apply = delete_apply,
        .patch = poll_delete_patch,
        .wipe_me = poll_delete_wipe_me,
    },
};

const struct feature poll_feature = {
    .name = "poll",
    .forget = poll_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = state_new,
    .state_free = state_free,
    .view = poll_view,
    .me = poll_me,
    .tally = poll_tally,
    .tally_sent = polls_tally_sent,
    .ballots = &poll_secret_ballots,
    .due = polls_due,
};
