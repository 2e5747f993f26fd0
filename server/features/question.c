/* SPDX-License-Identifier: Apache-2.0
 * Questions: asking, voting, and the moves between their states. */
#include "features/question.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_own.h"
#include "features/question_state.h"
#include "features/question_view.h"

static void *state_new(const struct room *room)
{
    return questions_new(room);
}

static void state_free(void *state)
{
    questions_free(state);
}

static enum err ask_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_text(data, "text", BOUND_QUESTION_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    return error ? error : common_read_optional_bool(data, "anonymous", out);
}

static struct slice ask_veil(const void *state, const struct entry *entry,
                             char out[VEIL_SCOPE_BYTES])
{
    UNUSED(state);
    UNUSED(out);
    bool anonymous = common_get_bool(entry->data, "anonymous");
    return anonymous ? SLICE(QUESTION_SCOPE) : (struct slice){NULL, 0};
}

/* Each participant has a share of the list, so that none of them fills it. */
static bool own_full(const struct questions *questions, struct slice person, enum role role)
{
    return role == ROLE_PARTICIPANT &&
           common_count(questions->own, person) >= BOUND_QUESTIONS_PERSON;
}

static enum err ask_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct questions *questions = state;
    if (questions->intake != INTAKE_OPEN)
        return ERR_QUESTIONS_CLOSED;
    if (veil_hides(entry->by) && !questions->anonymous)
        return ERR_NOT_AVAILABLE;
    if (common_count(questions->own_waiting, entry->by) >= BOUND_QUESTIONS_PENDING_PERSON)
        return ERR_QUESTIONS_WAITING;
    if (question_full(questions, common_entry_bytes(entry)) ||
        own_full(questions, entry->by, scene->role))
        return ERR_LIMIT_EXCEEDED;
    return ERR_NONE;
}

static void ask_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    struct question *question = mem_new(sizeof *question);
    question->seq = question->text_seq = entry->seq;
    question->at_ms = entry->at_ms;
    common_author_init(&question->author, entry);
    questions->veiled |= veil_hides(entry->by);
    question->text = mem_text(common_get_text(entry->data, "text"));
    question->dir = common_get_dir(entry->data, slice_of(question->text));
    question->bytes = common_entry_bytes(entry);
    question->voters = map_new(BOUND_MEMBERS);
    map_put(questions->questions, slice_of_seq(&question->seq), question);
    question_enter(questions, question, QUESTION_NONE,
                   questions->moderated ? QUESTION_PENDING : QUESTION_OPEN);
}

static enum err question_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "question", out);
}

/* What voting and withdrawing have in common. */
static enum err votable_check(const struct questions *questions, const struct question *question,
                              const struct scene *scene)
{
    /* Only staff may learn that a hidden question of that seq exists. */
    if (!question || (!question_is_public(question->state) && scene->role == ROLE_PARTICIPANT))
        return ERR_NOT_FOUND;
    if (questions->intake == INTAKE_CLOSED)
        return ERR_QUESTIONS_CLOSED;
    bool waits = question->state == QUESTION_OPEN || question->state == QUESTION_ANSWERING;
    return waits ? ERR_NONE : ERR_QUESTION_STATE;
}

static enum err vote_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    enum err error = votable_check(state, question, scene);
    if (error)
        return error;
    if (map_find(question->voters, entry->by))
        return ERR_ALREADY_VOTED;
    return map_full(question->voters) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static enum err unvote_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    enum err error = votable_check(state, question, scene);
    if (error)
        return error;
    return map_find(question->voters, entry->by) ? ERR_NONE : ERR_NOT_FOUND;
}

static void vote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(questions, entry);
    UNUSED(scene);
    map_put(question->voters, entry->by, question); /* a set: the value only must not be NULL */
    question->dirty = questions->dirty = true;
}

static void unvote_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(questions, entry);
    UNUSED(scene);
    map_take(question->voters, entry->by);
    question->dirty = questions->dirty = true;
}

static void questions_tally_sent(void *state)
{
    struct questions *questions = state;
    struct map_at at = {0};
    while (questions->dirty && map_next(questions->questions, &at))
        ((struct question *)at.value)->dirty = false;
    questions->dirty = false;
}

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

static enum err answer_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_optional_text(data, "text", BOUND_ANSWER_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

static enum err move_check(const void *state, const struct entry *entry, const struct scene *scene)
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

static void move_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(questions, entry);
    enum question_state to = move_find(entry)->to;
    UNUSED(scene);
    question_enter(questions, question, question->state, to);
    if (to != QUESTION_ANSWERED)
        question_answer_done(questions, question);
    question_trim(questions, question);
}

static enum err answer_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct questions *questions = state;
    enum err error = move_check(state, entry, scene);
    bool full = questions->answers_bytes + common_entry_bytes(entry) > BOUND_ANSWERS_BYTES;
    return !error && full ? ERR_LIMIT_EXCEEDED : error;
}

static void answer_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    move_apply(state, entry, scene);
    struct answer *answer = &question_find(state, entry)->answer;
    answer->seq = entry->seq;
    answer->at_ms = entry->at_ms;
    common_author_init(&answer->author, entry);
    if (common_has(entry->data, "text"))
        answer->text = mem_text(common_get_text(entry->data, "text"));
    answer->dir = common_get_dir(entry->data, slice_of(answer->text));
    answer->bytes = common_entry_bytes(entry);
    questions->answers_bytes += answer->bytes;
}

/* Its author sees in `me` what the others do not see. */
static size_t move_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    const struct questions *questions = state;
    out[0] = slice_of(question_find(questions, entry)->author.id);
    out[1] = slice_of(questions->forgotten.author);
    return questions->forgotten.seq && !slice_equal(out[0], out[1]) ? 2 : 1;
}

static enum err intake_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "intake", question_intakes, out);
    if (!error)
        error = common_read_optional_bool(data, "moderated", out);
    return error ? error : common_read_optional_bool(data, "anonymous", out);
}

static enum err intake_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(state);
    UNUSED(scene);
    bool known = common_get_choice(entry->data, "intake", question_intakes) >= 0;
    return known ? ERR_NONE : ERR_BAD_REQUEST;
}

static void intake_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    questions->intake =
        (enum question_intake)common_get_choice(entry->data, "intake", question_intakes);
    json_get_bool(entry->data, "moderated", &questions->moderated);
    json_get_bool(entry->data, "anonymous", &questions->anonymous);
}

/* People may ask before the session too. A rehearsal leaves nothing behind. */
enum { PHASES_OF_ALL = PHASE_SCHEDULED | PHASE_ON_AIR };

/* Whether there were words, and how long. */
static void answer_keep(const void *state, const struct entry *entry, struct writer *out)
{
    if (common_has(entry->data, "text"))
        writer_text(out, "text", SLICE(""));
    common_keep_bytes(state, entry, out);
}

static const struct row rows[] = {
    {
        .name = "question.ask",
        .keep = {KEEP_MEMBERS("anonymous"), common_keep_bytes},
        .roles = ROLE_ALL,
        .phases = PHASES_OF_ALL,
        .read = ask_read,
        .check = ask_check,
        .apply = ask_apply,
        .patch = question_ask_patch,
        .patch_me = question_ask_patch_me,
        .veil = ask_veil,
    },
    {
        .name = "question.edit",
        .keep = {KEEP_MEMBERS("question"), common_keep_bytes},
        .thing = "question",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASES_OF_ALL,
        .read = question_edit_read,
        .check = question_edit_check,
        .apply = question_edit_apply,
        .patch = question_edit_patch,
        .patch_me = question_edit_patch_me,
        .wipe_me = question_dismiss_wipe_me,
        .veil = question_own_veil,
    },
    {
        .name = "question.withdraw",
        .lock = {.never = true},
        .keep = {keep_all},
        .erases = question_withdraw_erases,
        .thing = "question",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = question_read,
        .check = question_own_check,
        .apply = question_withdraw_apply,
        .patch = question_withdraw_patch,
        .patch_me = question_withdraw_patch_me,
        .wipe_me = question_withdraw_wipe_me,
        .veil = question_own_veil,
    },
    {
        .name = "question.vote",
        .thing = "question",
        .gather = {.acts = true},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASES_OF_ALL,
        .delivery = DELIVER_TALLY,
        .read = question_read,
        .check = vote_check,
        .apply = vote_apply,
        .patch_me = question_vote_patch_me,
    },
    {
        .name = "question.unvote",
        .lock = {.never = true},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASES_OF_ALL,
        .delivery = DELIVER_TALLY,
        .read = question_read,
        .check = unvote_check,
        .apply = unvote_apply,
        .patch_me = question_vote_patch_me,
    },
    {
        .name = "question.approve",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = move_check,
        .apply = move_apply,
        .patch = question_move_patch,
        .touches = move_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_move_patch_me,
    },
    {
        .name = "question.take",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = move_check,
        .apply = move_apply,
        .patch = question_move_patch,
    },
    {
        .name = "question.answer",
        .keep = {KEEP_MEMBERS("question"), answer_keep},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = answer_read,
        .check = answer_check,
        .apply = answer_apply,
        .patch = question_move_patch,
    },
    {
        .name = "question.dismiss",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = question_read,
        .check = move_check,
        .apply = move_apply,
        .patch = question_move_patch,
        .touches = move_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_move_patch_me,
        .wipe_me = question_dismiss_wipe_me,
    },
    {
        .name = "question.reopen",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = move_check,
        .apply = move_apply,
        .patch = question_move_patch,
        .touches = move_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_move_patch_me,
    },
    {
        .name = "question.intake",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = intake_read,
        .check = intake_check,
        .apply = intake_apply,
        .patch = question_intake_patch,
    },
};

const struct feature question_feature = {
    .name = "question",
    .forget = question_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = state_new,
    .state_free = state_free,
    .view = question_view,
    .me = question_me,
    .tally_ms = 2000,
    .tally = question_tally,
    .tally_sent = questions_tally_sent,
};
