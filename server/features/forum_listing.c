/* SPDX-License-Identifier: Apache-2.0
 * A page is what comes first behind a cursor, of all that fits. A cursor says where in the order
 * the last thread of a page stood, not which it was: so nothing is left out when threads move. */
#include "features/forum_listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "core/room.h"
#include "core/room_query.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/forum_first.h"
#include "features/forum_list.h"
#include "features/forum_row.h"

enum show { SHOW_ALL, SHOW_UNREAD, SHOW_OPEN, SHOW_MINE };
static const char *const shows[] = {"all", "unread", "open", "mine", NULL};

enum order { ORDER_ACTIVITY, ORDER_NEW, ORDER_VOTES, ORDER_OPENED };
static const char *const orders[] = {"activity", "new", "votes", "opened", NULL};

/* Where in an order something stands: what is greater comes first. */
enum { RANK = 3, CURSOR_BYTES = 72 };
#define CURSOR_WRITE "%" PRId64 ":%" PRId64 ":%" PRId64
#define CURSOR_READ  "%" SCNd64 ":%" SCNd64 ":%" SCNd64 "%c"
struct rank {
    int64_t by[RANK];
};

/* What is asked for. */
struct asked {
    const struct forum *forum;
    const struct scene *scene;
    struct rings rings;
    int show, order;
    int64_t topic, limit;      /* topic: -1 for all, 0 for those that are in none */
    const struct thread *goes; /* those alone into which this one can go; NULL: any */
    struct buffer words;       /* that the title has, folded; empty: any */
    bool behind;               /* the page begins behind `after` */
    struct rank after;
};

struct found_thread {
    const struct thread *thread;
    struct rank rank;
};

struct found_page {
    int64_t all; /* that fit, on whatever page */
    size_t count;
    struct found_thread list[BOUND_THREADS_PAGE + 1]; /* one more: that there is another page */
};

/* ---- what is asked -----------------------------------------------------------------------------
 */

static enum err after_read(const struct json *data, struct asked *asked)
{
    char cursor[CURSOR_BYTES], more;
    int64_t *by = asked->after.by;
    struct slice after = {NULL, 0};
    enum err error = common_ask_text(data, "after", &after);
    if (error || !after.at)
        return error;
    if (after.len >= sizeof cursor)
        return ERR_BAD_REQUEST;
    snprintf(cursor, sizeof cursor, "%.*s", (int)after.len, after.at);
    asked->behind = true;
    return sscanf(cursor, CURSOR_READ, &by[0], &by[1], &by[2], &more) == RANK ? ERR_NONE
                                                                              : ERR_BAD_REQUEST;
}

static enum err topic_read(const struct json *data, struct asked *asked)
{
    asked->topic = -1;
    if (!common_has(data, "topic"))
        return ERR_NONE;
    return json_get_int(data, "topic", &asked->topic) && asked->topic >= 0 ? ERR_NONE
                                                                           : ERR_BAD_REQUEST;
}

/* A thread that is not there is not told from one that they do not see: nothing goes with it. */
static enum err goes_read(const struct json *data, struct asked *asked)
{
    int64_t seq = 0;
    enum err error = common_ask_limit(data, "goes", INT64_MAX, &seq);
    if (error || !seq)
        return error;
    asked->goes = forum_thread(asked->forum, seq);
    return asked->goes && forum_place(asked->goes, asked->rings) ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err words_read(const struct json *data, struct asked *asked)
{
    struct slice words = {NULL, 0};
    enum err error = common_ask_text(data, "words", &words);
    if (!error && words.len > 4 * BOUND_TITLE_CHARS)
        error = ERR_BAD_REQUEST;
    return error || !words.len ? error : text_fold(slice_trimmed(words), &asked->words);
}

static enum err asked_read(const struct json *data, struct asked *asked)
{
    asked->limit = BOUND_THREADS_PAGE;
    enum err error = common_ask_choice(data, "show", shows, &asked->show);
    if (!error)
        error = common_ask_choice(data, "order", orders, &asked->order);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_THREADS_PAGE, &asked->limit);
    if (!error)
        error = topic_read(data, asked);
    if (!error)
        error = after_read(data, asked);
    if (!error)
        error = goes_read(data, asked);
    return error ? error : words_read(data, asked);
}

static struct rings rings_of(const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM ? rings_both(RINGS_INSIDE, RINGS_STAFF)
                                      : room_rings(scene->room, scene->person);
}

/* ---- what fits ---------------------------------------------------------------------------------
 */

/* How far they have read: of what was a piece of another thread, as far as they had read that. */
static int64_t read_upto(const struct thread *thread, const struct scene *scene)
{
    struct slice of = room_name(scene->room);
    int64_t upto = scene->own ? room_position(scene->own, of, thread->seq) : 0, before = 0;
    if (thread->split_from && scene->own)
        before = room_position(scene->own, of, thread->split_from);
    if (before > thread->split_seq)
        before = thread->split_seq;
    return before > upto ? before : upto;
}

/* One's own is read, wherever one wrote it. */
static bool is_unread(const struct place *place, const struct scene *scene)
{
    const struct thread *thread = place->thread;
    const struct post *newest = place->untold ? thread->posts[0] : thread->newest;
    if (common_author_is(newest->author, scene->person))
        newest = place->untold ? NULL : thread->newest_other;
    return newest && newest->seq > read_upto(thread, scene);
}

/* How many posts of others they have not read; of those alone who see more than the first. */
static int64_t count_new(const struct place *place, const struct scene *scene)
{
    const struct thread *thread = place->thread;
    size_t end = place->untold ? 1 : thread->posts_count;
    int64_t count = 0;
    for (size_t i = forum_older(thread, read_upto(thread, scene) + 1); i < end; i++)
        count += !thread->posts[i]->deleted &&
                 !common_author_is(thread->posts[i]->author, scene->person);
    return count;
}

static void new_write(const struct place *place, const struct scene *scene, struct writer *out)
{
    int64_t count = scene->own ? count_new(place, scene) : 0;
    if (count)
        writer_int_seq(out, place->thread->seq, count);
}

static bool is_open(const struct place *place)
{
    const struct thread *thread = place->thread;
    return place->untold || thread->standing <= (size_t)!thread->posts[0]->deleted;
}

static bool is_shown(const struct place *place, const struct asked *asked)
{
    switch ((enum show)asked->show) {
    case SHOW_UNREAD:
        return is_unread(place, asked->scene);
    case SHOW_OPEN:
        return is_open(place);
    case SHOW_MINE:
        return common_author_is(place->thread->posts[0]->author, asked->scene->person);
    case SHOW_ALL:
    default:
        return true;
    }
}

/* An older one, in the same topic and for the same people (forum_move.h). */
static bool takes(const struct thread *thread, const struct thread *goes)
{
    return thread->seq < goes->seq && thread->topic == goes->topic && !thread->nameless &&
           thread->cohorts == goes->cohorts && rings_equal(thread->stamp, goes->stamp);
}

static bool has_words(const struct thread *thread, struct slice words)
{
    struct buffer title;
    buffer_init(&title, BOUND_ENTRY_BYTES);
    bool has = text_fold(slice_of(thread->title), &title) == ERR_NONE &&
               memmem(title.bytes, title.len, words.at, words.len);
    buffer_done(&title);
    return has;
}

static bool fits(const struct place *place, const struct asked *asked)
{
    const struct thread *thread = place->thread;
    return (asked->topic < 0 || thread->topic == asked->topic) && is_shown(place, asked) &&
           (!asked->goes || takes(thread, asked->goes)) &&
           (!asked->words.len || has_words(thread, buffer_slice(&asked->words)));
}

/* ---- a page ------------------------------------------------------------------------------------
 */

static struct rank rank_of(const struct place *place, int order)
{
    const struct thread *thread = place->thread;
    const struct post *opening = thread->posts[0];
    int64_t votes = opening->deleted ? 0 : opening->votes;
    switch ((enum order)order) {
    case ORDER_NEW:
        return (struct rank){{place->pinned, thread->seq, 0}};
    case ORDER_VOTES:
        return (struct rank){{place->pinned, votes, place->last}};
    case ORDER_OPENED:
        return (struct rank){{0, -thread->seq, 0}};
    case ORDER_ACTIVITY:
    default:
        return (struct rank){{place->pinned, place->last, 0}};
    }
}

static bool comes_before(const struct rank *a, const struct rank *b)
{
    int i = 0;
    while (i < RANK - 1 && a->by[i] == b->by[i])
        i++;
    return a->by[i] > b->by[i];
}

static void page_add(struct found_page *page, size_t limit, const struct found_thread *found)
{
    size_t at = page->count;
    while (at > 0 && comes_before(&found->rank, &page->list[at - 1].rank))
        at--;
    if (at == limit + 1)
        return;
    page->count += page->count < limit + 1;
    memmove(&page->list[at + 1], &page->list[at], (page->count - at - 1) * sizeof page->list[0]);
    page->list[at] = *found;
}

static void page_find(const struct asked *asked, struct found_page *page)
{
    size_t at = asked->forum->order.count;
    const struct place *place;
    while ((place = forum_place_next(asked->forum, asked->rings, &at))) {
        if (!fits(place, asked))
            continue;
        const struct found_thread found = {place->thread, rank_of(place, asked->order)};
        page->all++;
        if (!asked->behind || comes_before(&asked->after, &found.rank))
            page_add(page, (size_t)asked->limit, &found);
    }
}

static void page_write(const struct asked *asked, const struct found_page *page, struct writer *out)
{
    const struct viewer viewer = {.rings = asked->rings};
    size_t limit = (size_t)asked->limit, count = page->count > limit ? limit : page->count;
    writer_object(out, "threads");
    for (size_t i = 0; i < count; i++)
        forum_row_write(page->list[i].thread, &viewer, out);
    writer_end(out);
    writer_object(out, "new");
    for (size_t i = 0; i < count; i++)
        new_write(forum_place(page->list[i].thread, asked->rings), asked->scene, out);
    writer_end(out);
    writer_int(out, "count", page->all);
    if (page->count <= limit)
        return;
    char cursor[CURSOR_BYTES];
    const int64_t *by = page->list[count - 1].rank.by;
    snprintf(cursor, sizeof cursor, CURSOR_WRITE, by[0], by[1], by[2]);
    writer_text(out, "next", slice_of(cursor));
}

enum err forum_list_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    struct asked asked = {.forum = state, .scene = scene, .rings = rings_of(scene)};
    struct found_page page = {0};
    buffer_init(&asked.words, BOUND_ENTRY_BYTES);
    enum err error = asked_read(data, &asked);
    if (!error) {
        page_find(&asked, &page);
        page_write(&asked, &page, out);
    }
    buffer_done(&asked.words);
    return error;
}

/* ---- what is unread ----------------------------------------------------------------------------
 */

/* How many threads of a topic have something. */
struct unread {
    int64_t topic, count;
};

static void unread_add(struct unread list[BOUND_TOPICS + 1], size_t *count, int64_t topic)
{
    size_t i = 0;
    while (i < *count && list[i].topic != topic)
        i++;
    if (i == BOUND_TOPICS + 1)
        return;
    if (i == *count)
        list[(*count)++] = (struct unread){.topic = topic};
    list[i].count++;
}

enum err forum_unread_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    const struct forum *forum = state;
    struct unread list[BOUND_TOPICS + 1];
    struct rings rings = rings_of(scene);
    size_t at = forum->order.count, count = 0, listed = 0;
    int64_t all = 0;
    UNUSED(data);
    writer_object(out, "new");
    for (const struct place *place; (place = forum_place_next(forum, rings, &at));) {
        if (listed++ < BOUND_THREADS_LISTED)
            new_write(place, scene, out);
        if (!is_unread(place, scene))
            continue;
        all++;
        unread_add(list, &count, place->thread->topic);
    }
    writer_end(out);
    writer_int(out, "threads", all);
    writer_object(out, "topics");
    for (size_t i = 0; i < count; i++)
        writer_int_seq(out, list[i].topic, list[i].count);
    writer_end(out);
    return ERR_NONE;
}
