/* SPDX-License-Identifier: Apache-2.0
 * Sets of voters, and their union. */
#include "features/question_merge.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_state.h"

/* What voting and withdrawing have in common. */
static enum err votable_check(const struct questions *questions, const struct question *question,
                              const struct scene *scene)
{
    /* Only staff may learn that a hidden question of that seq exists. */
    if (!question || !question_seen_by(question, scene->role))
        return ERR_NOT_FOUND;
    if (questions->intake == INTAKE_CLOSED)
        return ERR_QUESTIONS_CLOSED;
    /* One that was carried is wanted where it goes on. */
    bool waits = question->state == QUESTION_OPEN || question->state == QUESTION_ANSWERING;
    return waits && !question->carried ? ERR_NONE : ERR_QUESTION_STATE;
}

enum err question_vote_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    enum err error = votable_check(state, question, scene);
    if (error)
        return error;
    if (question_voted(question, entry->by))
        return ERR_ALREADY_VOTED;
    bool full = map_full(question->united ? question->united : question->voters);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

enum err question_unvote_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    enum err error = votable_check(state, question, scene);
    if (error)
        return error;
    return question_voted(question, entry->by) ? ERR_NONE : ERR_NOT_FOUND;
}

static void count_again(struct questions *questions, struct question *question)
{
    question->dirty = questions->dirty = true;
}

void question_vote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    map_put(question->voters, entry->by, question); /* a set: the value only must not be NULL */
    if (question->united)
        common_count_up(question->united, entry->by);
    count_again(state, question);
}

/* From all that were merged, for it counts as one. */
void question_unvote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    map_take(question->voters, entry->by);
    if (question->united)
        map_take(question->united, entry->by);
    for (size_t i = 0; i < question->merged_count; i++)
        if (map_take(question->merged[i]->voters, entry->by))
            count_again(state, question->merged[i]);
    count_again(state, question);
}

enum err question_merge_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    return error ? error : common_read_seq(data, "into", out);
}

static struct question *into_find(const struct questions *questions, int64_t into)
{
    return map_find(questions->questions, slice_of_seq(&into));
}

enum err question_merge_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    const struct question *into = into_find(state, common_get_int(entry->data, "into"));
    UNUSED(scene);
    if (!question || !into)
        return ERR_NOT_FOUND;
    bool waits = question->state == QUESTION_PENDING || question->state == QUESTION_OPEN;
    bool takes = into->state == QUESTION_OPEN || into->state == QUESTION_ANSWERING;
    if (question == into || !waits || !takes)
        return ERR_QUESTION_STATE;
    if (question->merged_count)
        return ERR_QUESTION_MERGED;
    return into->merged_count >= BOUND_QUESTION_MERGED ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void unite(struct map *united, const struct map *voters)
{
    struct map_at at = {0};
    while (map_next(voters, &at))
        common_count_up(united, at.key);
}

void question_merge_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    struct question *into = into_find(state, common_get_int(entry->data, "into"));
    size_t bytes = into->merged_count * sizeof *into->merged;
    UNUSED(scene);
    if (!into->united) {
        into->united = map_new((size_t)BOUND_QUESTION_MERGED * BOUND_MEMBERS);
        unite(into->united, into->voters);
    }
    unite(into->united, question->voters);
    into->merged = mem_resize(into->merged, bytes, bytes + sizeof *into->merged);
    into->merged[into->merged_count++] = question;
    question->into = into->seq;
    question->was_merged = true;
    question->stub_seen = question_seen(question, question->state);
    question->waited = question->state;
    question_enter(state, question, question->state, QUESTION_MERGED);
    count_again(state, into);
}

enum err question_unmerge_check(const void *state, const struct entry *entry,
                                const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    UNUSED(scene);
    if (!question)
        return ERR_NOT_FOUND;
    return question->state == QUESTION_MERGED ? ERR_NONE : ERR_QUESTION_STATE;
}

static void part(struct question *into, const struct question *question)
{
    struct map_at at = {0};
    size_t i = 0;
    while (into->merged[i] != question)
        i++;
    for (into->merged_count--; i < into->merged_count; i++)
        into->merged[i] = into->merged[i + 1];
    while (map_next(question->voters, &at))
        common_count_down(into->united, at.key);
    if (!into->merged_count)
        map_free(&into->united, NULL);
}

/* The other may have left the list meanwhile. */
void question_unmerge_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    struct question *into = into_find(state, question->into);
    UNUSED(scene);
    if (into) {
        part(into, question);
        count_again(state, into);
    }
    question->into = 0;
    question_enter(state, question, QUESTION_MERGED, question->waited);
    count_again(state, question);
}
