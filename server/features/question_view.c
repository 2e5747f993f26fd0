/* SPDX-License-Identifier: Apache-2.0
 * What people see of questions: hidden ones stay with staff. */
#include "features/question_view.h"

#include "base/unused.h"
#include "core/film.h"
#include "features/common_get.h"
#include "features/question_state.h"

const char *const question_states[] = {"pending",  "open",   "answering",
                                       "answered", "merged", "dismissed"};

/* How a question is written: for whom, and whether over what they have of it. */
struct form {
    bool staff, is_patch;
};

static bool question_visible(const struct question *question, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || question_seen(question, question->state);
}

static void intake_write(const struct questions *questions, struct writer *out);
static void room_write(const struct questions *questions, const struct viewer *viewer,
                       struct writer *out);
static void question_write(const struct question *question, struct form form, struct writer *out);
static void stub_write(const struct question *question, bool is_patch, struct writer *out);

void question_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                   struct writer *out)
{
    const struct questions *questions = state;
    struct map_at at = {0};
    UNUSED(bodies);
    intake_write(questions, out);
    room_write(questions, viewer, out);
    writer_object(out, "questions");
    while (map_next(questions->questions, &at)) {
        const struct question *question = at.value;
        if (question_visible(question, viewer))
            question_write(question, (struct form){rings_of_staff(viewer->rings), false}, out);
        else if (question->state == QUESTION_MERGED && question->stub_seen)
            stub_write(question, false, out);
    }
    writer_end(out);
}

static void intake_write(const struct questions *questions, struct writer *out)
{
    writer_text(out, "intake", slice_of(question_intakes[questions->intake]));
    writer_bool(out, "moderated", questions->moderated);
    if (questions->anonymous)
        writer_bool(out, "anonymous", true);
    if (questions->commentable)
        writer_bool(out, "comments", true);
    if (questions->quiet)
        writer_text(out, "shown", SLICE("answered"));
}

static void tags_write(char *const tags[], size_t max, struct writer *out)
{
    writer_array(out, "tags");
    for (size_t i = 0; i < max && tags[i]; i++)
        writer_text(out, NULL, slice_of(tags[i]));
    writer_end(out);
}

/* What is of no question alone. */
static void room_write(const struct questions *questions, const struct viewer *viewer,
                       struct writer *out)
{
    struct map_at at = {0};
    if (questions->tags[0])
        tags_write(questions->tags, BOUND_QUESTION_TAGS_ROOM, out);
    if (questions->pinned)
        writer_int(out, "pin", questions->pinned);
    if (!rings_of_staff(viewer->rings) || !map_count(questions->silenced))
        return;
    writer_object(out, "silenced");
    while (map_next(questions->silenced, &at))
        writer_bool_slice(out, at.key, true);
    writer_end(out);
}

/* Written with whatever may have changed it: what said so before may not be sent any more. */
static void pin_write(const struct questions *questions, bool was_pinned, struct writer *out)
{
    if (was_pinned && questions->pinned)
        writer_int(out, "pin", questions->pinned);
    else if (was_pinned)
        writer_null(out, "pin");
}

static void progress_write(const struct question *question, struct form form, struct writer *out);
static void comments_write(const struct question *question, bool is_patch, struct writer *out);
static void claim_write(const struct question *question, bool is_patch, struct writer *out);

/* The one projection of a question. In a patch what is absent is null, so that it replaces whatever
 * the reader has of this question. */
static void question_write(const struct question *question, struct form form, struct writer *out)
{
    writer_object_seq(out, question->seq);
    common_write_author(out, &question->author);
    writer_int(out, "at", question->at_ms);
    common_write_text(out, slice_of(question->text), question->dir);
    if (question->edited_ms)
        writer_int(out, "edited", question->edited_ms);
    writer_int(out, "votes", (int64_t)question_votes(question));
    if (question->tags[0])
        tags_write(question->tags, BOUND_QUESTION_TAGS, out);
    else if (form.is_patch && question->was_tagged)
        writer_null(out, "tags");
    comments_write(question, form.is_patch, out);
    if (form.staff)
        claim_write(question, form.is_patch, out);
    progress_write(question, form, out);
    writer_end(out);
}

/* Of a question that was merged into another, for those who saw it: not what it says. */
static void stub_write(const struct question *question, bool is_patch, struct writer *out)
{
    static const char *const gone[] = {"by",   "name",     "at",    "text",   "dir", "edited",
                                       "tags", "comments", "votes", "answer", NULL};
    writer_object_seq(out, question->seq);
    for (size_t i = 0; gone[i] && is_patch; i++)
        writer_null(out, gone[i]);
    if (question->carried && is_patch)
        writer_null(out, "carried");
    if (question->thread && is_patch)
        writer_null(out, "thread");
    writer_text(out, "state", slice_of(question_states[question->state]));
    writer_int(out, "into", question->into);
    writer_end(out);
}

static void comment_write(const struct comment *comment, struct writer *out)
{
    writer_object_seq(out, comment->seq);
    common_write_author(out, &comment->author);
    writer_int(out, "at", comment->at_ms);
    common_write_text(out, slice_of(comment->text), comment->dir);
    writer_end(out);
}

static void comments_write(const struct question *question, bool is_patch, struct writer *out)
{
    if (!question->comments_count)
        return;
    writer_object(out, "comments");
    for (size_t i = 0; i < question->comments_count; i++) {
        const struct comment *comment = &question->comments[i];
        if (comment->text)
            comment_write(comment, out);
        else if (is_patch)
            writer_null_seq(out, comment->seq);
    }
    writer_end(out);
}

static void claim_write(const struct question *question, bool is_patch, struct writer *out)
{
    if (question->claimed_by) {
        writer_object(out, "claim");
        writer_text(out, "by", slice_of(question->claimed_by));
        writer_int(out, "at", question->claimed_ms);
        writer_end(out);
    } else if (is_patch) {
        writer_null(out, "claim");
    }
}

static void answer_write(const struct question *question, struct form form, struct writer *out);

/* The members that change when a question moves to another state. */
static void progress_write(const struct question *question, struct form form, struct writer *out)
{
    writer_text(out, "state", slice_of(question_states[question->state]));
    if (question->into)
        writer_int(out, "into", question->into);
    else if (form.is_patch && question->was_merged)
        writer_null(out, "into");
    if (question->answer.at_ms)
        answer_write(question, form, out);
    else if (form.is_patch)
        writer_null(out, "answer");
    if (question->carried)
        writer_bool(out, "carried", true);
    if (question->thread)
        writer_int(out, "thread", question->thread);
    if (form.staff && question->reason)
        question_reason_write(question, out);
    else if (form.staff && form.is_patch)
        writer_null(out, "reason");
}

/* Written answers, and those that were amended, of which there were none at its end. */
static void late_write(const void *state, const struct viewer *viewer, const struct film_span *span,
                       struct writer *out)
{
    const struct questions *questions = state;
    const struct form form = {.staff = rings_of_staff(viewer->rings)};
    struct map_at at = {0};
    writer_object_lazy(out, "questions");
    while (map_next(questions->questions, &at)) {
        const struct question *question = at.value;
        const struct answer *answer = &question->answer;
        bool late = answer->at_ms > span->to_ms || answer->edited_ms > span->to_ms;
        if (!late || !answer->text || !question_visible(question, viewer) ||
            (answer->is_private && !form.staff))
            continue;
        writer_object_seq(out, question->seq);
        answer_write(question, form, out);
        writer_bool(out, "late", true);
        writer_end(out);
    }
    writer_end(out);
}

const struct late question_late = {.write = late_write};

void question_reason_write(const struct question *question, struct writer *out)
{
    writer_object(out, "reason");
    common_write_text(out, slice_of(question->reason), question->reason_dir);
    writer_end(out);
}

/* Of one that is for who asked alone the others see that it was given. */
static void answer_write(const struct question *question, struct form form, struct writer *out)
{
    const struct answer *answer = &question->answer;
    bool shown = answer->text && (form.staff || !answer->is_private);
    bool edited = answer->edited_ms && (form.staff || !answer->is_private);
    bool signs = form.staff || !answer->veiled;
    writer_object(out, "answer");
    if (signs)
        common_write_author(out, &answer->author);
    else if (form.is_patch)
        writer_null(out, "by");
    writer_int(out, "at", answer->at_ms);
    if (shown)
        common_write_text(out, slice_of(answer->text), answer->dir);
    if (edited)
        writer_int(out, "edited", answer->edited_ms);
    else if (form.is_patch && question->was_amended)
        writer_null(out, "edited");
    if (answer->is_private)
        writer_bool(out, "private", true);
    else if (form.is_patch && question->was_private)
        writer_null(out, "private");
    if (answer->of_course)
        writer_bool(out, "course", true);
    else if (form.is_patch && question->was_returned)
        writer_null(out, "course");
    if (answer->cut)
        writer_bool(out, "cut", true);
    else if (form.is_patch && question->was_returned)
        writer_null(out, "cut");
    /* An earlier answer may still stand in a composed patch. */
    if (form.is_patch && (!signs || !answer->author.name[0]))
        writer_null(out, "name");
    if (form.is_patch && !shown) {
        writer_null(out, "text");
        writer_null(out, "dir");
    }
    writer_end(out);
}

void question_ask_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct questions *questions = state;
    const struct question *question = map_find(questions->questions, slice_of_seq(&entry->seq));
    if (!question_visible(question, viewer))
        return;
    writer_object(out, "questions");
    question_write(question, (struct form){rings_of_staff(viewer->rings), false}, out);
    writer_end(out);
}

/* What left the list for it, as earlier events told staff: these may be taken back. */
static void left_write(const struct question_left *left, size_t count, const struct viewer *viewer,
                       struct writer *out)
{
    for (size_t i = 0; i < count && rings_of_staff(viewer->rings); i++)
        writer_null_seq(out, left[i].seq);
}

/* Participants get a question whole when it comes into sight, and its removal when it goes; of what
 * is hidden before and after they hear nothing. */
void question_move_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct questions *questions = state;
    const struct question *question = question_find(state, entry);
    struct form form = {rings_of_staff(viewer->rings), true};
    /* The event that hid it may be taken back: what was ever seen is said to be gone again. */
    bool seen_before = form.staff || (question->state == QUESTION_DISMISSED
                                          ? question->was_seen
                                          : question_seen(question, question->before));
    bool seen_now = question_visible(question, viewer);
    pin_write(questions, question->was_pinned, out);
    writer_object_lazy(out, "questions");
    if (question->state == QUESTION_DISMISSED)
        left_write(question->left, question->left_count, viewer, out);
    /* Whole, too, when it is taken back: what was shown of it is not sent any more. */
    bool whole = !seen_before || question->state == QUESTION_DISMISSED;
    if (whole && seen_now) {
        question_write(question, form, out);
    } else if (seen_now) {
        writer_object_seq(out, question->seq);
        progress_write(question, form, out);
        if (form.staff)
            claim_write(question, true, out);
        writer_end(out);
    } else if (question->state == QUESTION_MERGED && question->stub_seen) {
        stub_write(question, true, out);
    } else if (seen_before) {
        writer_null_seq(out, question->seq);
    }
    writer_end(out);
}

/* Whole: what was shown of it is not sent any more. */
void question_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct question *question = question_find(state, entry);
    struct form form = {rings_of_staff(viewer->rings), true};
    bool seen_before = form.staff || question->was_seen;
    pin_write(state, question->was_pinned, out);
    writer_object_lazy(out, "questions");
    left_write(question->left, question->left_count, viewer, out);
    if (question_visible(question, viewer))
        question_write(question, form, out);
    else if (question->state == QUESTION_MERGED && question->stub_seen)
        stub_write(question, true, out);
    else if (seen_before)
        writer_null_seq(out, question->seq);
    writer_end(out);
}

void question_withdraw_patch(const void *state, const struct entry *entry,
                             const struct viewer *viewer, struct writer *out)
{
    const struct forgotten *gone = &((const struct questions *)state)->forgotten;
    UNUSED(entry);
    pin_write(state, gone->was_pinned, out);
    writer_object_lazy(out, "questions");
    left_write(gone->left, gone->left_count, viewer, out);
    if (rings_of_staff(viewer->rings) || gone->seen)
        writer_null_seq(out, gone->seq);
    writer_end(out);
}

void question_intake_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    const struct questions *questions = state;
    UNUSED(viewer);
    intake_write(questions, out);
    if (!questions->anonymous && common_has(entry->data, "anonymous"))
        writer_null(out, "anonymous");
    if (!questions->commentable && common_has(entry->data, "comments"))
        writer_null(out, "comments");
    if (!questions->quiet && common_has(entry->data, "shown"))
        writer_null(out, "shown");
}

/* The members that staff give a question. */
void question_desk_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct question *question = question_find(state, entry);
    bool tags = slice_is(entry->type, "question.tag");
    if (!question_visible(question, viewer) || (!tags && !rings_of_staff(viewer->rings)))
        return;
    writer_object(out, "questions");
    writer_object_seq(out, question->seq);
    if (!tags)
        claim_write(question, true, out);
    else if (question->tags[0])
        tags_write(question->tags, BOUND_QUESTION_TAGS, out);
    else
        writer_null(out, "tags");
    writer_end(out);
    writer_end(out);
}

void question_tags_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    const struct questions *questions = state;
    if (questions->tags[0])
        tags_write(questions->tags, BOUND_QUESTION_TAGS_ROOM, out);
    else
        writer_null(out, "tags");
}

void question_pin_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    pin_write(state, true, out);
}

void question_silence_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    const struct questions *questions = state;
    const struct question *question = question_find(state, entry);
    struct slice author = slice_of(question->author.id);
    if (!rings_of_staff(viewer->rings))
        return;
    if (!map_count(questions->silenced)) {
        writer_null(out, "silenced");
        return;
    }
    writer_object(out, "silenced");
    if (map_find(questions->silenced, author))
        writer_bool_slice(out, author, true);
    else
        writer_null_slice(out, author);
    writer_end(out);
}

void question_comment_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    const struct question *question = question_find(state, entry);
    if (!question_visible(question, viewer))
        return;
    writer_object(out, "questions");
    writer_object_seq(out, question->seq);
    writer_object(out, "comments");
    comment_write(&question->comments[question->comments_count - 1], out);
    for (int i = 0; i < 3; i++)
        writer_end(out);
}

void question_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct questions *questions = state;
    struct map_at at = {0};
    if (!all && !questions->dirty)
        return;
    writer_object_lazy(out, "questions");
    while (map_next(questions->questions, &at)) {
        const struct question *question = at.value;
        if ((!all && !question->dirty) || !question_visible(question, viewer))
            continue;
        writer_object_seq(out, question->seq);
        writer_int(out, "votes", (int64_t)question_votes(question));
        writer_end(out);
    }
    writer_end(out);
}
