/* SPDX-License-Identifier: Apache-2.0
 * What people see of questions: hidden ones stay with staff and, in `me`, with their author. */
#include "features/question_view.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/question_state.h"

static const char *const states[] = {"pending", "open", "answering", "answered", "dismissed"};

static bool question_visible(const struct question *question, const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || question_is_public(question->state);
}

static void intake_write(const struct questions *questions, struct writer *out);
static void question_write(const struct question *question, bool is_patch, struct writer *out);

void question_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                   struct writer *out)
{
    const struct questions *questions = state;
    struct map_at at = {0};
    UNUSED(bodies);
    intake_write(questions, out);
    writer_object(out, "questions");
    while (map_next(questions->questions, &at))
        if (question_visible(at.value, viewer))
            question_write(at.value, false, out);
    writer_end(out);
}

static void intake_write(const struct questions *questions, struct writer *out)
{
    writer_text(out, "intake", slice_of(question_intakes[questions->intake]));
    writer_bool(out, "moderated", questions->moderated);
    if (questions->anonymous)
        writer_bool(out, "anonymous", true);
}

static void progress_write(const struct question *question, bool is_patch, struct writer *out);

/* The one projection of a question. In a patch what is absent is null, so that it replaces whatever
 * the reader has of this question. */
static void question_write(const struct question *question, bool is_patch, struct writer *out)
{
    writer_object_seq(out, question->seq);
    common_write_author(out, &question->author);
    writer_int(out, "at", question->at_ms);
    common_write_text(out, slice_of(question->text), question->dir);
    if (question->edited_ms)
        writer_int(out, "edited", question->edited_ms);
    writer_int(out, "votes", (int64_t)map_count(question->voters));
    progress_write(question, is_patch, out);
    writer_end(out);
}

static void answer_write(const struct answer *answer, bool is_patch, struct writer *out);

/* The members that change when a question moves to another state. */
static void progress_write(const struct question *question, bool is_patch, struct writer *out)
{
    writer_text(out, "state", slice_of(states[question->state]));
    if (question->answer.at_ms)
        answer_write(&question->answer, is_patch, out);
    else if (is_patch)
        writer_null(out, "answer");
}

static void answer_write(const struct answer *answer, bool is_patch, struct writer *out)
{
    writer_object(out, "answer");
    common_write_author(out, &answer->author);
    writer_int(out, "at", answer->at_ms);
    if (answer->text)
        common_write_text(out, slice_of(answer->text), answer->dir);
    /* An earlier answer may still stand in a composed patch. */
    if (is_patch && !answer->author.name[0])
        writer_null(out, "name");
    if (is_patch && !answer->text) {
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
    question_write(question, false, out);
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
    const struct question *question = question_find(state, entry);
    bool staff = rings_of_staff(viewer->rings);
    bool seen_before = staff || question_is_public(question->before);
    bool seen_now = question_visible(question, viewer);
    writer_object_lazy(out, "questions");
    if (question->state == QUESTION_DISMISSED)
        left_write(question->left, question->left_count, viewer, out);
    /* Whole, too, when it is taken back: what was shown of it is not sent any more. */
    bool whole = !seen_before || question->state == QUESTION_DISMISSED;
    if (whole && seen_now) {
        question_write(question, true, out);
    } else if (seen_before && !seen_now) {
        writer_null_seq(out, question->seq);
    } else if (seen_now) {
        writer_object_seq(out, question->seq);
        progress_write(question, true, out);
        writer_end(out);
    }
    writer_end(out);
}

/* Whole: what was shown of it is not sent any more. */
void question_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct question *question = question_find(state, entry);
    bool seen_before = rings_of_staff(viewer->rings) || question_is_public(question->before);
    writer_object_lazy(out, "questions");
    left_write(question->left, question->left_count, viewer, out);
    if (question_visible(question, viewer))
        question_write(question, true, out);
    else if (seen_before)
        writer_null_seq(out, question->seq);
    writer_end(out);
}

void question_withdraw_patch(const void *state, const struct entry *entry,
                             const struct viewer *viewer, struct writer *out)
{
    const struct forgotten *gone = &((const struct questions *)state)->forgotten;
    UNUSED(entry);
    writer_object_lazy(out, "questions");
    left_write(gone->left, gone->left_count, viewer, out);
    if (rings_of_staff(viewer->rings) || question_is_public(gone->before))
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
        writer_int(out, "votes", (int64_t)map_count(question->voters));
        writer_end(out);
    }
    writer_end(out);
}

static void mine_write(const struct question *question, bool was_hidden, struct writer *out);

/* Somebody under their name, and under none. */
struct self {
    struct slice person, alias;
    struct veil_name name;
};

static void self_init(struct self *self, const struct questions *questions, struct slice person)
{
    self->person = person;
    self->alias = question_alias(questions, person, &self->name);
}

static bool self_is(const struct self *self, const char *author)
{
    return slice_is(self->person, author) || (self->alias.at && slice_is(self->alias, author));
}

/* Whether it stands in `me` of its author: what others do not see, and what does not show whose it
 * is. */
static bool is_mine(const struct self *self, const struct question *question)
{
    bool hidden = !question_is_public(question->state);
    return (hidden || veil_hides(slice_of(question->author.id))) &&
           self_is(self, question->author.id);
}

void question_me(const void *state, struct slice person, struct writer *out)
{
    const struct questions *questions = state;
    struct map_at at = {0};
    struct self self;
    self_init(&self, questions, person);
    writer_object(out, "votes");
    while (map_next(questions->questions, &at)) {
        const struct question *question = at.value;
        if (map_find(question->voters, person))
            writer_bool_seq(out, question->seq, true);
    }
    writer_end(out);
    at = (struct map_at){0};
    writer_object(out, "mine");
    while (map_next(questions->questions, &at)) {
        const struct question *question = at.value;
        if (is_mine(&self, question))
            mine_write(question, false, out);
    }
    writer_end(out);
}

/* A hidden question, as its author sees it. Of one that all see it says only that it is theirs. */
static void mine_write(const struct question *question, bool was_hidden, struct writer *out)
{
    bool hidden = !question_is_public(question->state);
    writer_object_seq(out, question->seq);
    if (veil_hides(slice_of(question->author.id)))
        writer_bool(out, "anonymous", true);
    if (hidden) {
        writer_int(out, "at", question->at_ms);
        common_write_text(out, slice_of(question->text), question->dir);
        writer_text(out, "state", slice_of(states[question->state]));
    } else if (was_hidden) {
        writer_null(out, "at");
        writer_null(out, "text");
        writer_null(out, "dir");
        writer_null(out, "state");
    }
    writer_end(out);
}

static void mine_patch(const struct self *self, const struct question *question, struct writer *out)
{
    bool was_hidden = !question_is_public(question->before);
    if (is_mine(self, question))
        mine_write(question, was_hidden, out);
    else if (self_is(self, question->author.id) && was_hidden)
        writer_null_seq(out, question->seq);
}

void question_ask_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out)
{
    const struct questions *questions = state;
    struct self self;
    self_init(&self, questions, person);
    writer_object_lazy(out, "mine");
    mine_patch(&self, map_find(questions->questions, slice_of_seq(&entry->seq)), out);
    writer_end(out);
}

void question_edit_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    struct self self;
    self_init(&self, state, person);
    writer_object_lazy(out, "mine");
    mine_patch(&self, question_find(state, entry), out);
    writer_end(out);
}

void question_withdraw_patch_me(const void *state, const struct entry *entry, struct slice person,
                                struct writer *out)
{
    const struct forgotten *gone = &((const struct questions *)state)->forgotten;
    struct self self;
    UNUSED(entry);
    self_init(&self, state, person);
    bool mine = !question_is_public(gone->before) || veil_hides(slice_of(gone->author));
    writer_object_lazy(out, "mine");
    if (mine && self_is(&self, gone->author))
        writer_null_seq(out, gone->seq);
    writer_end(out);
}

void question_move_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct questions *questions = state;
    struct self self;
    self_init(&self, questions, person);
    writer_object_lazy(out, "mine");
    if (questions->forgotten.seq && self_is(&self, questions->forgotten.author))
        writer_null_seq(out, questions->forgotten.seq);
    mine_patch(&self, question_find(state, entry), out);
    writer_end(out);
}

/* When a question is forgotten, everybody forgets their vote for it: said, like what left the list,
 * again when an event about the question that it left for is taken back. */
static void votes_wipe(const struct question_left *left, size_t count, struct writer *out)
{
    for (size_t i = 0; i < count; i++)
        if (left[i].votes)
            writer_null_seq(out, left[i].seq);
}

void question_dismiss_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    const struct question *question = question_find(state, entry);
    writer_object_lazy(out, "votes");
    votes_wipe(question->left, question->left_count, out);
    writer_end(out);
}

void question_withdraw_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    const struct forgotten *gone = &((const struct questions *)state)->forgotten;
    UNUSED(entry);
    writer_object_lazy(out, "votes");
    votes_wipe(gone->left, gone->left_count, out);
    if (gone->votes)
        writer_null_seq(out, gone->seq);
    writer_end(out);
}

void question_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct question *question = question_find(state, entry);
    writer_object(out, "votes");
    if (map_find(question->voters, person))
        writer_bool_seq(out, question->seq, true);
    else
        writer_null_seq(out, question->seq);
    writer_end(out);
}
