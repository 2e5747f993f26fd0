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
#include "core/room_area.h"
#include "core/room_news.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/common_preview.h"
#include "features/forum_first.h"
#include "features/forum_list.h"
#include "features/forum_news.h"
#include "features/forum_row.h"
#include "features/forum_shape.h"

enum show { SHOW_ALL, SHOW_UNREAD, SHOW_OPEN, SHOW_MINE, SHOW_FOLLOWED, SHOW_REPORTED };
static const char *const shows[] = {"all", "unread", "open", "mine", "followed", "reported", NULL};

enum order { ORDER_ACTIVITY, ORDER_NEW, ORDER_VOTES, ORDER_OPENED };
static const char *const orders[] = {"activity", "new", "votes", "opened", NULL};

/* Where in an order something stands: what is greater comes first. */
enum { RANK = 3, CURSOR_BYTES = 72 };
#define CURSOR_WRITE "%" PRId64 ":%" PRId64 ":%" PRId64
#define CURSOR_READ  "%" SCNd64 ":%" SCNd64 ":%" SCNd64 "%c"
struct rank {
    int64_t by[RANK];
};

/* Who asks, and what of the forum their inbox knows. */
struct asker {
    const struct forum *forum;
    struct news_own own;
    bool reads; /* there is such an inbox */
    struct news_ask ask;
};

/* What is asked for. */
struct asked {
    const struct asker *asker;
    const struct forum *forum;
    struct rings rings;
    struct map *reported; /* threads by their seq, borrowed; NULL: not asked for */
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
        error = after_read(data, asked);
    if (!error)
        error = goes_read(data, asked);
    return error ? error : words_read(data, asked);
}

static struct rings rings_of(const struct scene *scene, int64_t topic)
{
    struct area area = {"topic", topic};
    return scene->role == ROLE_SYSTEM ? rings_both(RINGS_INSIDE, RINGS_STAFF)
                                      : room_area_rings(scene->room, scene->person, area);
}

/* `topic`: of which it is asked; -1: of all. */
static void asker_init(struct asker *asker, const struct forum *forum, const struct scene *scene,
                       int64_t topic)
{
    asker->forum = forum;
    asker->reads = room_news_own(scene->own, &asker->own);
    asker->ask = (struct news_ask){.scene = scene,
                                   .of = room_name(scene->room),
                                   .rings = rings_of(scene, topic),
                                   .own = &asker->own};
}

/* ---- what fits ---------------------------------------------------------------------------------
 */

/* One that is muted counts nowhere. */
static bool is_unread(const struct thread *thread, const struct asker *asker)
{
    const struct news_ask *ask = &asker->ask;
    return news_level(ask, thread->topic, thread->seq) != NEWS_MUTED &&
           forum_unread(asker->forum, thread, ask, forum_read_upto(thread, ask));
}

static void new_write(const struct thread *thread, const struct asker *asker, struct writer *out)
{
    const struct news_ask *ask = &asker->ask;
    if (asker->reads && is_unread(thread, asker))
        writer_int_seq(out, thread->seq,
                       forum_unread_count(asker->forum, thread, ask, forum_read_upto(thread, ask)));
}

static bool is_open(const struct place *place)
{
    const struct thread *thread = place->thread;
    return place->untold || thread->standing <= (size_t)!thread->posts[0]->deleted;
}

static bool is_shown(const struct place *place, const struct asked *asked)
{
    const struct asker *asker = asked->asker;
    const struct thread *thread = place->thread;
    switch ((enum show)asked->show) {
    case SHOW_UNREAD:
        return is_unread(thread, asker);
    case SHOW_OPEN:
        return is_open(place);
    case SHOW_MINE:
        return forum_opened(asked->forum, thread, &asker->ask);
    case SHOW_FOLLOWED:
        return forum_follows(asked->forum, thread, &asker->ask);
    case SHOW_REPORTED:
        return map_find(asked->reported, slice_of_seq(&thread->seq)) != NULL;
    case SHOW_ALL:
    default:
        return true;
    }
}

/* An older one, in the same topic and for the same people (forum_move.h). */
static bool takes(const struct forum *forum, const struct thread *thread, const struct thread *goes)
{
    return thread->seq < goes->seq && thread->topic == goes->topic && !thread->nameless &&
           forum_merges(forum, goes, thread);
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
           (!asked->goes || takes(asked->forum, thread, asked->goes)) &&
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

static void page_write(const struct asked *asked, const struct found_page *page,
                       const struct bodies *bodies, struct writer *out)
{
    const struct viewer viewer = {.rings = asked->rings};
    size_t limit = (size_t)asked->limit, count = page->count > limit ? limit : page->count;
    writer_object(out, "threads");
    for (size_t i = 0; i < count; i++)
        forum_row_write(page->list[i].thread, &viewer, bodies, out);
    writer_end(out);
    writer_object(out, "new");
    for (size_t i = 0; i < count; i++)
        new_write(page->list[i].thread, asked->asker, out);
    writer_end(out);
    writer_int(out, "count", page->all);
    if (page->count <= limit)
        return;
    char cursor[CURSOR_BYTES];
    const int64_t *by = page->list[count - 1].rank.by;
    snprintf(cursor, sizeof cursor, CURSOR_WRITE, by[0], by[1], by[2]);
    writer_text(out, "next", slice_of(cursor));
}

/* Of posts that were reported, the threads. */
static void report_add(void *context, int64_t seq)
{
    struct asked *asked = context;
    const struct post *post = forum_post(asked->forum, seq);
    if (post)
        (void)map_put(asked->reported, slice_of_seq(&post->thread->seq), post->thread);
}

static void reports_find(struct asked *asked)
{
    asked->reported = map_new(BOUND_THREADS);
    room_news_waits(&asked->asker->ask, SLICE("forum"), report_add, asked);
}

/* One topic of theirs alone; what goes with another thread would tell whether that is there. */
static enum err visitor_check(const struct json *data, const struct asked *asked)
{
    bool may = rings_inside(asked->rings) && !common_has(data, "goes");
    return may ? ERR_NONE : ERR_PERMISSION_DENIED;
}

struct list {
    struct asker asker;
    struct asked asked;
    struct found_page page;
};

static enum err list_find(const struct forum *forum, const struct json *data,
                          const struct scene *scene, struct list *list)
{
    struct asked *asked = &list->asked;
    *list = (struct list){.asked = {.asker = &list->asker, .forum = forum}};
    buffer_init(&asked->words, BOUND_ENTRY_BYTES);
    enum err error = topic_read(data, asked);
    asker_init(&list->asker, forum, scene, asked->topic);
    asked->rings = list->asker.ask.rings;
    if (!error && scene->role & ROLE_VISITORS)
        error = visitor_check(data, asked);
    if (!error)
        error = asked_read(data, asked);
    if (!error && asked->show == SHOW_REPORTED)
        reports_find(asked);
    if (!error)
        page_find(asked, &list->page);
    map_free(&asked->reported, NULL);
    buffer_done(&asked->words);
    return error;
}

size_t forum_list_needs(const void *state, const struct json *data, const struct scene *scene,
                        int64_t *seqs, size_t max)
{
    struct list list;
    size_t count = 0;
    if (list_find(state, data, scene, &list))
        return 0;
    for (size_t i = 0; i < list.page.count && i < (size_t)list.asked.limit && count < max; i++) {
        seqs[count] = forum_row_needs(list.page.list[i].thread);
        count += seqs[count] > 0;
    }
    return count;
}

enum err forum_list_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    struct list list;
    enum err error = list_find(state, data, scene, &list);
    if (!error)
        page_write(&list.asked, &list.page, scene->bodies, out);
    return error;
}

/* Whose inbox it is, nobody knows: nothing is unread, mine or followed. */
enum err forum_preview_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    struct asker asker = {.forum = state};
    struct asked asked = {.asker = &asker, .forum = state, .limit = BOUND_THREADS_PAGE};
    struct found_page page = {0};
    enum err error =
        common_preview_rings(scene->room, data, &asked.rings) ? ERR_NONE : ERR_NOT_FOUND;
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_THREADS_PAGE, &asked.limit);
    if (!error)
        error = topic_read(data, &asked);
    if (!error)
        error = after_read(data, &asked);
    if (error)
        return error;
    page_find(&asked, &page);
    page_write(&asked, &page, NULL, out);
    return ERR_NONE;
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
    struct asker asker = {0};
    struct unread list[BOUND_TOPICS + 1];
    size_t at = forum->order.count, count = 0, listed = 0;
    int64_t all = 0;
    UNUSED(data);
    asker_init(&asker, forum, scene, -1);
    writer_object(out, "new");
    for (const struct place *place; (place = forum_place_next(forum, asker.ask.rings, &at));) {
        if (listed++ < BOUND_THREADS_LISTED)
            new_write(place->thread, &asker, out);
        if (!is_unread(place->thread, &asker))
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
