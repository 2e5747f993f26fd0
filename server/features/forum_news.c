/* SPDX-License-Identifier: Apache-2.0
 * Thread by thread. */
#include "features/forum_news.h"

#include "features/forum_first.h"
#include "features/forum_narrow.h"
#include "features/forum_topics.h"
#include "features/forum_veil.h"

/* Who asks, in one thread: under their name, and under the pseudonym that they have in it. */
struct reader {
    struct slice person, alias; /* alias: absent: nobody writes there without a name */
};

static struct reader reader_of(const struct forum *forum, const struct thread *thread,
                               struct slice person, struct veil_name *name)
{
    struct reader reader = {person, {NULL, 0}};
    if (thread->nameless && forum_veil_name(forum, thread, person, name))
        reader.alias = slice_of(name->text);
    return reader;
}

static bool is_own(const struct post *post, const struct reader *reader)
{
    return common_author_is(post->author, reader->person) ||
           (reader->alias.at && common_author_is(post->author, reader->alias));
}

static bool is_new(const struct post *post, const struct reader *reader, int64_t upto)
{
    return post->seq > upto && !post->deleted && !is_own(post, reader);
}

int64_t forum_read_upto(const struct thread *thread, const struct news_ask *ask)
{
    const struct news_own *own = ask->own;
    int64_t upto = own->read(own->context, ask->of, thread->seq);
    if (!thread->split_from)
        return upto;
    int64_t before = own->read(own->context, ask->of, thread->split_from);
    if (before > thread->split_seq)
        before = thread->split_seq;
    return before > upto ? before : upto;
}

const struct post *forum_unread(const struct forum *forum, const struct thread *thread,
                                const struct news_ask *ask, int64_t upto)
{
    struct veil_name name;
    const struct reader reader = reader_of(forum, thread, ask->scene->person, &name);
    const struct post *newest = thread->newest;
    if (forum_waits(thread, reader.person, ask->rings))
        return is_new(thread->posts[0], &reader, upto) ? thread->posts[0] : NULL;
    if (!is_own(newest, &reader))
        return newest->seq > upto ? newest : NULL;
    newest = thread->newest_other;
    if (!reader.alias.at)
        return newest && newest->seq > upto ? newest : NULL;
    /* Of somebody with two names the newest of anybody else may be an older one. */
    for (size_t i = thread->posts_count; i > 0 && thread->posts[i - 1]->seq > upto; i--)
        if (is_new(thread->posts[i - 1], &reader, upto))
            return thread->posts[i - 1];
    return NULL;
}

int64_t forum_unread_count(const struct forum *forum, const struct thread *thread,
                           const struct news_ask *ask, int64_t upto)
{
    struct veil_name name;
    const struct reader reader = reader_of(forum, thread, ask->scene->person, &name);
    size_t end = forum_waits(thread, reader.person, ask->rings) ? 1 : thread->posts_count;
    int64_t count = 0;
    for (size_t i = forum_older(thread, upto + 1); i < end; i++)
        count += is_new(thread->posts[i], &reader, upto);
    return count;
}

bool forum_opened(const struct forum *forum, const struct thread *thread,
                  const struct news_ask *ask)
{
    struct veil_name name;
    const struct reader reader = reader_of(forum, thread, ask->scene->person, &name);
    return is_own(thread->posts[0], &reader);
}

/* Whoever has written in it follows it, unless they want nothing of it. */
static enum news_level level_of(const struct thread *thread, const struct news_ask *ask,
                                const struct reader *reader)
{
    const struct news_own *own = ask->own;
    enum news_level level = news_level(ask, thread->topic, thread->seq);
    if (level != NEWS_NORMAL || own->level(own->context, ask->of, NEWS_THREAD, thread->seq))
        return level;
    for (size_t i = 0; i < thread->posts_count; i++)
        if (!thread->posts[i]->deleted && is_own(thread->posts[i], reader))
            return NEWS_FOLLOWING;
    return level;
}

bool forum_follows(const struct forum *forum, const struct thread *thread,
                   const struct news_ask *ask)
{
    struct veil_name name;
    const struct reader reader = reader_of(forum, thread, ask->scene->person, &name);
    return level_of(thread, ask, &reader) >= NEWS_FOLLOWING;
}

static bool is_told(const struct news_ask *ask, int64_t post)
{
    return ask->own->told(ask->own->context, ask->of, post);
}

static void say_title(const struct thread *thread, struct news_item *item)
{
    item->thing = thread->seq;
    if (!thread->title_seq)
        return;
    item->title = slice_of(thread->title);
    item->dir = text_dir_name(thread->dir).at;
}

/* How an opening post begins stands with its thread; of others the words are in the journal. */
static void say_words(const struct post *post, struct news_item *item)
{
    const struct thread *thread = post->thread;
    if (post == thread->posts[0] && thread->excerpt)
        item->words = slice_of(thread->excerpt->text);
}

static void say_author(const struct post *post, struct news_item *item)
{
    item->at_ms = post->at_ms;
    if (veil_hides(slice_of(post->author->id)))
        return;
    item->by = slice_of(post->author->id);
    item->name = slice_of(post->author->name);
}

/* The posts that are new, but for those that they were told of by name. */
static void say_posts(const struct thread *thread, const struct news_ask *ask,
                      const struct reader *reader, int64_t upto, struct news_item *item)
{
    bool waits = forum_waits(thread, reader->person, ask->rings);
    for (size_t i = forum_older(thread, upto + 1); i < thread->posts_count; i++) {
        const struct post *post = thread->posts[i];
        if (!is_new(post, reader, upto) || (waits && i > 0) || is_told(ask, post->seq))
            continue;
        if (item->count++ == 0)
            item->post = post->seq;
        item->step = post->seq;
        say_author(post, item);
    }
}

static bool is_announced(const struct forum *forum, const struct thread *thread)
{
    const struct topic *topic = topics_of_thread(forum, thread);
    return topic && topic->kind == TOPIC_ANNOUNCEMENT;
}

static void tell(const struct forum *forum, const struct thread *thread, const struct news_ask *ask,
                 int64_t upto, struct news_out *out)
{
    struct veil_name name;
    struct news_item item = {.urgency = NEWS_MIDDLE};
    const struct reader reader = reader_of(forum, thread, ask->scene->person, &name);
    const struct post *opening = thread->posts[0];
    enum news_level level = level_of(thread, ask, &reader);
    bool opens = is_new(opening, &reader, upto) && !is_told(ask, opening->seq);
    say_title(thread, &item);
    if (opens && is_announced(forum, thread))
        item.kind = "announcement";
    else if (opens && level == NEWS_WATCHING)
        item.kind = "thread";
    if (item.kind) {
        item.post = item.step = opening->seq;
        say_author(opening, &item);
        say_words(opening, &item);
    } else if (level >= NEWS_FOLLOWING) {
        item.kind = "post";
        say_posts(thread, ask, &reader, upto, &item);
    }
    if (item.post)
        out->add(out->context, &item);
}

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct forum *forum = state;
    struct map_at at = {0};
    while (map_next(forum->threads, &at)) {
        const struct thread *thread = at.value;
        if (!thread_reaches(thread, ask->rings))
            continue;
        int64_t upto = forum_read_upto(thread, ask);
        const struct post *newest = forum_unread(forum, thread, ask, upto);
        if (!newest || news_level(ask, thread->topic, thread->seq) == NEWS_MUTED)
            continue;
        out->unread++;
        if (out->unread_add)
            out->unread_add(out->context, thread->seq, newest->seq);
        if (out->add)
            tell(forum, thread, ask, upto, out);
    }
}

/* Of a thread that is muted they hear only where they are mentioned, or what they marked. */
static bool about(const void *state, int64_t seq, const struct news_ask *ask,
                  struct news_item *item)
{
    const struct post *post = forum_post(state, seq);
    if (!post || post->deleted || !forum_sees_post(post, ask->scene))
        return false;
    const struct thread *thread = post->thread;
    struct slice kind = slice_of(item->kind);
    bool marked = slice_is(kind, "bookmark");
    if (!marked && !slice_is(kind, "mention") &&
        news_level(ask, thread->topic, thread->seq) == NEWS_MUTED)
        return false;
    if (slice_is(kind, "accepted") && thread->accepted != seq)
        return false;
    if (marked)
        say_author(post, item);
    say_title(thread, item);
    say_words(post, item);
    return true;
}

/* Of what is new in their topics guests are told what concerns them alone. */
const struct news forum_news = {.visitors = true, .each = each, .about = about};
