/* SPDX-License-Identifier: Apache-2.0
 * Of each person the youngest posts in a topic are known, as many as a topic can ask for. */
#include "features/forum_throttle.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/forum_topics.h"
#include "features/forum_veil.h"

struct writer_of {
    int64_t seqs[BOUND_TOPIC_BLOCK]; /* of posts, rising; some may be gone */
    size_t count;
};

static struct writer_of *writer_find(const struct topic *topic, struct slice person)
{
    return topic->writers ? map_find(topic->writers, person) : NULL;
}

/* The post, if it still counts there. */
static const struct post *standing(const struct forum *forum, const struct topic *topic,
                                   int64_t seq)
{
    const struct post *post = forum_post(forum, seq);
    return post && !post->deleted && post->thread->topic == topic->words.thing.seq ? post : NULL;
}

static int64_t since(const struct topic *topic, const struct entry *entry)
{
    return entry->at_ms - topic->throttle.minutes * 60000;
}

static int64_t wrote(const struct forum *forum, const struct topic *topic, struct slice person,
                     int64_t since_ms)
{
    const struct writer_of *writer = writer_find(topic, person);
    int64_t count = 0;
    for (size_t i = 0; writer && i < writer->count; i++) {
        const struct post *post = standing(forum, topic, writer->seqs[i]);
        count += post && post->at_ms > since_ms;
    }
    return count;
}

enum err forum_throttle_check(const void *state, const struct topic *topic,
                              const struct entry *entry, const struct scene *scene)
{
    if (!topic || !topic->throttle.block || !(scene->role & ROLE_LIMITED))
        return ERR_NONE;
    int64_t count = wrote(state, topic, entry->by, since(topic, entry));
    return count >= topic->throttle.block ? ERR_TOPIC_THROTTLED : ERR_NONE;
}

/* In each thread they are called otherwise. */
enum err forum_throttle_refuses(const struct forum *forum, const struct topic *topic,
                                const struct entry *entry)
{
    struct map_at at = {0};
    struct veil_name name;
    if (!topic->throttle.block)
        return ERR_NONE;
    int64_t since_ms = since(topic, entry), count = wrote(forum, topic, entry->by, since_ms);
    while (count < topic->throttle.block && map_next(forum->threads, &at)) {
        const struct thread *thread = at.value;
        if (thread->nameless && thread->topic == topic->words.thing.seq &&
            thread->newest->at_ms > since_ms && forum_veil_name(forum, thread, entry->by, &name))
            count += wrote(forum, topic, slice_of(name.text), since_ms);
    }
    return count >= topic->throttle.block ? ERR_TOPIC_THROTTLED : ERR_NONE;
}

/* What is gone leaves; else the oldest. */
static void make_room(const struct forum *forum, const struct topic *topic,
                      struct writer_of *writer)
{
    size_t kept = 0;
    if (writer->count < BOUND_TOPIC_BLOCK)
        return;
    for (size_t i = 0; i < writer->count; i++)
        if (standing(forum, topic, writer->seqs[i]))
            writer->seqs[kept++] = writer->seqs[i];
    writer->count = kept;
    if (kept == BOUND_TOPIC_BLOCK)
        memmove(&writer->seqs[0], &writer->seqs[1], --writer->count * sizeof writer->seqs[0]);
}

/* From when on there is a bound. */
void forum_throttle_count(void *state, const struct post *post)
{
    struct topic *topic = topics_of_thread(state, post->thread);
    struct slice person = slice_of(post->author->id);
    if (!topic || !topic->throttle.block)
        return;
    if (!topic->writers)
        topic->writers = map_new(BOUND_MEMBERS);
    struct writer_of *writer = writer_find(topic, person);
    if (!writer && map_full(topic->writers))
        return;
    if (!writer) {
        writer = mem_new(sizeof *writer);
        map_put(topic->writers, person, writer);
    }
    make_room(state, topic, writer);
    writer->seqs[writer->count++] = post->seq;
}

/* As a change, what is none is null. */
static void write(const struct forum *forum, const struct topic *topic, struct slice person,
                  bool change, struct writer *out)
{
    const struct writer_of *writer = writer_find(topic, person);
    bool any = false;
    for (size_t i = 0; topic->throttle.block && writer && i < writer->count; i++) {
        const struct post *post = standing(forum, topic, writer->seqs[i]);
        if (post && !any) {
            writer_object_seq(out, topic->words.thing.seq);
            writer_array(out, "at");
        }
        if (post)
            writer_int(out, NULL, post->at_ms);
        any |= post != NULL;
    }
    if (!any && change && writer)
        writer_null_seq(out, topic->words.thing.seq);
    if (!any)
        return;
    writer_end(out);
    writer_end(out);
}

void forum_throttle_me(const void *state, struct slice person, struct writer *out)
{
    const struct forum *forum = state;
    struct map_at at = {0};
    writer_object(out, "wrote");
    while (map_next(forum->topics->all.shelf.things, &at))
        write(forum, at.value, person, false, out);
    writer_end(out);
}

static void patch(const struct forum *forum, const struct topic *topic, struct slice person,
                  struct writer *out)
{
    if (!topic)
        return;
    writer_object_lazy(out, "wrote");
    write(forum, topic, person, true, out);
    writer_end(out);
}

void forum_throttle_post_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct post *post = forum_post(state, entry->seq);
    if (post && common_author_is(post->author, person))
        patch(state, topics_of_thread(state, post->thread), person, out);
}

static size_t touched(const struct topic *topic)
{
    return topic && topic->writers ? TOUCH_ALL : 0;
}

size_t forum_throttle_touches(const void *state, const struct entry *entry,
                              struct slice out[TOUCH_MAX])
{
    const struct topic *topic = topics_find(state, ((const struct forum *)state)->deletion.topic);
    UNUSED(entry);
    UNUSED(out);
    return topic && topic->throttle.block ? touched(topic) : 0;
}

void forum_throttle_delete_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out)
{
    UNUSED(entry);
    patch(state, topics_find(state, ((const struct forum *)state)->deletion.topic), person, out);
}

size_t forum_throttle_move_touches(const void *state, const struct entry *entry,
                                   struct slice out[TOUCH_MAX])
{
    size_t from = forum_throttle_touches(state, entry, out);
    return from ? from : touched(topics_of(state, entry));
}

/* Both at once: there is one object of what a person wrote. */
void forum_throttle_move_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct forum *forum = state;
    const struct topic *from = topics_find(forum, forum->deletion.topic);
    const struct topic *to = topics_of(forum, entry);
    writer_object_lazy(out, "wrote");
    if (from)
        write(forum, from, person, true, out);
    if (to)
        write(forum, to, person, true, out);
    writer_end(out);
}

size_t forum_throttle_topic_touches(const void *state, const struct entry *entry,
                                    struct slice out[TOUCH_MAX])
{
    UNUSED(out);
    return touched(topics_of(state, entry));
}

void forum_throttle_topic_me(const void *state, const struct entry *entry, struct slice person,
                             struct writer *out)
{
    patch(state, topics_of(state, entry), person, out);
}
