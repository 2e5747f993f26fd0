/* SPDX-License-Identifier: Apache-2.0
 * The thing is a post; of a title, the thread; or a topic. The opening post of a thread has its
 * number, unless it has moved into another. */
#include "features/forum_finds.h"

#include "core/entry.h"
#include "features/common_finds.h"
#include "features/common_get.h"
#include "features/forum_narrow.h"
#include "features/forum_state.h"
#include "features/forum_topics.h"

/* Of a topic; 0: it is none. */
static int64_t topic_texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    bool adds = slice_is(entry->type, "topic.add");
    if (!adds && !slice_is(entry->type, "topic.edit"))
        return 0;
    if (shown & FIND_TITLE)
        common_finds_langs(entry->data, "title", out);
    if (shown & FIND_TEXT)
        common_finds_langs(entry->data, "text", out);
    return adds ? entry->seq : common_get_int(entry->data, "topic");
}

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    const struct json *data = entry->data;
    if (slice_starts(entry->type, SLICE("topic.")))
        return topic_texts(entry, shown, out);
    if (shown & FIND_TITLE)
        common_finds_line(data, "title", out);
    if (shown & FIND_TEXT) {
        common_finds_text(data, "text", out);
        common_finds_each(json_get(data, "poll"), "options", out);
    }
    if (slice_is(entry->type, "forum.edit") || slice_is(entry->type, "forum.split"))
        return common_get_int(data, "post");
    if (slice_is(entry->type, "forum.rename"))
        return common_get_int(data, "thread");
    bool says = slice_is(entry->type, "forum.post") || slice_is(entry->type, "forum.thread") ||
                slice_is(entry->type, "forum.carry");
    return says ? entry->seq : 0;
}

static bool sees_title(const struct thread *thread, int64_t seq, const struct find_ask *ask)
{
    return thread && thread->title_seq == seq && forum_sees(thread, ask->scene);
}

static bool sees_text(const struct post *post, int64_t seq, const struct find_ask *ask)
{
    return post && !post->deleted && !post->forgotten && post->body_seq == seq &&
           forum_sees_post(post, ask->scene);
}

static void say_post(const struct post *post, struct find_item *item)
{
    item->post = post->seq;
    item->at_ms = post->at_ms;
    if (veil_hides(slice_of(post->author->id)))
        return;
    item->by = slice_of(post->author->id);
    item->name = slice_of(post->author->name);
}

static bool sees_topic(const struct topic *topic, int64_t seq, const struct find_ask *ask,
                       struct find_item *item)
{
    const struct worded *words = &topic->words;
    if (words->said_seq != seq || !rings_meet(words->thing.stamp, ask->rings))
        return false;
    *item = (struct find_item){.kind = "topic",
                               .shown = FIND_ALL,
                               .thing = words->thing.seq,
                               .title = slice_of(words->title)};
    return true;
}

static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct topic *topic = topics_find(state, thing);
    if (topic)
        return sees_topic(topic, seq, ask, item);
    const struct post *post = forum_post(state, thing);
    const struct thread *thread = forum_thread(state, thing);
    if (sees_title(thread, seq, ask))
        item->shown |= FIND_TITLE;
    if (sees_text(post, seq, ask))
        item->shown |= FIND_TEXT;
    if (!item->shown)
        return false;
    item->kind = item->shown & FIND_TITLE ? "thread" : "post";
    if (item->shown & FIND_TEXT) {
        say_post(post, item);
        thread = post->thread;
    }
    item->thing = thread->seq;
    if (thread->title_seq) {
        item->title = slice_of(thread->title);
        item->dir = text_dir_name(thread->dir).at;
    }
    return true;
}

const struct finds forum_finds = {.texts = texts, .sees = sees};
