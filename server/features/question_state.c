/* SPDX-License-Identifier: Apache-2.0
 * Questions as they are kept: in which state, counted for whom. */
#include "features/question_state.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_count.h"
#include "features/common_get.h"

const char *const question_intakes[] = {"open", "voting", "closed", NULL};

/* Dismissed questions are kept too, so that they can be opened again. */
enum { QUESTIONS_KEPT = BOUND_QUESTIONS + BOUND_QUESTIONS_DISMISSED };

struct questions *questions_new(const struct room *room)
{
    struct questions *questions = mem_new(sizeof *questions);
    questions->room = room;
    questions->questions = map_new(QUESTIONS_KEPT + 1);
    questions->dismissed = map_new(BOUND_QUESTIONS_DISMISSED + 1);
    questions->own = map_new(BOUND_QUESTIONS);
    questions->own_waiting = map_new(BOUND_QUESTIONS);
    questions->comments = map_new(BOUND_COMMENTS);
    questions->commented = map_new(BOUND_COMMENTS);
    questions->hosts = map_new(BOUND_MEMBERS);
    questions->silenced = map_new(BOUND_SILENCED);
    return questions;
}

static void answer_done(struct answer *answer)
{
    if (answer->at_ms)
        common_author_done(&answer->author);
    common_wipe(&answer->text);
    *answer = (struct answer){0};
}

void question_tags_done(char *tags[], size_t max)
{
    for (size_t i = 0; i < max; i++)
        common_wipe(&tags[i]);
}

static void question_free(void *value)
{
    struct question *question = value;
    common_author_done(&question->author);
    common_wipe(&question->text);
    common_wipe(&question->claimed_by);
    common_wipe(&question->reason);
    answer_done(&question->answer);
    for (size_t i = 0; i < question->comments_count; i++) {
        common_author_done(&question->comments[i].author);
        common_wipe(&question->comments[i].text);
    }
    mem_free(question->comments);
    question_tags_done(question->tags, BOUND_QUESTION_TAGS);
    map_free(&question->voters, NULL);
    map_free(&question->united, NULL);
    mem_free(question->merged);
    mem_free(question->edits);
    mem_free(question->left);
    mem_free(question);
}

static void forgotten_done(struct forgotten *forgotten)
{
    common_wipe(&forgotten->author);
    mem_free(forgotten->edits);
    mem_free(forgotten->comments);
    mem_free(forgotten->left);
    *forgotten = (struct forgotten){0};
}

void questions_free(struct questions *questions)
{
    map_free(&questions->dismissed, NULL);
    map_free(&questions->hosts, NULL);
    mem_free(questions->course);
    map_free(&questions->own, NULL);
    map_free(&questions->own_waiting, NULL);
    map_free(&questions->comments, NULL);
    map_free(&questions->commented, NULL);
    map_free(&questions->silenced, NULL);
    question_tags_done(questions->tags, BOUND_QUESTION_TAGS_ROOM);
    map_free(&questions->questions, question_free);
    forgotten_done(&questions->forgotten);
    mem_free(questions);
}

struct question *question_find(const struct questions *questions, const struct entry *entry)
{
    int64_t seq = common_get_int(entry->data, "question");
    return map_find(questions->questions, slice_of_seq(&seq));
}

struct slice question_alias(const struct questions *questions, struct slice person,
                            struct veil_name *out)
{
    bool known =
        questions->veiled && room_veil(questions->room, SLICE(QUESTION_SCOPE), person, out);
    return known ? slice_of(out->text) : (struct slice){NULL, 0};
}

bool question_gone(const struct questions *questions, int64_t seq)
{
    for (size_t i = 0; i < QUESTIONS_GONE; i++)
        if (questions->gone[i] == seq)
            return true;
    return false;
}

bool question_seen(const struct question *question, enum question_state state)
{
    return (state == QUESTION_OPEN && !question->quiet) || state == QUESTION_ANSWERING ||
           state == QUESTION_ANSWERED;
}

bool question_seen_by(const struct question *question, enum role role)
{
    return role != ROLE_PARTICIPANT || question_seen(question, question->state);
}

size_t question_votes(const struct question *question)
{
    return map_count(question->united ? question->united : question->voters);
}

bool question_voted(const struct question *question, struct slice person)
{
    return map_find(question->united ? question->united : question->voters, person) != NULL;
}

void question_answer_done(struct questions *questions, struct question *question)
{
    questions->answers_bytes -= question->answer.bytes;
    answer_done(&question->answer);
}

bool question_full(const struct questions *questions, size_t bytes)
{
    size_t standing = map_count(questions->questions) - map_count(questions->dismissed);
    return standing >= BOUND_QUESTIONS || questions->bytes + bytes > BOUND_QUESTIONS_BYTES;
}

void question_comment_done(struct questions *questions, struct comment *comment)
{
    map_take(questions->comments, slice_of_seq(&comment->seq));
    common_count_down(questions->commented, slice_of(comment->author.id));
    questions->comments_bytes -= comment->bytes;
    common_author_done(&comment->author);
    common_wipe(&comment->text);
}

/* Keeps `counts` right for the author of a question that counted before (`had`) or counts now
 * (`has`). */
static void recount(struct map *counts, const struct question *question, bool had, bool has)
{
    struct slice person = slice_of(question->author.id);
    if (has && !had)
        common_count_up(counts, person);
    else if (had && !has)
        common_count_down(counts, person);
}

void question_enter(struct questions *questions, struct question *question,
                    enum question_state from, enum question_state to)
{
    bool stood = from <= QUESTION_MERGED, stands = to <= QUESTION_MERGED;
    question->before = from == QUESTION_NONE ? to : from;
    question->opened += to == QUESTION_OPEN;
    question->state = to;
    question->was_seen |= question_seen(question, to);
    if (questions->pinned == question->seq && !question_seen(question, to))
        questions->pinned = 0;
    recount(questions->own, question, stood, stands);
    recount(questions->own_waiting, question, from < QUESTION_ANSWERED, to < QUESTION_ANSWERED);
    if (stands && !stood)
        questions->bytes += question->bytes;
    else if (stood && !stands)
        questions->bytes -= question->bytes;
    if (stands)
        map_take(questions->dismissed, slice_of_seq(&question->seq));
    else
        map_put(questions->dismissed, slice_of_seq(&question->seq), question);
}

/* What people said to it goes with it: into `forgotten`, which names it. */
static void forget_comments(struct questions *questions, struct question *question)
{
    struct forgotten *gone = &questions->forgotten;
    if (!question->comments_count)
        return;
    gone->comments = mem_new(question->comments_count * sizeof *gone->comments);
    for (size_t i = 0; i < question->comments_count; i++) {
        struct comment *comment = &question->comments[i];
        if (!comment->text)
            continue;
        gone->comments[gone->comments_count++] = comment->seq;
        question_comment_done(questions, comment);
    }
}

/* It leaves the list. */
static void forget_question(struct questions *questions, struct question *question)
{
    forgotten_done(&questions->forgotten);
    questions->forgotten = (struct forgotten){
        .seq = question->seq,
        .author = mem_text(slice_of(question->author.id)),
        .votes = map_count(question->voters) > 0,
        .seen = question->was_seen,
        .shown = question_seen(question, question->before),
        .was_pinned = question->was_pinned,
        .edits = question->edits,
        .edits_count = question->edits_count,
        .left = question->left,
        .left_count = question->left_count,
    };
    question->edits = NULL;
    question->left = NULL;
    forget_comments(questions, question);
    if (veil_hides(slice_of(question->author.id)))
        questions->gone[questions->gone_count++ % QUESTIONS_GONE] = question->seq;
    map_take(questions->dismissed, slice_of_seq(&questions->forgotten.seq));
    map_take(questions->questions, slice_of_seq(&questions->forgotten.seq));
    question_free(question);
}

void question_trim(struct questions *questions, struct question *question)
{
    struct map_at at = {0};
    size_t bytes = question->left_count * sizeof *question->left;
    forgotten_done(&questions->forgotten);
    if (map_count(questions->dismissed) <= BOUND_QUESTIONS_DISMISSED)
        return;
    map_next(questions->dismissed, &at);
    forget_question(questions, at.value);
    question->left = mem_resize(question->left, bytes, bytes + sizeof *question->left);
    question->left[question->left_count++] =
        (struct question_left){questions->forgotten.seq, questions->forgotten.votes};
}

void question_withdraw(struct questions *questions, struct question *question)
{
    question_enter(questions, question, question->state, QUESTION_DISMISSED);
    forget_question(questions, question);
}

static void forget_text(char **text, enum text_dir *dir)
{
    *dir = text_direction(SLICE(""));
    if (!*text)
        return;
    common_wipe(text);
    *text = mem_text(SLICE(""));
}

/* Answers and edits are not found by their seq: there are few. */
static bool forget_said(struct question *question, int64_t seq)
{
    struct answer *answer = &question->answer;
    bool text = question->text_seq == seq, answered = answer->at_ms && answer->seq == seq;
    if (text)
        forget_text(&question->text, &question->dir);
    if (answered) {
        (void)common_author_forget(&answer->author);
        forget_text(&answer->text, &answer->dir);
    }
    bool reason = question->reason && question->reason_seq == seq;
    if (reason)
        common_wipe(&question->reason);
    return text || answered || reason;
}

static bool forget_comment(struct question *question, int64_t seq)
{
    for (size_t i = 0; question && i < question->comments_count; i++) {
        struct comment *comment = &question->comments[i];
        if (comment->seq != seq || !comment->text)
            continue;
        (void)common_author_forget(&comment->author);
        forget_text(&comment->text, &comment->dir);
        return true;
    }
    return false;
}

bool question_forget(void *state, int64_t seq)
{
    struct questions *questions = state;
    struct question *question = map_find(questions->questions, slice_of_seq(&seq));
    struct map_at at = {0};
    if (question) {
        (void)common_author_forget(&question->author);
        (void)forget_said(question, seq);
        return true;
    }
    if (forget_comment(map_find(questions->comments, slice_of_seq(&seq)), seq))
        return true;
    while (map_next(questions->questions, &at))
        if (forget_said(at.value, seq))
            return true;
    return false;
}
