/* SPDX-License-Identifier: Apache-2.0
 * There and back. */
#include "features/question_carry.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_cut.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_move.h"
#include "features/question_state.h"

void question_carry_hear_course(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    if (!common_has(entry->data, "course"))
        return;
    mem_free(questions->course);
    questions->course = mem_text(common_get_text(entry->data, "course"));
}

void question_carry_hear_role(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct slice whom = common_get_text(entry->data, "whom");
    UNUSED(scene);
    if (common_get_role(entry->data, "role") == ROLE_HOST && !map_find(questions->hosts, whom) &&
        !map_full(questions->hosts))
        map_put(questions->hosts, whom, questions);
}

/* The first who is one now; absent: nobody is. */
static struct slice host_of(const struct questions *questions)
{
    struct map_at at = {0};
    while (map_next(questions->hosts, &at))
        if (room_role(questions->room, at.key) == ROLE_HOST)
            return at.key;
    return (struct slice){NULL, 0};
}

/* Of stage.phase and stage.reopen, which says no phase. */
void question_carry_hear_phase(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    bool over = slice_is(common_get_text(entry->data, "to"), "ended");
    questions->ended_ms = over ? entry->at_ms : 0;
}

static bool is_left(const struct question *question)
{
    return !question->carried &&
           (question->state == QUESTION_OPEN || question->state == QUESTION_ANSWERING);
}

/* Its op tells how often it came to wait: one that was answered a moment before is tried again when
 * it waits again. */
bool question_carry_due(const void *state, enum phase phase, struct due *out)
{
    const struct questions *questions = state;
    const struct question *first = NULL;
    struct map_at at = {0};
    struct writer data;
    if (phase != PHASE_ENDED || !questions->course || !questions->ended_ms)
        return false;
    while (!first && map_next(questions->questions, &at))
        first = is_left(at.value) ? at.value : NULL;
    if (!first)
        return false;
    out->at_ms = questions->ended_ms + INT64_C(1000) * BOUND_REOPEN_SECONDS + 1;
    out->type = "question.carry";
    snprintf(out->op, sizeof out->op, "carry:%" PRId64 ":%u", first->seq, first->opened);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "question", first->seq);
    writer_end(&data);
    return true;
}

enum err question_carry_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(questions, entry);
    UNUSED(scene);
    if (!question)
        return ERR_NOT_FOUND;
    if (!questions->course || !questions->ended_ms || !is_left(question))
        return ERR_QUESTION_STATE;
    return ERR_NONE;
}

void question_carry_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    question->before = question->state;
    question->carried = true;
}

/* Who asked is told to nobody there: their id stands in the entry alone, so that their words go
 * when they do, and of an anonymous one not even a pseudonym does. */
void question_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    const struct questions *questions = state;
    const struct question *question = question_find(questions, entry);
    struct slice text = slice_of(question->text), host = host_of(questions);
    struct slice name = host.at ? room_staff_name(scene->room, host) : host;
    struct slice asker = slice_of(question->author.id);
    struct buffer data;
    struct writer out;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_text(&out, "from", room_name(scene->room));
    writer_int(&out, "question", question->seq);
    common_cut_line(text, BOUND_TITLE_CHARS, "title", &out);
    common_write_text(&out, text, question->dir);
    writer_int(&out, "votes", (int64_t)question_votes(question));
    if (host.at)
        writer_text(&out, "host", host);
    if (name.len > 0)
        writer_text(&out, "name", name);
    if (!veil_hides(asker))
        writer_text(&out, "asker", asker);
    writer_end(&out);
    effect_emit(emitter, &(struct effect){.name = "carried",
                                          .room = slice_of(questions->course),
                                          .type = "forum.carry",
                                          .text = buffer_slice(&data)});
    buffer_done(&data);
}

enum err question_return_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_optional_text(data, "text", BOUND_ANSWER_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    if (!error)
        error = common_read_optional_bool(data, "cut", out);
    if (!error && common_has(data, "whom"))
        error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    if (!error && common_has(data, "thread"))
        error = common_read_seq(data, "thread", out);
    return error ? error : common_read_seq(data, "cause", out);
}

/* What the course says later counts, unless the question was answered, or taken off the list, in
 * the session itself. */
static bool is_ours(const struct question *question, const struct entry *entry)
{
    bool waits = question->state == QUESTION_OPEN || question->state == QUESTION_ANSWERING;
    bool there = question->state == QUESTION_ANSWERED && question->answer.of_course;
    return question->carried && (waits || there) &&
           common_get_int(entry->data, "cause") > question->cause;
}

enum err question_return_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(questions, entry);
    UNUSED(scene);
    if (!question)
        return ERR_NOT_FOUND;
    size_t bytes = questions->answers_bytes - question->answer.bytes + common_entry_bytes(entry);
    bool full = common_has(entry->data, "text") && bytes > BOUND_ANSWERS_BYTES;
    return is_ours(question, entry) && full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Theirs who answered, not the server's. */
static void say(struct questions *questions, struct question *question, const struct entry *entry)
{
    struct entry theirs = *entry;
    theirs.by = common_get_text(entry->data, "whom");
    theirs.name = common_get_text(entry->data, "name");
    question->answer.at_ms = entry->at_ms;
    question->answer.of_course = question->was_returned = true;
    question->answer.cut = common_get_bool(entry->data, "cut");
    question_answer_say(questions, question, &theirs);
}

static void answer_changes(struct questions *questions, struct question *question,
                           const struct entry *entry)
{
    bool says = common_has(entry->data, "text");
    question->cause = common_get_int(entry->data, "cause");
    questions->answer_gone = question->answer.seq;
    question_enter(questions, question, question->state, says ? QUESTION_ANSWERED : QUESTION_OPEN);
    question_answer_done(questions, question);
    common_wipe(&question->claimed_by);
    if (says)
        say(questions, question, entry);
}

void question_return_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(questions, entry);
    UNUSED(scene);
    questions->answer_gone = 0;
    question->before = question->state;
    if (question->carried && common_has(entry->data, "thread"))
        question->thread = common_get_int(entry->data, "thread");
    else if (is_ours(question, entry))
        answer_changes(questions, question, entry);
}

void question_return_erases(const void *state, const struct entry *entry,
                            struct withdrawal *withdrawal)
{
    int64_t gone = ((const struct questions *)state)->answer_gone;
    UNUSED(entry);
    if (gone)
        withdraw(withdrawal, gone);
}
