/* SPDX-License-Identifier: Apache-2.0
 * Editing and withdrawing one's own question. */
#include "features/question_own.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_state.h"

/* Asked of what arrives, under the sender's name, and of what was veiled. */
struct slice question_own_veil(const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES])
{
    const struct question *question = question_find(state, entry);
    struct veil_name name;
    UNUSED(out);
    int64_t seq = common_get_int(entry->data, "question");
    bool veiled = veil_hides(entry->by) || (!question && question_gone(state, seq));
    if (!veiled && question) {
        struct slice alias = question_alias(state, entry->by, &name);
        veiled = alias.at && common_author_is(&question->author, alias);
    }
    return veiled ? SLICE(QUESTION_SCOPE) : (struct slice){NULL, 0};
}

/* Who cannot see it must not learn that it is there. */
enum err question_own_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    if (!question)
        return ERR_NOT_FOUND;
    if (!common_author_is(&question->author, entry->by)) {
        return question_seen_by(question, scene->role) ? ERR_PERMISSION_DENIED : ERR_NOT_FOUND;
    }
    bool waits = question->state == QUESTION_PENDING || question->state == QUESTION_OPEN;
    return waits ? ERR_NONE : ERR_QUESTION_STATE;
}

bool question_shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = map_find(questions->questions, slice_of_seq(&seq));
    struct veil_name name;
    if (!question)
        return false;
    if (question_seen_by(question, scene->role))
        return true;
    struct slice alias = question_alias(questions, scene->person, &name);
    return common_author_is(&question->author, scene->person) ||
           (alias.at && common_author_is(&question->author, alias));
}

enum err question_edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_QUESTION_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

enum err question_edit_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct questions *questions = state;
    enum err error = question_own_check(state, entry, scene);
    if (error)
        return error;
    const struct question *question = question_find(state, entry);
    if (map_find(questions->silenced, entry->by))
        return ERR_QUESTION_SILENCED;
    size_t bytes = questions->bytes - question->bytes + common_entry_bytes(entry);
    bool full = question->edits_count >= BOUND_QUESTION_EDITS || bytes > BOUND_QUESTIONS_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* What was approved was another text. */
void question_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(state, entry);
    size_t list_bytes = question->edits_count * sizeof *question->edits;
    UNUSED(scene);
    question->edits = mem_resize(question->edits, list_bytes, list_bytes + sizeof *question->edits);
    question->edits[question->edits_count++] = question->text_seq = entry->seq;
    question->edited_ms = entry->at_ms;
    common_wipe(&question->text);
    question->text = mem_text(common_get_text(entry->data, "text"));
    question->dir = common_get_dir(entry->data, slice_of(question->text));
    questions->bytes -= question->bytes;
    question->bytes = common_entry_bytes(entry);
    questions->bytes += question->bytes;
    question_enter(questions, question, question->state,
                   questions->moderated ? QUESTION_PENDING : question->state);
}

/* Others asked the same, and theirs would go with it. */
enum err question_withdraw_check(const void *state, const struct entry *entry,
                                 const struct scene *scene)
{
    enum err error = question_own_check(state, entry, scene);
    return !error && question_find(state, entry)->merged_count ? ERR_QUESTION_MERGED : error;
}

void question_withdraw_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    question_withdraw(state, question_find(state, entry));
}

void question_withdraw_erases(const void *state, const struct entry *entry,
                              struct withdrawal *withdrawal)
{
    const struct forgotten *forgotten = &((const struct questions *)state)->forgotten;
    withdraw(withdrawal, common_get_int(entry->data, "question"));
    for (size_t i = 0; i < forgotten->edits_count; i++)
        withdraw(withdrawal, forgotten->edits[i]);
    for (size_t i = 0; i < forgotten->comments_count; i++)
        withdraw(withdrawal, forgotten->comments[i]);
}
