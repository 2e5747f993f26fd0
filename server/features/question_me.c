/* SPDX-License-Identifier: Apache-2.0
 * The member `me` of who asked, under their name or under none, and of who voted. */
#include "features/question_me.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/question_state.h"
#include "features/question_view.h"

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

static bool is_answered_alone(const struct question *question)
{
    return question->answer.at_ms && question->answer.is_private;
}

/* Whether it stands in `me` of its author: what others do not see, and what does not show whose it
 * is. */
static bool is_mine(const struct self *self, const struct question *question)
{
    bool told = !question_seen(question, question->state) || is_answered_alone(question) ||
                veil_hides(slice_of(question->author.id));
    return told && self_is(self, question->author.id);
}

static void mine_write(const struct question *question, bool is_patch, struct writer *out);
static void silenced_write(const struct questions *questions, const struct self *self,
                           bool is_patch, struct writer *out);

void question_me(const void *state, struct slice person, struct writer *out)
{
    const struct questions *questions = state;
    struct map_at at = {0};
    struct self self;
    self_init(&self, questions, person);
    silenced_write(questions, &self, false, out);
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

static void hidden_write(const struct question *question, bool is_patch, struct writer *out)
{
    writer_int(out, "at", question->at_ms);
    common_write_text(out, slice_of(question->text), question->dir);
    writer_text(out, "state", slice_of(question_states[question->state]));
    if (question->into)
        writer_int(out, "into", question->into);
    else if (is_patch && question->was_merged)
        writer_null(out, "into");
    if (question->reason)
        question_reason_write(question, out);
    else if (is_patch)
        writer_null(out, "reason");
}

/* A hidden question, as its author sees it. Of one that all see it says only that it is theirs, and
 * what was answered to them alone. In a patch what is absent is null. */
static void mine_write(const struct question *question, bool is_patch, struct writer *out)
{
    static const char *const hidden[] = {"at", "text", "dir", "state", "into", "reason", NULL};
    bool seen = question_seen(question, question->state);
    writer_object_seq(out, question->seq);
    if (veil_hides(slice_of(question->author.id)))
        writer_bool(out, "anonymous", true);
    if (!seen)
        hidden_write(question, is_patch, out);
    for (size_t i = 0; hidden[i] && seen && is_patch; i++)
        writer_null(out, hidden[i]);
    if (is_answered_alone(question)) {
        writer_object(out, "answer");
        common_write_text(out, slice_of(question->answer.text), question->answer.dir);
        writer_end(out);
    } else if (is_patch && question->was_private) {
        writer_null(out, "answer");
    }
    writer_end(out);
}

static void mine_patch(const struct self *self, const struct question *question, struct writer *out)
{
    bool was_told = !question_seen(question, question->before) || question->was_private;
    if (is_mine(self, question))
        mine_write(question, true, out);
    else if (self_is(self, question->author.id) && was_told)
        writer_null_seq(out, question->seq);
}

void question_ask_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out)
{
    const struct questions *questions = state;
    const struct question *question = map_find(questions->questions, slice_of_seq(&entry->seq));
    struct self self;
    self_init(&self, questions, person);
    writer_object_lazy(out, "mine");
    if (is_mine(&self, question))
        mine_write(question, false, out);
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
    bool mine = !gone->shown || veil_hides(slice_of(gone->author));
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

/* Whoever takes a vote back takes it from all that were merged. */
void question_vote_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct question *question = question_find(state, entry);
    bool voted = map_find(question->voters, person) != NULL;
    writer_object(out, "votes");
    if (voted)
        writer_bool_seq(out, question->seq, true);
    else
        writer_null_seq(out, question->seq);
    for (size_t i = 0; i < question->merged_count && !voted; i++)
        if (question->merged[i]->stub_seen)
            writer_null_seq(out, question->merged[i]->seq);
    writer_end(out);
}

static bool is_silenced(const struct questions *questions, struct slice person)
{
    return person.at && map_find(questions->silenced, person);
}

static void silenced_member(const char *key, bool silenced, bool is_patch, struct writer *out)
{
    if (silenced)
        writer_bool(out, key, true);
    else if (is_patch)
        writer_null(out, key);
}

/* By name, and without one. */
static void silenced_write(const struct questions *questions, const struct self *self,
                           bool is_patch, struct writer *out)
{
    silenced_member("silenced", is_silenced(questions, self->person), is_patch, out);
    silenced_member("silenced_nameless", is_silenced(questions, self->alias), is_patch, out);
}

void question_silence_patch_me(const void *state, const struct entry *entry, struct slice person,
                               struct writer *out)
{
    const struct question *question = question_find(state, entry);
    struct self self;
    self_init(&self, state, person);
    if (self_is(&self, question->author.id))
        silenced_write(state, &self, true, out);
}
