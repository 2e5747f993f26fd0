/* SPDX-License-Identifier: Apache-2.0
 * The moves between the states, and answers. */
#include "features/question_move.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_state.h"

/* A kind of entry that moves a question from one state to another. */
struct move {
    const char *type;
    unsigned from; /* bits 1 << enum question_state */
    enum question_state to;
};

static const struct move moves[] = {
    {"question.approve", 1 << QUESTION_PENDING, QUESTION_OPEN},
    {"question.take", 1 << QUESTION_OPEN, QUESTION_ANSWERING},
    {"question.answer", 1 << QUESTION_OPEN | 1 << QUESTION_ANSWERING, QUESTION_ANSWERED},
    {"question.dismiss",
     1 << QUESTION_PENDING | 1 << QUESTION_OPEN | 1 << QUESTION_ANSWERING | 1 << QUESTION_ANSWERED,
     QUESTION_DISMISSED},
    {"question.reopen", 1 << QUESTION_ANSWERING | 1 << QUESTION_ANSWERED | 1 << QUESTION_DISMISSED,
     QUESTION_OPEN},
};

static const struct move *move_find(const struct entry *entry)
{
    const struct move *move = moves;
    while (!slice_is(entry->type, move->type))
        move++;
    return move;
}

enum err question_dismiss_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    return error ? error : common_read_optional_text(data, "reason", BOUND_WHY_CHARS, out);
}

enum err question_move_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(questions, entry);
    const struct move *move = move_find(entry);
    UNUSED(scene);
    if (!question)
        return ERR_NOT_FOUND;
    if (!(move->from & 1U << question->state))
        return ERR_QUESTION_STATE;
    bool full =
        question_full(questions, question->bytes) || question->left_count >= BOUND_QUESTION_RETURNS;
    return full && question->state == QUESTION_DISMISSED ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void question_move_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(questions, entry);
    enum question_state to = move_find(entry)->to;
    UNUSED(scene);
    question_enter(questions, question, question->state, to);
    if (to != QUESTION_ANSWERED)
        question_answer_done(questions, question);
    if (to == QUESTION_ANSWERED || to == QUESTION_DISMISSED)
        common_wipe(&question->claimed_by);
    common_wipe(&question->reason);
    struct slice reason = common_get_text(entry->data, "reason");
    if (reason.at) {
        question->reason = mem_text(reason);
        question->reason_dir = common_get_dir(entry->data, reason);
        question->reason_seq = entry->seq;
    }
    question_trim(questions, question);
}

size_t question_move_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    const struct questions *questions = state;
    out[0] = slice_of(question_find(questions, entry)->author.id);
    out[1] = slice_of(questions->forgotten.author);
    return questions->forgotten.seq && !slice_equal(out[0], out[1]) ? 2 : 1;
}

size_t question_author_touches(const void *state, const struct entry *entry,
                               struct slice out[TOUCH_MAX])
{
    out[0] = slice_of(question_find(state, entry)->author.id);
    return 1;
}

/* What is for somebody alone is said in writing. */
enum err question_answer_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_optional_text(data, "text", BOUND_ANSWER_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    if (!error)
        error = common_read_optional_bool(data, "private", out);
    bool alone = common_get_bool(data, "private");
    return !error && alone && !common_has(data, "text") ? ERR_BAD_REQUEST : error;
}

/* Others have asked the same: they would hear nothing. */
static bool for_many(const struct question *question, const struct entry *entry)
{
    return question->merged_count > 0 && common_get_bool(entry->data, "private");
}

enum err question_answer_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct questions *questions = state;
    enum err error = question_move_check(state, entry, scene);
    if (!error && for_many(question_find(state, entry), entry))
        return ERR_QUESTION_MERGED;
    bool full = questions->answers_bytes + common_entry_bytes(entry) > BOUND_ANSWERS_BYTES;
    return !error && full ? ERR_LIMIT_EXCEEDED : error;
}

void question_answer_say(struct questions *questions, struct question *question,
                         const struct entry *entry)
{
    struct answer *answer = &question->answer;
    answer->seq = entry->seq;
    answer->veiled = room_veils_staff(questions->room, entry->by, RINGS_INSIDE);
    common_author_init(&answer->author, entry);
    if (common_has(entry->data, "text"))
        answer->text = mem_text(common_get_text(entry->data, "text"));
    answer->dir = common_get_dir(entry->data, slice_of(answer->text));
    answer->bytes = common_entry_bytes(entry);
    question->was_private |= answer->is_private;
    questions->answers_bytes += answer->bytes;
}

void question_answer_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    question_move_apply(state, entry, scene);
    question->answer.at_ms = entry->at_ms;
    question->answer.is_private = common_get_bool(entry->data, "private");
    question_answer_say(state, question, entry);
}

enum err question_amend_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_ANSWER_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    return error ? error : common_read_optional_bool(data, "private", out);
}

enum err question_amend_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(state, entry);
    UNUSED(scene);
    if (!question)
        return ERR_NOT_FOUND;
    if (question->state != QUESTION_ANSWERED)
        return ERR_QUESTION_STATE;
    if (for_many(question, entry))
        return ERR_QUESTION_MERGED;
    size_t bytes = questions->answers_bytes - question->answer.bytes + common_entry_bytes(entry);
    return bytes > BOUND_ANSWERS_BYTES ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* It stays given when it was. */
void question_amend_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    struct answer was = question->answer;
    UNUSED(scene);
    question->before = question->state;
    question->was_amended = true;
    question_answer_done(state, question);
    question->answer.at_ms = was.at_ms;
    question->answer.edited_ms = entry->at_ms;
    question->answer.is_private = was.is_private;
    json_get_bool(entry->data, "private", &question->answer.is_private);
    question_answer_say(state, question, entry);
}

void question_answer_keep(const void *state, const struct entry *entry, struct writer *out)
{
    if (common_has(entry->data, "text"))
        writer_text(out, "text", SLICE(""));
    common_keep_bytes(state, entry, out);
}
