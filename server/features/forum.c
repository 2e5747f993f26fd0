/* SPDX-License-Identifier: Apache-2.0
 * The rules of a forum: who may open, write and change what, and for how long. */
#include "features/forum.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_cohorts.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_carry.h"
#include "features/forum_history.h"
#include "features/forum_hold.h"
#include "features/forum_mentions.h"
#include "features/forum_move.h"
#include "features/forum_narrow.h"
#include "features/forum_pages.h"
#include "features/forum_state.h"
#include "features/forum_view.h"
#include "features/forum_vote.h"

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return forum_new();
}

static void state_free(void *state)
{
    forum_free(state);
}

/* The thread, or the post, that the entry's data names. */
static struct thread *thread_find(const struct forum *forum, const struct entry *entry)
{
    return forum_thread(forum, common_get_int(entry->data, "thread"));
}

static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    return forum_post(forum, common_get_int(entry->data, "post"));
}

/* The same, where who does it sees the thread. */
static struct post *post_seen(const struct forum *forum, const struct entry *entry,
                              const struct scene *scene)
{
    struct post *post = post_find(forum, entry);
    return post && forum_sees(post->thread, scene) ? post : NULL;
}

static enum err thread_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_line(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error)
        error = forum_mentions_read(data, out);
    if (!error)
        error = common_read_cohorts(data, out);
    return error ? error : common_read_dir(data, out);
}

static bool forum_full(const struct forum *forum)
{
    return forum->standing >= BOUND_FORUM_POSTS;
}

static enum err thread_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct forum *forum = state;
    bool own_full = scene->role == ROLE_PARTICIPANT &&
                    common_count(forum->own, entry->by) >= BOUND_THREADS_PERSON;
    bool full =
        map_full(forum->threads) || forum->bytes + forum_thread_bytes(entry) > BOUND_THREADS_BYTES;
    if (own_full)
        return ERR_THREADS_OWN;
    return full || forum_full(forum) ? ERR_LIMIT_EXCEEDED : forum_cohorts_check(entry, scene);
}

static void thread_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct rings stamp;
    (void)common_cohorts_stamp(scene->room, common_get_cohorts(entry->data), &stamp);
    forum_add_post(state, forum_add_thread(state, entry, stamp), entry);
    forum_mentions_add(&forum_post(state, entry->seq)->mentions, entry, scene, stamp);
}

/* To answer the opening post is to answer the thread. */
static enum err post_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error && common_get_int(data, "reply") != common_get_int(data, "thread"))
        error = common_read_optional_seq(data, "reply", out);
    if (!error)
        error = common_read_optional_seq(data, "quote", out);
    if (!error)
        error = forum_mentions_read(data, out);
    return error ? error : common_read_dir(data, out);
}

static enum err reply_check(const struct thread *thread, const struct post *parent)
{
    if (!parent || parent->thread != thread)
        return ERR_NOT_FOUND;
    if (parent->reply)
        return ERR_FORUM_DEPTH;
    return parent->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

/* A quote is where it is, and not its words, which go with their post: one of the thread. */
static enum err quote_check(const struct forum *forum, const struct thread *thread, int64_t quote)
{
    const struct post *post = forum_post(forum, quote);
    if (!quote)
        return ERR_NONE;
    if (!post || post->thread != thread)
        return ERR_NOT_FOUND;
    return post->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct thread *thread = thread_find(forum, entry);
    int64_t reply = common_get_int(entry->data, "reply");
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    enum err error = forum_hold_check(thread, scene);
    if (!error)
        error = quote_check(forum, thread, common_get_int(entry->data, "quote"));
    if (error)
        return error;
    bool own_full = scene->role == ROLE_PARTICIPANT &&
                    common_count(thread->own, entry->by) >= BOUND_THREAD_POSTS_PERSON;
    if (own_full)
        return ERR_POSTS_OWN;
    if (thread->standing >= BOUND_THREAD_POSTS)
        return ERR_THREAD_FULL;
    if (forum_full(forum))
        return ERR_LIMIT_EXCEEDED;
    return reply ? reply_check(thread, forum_post(forum, reply)) : ERR_NONE;
}

static void post_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct thread *thread = thread_find(state, entry);
    forum_add_post(state, thread, entry);
    forum_mentions_add(&forum_post(state, entry->seq)->mentions, entry, scene, thread->stamp);
    forum_carry_post(state, forum_post(state, entry->seq), entry, scene);
}

/* Of a thread, or a post: whoever is mentioned is told. */
static void post_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    const struct post *post = forum_post(state, entry->seq);
    const struct forum_place place = {post->thread->seq, post->seq};
    UNUSED(scene);
    forum_mentions_tell(post->mentions, entry, &place, emitter);
    forum_carry_tell(post, entry, emitter);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    if (!error)
        error = common_read_seq(data, "version", out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error)
        error = forum_mentions_read(data, out);
    return error ? error : common_read_dir(data, out);
}

/* Whether the author of the entry wrote the post, not too long ago. When a clock has gone back
 * nothing is refused. */
static enum err own_check(const struct post *post, const struct entry *entry)
{
    if (!common_author_is(&post->author, entry->by))
        return ERR_PERMISSION_DENIED;
    int64_t age_ms = entry->at_ms - post->at_ms;
    return age_ms > INT64_C(1000) * BOUND_EDIT_SECONDS ? ERR_EDIT_WINDOW : ERR_NONE;
}

/* An edit replaces the text that its author saw, and no other. Old journals do not tell which that
 * was. */
static enum err version_check(const struct post *post, const struct entry *entry)
{
    int64_t version = common_get_int(entry->data, "version");
    return version && version != post->body_seq ? ERR_FORUM_CONFLICT : ERR_NONE;
}

static enum err edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct post *post = post_seen(state, entry, scene);
    if (!post)
        return ERR_NOT_FOUND;
    if (post->deleted)
        return ERR_FORUM_DELETED;
    enum err error = own_check(post, entry);
    if (!error)
        error = forum_hold_check(post->thread, scene);
    if (!error)
        error = version_check(post, entry);
    if (error)
        return error;
    return forum_mentions_fit(post->mentions, entry) ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct post *post = post_find(state, entry);
    forum_edit_post(post, entry->seq);
    post->edited_ms = entry->at_ms;
    forum_mentions_add(&post->mentions, entry, scene, post->thread->stamp);
    forum_carry_post(state, post, entry, scene);
}

static void edit_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    const struct post *post = post_find(state, entry);
    const struct forum_place place = {post->thread->seq, post->seq};
    UNUSED(scene);
    forum_mentions_tell(post->mentions, entry, &place, emitter);
    forum_carry_tell(post, entry, emitter);
}

static enum err delete_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    return error ? error : common_read_optional_bool(data, "title", out);
}

/* The title goes with the opening post, or after it. */
static enum err title_check(const struct post *post, const struct scene *scene)
{
    if (!forum_moderates(post->thread, scene))
        return ERR_PERMISSION_DENIED;
    if (post != post->thread->posts[0])
        return ERR_BAD_REQUEST;
    return post->thread->title_seq ? ERR_NONE : ERR_FORUM_DELETED;
}

static enum err delete_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct post *post = post_seen(state, entry, scene);
    if (!post)
        return ERR_NOT_FOUND;
    if (common_get_bool(entry->data, "title"))
        return title_check(post, scene);
    if (post->deleted)
        return ERR_FORUM_DELETED;
    return forum_moderates(post->thread, scene) ? ERR_NONE : own_check(post, entry);
}

static void delete_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct post *post = post_find(state, entry);
    UNUSED(scene);
    forum_deletion_begin(state, post->thread);
    if (common_get_bool(entry->data, "title"))
        forum_delete_title(state, post->thread);
    if (!post->deleted)
        forum_carry_deletes(state, post->thread, post);
    if (!post->deleted)
        forum_delete_post(state, post, entry->by);
}

static void delete_effects(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter)
{
    const struct forum *forum = state;
    UNUSED(scene);
    forum_told_take_back(forum->deletion.told, entry, emitter);
    forum_carry_take_back(forum, entry, emitter);
}

static enum err rename_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_line(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : common_read_dir(data, out);
}

static enum err moderate_check(const struct thread *thread, const struct scene *scene)
{
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    return forum_moderates(thread, scene) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static enum err rename_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct forum *forum = state;
    const struct thread *thread = thread_find(forum, entry);
    enum err error = moderate_check(thread, scene);
    if (error)
        return error;
    bool full = forum->bytes - thread->title_bytes + forum_title_bytes(entry) > BOUND_THREADS_BYTES;
    return full || thread->renames_count >= BOUND_THREAD_RENAMES ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void rename_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    forum_rename(state, thread_find(state, entry), entry);
}

/* The title that stands, or that there was one. */
static void rename_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct thread *thread = thread_find(state, entry);
    if (thread && thread->title_seq == entry->seq)
        writer_text(out, "title", common_get_text(entry->data, "title"));
    writer_int(out, "bytes", (int64_t)forum_title_bytes(entry));
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "thread", out);
}

/* Everybody who was told of a post is told that it is gone: no more than one entry may cause. */
static enum err remove_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct thread *thread = thread_find(state, entry);
    enum err error = moderate_check(thread, scene);
    if (error)
        return error;
    return forum_told(thread) > BOUND_EFFECTS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct thread *thread = thread_find(state, entry);
    UNUSED(scene);
    forum_deletion_begin(state, thread);
    forum_carry_deletes(state, thread, NULL);
    forum_delete_thread(state, thread);
}

static enum err accept_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    return error ? error : common_read_bool(data, "accepted", out);
}

static enum err accept_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct post *post = post_seen(state, entry, scene);
    if (!post)
        return ERR_NOT_FOUND;
    if (!forum_moderates(post->thread, scene) &&
        !common_author_is(&post->thread->posts[0]->author, entry->by))
        return ERR_PERMISSION_DENIED;
    if (post == post->thread->posts[0] || post->reply)
        return ERR_BAD_REQUEST;
    return post->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

/* Withdrawing a post that is not the accepted one changes nothing. */
static void accept_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct post *post = post_find(state, entry);
    UNUSED(scene);
    if (common_get_bool(entry->data, "accepted"))
        post->thread->accepted = post->seq;
    else if (post->thread->accepted == post->seq)
        post->thread->accepted = 0;
    forum_carry_accept(post, entry);
}

static void accept_effects(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter)
{
    UNUSED(scene);
    forum_carry_accepted(state, post_find(state, entry), entry, emitter);
}

/* The title stands as long as the thread, whatever becomes of its opening post, unless it is
 * removed or another one stands. */
static void thread_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct thread *thread = forum_thread(state, entry->seq);
    if (thread && thread->title_seq == entry->seq)
        writer_text(out, "title", common_get_text(entry->data, "title"));
    writer_int(out, "bytes", (int64_t)forum_thread_bytes(entry));
}

/* The words of a post are those of its entry and of every edit; those of a thread that ends, its
 * title too. */
static void delete_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    const struct forum *forum = state;
    UNUSED(entry);
    for (size_t i = 0; i < forum->deletion.texts_count; i++)
        withdraw(withdrawal, forum->deletion.texts[i]);
}

static const struct part_kind thread_parts[1];

static void thread_part(const void *state, const struct entry *entry, struct parts *out)
{
    UNUSED(state);
    parts_add_seq(out, thread_parts, common_get_int(entry->data, "thread"));
}

static void post_part(const void *state, const struct entry *entry, struct parts *out)
{
    parts_add_seq(out, thread_parts, post_find(state, entry)->thread->seq);
}

static void deleted_part(const void *state, const struct entry *entry, struct parts *out)
{
    const struct forum *forum = state;
    UNUSED(entry);
    parts_add_seq(out, thread_parts, forum->deletion.thread);
}

/* Those that posts were moved between. */
static void shaped_parts(const void *state, const struct entry *entry, struct parts *out)
{
    const struct forum *forum = state;
    UNUSED(entry);
    parts_add_seq(out, thread_parts, forum->shaped[0]);
    parts_add_seq(out, thread_parts, forum->shaped[1]);
}

static bool thread_exists(const void *state, struct slice id)
{
    return forum_thread(state, part_seq(id)) != NULL;
}

/* Whoever may not see it stands nowhere within. */
static struct rings thread_door(const void *state, struct slice id, struct slice person,
                                struct rings rings)
{
    const struct thread *thread = forum_thread(state, part_seq(id));
    UNUSED(person);
    return rings_meet(thread->stamp, rings) ? rings : (struct rings){0};
}

static size_t thread_needs(const void *state, struct slice id, int64_t *seqs, size_t max)
{
    const struct thread *thread = forum_thread(state, part_seq(id));
    size_t count = 0;
    for (size_t i = 0; i < thread->posts_count && count < max; i++)
        if ((i == 0 || i >= thread->window) && !thread->posts[i]->deleted)
            seqs[count++] = thread->posts[i]->body_seq;
    return count;
}

static const struct part_kind thread_parts[1] = {
    {.name = "thread", .exists = thread_exists, .door = thread_door, .needs = thread_needs},
};

static const struct row rows[] = {
    {
        .name = "forum.thread",
        .keep = {KEEP_MEMBERS("dir", "mentions", "cohorts"), thread_keep},
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = thread_read,
        .check = thread_check,
        .apply = thread_apply,
        .patch = forum_thread_patch,
        .effects = post_effects,
    },
    {
        .name = "forum.carry",
        .keep = {KEEP_MEMBERS("from", "question", "dir", "votes", "host", "asker"), thread_keep,
                 .whose = "asker", .named = "host"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ON_AIR,
        .read = forum_carry_read,
        .check = forum_carry_check,
        .apply = forum_carry_apply,
        .effects = forum_carry_effects,
        .patch = forum_thread_patch,
    },
    {
        .name = "forum.post",
        .keep = {KEEP_MEMBERS("thread", "reply", "quote", "mentions")},
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = post_read,
        .check = post_check,
        .apply = post_apply,
        .patch = forum_post_patch,
        .effects = post_effects,
        .parts = thread_part,
    },
    {
        .name = "forum.edit",
        .keep = {KEEP_MEMBERS("post", "version", "mentions")},
        .thing = "post",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ON_AIR,
        .read = edit_read,
        .check = edit_check,
        .apply = edit_apply,
        .patch = forum_edit_patch,
        .effects = edit_effects,
        .parts = post_part,
    },
    {
        .name = "forum.delete",
        .keep = {keep_all},
        .erases = delete_erases,
        .thing = "post",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = delete_read,
        .check = delete_check,
        .apply = delete_apply,
        .patch = forum_delete_patch,
        .effects = delete_effects,
        .parts = deleted_part,
        .touches = forum_vote_touches,
        .patch_me = forum_vote_gone_me,
    },
    {
        .name = "forum.rename",
        .keep = {KEEP_MEMBERS("thread", "dir"), rename_keep},
        .thing = "thread",
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = rename_read,
        .check = rename_check,
        .apply = rename_apply,
        .patch = forum_rename_patch,
        .parts = thread_part,
    },
    {
        .name = "forum.remove",
        .keep = {keep_all},
        .erases = delete_erases,
        .thing = "thread",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = remove_read,
        .check = remove_check,
        .apply = remove_apply,
        .patch = forum_delete_patch,
        .effects = delete_effects,
        .parts = deleted_part,
        .touches = forum_vote_touches,
        .patch_me = forum_vote_gone_me,
    },
    {
        .name = "forum.narrow",
        .keep = {keep_all},
        .thing = "thread",
        .roles = ROLE_ALL,
        .hides = {.thing = true},
        .phases = PHASE_ANY,
        .read = forum_narrow_read,
        .check = forum_narrow_check,
        .apply = forum_narrow_apply,
        .patch = forum_narrow_patch,
        .effects = delete_effects,
        .moved = forum_narrow_moved,
    },
    {
        .name = "forum.accept",
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = accept_read,
        .check = accept_check,
        .apply = accept_apply,
        .patch = forum_accept_patch,
        .effects = accept_effects,
        .parts = post_part,
    },
#include "features/forum_acts.def"
};

static bool post_shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct post *post = forum_post(state, seq);
    if (!post || post->deleted || !forum_sees(post->thread, scene))
        return false;
    if (scene->staff)
        *scene->staff = forum_moderators(post->thread);
    return true;
}

static const struct query queries[] = {
    {
        .name = "forum.posts",
        .roles = ROLE_READERS,
        .needs = forum_posts_needs,
        .answer = forum_posts_answer,
    },
    {
        .name = "forum.history",
        .roles = ROLE_ALL,
        .needs = forum_history_needs,
        .answer = forum_history_answer,
    },
    {
        .name = "forum.place",
        .roles = ROLE_READERS,
        .answer = forum_place_answer,
    },
};

const struct feature forum_feature = {
    .name = "forum",
    .forget = forum_forget,
    .forget_name = forum_carry_forget_name,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .shows = post_shows,
    .view = forum_view,
    .me = forum_me,
    .tally = forum_tally,
    .tally_sent = forum_tally_sent,
    .parts = thread_parts,
    .parts_count = sizeof thread_parts / sizeof thread_parts[0],
};
