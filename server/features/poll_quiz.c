/* SPDX-License-Identifier: Apache-2.0
 * Boards are counted anew from the ballots each time that they are told. */
#include "features/poll_quiz.h"

#include "base/check.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_alias.h"
#include "features/poll_board.h"
#include "features/poll_score.h"
#include "features/poll_state.h"

enum err poll_board_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "quiz", out);
    return error ? error : common_read_bool(data, "published", out);
}

/* What is not told yet would be told by how people stand. */
static bool counts(const struct poll *poll, struct slice quiz)
{
    return poll->quiz && slice_is(quiz, poll->quiz) && poll->revealed && poll->correct;
}

enum err poll_board_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct polls *polls = state;
    struct slice quiz = common_get_text(entry->data, "quiz");
    struct map_at at = {0};
    UNUSED(scene);
    if (!common_get_bool(entry->data, "published"))
        return map_find(polls->boards, quiz) ? ERR_NONE : ERR_NOT_FOUND;
    if (map_full(polls->boards) && !map_find(polls->boards, quiz))
        return ERR_LIMIT_EXCEEDED;
    while (map_next(polls->polls, &at))
        if (counts(at.value, quiz))
            return ERR_NONE;
    return ERR_NOT_FOUND;
}

/* What a ballot of the last round, which counts, is worth. */
static int64_t score_of(const struct poll *poll, const struct json *correct, struct slice person,
                        const void *ballot)
{
    int64_t score = poll_ballot_score(poll->type, correct, poll->tolerance, ballot);
    const void *took = poll->box.times ? map_find(poll->box.times, person) : NULL;
    return took ? poll_score_timed(score, (int64_t)(uintptr_t)took - 1, poll->timed_ms) : score;
}

static struct json *correct_of(const struct poll *poll)
{
    struct json *correct = NULL;
    check(json_parse_large(slice_of(poll->correct), &correct) == ERR_NONE);
    return correct;
}

static void poll_add(const struct poll *poll, struct poll_board *board)
{
    struct json *correct = correct_of(poll);
    struct map_at at = {0};
    while (map_next(poll->box.ballots, &at))
        poll_board_add(board, at.key, score_of(poll, correct, at.key, at.value));
    json_free(&correct);
}

void poll_board_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct polls *polls = state;
    struct slice quiz = common_get_text(entry->data, "quiz");
    struct poll_board *before = map_take(polls->boards, quiz);
    struct map_at at = {0};
    UNUSED(scene);
    if (before)
        poll_board_free(before);
    if (!common_get_bool(entry->data, "published"))
        return;
    struct poll_board *board = poll_board_new();
    while (map_next(polls->polls, &at))
        if (counts(at.value, quiz))
            poll_add(at.value, board);
    poll_board_close(board);
    map_put(polls->boards, quiz, board);
}

static void board_write(const struct polls *polls, struct slice quiz,
                        const struct poll_board *board, struct writer *out)
{
    writer_object_slice(out, quiz);
    writer_int(out, "of", (int64_t)board->count);
    writer_array(out, "top");
    for (size_t i = 0; i < POLL_BOARD_TOP && board->top[i]; i++) {
        struct slice person = slice_of(board->top[i]);
        writer_array(out, NULL);
        writer_int(out, NULL, poll_alias_of(polls, quiz, person));
        writer_int(out, NULL, poll_board_points(board, person));
        writer_end(out);
    }
    writer_end(out);
    writer_end(out);
}

void poll_boards_write(const void *state, struct writer *out)
{
    const struct polls *polls = state;
    struct map_at at = {0};
    writer_object_lazy(out, "boards");
    while (map_next(polls->boards, &at))
        board_write(polls, at.key, at.value, out);
    writer_end(out);
}

/* Without `boards` when the last is taken back. */
void poll_board_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct polls *polls = state;
    struct slice quiz = common_get_text(entry->data, "quiz");
    const struct poll_board *board = map_find(polls->boards, quiz);
    UNUSED(viewer);
    if (!board && map_count(polls->boards) == 0) {
        writer_null(out, "boards");
        return;
    }
    writer_object(out, "boards");
    if (board)
        board_write(polls, quiz, board, out);
    else
        writer_null_slice(out, quiz);
    writer_end(out);
}

/* What they have for each poll of it whose answer is told. */
static void scores_write(const struct polls *polls, struct slice quiz, struct slice person,
                         struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, "polls");
    while (map_next(polls->polls, &at)) {
        const struct poll *poll = at.value;
        const void *ballot =
            counts(poll, quiz) && poll_shown(poll) ? poll_ballot(poll, person) : NULL;
        if (!ballot)
            continue;
        struct json *correct = correct_of(poll);
        writer_int_seq(out, poll->seq, score_of(poll, correct, person, ballot));
        json_free(&correct);
    }
    writer_end(out);
}

enum err poll_place(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out)
{
    const struct polls *polls = state;
    struct slice quiz = common_get_text(data, "quiz");
    const struct poll_board *board = map_find(polls->boards, quiz);
    if (!board && !poll_alias_quiz(polls, quiz))
        return ERR_NOT_FOUND;
    int64_t points = board ? poll_board_points(board, scene->person) : -1;
    writer_int(out, "alias", poll_alias_of(polls, quiz, scene->person));
    scores_write(polls, quiz, scene->person, out);
    if (board)
        writer_int(out, "of", (int64_t)board->count);
    if (points >= 0) {
        writer_int(out, "points", points);
        writer_int(out, "place", poll_board_place(board, points));
    }
    return ERR_NONE;
}
