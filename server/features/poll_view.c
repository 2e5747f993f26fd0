/* SPDX-License-Identifier: Apache-2.0
 * What people see of polls: drafts and unpublished sums stay with staff, a ballot with its voter.
 */
#include "features/poll_view.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_state.h"

static const char *const states[] = {"draft", "open", "closed"};

/* By enum poll_result. */
static const char *const results[] = {NULL, "counting", "counted", "few", "lost"};

static bool poll_visible(const struct poll *poll, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || poll->state != POLL_DRAFT;
}

static bool tally_visible(const struct poll *poll, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || (poll->published && poll->state != POLL_DRAFT);
}

/* For what one writes. */
enum writing {
    FRESH,    /* for who has nothing of the poll */
    PATCHED,  /* for who may have it as it is: what may be gone is null */
    REPLACED, /* for who may have another text of it: all that may be gone is */
};

static void poll_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
                       struct writer *out);
static void order_write(const struct polls *polls, bool is_patch, struct writer *out);

void poll_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
               struct writer *out)
{
    const struct polls *polls = state;
    struct map_at at = {0};
    UNUSED(bodies);
    writer_object(out, "polls");
    while (map_next(polls->polls, &at))
        if (poll_visible(at.value, viewer))
            poll_write(at.value, viewer, FRESH, out);
    writer_end(out);
    if (rings_of_staff(viewer->rings))
        order_write(polls, false, out);
}

static void order_write(const struct polls *polls, bool is_patch, struct writer *out)
{
    if (polls->order_count == 0) {
        if (is_patch)
            writer_null(out, "order");
        return;
    }
    writer_array(out, "order");
    for (size_t i = 0; i < polls->order_count; i++)
        writer_int(out, NULL, polls->order[i]);
    writer_end(out);
}

void poll_order_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    UNUSED(entry);
    if (rings_of_staff(viewer->rings))
        order_write(state, true, out);
}

static void life_write(const struct poll *poll, const struct viewer *viewer, bool is_patch,
                       struct writer *out);

static void members_write(const struct poll *poll, const struct viewer *viewer,
                          enum writing writing, struct writer *out);

/* The one projection of a poll. */
static void poll_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
                       struct writer *out)
{
    writer_object_seq(out, poll->seq);
    members_write(poll, viewer, writing, out);
    writer_end(out);
}

/* {lang: text}, null in every language it is not in. */
static void lang_texts_replace(const struct json *texts, struct writer *out)
{
    for (size_t i = 0; common_languages[i]; i++) {
        struct slice text;
        if (json_get_text(texts, common_languages[i], &text))
            writer_text(out, common_languages[i], text);
        else
            writer_null(out, common_languages[i]);
    }
}

static void words_replace(const struct poll *poll, struct writer *out)
{
    struct json *title = NULL, *options = NULL;
    check(json_parse_large(slice_of(poll->title), &title) == ERR_NONE);
    writer_object(out, "title");
    lang_texts_replace(title, out);
    writer_end(out);
    json_free(&title);
    if (!poll->options) {
        writer_null(out, "options");
        return;
    }
    check(json_parse_large(slice_of(poll->options), &options) == ERR_NONE);
    const struct json *option = json_first(options);
    writer_object(out, "options");
    for (int64_t number = 1; number <= BOUND_POLL_OPTIONS; number++) {
        if (!option) {
            writer_null_seq(out, number);
            continue;
        }
        writer_object_seq(out, number);
        lang_texts_replace(option, out);
        writer_end(out);
        option = json_next(option);
    }
    writer_end(out);
    json_free(&options);
}

static void members_write(const struct poll *poll, const struct viewer *viewer,
                          enum writing writing, struct writer *out)
{
    writer_text(out, "type", slice_of(poll->type->name));
    if (writing == REPLACED) {
        words_replace(poll, out);
    } else {
        writer_raw(out, "title", slice_of(poll->title));
        if (poll->options)
            writer_raw(out, "options", slice_of(poll->options));
    }
    writer_int(out, "min", poll->min);
    writer_int(out, "max", poll->max);
    writer_bool(out, "change", poll->change);
    if (poll->ballot != POLL_NAMED)
        writer_text(out, "ballot", slice_of(poll_ballots[poll->ballot]));
    else if (writing == REPLACED)
        writer_null(out, "ballot");
    life_write(poll, viewer, writing != FRESH, out);
}

static void time_write(const char *key, int64_t ms, bool is_patch, struct writer *out)
{
    if (ms)
        writer_int(out, key, ms);
    else if (is_patch)
        writer_null(out, key);
}

static void tally_write(const struct poll *poll, struct writer *out)
{
    writer_object(out, "tally");
    writer_int(out, "voters", (int64_t)map_count(poll->box.ballots));
    bool known = poll->ballot != POLL_SECRET || poll->result == POLL_COUNTED;
    if (known)
        poll->type->sums(poll, &poll->box, out);
    writer_end(out);
}

/* The members that change while a poll lives. */
static void life_write(const struct poll *poll, const struct viewer *viewer, bool is_patch,
                       struct writer *out)
{
    writer_text(out, "state", slice_of(states[poll->state]));
    writer_bool(out, "published", poll->published);
    time_write("opened", poll->opened_ms, is_patch, out);
    time_write("closes", poll->closes_ms, is_patch, out);
    time_write("closed", poll->closed_ms, is_patch, out);
    if (poll->result != POLL_UNTOLD)
        writer_text(out, "result", slice_of(results[poll->result]));
    if (tally_visible(poll, viewer))
        tally_write(poll, out);
}

void poll_prepare_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct polls *polls = state;
    const struct poll *poll = map_find(polls->polls, slice_of_seq(&entry->seq));
    if (!poll_visible(poll, viewer))
        return;
    writer_object(out, "polls");
    poll_write(poll, viewer, FRESH, out);
    writer_end(out);
}

void poll_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    if (!rings_of_staff(viewer->rings))
        return;
    writer_object(out, "polls");
    poll_write(poll_find(state, entry), viewer, REPLACED, out);
    writer_end(out);
}

/* Out of sight for participants; whole for staff, for what was shown of it is not sent any more. */
void poll_retract_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    writer_object(out, "polls");
    if (rings_of_staff(viewer->rings))
        poll_write(poll, viewer, REPLACED, out);
    else
        writer_null_seq(out, poll->seq);
    writer_end(out);
}

/* Whole: participants have not seen the draft. */
void poll_open_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    writer_object(out, "polls");
    poll_write(poll_find(state, entry), viewer, PATCHED, out);
    writer_end(out);
}

/* With the final sums, for those who see them: the last votes may not have left as a tally yet. */
void poll_close_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    writer_object(out, "polls");
    writer_object_seq(out, poll->seq);
    life_write(poll, viewer, true, out);
    writer_end(out);
    writer_end(out);
}

/* The sums, for those who see them; for the others that there are some, or none. */
void poll_sums_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    poll_close_patch(state, entry, viewer, out);
}

/* Whole when the sums are taken back: what showed them is not sent any more. */
void poll_publish_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    if (!poll_visible(poll, viewer))
        return;
    writer_object(out, "polls");
    writer_object_seq(out, poll->seq);
    if (poll->published) {
        writer_bool(out, "published", true);
        if (tally_visible(poll, viewer))
            tally_write(poll, out);
    } else {
        members_write(poll, viewer, REPLACED, out);
        if (!tally_visible(poll, viewer))
            writer_null(out, "tally");
    }
    writer_end(out);
    writer_end(out);
}

void poll_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct polls *polls = state;
    if (!rings_of_staff(viewer->rings) && !polls->deleted_seen)
        return;
    writer_object(out, "polls");
    writer_null_seq(out, common_get_int(entry->data, "poll"));
    writer_end(out);
    if (polls->deleted_order && rings_of_staff(viewer->rings))
        order_write(polls, true, out);
}

void poll_delete_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    const struct polls *polls = state;
    if (!polls->deleted_votes)
        return;
    writer_object(out, "ballots");
    writer_null_seq(out, common_get_int(entry->data, "poll"));
    writer_end(out);
}

void poll_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct polls *polls = state;
    struct map_at at = {0};
    if (!all && !polls->dirty)
        return;
    writer_object_lazy(out, "polls");
    while (map_next(polls->polls, &at)) {
        const struct poll *poll = at.value;
        if ((!all && !poll->dirty) || !tally_visible(poll, viewer))
            continue;
        writer_object_seq(out, poll->seq);
        tally_write(poll, out);
        writer_end(out);
    }
    writer_end(out);
}

static void ballot_write(const struct polls *polls, const struct poll *poll, struct slice person,
                         struct writer *out);

void poll_me(const void *state, struct slice person, struct writer *out)
{
    const struct polls *polls = state;
    struct map_at at = {0};
    writer_object(out, "ballots");
    while (map_next(polls->polls, &at))
        ballot_write(polls, at.value, person, out);
    writer_end(out);
}

static void ballot_write(const struct polls *polls, const struct poll *poll, struct slice person,
                         struct writer *out)
{
    char key[24];
    const void *ballot = poll_ballot_of(polls, poll, person);
    snprintf(key, sizeof key, "%" PRId64, poll->seq);
    if (!ballot)
        return;
    if (poll->ballot != POLL_SECRET) {
        poll_ballot_write(poll->type, key, ballot, out);
        return;
    }
    writer_array(out, key); /* it is known that it was cast */
    writer_end(out);
}

void poll_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    writer_object(out, "ballots");
    ballot_write(state, poll_find(state, entry), person, out);
    writer_end(out);
}
