/* SPDX-License-Identifier: Apache-2.0
 * The scope of a pseudonym is a thread. */
#include "features/forum_veil.h"

#include <inttypes.h>
#include <string.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_narrow.h"
#include "features/forum_topics.h"

/* ---- what commands say -------------------------------------------------------------------------
 */

enum err forum_veil_read_post(const struct json *data, struct writer *out)
{
    return common_read_optional_bool(data, "anonymous", out);
}

/* It is for everybody, whatever its topic is. */
enum err forum_veil_read_thread(const struct json *data, struct writer *out)
{
    struct slice mask;
    bool anonymous = common_get_bool(data, "anonymous");
    if (anonymous != common_has(data, "mask") || (anonymous && common_has(data, "cohorts")))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_bool(data, "anonymous", out);
    if (error || !anonymous)
        return error;
    if (!json_get_text(data, "mask", &mask) || !veil_is_mask(mask))
        return ERR_BAD_REQUEST;
    writer_text(out, "mask", mask);
    return ERR_NONE;
}

/* ---- what may be -------------------------------------------------------------------------------
 */

/* Every one has another pseudonym: no share of a person bounds them. */
static enum err mask_check(const struct forum *forum, struct slice mask)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(forum->threads, &at)) {
        const struct thread *thread = at.value;
        if (thread->mask && slice_is(mask, thread->mask))
            return ERR_ALREADY_EXISTS;
        count += thread->mask != NULL;
    }
    return count < BOUND_THREADS_NAMELESS ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

enum err forum_veil_check(const struct forum *forum, const struct thread *thread,
                          const struct entry *entry)
{
    if (!veil_hides(entry->by))
        return ERR_NONE;
    const struct topic *topic = thread ? topics_of_thread(forum, thread) : topics_of(forum, entry);
    bool open = topic && topic->anonymous &&
                (thread ? !thread->carried : rings_equal(topic->words.thing.stamp, RINGS_INSIDE));
    if (!open)
        return ERR_NOT_AVAILABLE;
    return thread ? ERR_NONE : mask_check(forum, common_get_text(entry->data, "mask"));
}

/* ---- pseudonyms --------------------------------------------------------------------------------
 */

static struct slice none(void)
{
    return (struct slice){NULL, 0};
}

static struct slice scope_of_mask(struct slice mask, char out[VEIL_SCOPE_BYTES])
{
    snprintf(out, VEIL_SCOPE_BYTES, "mask:%.*s", (int)mask.len, mask.at);
    return slice_of(out);
}

static struct slice scope_of(const struct thread *thread, char out[VEIL_SCOPE_BYTES])
{
    if (thread && thread->mask)
        return scope_of_mask(slice_of(thread->mask), out);
    snprintf(out, VEIL_SCOPE_BYTES, "thread:%" PRId64, thread ? thread->seq : 0);
    return slice_of(out);
}

struct slice forum_veil_thread(const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES])
{
    UNUSED(state);
    if (!common_get_bool(entry->data, "anonymous"))
        return none();
    return scope_of_mask(common_get_text(entry->data, "mask"), out);
}

struct slice forum_veil_post(const void *state, const struct entry *entry,
                             char out[VEIL_SCOPE_BYTES])
{
    if (!common_get_bool(entry->data, "anonymous"))
        return none();
    return scope_of(forum_thread(state, common_get_int(entry->data, "thread")), out);
}

/* The scope of the thread, if who the entry is of wrote the post under a pseudonym. Asked of what
 * arrives, under the sender's name, and of what was veiled. */
static struct slice scope_of_author(const struct forum *forum, const struct post *post,
                                    struct slice by, char out[VEIL_SCOPE_BYTES])
{
    struct veil_name name;
    if (veil_hides(by))
        return scope_of(post ? post->thread : NULL, out);
    if (!post || !veil_hides(slice_of(post->author->id)))
        return none();
    struct slice scope = scope_of(post->thread, out);
    bool own = room_veil(forum->room, scope, by, &name) &&
               common_author_is(post->author, slice_of(name.text));
    return own ? scope : none();
}

/* What went for good, with its thread: a command that is repeated finds its first answer. */
static struct slice scope_of_gone(const struct forum *forum, int64_t post, struct slice by,
                                  char out[VEIL_SCOPE_BYTES])
{
    struct veil_name name;
    for (size_t i = 0; i < FORUM_GONE; i++) {
        const struct gone *gone = &forum->gone[i];
        if (gone->post != post || !post)
            continue;
        struct thread thread = {.seq = gone->thread,
                                .mask = gone->mask[0] ? (char *)gone->mask : NULL};
        struct slice scope = scope_of(&thread, out);
        if (room_veil(forum->room, scope, by, &name) && slice_is(slice_of(name.text), gone->by))
            return scope;
    }
    return none();
}

struct slice forum_veil_own(const void *state, const struct entry *entry,
                            char out[VEIL_SCOPE_BYTES])
{
    int64_t seq = common_get_int(entry->data, "post");
    const struct post *post = forum_post(state, seq);
    if (!post && !veil_hides(entry->by))
        return scope_of_gone(state, seq, entry->by, out);
    return scope_of_author(state, post, entry->by, out);
}

struct slice forum_veil_asker(const void *state, const struct entry *entry,
                              char out[VEIL_SCOPE_BYTES])
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    return scope_of_author(state, post ? post->thread->posts[0] : NULL, entry->by, out);
}

bool forum_veil_name(const struct forum *forum, const struct thread *thread, struct slice person,
                     struct veil_name *out)
{
    char scope[VEIL_SCOPE_BYTES];
    return room_veil(forum->room, scope_of(thread, scope), person, out);
}

/* A thread that is not there, and one whose door is closed to them, are not told apart. */
enum err forum_self_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    char scope[VEIL_SCOPE_BYTES];
    struct veil_name name;
    int64_t seq;
    if (!json_get_int(data, "thread", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    const struct thread *thread = forum_thread(state, seq);
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    if (!room_veil(scene->room, scope_of(thread, scope), scene->person, &name))
        return ERR_NOT_AVAILABLE;
    writer_text(out, "by", slice_of(name.text));
    return ERR_NONE;
}
