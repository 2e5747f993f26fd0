/* SPDX-License-Identifier: Apache-2.0
 * A page is a run of the thread's posts, the opening one apart, which every view shows. */
#include "features/forum_pages.h"

#include "base/bounds.h"
#include "core/room_view.h"
#include "features/common_get.h"
#include "features/forum_first.h"
#include "features/forum_state.h"
#include "features/forum_view.h"

/* Places in the thread: from `first` up to `end`, which is not among them. */
struct page {
    const struct thread *thread;
    size_t first, end;
    struct rings rings; /* of who asks, within the thread */
    struct slice own;   /* not absent: of these, that person's alone; whoever waits sees no other */
};

/* An optional number from 1 to `max`; *asked counts those that are there. */
static bool number_read(const struct json *data, const char *key, int64_t max, int64_t *out,
                        int *asked)
{
    *out = 0;
    if (!common_has(data, key))
        return true;
    ++*asked;
    return json_get_int(data, key, out) && *out >= 1 && *out <= max;
}

/* The first post that is no older. Times rise, unless a clock once went back. */
static size_t place_at(const struct thread *thread, int64_t at_ms)
{
    size_t place = 1;
    while (place < thread->posts_count && thread->posts[place]->at_ms < at_ms)
        place++;
    return place;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t place_after(const struct thread *thread, int64_t seq)
{
    size_t place = forum_older(thread, seq);
    bool there = place < thread->posts_count && thread->posts[place]->seq == seq;
    return place + there;
}

/* What of `limit` posts fits before `end`, or from `first` on. */
static void page_before(struct page *page, size_t end, size_t limit)
{
    page->end = most(end, 1);
    page->first = page->end - least(limit, page->end - 1);
}

static void page_from(struct page *page, size_t first, size_t limit)
{
    page->first = most(first, 1);
    page->end = page->first + least(limit, page->thread->posts_count - page->first);
}

/* Half of them before that place; more where the thread ends behind it, or begins. */
static void page_around(struct page *page, size_t place, size_t limit)
{
    size_t count = page->thread->posts_count - 1;
    size_t first = most(place, 1) - least(limit / 2, most(place, 1) - 1);
    if (first + limit > count + 1)
        first = count + 1 - least(limit, count);
    page_from(page, first, limit);
}

/* The youngest of one person, wherever they stand: what one asks for says nothing of others. */
static void page_own(struct page *page, size_t limit)
{
    page->end = page->first = page->thread->posts_count;
    for (size_t found = 0; page->first > 1 && found < limit; page->first--)
        found += common_author_is(page->thread->posts[page->first - 1]->author, page->own);
}

static enum err page_find(const struct json *data, struct page *page)
{
    int64_t before, after, around, at, limit;
    int asked = 0, unused = 0;
    bool right = number_read(data, "before", INT64_MAX, &before, &asked) &&
                 number_read(data, "after", INT64_MAX, &after, &asked) &&
                 number_read(data, "around", INT64_MAX, &around, &asked) &&
                 number_read(data, "at", INT64_MAX, &at, &asked) &&
                 number_read(data, "limit", BOUND_THREAD_WINDOW, &limit, &unused);
    if (!right || asked > 1)
        return ERR_BAD_REQUEST;
    const struct thread *thread = page->thread;
    size_t count = limit ? (size_t)limit : BOUND_THREAD_WINDOW;
    if (page->own.at)
        page_own(page, count);
    else if (before)
        page_before(page, forum_older(thread, before), count);
    else if (after)
        page_from(page, place_after(thread, after), count);
    else if (around)
        page_around(page, forum_older(thread, around), count);
    else if (at)
        page_from(page, least(place_at(thread, at), thread->posts_count), count);
    else
        page_before(page, thread->posts_count, count);
    return ERR_NONE;
}

/* Those of a person within the part; the server sees all. */
static struct rings rings_of(const struct part *part, const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM ? RINGS_STAFF
                                      : room_part_rings(scene->room, part, scene->person);
}

/* A thread that is not there, and one whose door is closed to them, are not told apart. */
static enum err page_open(const void *state, const struct json *data, const struct scene *scene,
                          struct page *page)
{
    char path[32];
    struct part part;
    int64_t seq;
    if (!json_get_int(data, "thread", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    snprintf(path, sizeof path, "thread/%lld", (long long)seq);
    page->thread = forum_thread(state, seq);
    if (!page->thread || !room_part_find(scene->room, slice_of(path), &part) ||
        rings_none(page->rings = rings_of(&part, scene)))
        return ERR_PERMISSION_DENIED;
    bool waits = scene->role != ROLE_SYSTEM &&
                 forum_waits(page->thread, scene->person, room_rings(scene->room, scene->person));
    page->own = waits ? scene->person : (struct slice){NULL, 0};
    return page_find(data, page);
}

static bool is_on(const struct page *page, const struct post *post)
{
    return !page->own.at || common_author_is(post->author, page->own);
}

/* How many that one sees are before the place `end`, and not the first. */
static size_t earlier(const struct page *page, size_t end)
{
    size_t count = 0;
    if (!page->own.at)
        return end - 1;
    for (size_t i = 1; i < end; i++)
        count += is_on(page, page->thread->posts[i]);
    return count;
}

/* When whoever waits sees the others: none of theirs stands, or that is known. */
static void waits_write(const struct forum *forum, const struct page *page, struct writer *out)
{
    const struct post *post = forum_first_of(&forum->firsts, page->thread, page->own);
    writer_bool(out, "waits", true);
    if (post)
        writer_int(out, "opens", forum_first_ms(post));
}

size_t forum_posts_needs(const void *state, const struct json *data, const struct scene *scene,
                         int64_t *seqs, size_t max)
{
    struct page page;
    size_t count = 0;
    if (page_open(state, data, scene, &page))
        return 0;
    for (size_t i = page.first; i < page.end && count < max; i++)
        if (is_on(&page, page.thread->posts[i]) && !page.thread->posts[i]->deleted)
            seqs[count++] = page.thread->posts[i]->body_seq;
    return count;
}

enum err forum_posts_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    struct page page;
    enum err error = page_open(state, data, scene, &page);
    if (error)
        return error;
    writer_object(out, "posts");
    for (size_t i = page.first; i < page.end; i++)
        if (is_on(&page, page.thread->posts[i]))
            forum_write_post(page.thread->posts[i], page.rings, scene->bodies, out);
    writer_end(out);
    writer_int(out, "earlier", (int64_t)earlier(&page, page.first));
    writer_int(out, "later", (int64_t)(page.thread->posts_count - page.end));
    if (page.own.at)
        waits_write(state, &page, out);
    return ERR_NONE;
}
