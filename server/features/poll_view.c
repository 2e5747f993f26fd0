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
#include "features/poll_late.h"
#include "features/poll_quiz.h"
#include "features/poll_state.h"
#include "features/poll_tally.h"

static const char *const states[] = {"draft", "open", "closed", "archived"};

/* By enum poll_result. */
static const char *const results[] = {NULL, "counting", "counted", "few", "lost"};

static bool poll_visible(const struct poll *poll, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || poll_shown(poll);
}

static bool tally_visible(const struct poll *poll, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || (poll->published && poll_shown(poll));
}

/* For what one writes. */
enum writing {
    FRESH,    /* for who has nothing of the poll */
    PATCHED,  /* for who may have it as it is: what may be gone is null */
    REPLACED, /* for who may have another text of it: all that may be gone is */
};

static void poll_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
                       struct writer *out);

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
        common_write_order(&polls->order, out);
    poll_boards_write(polls, out);
}

void poll_order_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    if (rings_of_staff(viewer->rings))
        common_write_order_change(&((const struct polls *)state)->order, entry, out);
}

static void life_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
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

static void ask_replace(const struct json *ask, struct writer *out)
{
    static const char *const numbers[] = {"from", "to", "decimals", "budget", "words"};
    static const char *const texts[] = {"low", "high", "unit"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int64_t number;
        if (json_get_int(ask, numbers[i], &number))
            writer_int(out, numbers[i], number);
        else
            writer_null(out, numbers[i]);
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!common_has(ask, texts[i])) {
            writer_null(out, texts[i]);
            continue;
        }
        writer_object(out, texts[i]);
        lang_texts_replace(json_get(ask, texts[i]), out);
        writer_end(out);
    }
}

static void member_write(const struct json *member, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(member, &text);
    writer_raw_slice(out, json_key(member), buffer_slice(&text));
    buffer_done(&text);
}

static void ask_members_write(const struct json *ask, bool team, enum writing writing,
                              struct writer *out)
{
    if (writing == REPLACED)
        ask_replace(ask, out);
    for (const struct json *item = json_first(ask); item; item = json_next(item)) {
        bool banned = slice_is(json_key(item), "banned");
        if (banned ? team : writing != REPLACED)
            member_write(item, out);
    }
    if (writing == REPLACED && !common_has(ask, "banned"))
        writer_null(out, "banned");
}

/* What else it asks; which words are not taken is the team's to know. */
static void ask_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
                      struct writer *out)
{
    struct json *ask = NULL;
    if (poll->abstain && !poll->type->abstention)
        writer_bool(out, "abstain", true);
    else if (!poll->abstain && poll->type->abstention)
        writer_bool(out, "abstain", false);
    else if (writing == REPLACED)
        writer_null(out, "abstain");
    if (!poll->ask) {
        if (writing == REPLACED)
            writer_null(out, "ask");
        return;
    }
    check(json_parse_large(slice_of(poll->ask), &ask) == ERR_NONE);
    bool team = rings_of_staff(viewer->rings);
    if (!team && json_count(ask) == (size_t)common_has(ask, "banned")) {
        if (writing == REPLACED)
            writer_null(out, "ask");
    } else {
        writer_object(out, "ask");
        ask_members_write(ask, team, writing, out);
        writer_end(out);
    }
    json_free(&ask);
}

static void null_unless(struct writer *out, const char *key)
{
    if (key)
        writer_null(out, key);
}

static bool correct_visible(const struct poll *poll, const struct viewer *viewer)
{
    return poll->correct && (poll->revealed || rings_of_staff(viewer->rings));
}

static void correct_write(const struct poll *poll, struct writer *out)
{
    writer_raw(out, "correct", slice_of(poll->correct));
    if (poll->tolerance)
        writer_int(out, "tolerance", poll->tolerance);
    if (poll->revealed)
        writer_bool(out, "revealed", true);
}

/* When its sums are seen; what is correct, for those who may know; which quiz it is of. */
static void quiz_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
                       struct writer *out)
{
    if (writing == REPLACED) {
        null_unless(out, poll->results == POLL_NEVER ? "results" : NULL);
        null_unless(out, poll->quiz ? NULL : "quiz");
        null_unless(out, poll->timed_ms ? NULL : "timed");
        null_unless(out, correct_visible(poll, viewer) ? NULL : "correct");
        null_unless(out, correct_visible(poll, viewer) && poll->tolerance ? NULL : "tolerance");
    }
    if (poll->results != POLL_NEVER)
        writer_text(out, "results", slice_of(poll_results[poll->results]));
    if (poll->quiz)
        writer_text(out, "quiz", slice_of(poll->quiz));
    if (poll->timed_ms)
        writer_int(out, "timed", poll->timed_ms / 1000);
    if (correct_visible(poll, viewer))
        correct_write(poll, out);
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
    if (poll->ballot != POLL_CONFIDENTIAL)
        writer_text(out, "ballot", slice_of(poll_ballots[poll->ballot]));
    else if (writing == REPLACED)
        writer_null(out, "ballot");
    if (poll->participants)
        writer_bool(out, "participants", true);
    else if (writing == REPLACED)
        writer_null(out, "participants");
    ask_write(poll, viewer, writing, out);
    quiz_write(poll, viewer, writing, out);
    life_write(poll, viewer, writing, out);
}

static void time_write(const char *key, int64_t ms, bool is_patch, struct writer *out)
{
    if (ms)
        writer_int(out, key, ms);
    else if (is_patch)
        writer_null(out, key);
}

/* The sums, and beside them those of who watched again. */
static void rounds_write(const struct poll *poll, bool replaces, struct writer *out)
{
    poll_rounds_write(poll, replaces, out);
    poll_late_write(poll, replaces, out);
}

/* The members that change while a poll lives. */
static void life_write(const struct poll *poll, const struct viewer *viewer, enum writing writing,
                       struct writer *out)
{
    bool is_patch = writing != FRESH;
    writer_text(out, "state", slice_of(states[poll->state]));
    writer_bool(out, "published", poll->published);
    time_write("opened", poll->opened_ms, is_patch, out);
    time_write("closes", poll->closes_ms, is_patch, out);
    time_write("closed", poll->closed_ms, is_patch, out);
    if (poll->result != POLL_UNTOLD)
        writer_text(out, "result", slice_of(results[poll->result]));
    if (poll->round > 1)
        writer_int(out, "round", poll->round);
    if (tally_visible(poll, viewer))
        rounds_write(poll, writing == REPLACED, out);
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
    life_write(poll, viewer, PATCHED, out);
    writer_end(out);
    writer_end(out);
}

/* The sums, for those who see them; for the others that there are some, or none. */
void poll_sums_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    poll_close_patch(state, entry, viewer, out);
}

/* All of it, for who may have had more of it. */
static void whole_write(const struct poll *poll, const struct viewer *viewer, struct writer *out)
{
    members_write(poll, viewer, REPLACED, out);
    if (tally_visible(poll, viewer))
        return;
    writer_null(out, "tally");
    writer_null(out, "rounds");
    writer_null(out, "late");
}

/* The same behind what takes back all that was told of the poll before, that it is out of sight
 * too. Of what they have never seen participants hear nothing. */
static void anew_write(const struct poll *poll, const struct viewer *viewer, struct writer *out)
{
    writer_object_lazy(out, "polls");
    if (poll_visible(poll, viewer)) {
        writer_object_seq(out, poll->seq);
        whole_write(poll, viewer, out);
        writer_end(out);
    } else if (poll->seen) {
        writer_null_seq(out, poll->seq);
    }
    writer_end(out);
}

/* Only the sums, for those who see them. */
static void sums_write(const struct poll *poll, const struct viewer *viewer, bool publishes,
                       struct writer *out)
{
    if (!poll_visible(poll, viewer))
        return;
    writer_object(out, "polls");
    writer_object_seq(out, poll->seq);
    if (publishes)
        writer_bool(out, "published", true);
    if (tally_visible(poll, viewer))
        rounds_write(poll, false, out);
    writer_end(out);
    writer_end(out);
}

/* Whole when the sums are taken back: what showed them is not sent any more. */
void poll_publish_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    if (poll->published)
        sums_write(poll, viewer, true, out);
    else
        anew_write(poll, viewer, out);
}

/* As the sums, when they are taken back: an answer that is put away is not sent any more. */
void poll_show_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    if (common_get_bool(entry->data, "shown"))
        sums_write(poll, viewer, false, out);
    else
        anew_write(poll, viewer, out);
}

/* By what a ballot stands in `me`: its poll, and from the second on the round. What takes those of
 * a round away may reach a connection behind the ballot of the next, which comes beside the tape.
 */
struct ballot_key {
    char text[48];
};

static struct ballot_key ballot_key(int64_t seq, int64_t round)
{
    struct ballot_key key;
    if (round == 1)
        snprintf(key.text, sizeof key.text, "%" PRId64, seq);
    else
        snprintf(key.text, sizeof key.text, "%" PRId64 ".%" PRId64, seq, round);
    return key;
}

/* Of one that was cast when the session was over. */
static struct ballot_key late_key(int64_t seq, int64_t round)
{
    struct ballot_key key;
    snprintf(key.text, sizeof key.text, "%" PRId64 ".%" PRId64 ".late", seq, round);
    return key;
}

/* Takes the ballots of these rounds, bit n being round n, out of `me`: live ones, and late ones. */
static void wipe_write(int64_t seq, unsigned rounds, unsigned late, struct writer *out)
{
    writer_object_lazy(out, "ballots");
    for (int64_t round = 1; (rounds | late) >> round; round++) {
        if (rounds >> round & 1)
            writer_null(out, ballot_key(seq, round).text);
        if (late >> round & 1)
            writer_null(out, late_key(seq, round).text);
    }
    writer_end(out);
}

void poll_round_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    writer_object(out, "polls");
    writer_object_seq(out, poll->seq);
    whole_write(poll, viewer, out);
    writer_end(out);
    writer_end(out);
}

/* Those of the rounds before. What takes back all that was told of a poll says so again: the news
 * of the round is not sent any more. */
void poll_past_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    wipe_write(poll->seq, poll_rounds_voted(poll) & ((1u << poll->round) - 1), 0, out);
}

void poll_reveal_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    if (!poll_visible(poll, viewer))
        return;
    writer_object(out, "polls");
    writer_object_seq(out, poll->seq);
    correct_write(poll, out);
    writer_end(out);
    writer_end(out);
}

/* Out of sight for participants, or in sight again; whole for staff. */
void poll_archive_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    anew_write(poll_find(state, entry), viewer, out);
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
    if (rings_of_staff(viewer->rings))
        common_write_order_change(&polls->order, entry, out);
}

void poll_delete_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    const struct polls *polls = state;
    wipe_write(common_get_int(entry->data, "poll"), polls->deleted_rounds, polls->deleted_late,
               out);
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
        poll_tally_write(poll, &poll->box, "tally", out);
        poll_late_write(poll, false, out);
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

/* Of all rounds: each is voted on where it stands in the film. */
static void late_write(const struct polls *polls, const struct poll *poll, struct slice person,
                       struct writer *out)
{
    for (int64_t round = 1; round <= poll->round; round++) {
        const void *ballot = poll_late_ballot_of(polls, poll, round, person);
        if (ballot)
            poll_ballot_write(poll->type, late_key(poll->seq, round).text, ballot, out);
    }
}

static void ballot_write(const struct polls *polls, const struct poll *poll, struct slice person,
                         struct writer *out)
{
    struct ballot_key key = ballot_key(poll->seq, poll->round);
    const void *ballot = poll_ballot_of(polls, poll, person);
    late_write(polls, poll, person, out);
    if (!ballot)
        return;
    if (poll->ballot != POLL_SECRET) {
        poll_ballot_write(poll->type, key.text, ballot, out);
        return;
    }
    writer_array(out, key.text); /* it is known that it was cast */
    writer_end(out);
}

void poll_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    const struct poll *poll = poll_find(state, entry);
    const struct poll_late *late = poll->late[poll->round - 1];
    writer_object(out, "ballots");
    ballot_write(state, poll, person, out);
    if (late)
        writer_null(out, late_key(poll->seq, poll->round).text); /* it is this one now */
    writer_end(out);
}

void poll_late_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out)
{
    writer_object(out, "ballots");
    late_write(state, poll_find(state, entry), person, out);
    writer_end(out);
}
