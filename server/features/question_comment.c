/* SPDX-License-Identifier: Apache-2.0
 * Comments, each in the list of its question. */
#include "features/question_comment.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_state.h"

bool question_comment_allows(const void *state, enum role role)
{
    return role != ROLE_PARTICIPANT || ((const struct questions *)state)->commentable;
}

enum err question_comment_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_COMMENT_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

/* Each participant has a share, so that none of them fills the room. */
static bool is_full(const struct questions *questions, const struct question *question,
                    const struct entry *entry, const struct scene *scene)
{
    bool own = scene->role == ROLE_PARTICIPANT &&
               common_count(questions->commented, entry->by) >= BOUND_COMMENTS_PERSON;
    return own || question->comments_count >= BOUND_QUESTION_COMMENTS ||
           map_full(questions->comments) ||
           questions->comments_bytes + common_entry_bytes(entry) > BOUND_COMMENTS_BYTES;
}

enum err question_comment_check(const void *state, const struct entry *entry,
                                const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(state, entry);
    if (!question || !question_seen_by(question, scene->role))
        return ERR_NOT_FOUND;
    if (question->state == QUESTION_MERGED || question->state == QUESTION_DISMISSED)
        return ERR_QUESTION_STATE;
    if (map_find(questions->silenced, entry->by))
        return ERR_QUESTION_SILENCED;
    return is_full(questions, question, entry, scene) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void question_comment_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(state, entry);
    size_t bytes = question->comments_count * sizeof *question->comments;
    UNUSED(scene);
    question->comments = mem_resize(question->comments, bytes, bytes + sizeof *question->comments);
    struct comment *comment = &question->comments[question->comments_count++];
    comment->seq = entry->seq;
    comment->at_ms = entry->at_ms;
    common_author_init(&comment->author, entry);
    comment->text = mem_text(common_get_text(entry->data, "text"));
    comment->dir = common_get_dir(entry->data, slice_of(comment->text));
    comment->bytes = common_entry_bytes(entry);
    questions->comments_bytes += comment->bytes;
    common_count_up(questions->commented, entry->by);
    map_put(questions->comments, slice_of_seq(&comment->seq), question);
}

enum err question_uncomment_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    return error ? error : common_read_seq(data, "comment", out);
}

static struct comment *comment_find(const struct question *question, const struct entry *entry)
{
    int64_t seq = common_get_int(entry->data, "comment");
    for (size_t i = 0; question && i < question->comments_count; i++)
        if (question->comments[i].seq == seq && question->comments[i].text)
            return &question->comments[i];
    return NULL;
}

enum err question_uncomment_check(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    const struct comment *comment = comment_find(question, entry);
    if (!comment || !question_seen_by(question, scene->role))
        return ERR_NOT_FOUND;
    bool staff = scene->role != ROLE_PARTICIPANT;
    return staff || common_author_is(&comment->author, entry->by) ? ERR_NONE
                                                                  : ERR_PERMISSION_DENIED;
}

/* Its place in the list tells who is behind that it is gone. */
void question_uncomment_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    question->before = question->state;
    question_comment_done(state, comment_find(question, entry));
}

void question_uncomment_erases(const void *state, const struct entry *entry,
                               struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "comment"));
}
