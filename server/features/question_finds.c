/* SPDX-License-Identifier: Apache-2.0
 * The thing is the question; which of its entries holds the words says what it is. */
#include "features/question_finds.h"

#include "core/entry.h"
#include "features/common_finds.h"
#include "features/common_get.h"
#include "features/question_state.h"

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    bool asks = slice_is(entry->type, "question.ask");
    if (!common_has(entry->data, "text") || (!asks && !common_has(entry->data, "question")))
        return 0;
    if (shown & FIND_TEXT)
        common_finds_text(entry->data, "text", out);
    return asks ? entry->seq : common_get_int(entry->data, "question");
}

static bool is_own(const struct questions *questions, const struct question *question,
                   struct slice person)
{
    struct veil_name name;
    struct slice alias = question_alias(questions, person, &name);
    return common_author_is(&question->author, person) ||
           (alias.at && common_author_is(&question->author, alias));
}

static void say_author(const struct common_author *author, struct find_item *item)
{
    if (!author->id || veil_hides(slice_of(author->id)))
        return;
    item->by = slice_of(author->id);
    item->name = slice_of(author->name);
}

static bool say(const char *kind, const struct common_author *author, int64_t at_ms,
                struct find_item *item)
{
    item->kind = kind;
    item->shown = FIND_TEXT;
    item->at_ms = at_ms;
    if (author)
        say_author(author, item);
    return true;
}

/* Who asked, and who stands with the staff, sees an answer that is not for all. */
static bool sees_answer(const struct question *question, bool near, bool staff,
                        struct find_item *item)
{
    const struct answer *answer = &question->answer;
    if (!answer->text || (answer->is_private && !near))
        return false;
    return say("answer", answer->veiled && !staff ? NULL : &answer->author, answer->at_ms, item);
}

static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct questions *questions = state;
    const struct question *question = map_find(questions->questions, slice_of_seq(&thing));
    if (!question)
        return false;
    bool staff = ask->scene->role & ROLE_STAFF;
    bool near = staff || is_own(questions, question, ask->scene->person);
    if (!near && !question_seen(question, question->state))
        return false;
    item->thing = thing;
    if (question->text_seq == seq)
        return say("question", &question->author, question->at_ms, item);
    item->title = slice_of(question->text);
    item->dir = text_dir_name(question->dir).at;
    if (question->answer.at_ms && question->answer.seq == seq)
        return sees_answer(question, near, staff, item);
    for (size_t i = 0; i < question->comments_count; i++) {
        const struct comment *comment = &question->comments[i];
        if (comment->seq == seq && comment->text)
            return say("comment", &comment->author, comment->at_ms, item);
    }
    return false;
}

const struct finds question_finds = {.texts = texts, .sees = sees};
