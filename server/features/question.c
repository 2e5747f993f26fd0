/* SPDX-License-Identifier: Apache-2.0
 * Questions: asking, the intake, and the table of all that is done with them. */
#include "features/question.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_carry.h"
#include "features/question_comment.h"
#include "features/question_desk.h"
#include "features/question_finds.h"
#include "features/question_me.h"
#include "features/question_merge.h"
#include "features/question_move.h"
#include "features/question_own.h"
#include "features/question_state.h"
#include "features/question_told.h"
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
    if (map_find(questions->silenced, entry->by))
        return ERR_QUESTION_SILENCED;
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
    question->quiet = questions->quiet;
    map_put(questions->questions, slice_of_seq(&question->seq), question);
    question_enter(questions, question, QUESTION_NONE,
                   questions->moderated ? QUESTION_PENDING : QUESTION_OPEN);
}

static enum err question_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "question", out);
}

static void questions_tally_sent(void *state)
{
    struct questions *questions = state;
    struct map_at at = {0};
    while (questions->dirty && map_next(questions->questions, &at))
        ((struct question *)at.value)->dirty = false;
    questions->dirty = false;
}

/* Which questions participants see: of those asked from then on. */
static const char *const shown[] = {"all", "answered", NULL};

static enum err intake_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "intake", question_intakes, out);
    if (!error)
        error = common_read_optional_bool(data, "moderated", out);
    if (!error)
        error = common_read_optional_bool(data, "anonymous", out);
    if (!error)
        error = common_read_optional_bool(data, "comments", out);
    if (!error && common_has(data, "shown"))
        error = common_read_choice(data, "shown", shown, out);
    return error;
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
    json_get_bool(entry->data, "comments", &questions->commentable);
    if (common_has(entry->data, "shown"))
        questions->quiet = common_get_choice(entry->data, "shown", shown) == 1;
}

/* People may ask before the session too. A rehearsal leaves nothing behind. */
enum {
    PHASES_OF_ALL = PHASE_SCHEDULED | PHASE_ON_AIR,
    /* And who watches it again: what they ask is with the questions that were left over. */
    PHASES_AGAIN = PHASES_OF_ALL | PHASE_ENDED,
};

static const struct row rows[] = {
    {
        .name = "question.ask",
        .keep = {KEEP_MEMBERS("anonymous"), common_keep_bytes},
        .roles = ROLE_ALL,
        .phases = PHASES_AGAIN,
        .read = ask_read,
        .check = ask_check,
        .apply = ask_apply,
        .patch = question_ask_patch,
        .patch_me = question_ask_patch_me,
        .veil = {ask_veil},
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
        .veil = {question_own_veil},
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
        .check = question_withdraw_check,
        .apply = question_withdraw_apply,
        .patch = question_withdraw_patch,
        .patch_me = question_withdraw_patch_me,
        .wipe_me = question_withdraw_wipe_me,
        .veil = {question_own_veil},
    },
    {
        .name = "question.vote",
        .thing = "question",
        .gather = {.acts = true},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASES_AGAIN,
        .delivery = DELIVER_TALLY,
        .read = question_read,
        .check = question_vote_check,
        .apply = question_vote_apply,
        .patch_me = question_vote_patch_me,
    },
    {
        .name = "question.unvote",
        .lock = {.never = true},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASES_AGAIN,
        .delivery = DELIVER_TALLY,
        .read = question_read,
        .check = question_unvote_check,
        .apply = question_unvote_apply,
        .patch_me = question_vote_patch_me,
    },
    {
        .name = "question.approve",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = question_move_check,
        .apply = question_move_apply,
        .patch = question_move_patch,
        .touches = question_move_touches,
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
        .check = question_move_check,
        .apply = question_move_apply,
        .patch = question_move_patch,
        .touches = question_move_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_move_patch_me,
    },
    {
        .name = "question.answer",
        .keep = {KEEP_MEMBERS("question", "private"), question_answer_keep},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_answer_read,
        .check = question_answer_check,
        .apply = question_answer_apply,
        .effects = question_told_effects,
        .patch = question_move_patch,
        .touches = question_move_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_move_patch_me,
    },
    {
        .name = "question.dismiss",
        .keep = {KEEP_MEMBERS("question")},
        .thing = "question",
        .roles = ROLE_STAFF,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = question_dismiss_read,
        .check = question_move_check,
        .apply = question_move_apply,
        .patch = question_move_patch,
        .touches = question_move_touches,
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
        .check = question_move_check,
        .apply = question_move_apply,
        .patch = question_move_patch,
        .touches = question_move_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_move_patch_me,
    },
    {
        .name = "question.carry",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ENDED,
        .read = question_read,
        .check = question_carry_check,
        .apply = question_carry_apply,
        .patch = question_edit_patch,
        .effects = question_carry_effects,
    },
    {
        .name = "question.return",
        .keep = {KEEP_MEMBERS("question", "thread", "cut", "whom", "cause"), question_answer_keep,
                 .whose = "whom"},
        .erases = question_return_erases,
        .thing = "question",
        .roles = ROLE_SYSTEM,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = question_return_read,
        .check = question_return_check,
        .apply = question_return_apply,
        .effects = question_told_effects,
        .patch = question_edit_patch,
        .touches = question_author_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_edit_patch_me,
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
        .lock.moves = true,
    },
    {
        .name = "question.amend",
        .keep = {KEEP_MEMBERS("question", "private"), question_answer_keep},
        .thing = "question",
        .roles = ROLE_STAFF,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = question_amend_read,
        .check = question_amend_check,
        .apply = question_amend_apply,
        .patch = question_edit_patch,
        .touches = question_author_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_edit_patch_me,
    },
    {
        .name = "question.claim",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_claim_read,
        .check = question_claim_check,
        .apply = question_claim_apply,
        .patch = question_desk_patch,
    },
    {
        .name = "question.unclaim",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = question_unclaim_check,
        .apply = question_unclaim_apply,
        .patch = question_desk_patch,
    },
    {
        .name = "question.tags",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = question_tags_read,
        .apply = question_tags_apply,
        .patch = question_tags_patch,
    },
    {
        .name = "question.tag",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_tag_read,
        .check = question_tag_check,
        .apply = question_tag_apply,
        .patch = question_desk_patch,
    },
    {
        .name = "question.pin",
        .keep = {keep_all},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .read = question_pin_read,
        .check = question_pin_check,
        .apply = question_pin_apply,
        .patch = question_pin_patch,
    },
    {
        .name = "question.merge",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .delivery = DELIVER_BOTH,
        .read = question_merge_read,
        .check = question_merge_check,
        .apply = question_merge_apply,
        .patch = question_move_patch,
        .touches = question_author_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_edit_patch_me,
    },
    {
        .name = "question.unmerge",
        .keep = {keep_all},
        .thing = "question",
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .delivery = DELIVER_BOTH,
        .read = question_read,
        .check = question_unmerge_check,
        .apply = question_unmerge_apply,
        .patch = question_move_patch,
        .touches = question_author_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_edit_patch_me,
    },
    {
        .name = "question.comment",
        .keep = {KEEP_MEMBERS("question"), common_keep_bytes},
        .thing = "question",
        .roles = ROLE_ALL,
        .phases = PHASES_OF_ALL,
        .allows = question_comment_allows,
        .read = question_comment_read,
        .check = question_comment_check,
        .apply = question_comment_apply,
        .patch = question_comment_patch,
    },
    {
        .name = "question.uncomment",
        .keep = {keep_all},
        .erases = question_uncomment_erases,
        .thing = "question",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = question_uncomment_read,
        .check = question_uncomment_check,
        .apply = question_uncomment_apply,
        .patch = question_edit_patch,
    },
    {
        .name = "question.silence",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = question_silence_check,
        .apply = question_silence_apply,
        .patch = question_silence_patch,
        .touches = question_author_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_silence_patch_me,
    },
    {
        .name = "question.unsilence",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = question_read,
        .check = question_unsilence_check,
        .apply = question_unsilence_apply,
        .patch = question_silence_patch,
        .touches = question_author_touches,
        .hub.touches_scope = QUESTION_SCOPE,
        .patch_me = question_silence_patch_me,
    },
};

static const struct hearing hears[] = {
    {"stage.create", question_carry_hear_course, NULL, NULL},
    {"stage.change", question_carry_hear_course, NULL, NULL},
    {"member.set", question_carry_hear_role, NULL, NULL},
    {"stage.phase", question_carry_hear_phase, NULL, NULL},
    {"stage.reopen", question_carry_hear_phase, NULL, NULL},
};

const struct feature question_feature = {
    .name = "question",
    .forget = question_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .due = question_carry_due,
    .state_new = state_new,
    .state_free = state_free,
    .shows = question_shows,
    .view = question_view,
    .me = question_me,
    .knows = {.late = &question_late, .news = &question_news, .finds = &question_finds},
    .tally_ms = 3000,
    .tally = question_tally,
    .tally_sent = questions_tally_sent,
};
