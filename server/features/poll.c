/* SPDX-License-Identifier: Apache-2.0
 * Polls: their life from draft to closed, and what a vote is. */
#include "features/poll.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_alias.h"
#include "features/poll_answer.h"
#include "features/poll_copy.h"
#include "features/poll_draft.h"
#include "features/poll_finds.h"
#include "features/poll_late.h"
#include "features/poll_query.h"
#include "features/poll_quiz.h"
#include "features/poll_read.h"
#include "features/poll_report.h"
#include "features/poll_round.h"
#include "features/poll_secret.h"
#include "features/poll_state.h"
#include "features/poll_view.h"
#include "features/poll_vote.h"

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
    if (poll->revealed || poll->state == POLL_ARCHIVED)
        return ERR_NOT_AVAILABLE;
    return poll->state == POLL_OPEN ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void open_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    int64_t seconds = common_get_int(entry->data, "seconds");
    UNUSED(scene);
    poll->state = POLL_OPEN;
    poll->seen = true;
    poll->told |= map_count(poll->box.ballots) > 0;
    poll->published |= poll->results == POLL_LIVE;
    poll->opened_ms = entry->at_ms;
    poll->closes_ms = seconds ? entry->at_ms + seconds * 1000 : 0;
    poll->closed_ms = 0;
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
    poll->published |= poll->results != POLL_NEVER;
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
    struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    poll->published = common_get_bool(entry->data, "published");
    poll->told |= poll->published;
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
    polls->deleted_seen = poll->seen;
    polls->deleted_rounds = poll_rounds_voted(poll);
    polls->deleted_late = poll_late_rounds(poll);
    polls->bytes -= poll->bytes;
    poll_goes(polls, poll);
    mem_free(polls->deleted_edits);
    polls->deleted_edits = poll->edits;
    polls->deleted_edits_count = poll->edits_count;
    poll->edits = NULL;
    poll_answers_go(polls, poll);
    common_order_take(&polls->order, entry, poll->seq);
    map_take(polls->polls, slice_of_seq(&poll->seq));
    poll_free(poll);
}

/* With all that was written in answer to it. */
static void delete_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    const struct polls *polls = state;
    withdraw(withdrawal, common_get_int(entry->data, "poll"));
    for (size_t i = 0; i < polls->deleted_edits_count; i++)
        withdraw(withdrawal, polls->deleted_edits[i]);
}

/* Of what a poll asks, all but its words. */
#define ASKED                                                                                      \
    "type", "min", "max", "change", "ballot", "abstain", "results", "tolerance", "quiz", "timed",  \
        "participants"

static const struct query queries[] = {
    {.name = "poll.answers", .roles = ROLE_STAFF, .answer = poll_answers},
    {.name = "poll.ballots", .roles = ROLE_STAFF, .answer = poll_ballots_answer},
    {.name = "poll.report", .roles = ROLE_STAFF, .answer = poll_report_answer},
    {.name = "poll.results", .roles = ROLE_READERS, .answer = poll_tally_answer},
    {.name = "poll.prepared", .roles = ROLE_STAFF, .answer = poll_prepared},
    {.name = "poll.place", .roles = ROLE_READERS, .answer = poll_place},
};

static const struct row rows[] = {
    {
        .name = "poll.prepare",
        .keep = {KEEP_MEMBERS(ASKED), poll_words_keep, .house = true, .unnamed = common_keep_bytes},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY & ~(unsigned)PHASE_ENDED,
        .read = poll_prepare_read,
        .check = poll_prepare_check,
        .apply = poll_prepare_apply,
        .patch = poll_prepare_patch,
    },
    {
        .name = "poll.edit",
        .keep = {KEEP_MEMBERS("poll", ASKED), poll_words_keep, .house = true,
                 .unnamed = common_keep_bytes},
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
        .read = poll_vote_read,
        .check = poll_vote_check,
        .apply = poll_vote_apply,
        .erases = poll_answer_erases,
        .patch_me = poll_vote_patch_me,
        .veil = {poll_vote_veil},
    },
    {
        .name = "poll.answer",
        .thing = "poll",
        .keep = {KEEP_MEMBERS("poll", "round", "ms")},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = poll_answer_read,
        .check = poll_vote_check,
        .apply = poll_vote_apply,
        .erases = poll_answer_erases,
        .patch_me = poll_vote_patch_me,
        .veil = {poll_vote_veil},
    },
    {
        .name = "poll.late",
        .thing = "poll",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ENDED,
        .delivery = DELIVER_TALLY,
        .read = poll_late_read,
        .check = poll_late_vote_check,
        .apply = poll_late_vote_apply,
        .patch_me = poll_late_patch_me,
        .veil = {poll_vote_veil},
    },
    {
        .name = "poll.show",
        .keep = {keep_all},
        .hides = {.thing = true, .sums = true, .unless = "shown"},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = poll_show_read,
        .check = poll_show_check,
        .apply = poll_show_apply,
        .patch = poll_show_patch,
        .wipe_me = poll_past_wipe_me,
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
        .wipe_me = poll_past_wipe_me,
    },
    {
        .name = "poll.round",
        .keep = {keep_all},
        .hides = {.thing = true, .sums = true},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ON_AIR,
        .read = open_read,
        .check = poll_round_check,
        .apply = poll_round_apply,
        .patch = poll_round_patch,
        .wipe_me = poll_past_wipe_me,
    },
    {
        .name = "poll.reveal",
        .keep = {keep_all},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = delete_read,
        .check = poll_reveal_check,
        .apply = poll_reveal_apply,
        .patch = poll_reveal_patch,
    },
    {
        .name = "poll.archive",
        .keep = {keep_all},
        .hides = {.thing = true, .sums = true},
        .thing = "poll",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = poll_archive_read,
        .check = poll_archive_check,
        .apply = poll_archive_apply,
        .patch = poll_archive_patch,
        .wipe_me = poll_past_wipe_me,
    },
    {
        .name = "poll.board",
        .keep = {keep_all},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = poll_board_read,
        .check = poll_board_check,
        .apply = poll_board_apply,
        .patch = poll_board_patch,
    },
    {
        .name = "poll.alias",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = poll_alias_read,
        .check = poll_alias_check,
        .apply = poll_alias_apply,
    },
    {
        .name = "poll.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = poll_carry_effects,
    },
    {
        .name = "poll.delete",
        .keep = {keep_all},
        .erases = delete_erases,
        .thing = "poll",
        .roles = ROLE_STAFF,
        .hides = {.thing = true, .sums = true},
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
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .view = poll_view,
    .me = poll_me,
    .tally_ms = 500,
    .tally = poll_tally,
    .tally_sent = polls_tally_sent,
    .takes_back = poll_takes_back,
    .ballots = &poll_secret_ballots,
    .knows.finds = &poll_finds,
    .due = polls_due,
};
