/* SPDX-License-Identifier: Apache-2.0
 * Polls before they are open: what they ask, and in which order. */
#include "features/poll_draft.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_answer.h"
#include "features/poll_read.h"
#include "features/poll_state.h"
#include "features/poll_types.h"

/* What a poll takes of a view at most, with its tally. */
static size_t poll_bytes(const struct entry *entry)
{
    enum { LIFE_AND_TALLY_BYTES = 256 + 24 * BOUND_POLL_OPTIONS };
    const struct poll_type *type = poll_type_of(entry->data);
    return common_entry_bytes(entry) + LIFE_AND_TALLY_BYTES + type->tally_bytes;
}

static enum poll_ballot ballot_get(const struct json *data)
{
    int ballot = common_get_choice(data, "ballot", poll_ballots);
    return ballot < 0 ? POLL_CONFIDENTIAL : (enum poll_ballot)ballot;
}

/* What stands in the journal may be of a newer version. */
static bool is_known(const struct entry *entry)
{
    return !(!poll_type_of(entry->data) || !common_has(entry->data, "title") ||
             json_count(json_get(entry->data, "options")) > BOUND_POLL_OPTIONS);
}

/* A side room goes with its part, and nobody would destroy the key of its secret ballots. */
static bool is_secret_in_group(const struct entry *entry, const struct scene *scene)
{
    return scene->side && ballot_get(entry->data) == POLL_SECRET;
}

enum err poll_prepare_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct polls *polls = state;
    if (!is_known(entry))
        return ERR_BAD_REQUEST;
    if (is_secret_in_group(entry, scene))
        return ERR_NOT_AVAILABLE;
    bool full = map_full(polls->polls) || polls->bytes + poll_bytes(entry) > BOUND_POLLS_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* The list of options as the view shows it: an object keyed by their numbers. */
static char *options_copy(const struct json *options)
{
    struct buffer text;
    struct writer out;
    int64_t number = 0;
    buffer_init(&text, BOUND_VIEW_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    for (const struct json *option = json_first(options); option; option = json_next(option)) {
        writer_object_seq(&out, ++number);
        for (const struct json *words = json_first(option); words; words = json_next(words)) {
            struct slice text_of_lang = {0};
            json_as_text(words, &text_of_lang);
            writer_text_slice(&out, json_key(words), text_of_lang);
        }
        writer_end(&out);
    }
    writer_end(&out);
    char *copy = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return copy;
}

static void ask_set(struct poll *poll, const struct json *ask)
{
    struct buffer text;
    common_wipe(&poll->ask);
    map_free(&poll->banned, NULL);
    if (poll->type->set)
        poll->type->set(poll, ask);
    if (!ask)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(ask, &text);
    poll->ask = mem_text(buffer_slice(&text));
    buffer_done(&text);
}

static void quiz_set(struct poll *poll, const struct json *data)
{
    int results = common_get_choice(data, "results", poll_results);
    struct slice quiz = common_get_text(data, "quiz");
    poll->results = results < 0 ? POLL_NEVER : (enum poll_results)results;
    common_wipe(&poll->correct);
    poll->correct = common_copy_json(data, "correct");
    poll->tolerance = common_get_int(data, "tolerance");
    poll->timed_ms = 1000 * common_get_int(data, "timed");
    mem_free(poll->quiz);
    poll->quiz = quiz.len ? mem_text(quiz) : NULL;
}

/* Of the data of poll.prepare. */
void poll_says(struct poll *poll, const struct json *data)
{
    const struct json *options = json_get(data, "options");
    poll->type = poll_type_of(data);
    common_wipe(&poll->title);
    common_wipe(&poll->options);
    poll->title = common_copy_json(data, "title");
    poll->options = options ? options_copy(options) : NULL;
    poll->options_count = poll->type->listed ? (int64_t)json_count(options) : poll->type->options;
    poll->max = poll->type->ranged ? poll->options_count : 1;
    poll->min = poll->type->whole ? poll->max : 1;
    json_get_int(data, "min", &poll->min);
    json_get_int(data, "max", &poll->max);
    poll->abstain = poll->type->abstention;
    json_get_bool(data, "abstain", &poll->abstain);
    poll->options_count -= poll->type->abstention && !poll->abstain;
    ask_set(poll, json_get(data, "ask"));
    poll->change = common_get_bool(data, "change");
    poll->participants = common_get_bool(data, "participants");
    poll->ballot = ballot_get(data);
    poll->sealed = poll->ballot == POLL_SECRET;
    quiz_set(poll, data);
}

/* What it asks, as the entry says; what it said before is wiped. */
static void words_set(struct polls *polls, struct poll *poll, const struct entry *entry)
{
    polls->bytes -= poll->bytes;
    poll->bytes = poll_bytes(entry);
    polls->bytes += poll->bytes;
    poll->text_seq = entry->seq;
    if (poll->type)
        poll_box_done(poll->type, &poll->box, poll->sealed);
    poll_says(poll, entry->data);
    poll_box_init(poll->type, &poll->box);
}

void poll_prepare_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct poll *poll = mem_new(sizeof *poll);
    UNUSED(scene);
    poll->seq = entry->seq;
    poll->round = 1;
    words_set(polls, poll, entry);
    map_put(polls->polls, slice_of_seq(&poll->seq), poll);
}

enum err poll_edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    return error ? error : poll_prepare_read(data, out);
}

enum err poll_edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct polls *polls = state;
    const struct poll *poll = poll_find(polls, entry);
    if (!is_known(entry))
        return ERR_BAD_REQUEST;
    if (is_secret_in_group(entry, scene))
        return ERR_NOT_AVAILABLE;
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->state != POLL_DRAFT)
        return ERR_ALREADY_EXISTS;
    size_t bytes = polls->bytes - poll->bytes + poll_bytes(entry);
    bool full = poll->edits_count >= BOUND_POLL_EDITS || bytes > BOUND_POLLS_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void poll_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    size_t bytes = poll->edits_count * sizeof *poll->edits;
    UNUSED(scene);
    poll->edits = mem_resize(poll->edits, bytes, bytes + sizeof *poll->edits);
    poll->edits[poll->edits_count++] = entry->seq;
    words_set(state, poll, entry);
}

/* Whoever has voted, or had their choice sealed, did so in what they saw. */
enum err poll_retract_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->state == POLL_DRAFT)
        return ERR_POLL_NOT_OPEN;
    if (map_count(poll->box.ballots) > 0 || poll->round > 1)
        return ERR_POLL_VOTED;
    bool sealed = (poll->ballot == POLL_SECRET && poll->state == POLL_CLOSED) || poll->revealed;
    return sealed ? ERR_NOT_AVAILABLE : ERR_NONE;
}

void poll_retract_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    poll->state = POLL_DRAFT;
    poll->published = false;
    poll->opened_ms = poll->closes_ms = poll->closed_ms = 0;
}

/* ---- order ------------------------------------------------------------------------------------
 */

enum err poll_order_read(const struct json *data, struct writer *out)
{
    return common_read_order(data, "polls", BOUND_POLLS, out);
}

/* One that was deleted meanwhile is not in it. */
void poll_order_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    UNUSED(scene);
    common_order_set(&polls->order, entry, "polls", polls->polls);
}

/* ---- words that are withdrawn -------------------------------------------------------------------
 */

/* Its numbers: they decide what fits. */
static void ask_keep(const struct json *ask, struct writer *out)
{
    for (const struct json *item = json_first(ask); item; item = json_next(item)) {
        int64_t number;
        if (json_as_int(item, &number))
            writer_int_slice(out, json_key(item), number);
    }
}

/* Numbers, and that there is something; not words. */
static void correct_keep(const struct json *correct, struct writer *out)
{
    int64_t number;
    if (!correct)
        return;
    writer_array(out, "correct");
    for (const struct json *item = json_first(correct); item; item = json_next(item))
        if (json_as_int(item, &number))
            writer_int(out, NULL, number);
    writer_end(out);
}

void poll_shape_keep(const struct json *data, struct writer *out)
{
    const struct json *options = json_get(data, "options");
    writer_object(out, "title");
    writer_end(out);
    if (options)
        writer_array(out, "options");
    for (const struct json *option = json_first(options); option; option = json_next(option)) {
        writer_object(out, NULL);
        writer_end(out);
    }
    if (options)
        writer_end(out);
    correct_keep(json_get(data, "correct"), out);
    writer_object_lazy(out, "ask");
    ask_keep(json_get(data, "ask"), out);
    writer_end(out);
}

/* As many options, and how long they were; not what they said. */
void poll_words_keep(const void *state, const struct entry *entry, struct writer *out)
{
    poll_shape_keep(entry->data, out);
    common_keep_bytes(state, entry, out);
}

/* Their numbers remain. */
static void forget_options(struct poll *poll)
{
    struct buffer text;
    struct writer out;
    buffer_init(&text, BOUND_VIEW_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    for (int64_t number = 1; number <= poll->options_count; number++) {
        writer_object_seq(&out, number);
        writer_end(&out);
    }
    writer_end(&out);
    common_wipe(&poll->options);
    poll->options = mem_text(buffer_slice(&text));
    buffer_done(&text);
}

static void forget_ask(struct poll *poll)
{
    struct buffer text;
    struct writer out;
    struct json *ask = NULL;
    if (!poll->ask)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    check(json_parse_large(slice_of(poll->ask), &ask) == ERR_NONE);
    writer_object_lazy(&out, NULL);
    ask_keep(ask, &out);
    writer_end(&out);
    json_free(&ask);
    if (text.len > 0)
        check(json_parse_large(buffer_slice(&text), &ask) == ERR_NONE);
    ask_set(poll, ask);
    json_free(&ask);
    buffer_done(&text);
}

void poll_wordless(struct poll *poll)
{
    common_wipe(&poll->title);
    poll->title = mem_text(SLICE("{}"));
    if (poll->options)
        forget_options(poll);
    forget_ask(poll);
    if (poll->correct && poll->type->written) {
        common_wipe(&poll->correct);
        poll->correct = mem_text(SLICE("[]"));
    }
}

/* An answer that somebody wrote, or what a poll asks. */
bool poll_forget(void *state, int64_t seq)
{
    const struct polls *polls = state;
    struct poll *poll = NULL;
    struct map_at at = {0};
    while (!poll && map_next(polls->polls, &at))
        if (((struct poll *)at.value)->text_seq == seq)
            poll = at.value;
    if (!poll)
        return poll_answer_forget(polls, seq);
    poll_wordless(poll);
    return true;
}
