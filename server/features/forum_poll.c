/* SPDX-License-Identifier: Apache-2.0
 * Polls of posts: what they ask, votes, and how they end. */
#include "features/forum_poll.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_narrow.h"
#include "features/forum_state.h"
#include "features/poll_options.h"
#include "features/poll_state.h"

/* By enum poll_ballot, from POLL_NAMED on. */
const char *const forum_poll_ballots[] = {"named", "anonymous", NULL};

/* By enum poll_results, from POLL_AFTER_VOTE on. */
static const char *const results[] = {"voted", "closed", NULL};

/* ---- what it asks ------------------------------------------------------------------------------
 */

/* As they are kept: what looks alike then is one choice too few. */
static bool differ(const struct json *options)
{
    for (const struct json *a = json_first(options); a; a = json_next(a))
        for (const struct json *b = json_next(a); b; b = json_next(b)) {
            struct slice one, other;
            if (json_as_text(a, &one) && json_as_text(b, &other) && slice_equal(one, other))
                return false;
        }
    return true;
}

static enum err options_read(const struct json *list, struct writer *out)
{
    enum { LIST_BYTES = BOUND_FORUM_POLL_OPTIONS * (6 * BOUND_FORUM_OPTION_CHARS + 3) + 32 };
    struct json *kept = NULL;
    struct buffer text;
    struct writer writer;
    if (!json_is_array(list) || json_count(list) < 2)
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_FORUM_POLL_OPTIONS)
        return ERR_LIMIT_EXCEEDED;
    buffer_init(&text, LIST_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    enum err error = common_write_lines(list, "options", BOUND_FORUM_OPTION_CHARS, &writer);
    writer_end(&writer);
    if (!error)
        error = json_parse_large(buffer_slice(&text), &kept);
    if (!error && !differ(json_get(kept, "options")))
        error = ERR_CHOICES_INVALID;
    char *copy = error ? NULL : common_copy_json(kept, "options");
    if (copy)
        writer_raw(out, "options", slice_of(copy));
    mem_free(copy);
    json_free(&kept);
    buffer_done(&text);
    return error;
}

static enum err asked_read(const struct json *poll, struct writer *out)
{
    int64_t count = (int64_t)json_count(json_get(poll, "options"));
    enum err error = options_read(json_get(poll, "options"), out);
    if (!error)
        error = common_read_optional_int(poll, "max", 1, count, out);
    if (!error && common_has(poll, "ballot"))
        error = common_read_choice(poll, "ballot", forum_poll_ballots, out);
    if (!error && common_has(poll, "results"))
        error = common_read_choice(poll, "results", results, out);
    if (!error)
        error = common_read_optional_bool(poll, "change", out);
    return error ? error : common_read_optional_seq(poll, "closes", out);
}

enum err forum_poll_read(const struct json *data, struct writer *out)
{
    const struct json *poll = json_get(data, "poll");
    if (!common_has(data, "poll"))
        return ERR_NONE;
    if (!json_is_object(poll) || common_get_bool(data, "anonymous"))
        return ERR_BAD_REQUEST;
    writer_object(out, "poll");
    enum err error = asked_read(poll, out);
    writer_end(out);
    return error;
}

/* How many choices the data has, or had. */
static int64_t options_count(const struct json *poll)
{
    const struct json *options = json_get(poll, "options");
    return options ? (int64_t)json_count(options) : common_get_int(poll, "count");
}

void forum_poll_keep(const struct entry *entry, struct writer *out)
{
    const struct json *poll = json_get(entry->data, "poll");
    if (!common_has(entry->data, "poll"))
        return;
    writer_object(out, "poll");
    writer_int(out, "count", options_count(poll));
    for (const struct json *item = json_first(poll); item; item = json_next(item)) {
        char *copy;
        char key[16];
        struct slice name = json_key(item);
        if (slice_equal(name, SLICE("options")) || slice_equal(name, SLICE("count")) ||
            name.len >= sizeof key)
            continue;
        snprintf(key, sizeof key, "%.*s", (int)name.len, name.at);
        copy = common_copy_json(poll, key);
        writer_raw(out, key, slice_of(copy));
        mem_free(copy);
    }
    writer_end(out);
}

/* ---- how many ----------------------------------------------------------------------------------
 */

size_t forum_poll_count(const struct thread *thread)
{
    size_t count = 0;
    for (size_t i = 0; i < thread->posts_count; i++)
        count += thread->posts[i]->poll && !thread->posts[i]->deleted;
    return count;
}

enum err forum_poll_fits(const struct forum *forum, const struct thread *thread,
                         const struct entry *entry, const struct scene *scene)
{
    size_t standing = 0, own = 0;
    struct map_at at = {0};
    if (!common_has(entry->data, "poll"))
        return ERR_NONE;
    while (map_next(forum->polls, &at)) {
        const struct post *post = at.value;
        standing += !post->deleted;
        own += !post->deleted && common_author_is(post->author, entry->by);
    }
    bool own_full = scene->role & ROLE_LIMITED && own >= BOUND_FORUM_POLLS_PERSON;
    bool full = standing >= BOUND_FORUM_POLLS || map_full(forum->polls);
    if (own_full || full)
        return ERR_LIMIT_EXCEEDED;
    return thread && forum_poll_count(thread) >= BOUND_THREAD_POLLS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* ---- its life ----------------------------------------------------------------------------------
 */

/* Of a word of a list; `least` when there is none. */
static int choice_of(const struct json *poll, const char *key, const char *const *names, int least)
{
    int place = common_get_choice(poll, key, names);
    return least + (place < 0 ? 0 : place);
}

void forum_poll_take(struct forum *forum, struct post *post, const struct entry *entry)
{
    const struct json *asked = json_get(entry->data, "poll");
    if (!common_has(entry->data, "poll"))
        return;
    struct poll *poll = mem_new(sizeof *poll);
    poll->seq = post->seq;
    poll->round = poll->min = poll->max = 1;
    json_get_int(asked, "max", &poll->max);
    poll->type = poll->max > 1 ? &poll_multiple : &poll_single;
    poll->options_count = options_count(asked);
    poll->options = common_copy_json(asked, "options");
    poll->ballot = (enum poll_ballot)choice_of(asked, "ballot", forum_poll_ballots, POLL_NAMED);
    poll->results = (enum poll_results)choice_of(asked, "results", results, POLL_AFTER_VOTE);
    poll->change = common_get_bool(asked, "change");
    poll->state = POLL_OPEN;
    poll->opened_ms = post->at_ms;
    poll->closes_ms = common_get_int(asked, "closes");
    poll_box_init(poll->type, &poll->box);
    post->poll = poll;
    map_put(forum->polls, slice_of_seq(&post->seq), post);
}

bool forum_poll_open(const struct poll *poll, int64_t at_ms)
{
    return poll->state == POLL_OPEN && (!poll->closes_ms || at_ms < poll->closes_ms);
}

/* The post that the entry names, if it has a poll. */
static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    struct post *post = forum_post(forum, common_get_int(entry->data, "post"));
    return post && post->poll ? post : NULL;
}

const void *forum_poll_ballot(const struct forum *forum, const struct poll *poll,
                              struct slice person)
{
    struct veil_name name;
    char scope[VEIL_SCOPE_BYTES];
    if (poll->ballot != POLL_ANONYMOUS)
        return map_find(poll->box.ballots, person);
    bool known = room_veil(forum->room, poll_scope(poll->seq, scope), person, &name);
    return known ? map_find(poll->box.ballots, slice_of(name.text)) : NULL;
}

/* ---- votes -------------------------------------------------------------------------------------
 */

/* None of the choices takes a vote back. */
enum err forum_choose_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    return error ? ERR_BAD_REQUEST : poll_choices_read(json_get(data, "choices"), out);
}

static enum err open_check(const struct post *post, const struct entry *entry)
{
    if (post->deleted)
        return ERR_FORUM_DELETED;
    if (post->thread->closed.seq)
        return ERR_FORUM_CLOSED;
    return forum_poll_open(post->poll, entry->at_ms) ? ERR_NONE : ERR_POLL_CLOSED;
}

/* Whether a pseudonym sees the post nobody can say: who it is of was asked at arrival. */
enum err forum_choose_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct post *post = post_find(state, entry);
    if (!post || (!veil_hides(entry->by) && !forum_sees_post(post, scene)))
        return ERR_NOT_FOUND;
    const struct poll *poll = post->poll;
    enum err error = open_check(post, entry);
    if (error)
        return error;
    bool voted = map_find(poll->box.ballots, entry->by) != NULL;
    if (poll_abstains(entry->data))
        error = voted ? ERR_NONE : ERR_NOT_FOUND;
    else
        error = poll->type->fits(poll, entry->data);
    if (error)
        return error;
    if (voted)
        return poll->change ? ERR_NONE : ERR_ALREADY_VOTED;
    return map_full(poll->box.ballots) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_choose_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct post *post = post_find(state, entry);
    struct poll *poll = post->poll;
    UNUSED(scene);
    if (poll_abstains(entry->data))
        poll_box_take(poll->type, &poll->box, entry->by);
    else
        poll_box_put(poll->type, &poll->box, entry->by, entry);
    forum_sums_moved(state, post, &poll->dirty);
}

struct slice forum_choose_veil(const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES])
{
    const struct post *post = post_find(state, entry);
    bool veiled = post && post->poll->ballot == POLL_ANONYMOUS;
    return veiled ? poll_scope(post->seq, out) : (struct slice){NULL, 0};
}

enum err forum_choose_refuses(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    return forum_sees_post(post_find(state, entry), scene) ? ERR_NONE : ERR_NOT_FOUND;
}

/* ---- the end -----------------------------------------------------------------------------------
 */

enum err forum_finish_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "post", out);
    return error ? error : common_read_optional_seq(data, "closes", out);
}

/* By its author, whoever moderates the thread, and at its time. */
enum err forum_finish_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct post *post = post_find(state, entry);
    bool system = scene->role == ROLE_SYSTEM;
    if (!post || (!system && !forum_sees_post(post, scene)))
        return ERR_NOT_FOUND;
    if (post->deleted)
        return ERR_FORUM_DELETED;
    if (!system && !common_author_is(post->author, entry->by) &&
        !forum_moderates(post->thread, scene))
        return ERR_PERMISSION_DENIED;
    int64_t closes = common_get_int(entry->data, "closes");
    bool open = post->poll->state == POLL_OPEN && (!closes || closes == post->poll->closes_ms);
    return open ? ERR_NONE : ERR_POLL_NOT_OPEN;
}

void forum_finish_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = post_find(state, entry)->poll;
    UNUSED(scene);
    poll->state = POLL_CLOSED;
    poll->published = true;
    poll->closed_ms = entry->at_ms;
}

static void finish_write(const struct poll *poll, struct due *out)
{
    struct writer data;
    out->type = "forum.finish";
    snprintf(out->op, sizeof out->op, "finish:%" PRId64 ":%" PRId64, poll->seq, poll->closes_ms);
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "post", poll->seq);
    writer_int(&data, "closes", poll->closes_ms);
    writer_end(&data);
}

/* What is deleted waits: it may come back. */
bool forum_finish_due(const void *state, struct due *out)
{
    const struct poll *first = NULL;
    struct map_at at = {0};
    while (map_next(((const struct forum *)state)->polls, &at)) {
        const struct post *post = at.value;
        const struct poll *poll = post->poll;
        if (post->deleted || poll->state != POLL_OPEN || !poll->closes_ms ||
            (first && poll->closes_ms >= first->closes_ms))
            continue;
        first = poll;
    }
    if (!first)
        return false;
    out->at_ms = first->closes_ms;
    if (out->data)
        finish_write(first, out);
    return true;
}
