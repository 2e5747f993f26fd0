/* SPDX-License-Identifier: Apache-2.0
 * Rooms are asked one after another; the youngest things are kept, and written. */
#include "features/inbox_news.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "core/room_finds.h"
#include "core/room_news.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/inbox_state.h"

enum { KEY_BYTES = ROOM_NAME_BYTES + 96 };
_Static_assert((int)BOUND_READ_ROOMS >= (int)OTHERS_MAX, "all that is told is read by one entry");

static const struct slice academy = {"academy:main", sizeof "academy:main" - 1};

/* ---- which rooms are asked ---------------------------------------------------------------------
 */

/* Of more courses than are asked the youngest count. */
struct course_list {
    struct others *out;
    size_t count, skip;
};

static bool is_course(struct slice of)
{
    return slice_is(entry_room_kind(of), "course");
}

static void count_course(void *context, struct slice of)
{
    ((struct course_list *)context)->count += is_course(of);
}

static void add_course(void *context, struct slice of)
{
    struct course_list *list = context;
    if (!is_course(of))
        return;
    if (list->skip > 0)
        list->skip--;
    else
        others_add(list->out, of);
}

/* One is read with its thread; of a post that they knew before it is said by itself. */
static bool is_unread(const struct inbox *inbox, const struct inbox_mention *mention)
{
    int64_t thing = mention->said ? mention->post : mention->thread;
    int64_t upto = mention->said ? mention->said : mention->post;
    return inbox_reads_upto(inbox->reads, mention->of, thing) < upto;
}

/* Where they were told of something by name: the room says whether it stands. */
static void add_mentioned(const struct inbox *inbox, struct others *out)
{
    struct inbox_mention mention;
    size_t place = 0;
    while (inbox_mentions_next(inbox->mentions, &place, &mention))
        if (is_unread(inbox, &mention))
            others_add(out, mention.of);
}

void inbox_news_others(const void *state, const struct json *data, struct others *out)
{
    const struct inbox *inbox = state;
    struct course_list list = {.out = out};
    if (common_has(data, "of")) {
        others_add(out, common_get_text(data, "of"));
        return;
    }
    others_add(out, academy);
    inbox_rooms_each(inbox->rooms, count_course, &list);
    list.skip = list.count > OTHERS_MAX / 2 ? list.count - OTHERS_MAX / 2 : 0;
    inbox_rooms_each(inbox->rooms, add_course, &list);
    inbox_reads_rooms(inbox->reads, add_course, &list);
    add_mentioned(inbox, out);
}

/* ---- what the inbox knows ----------------------------------------------------------------------
 */

static int64_t own_read(const void *context, struct slice of, int64_t thing)
{
    return inbox_reads_upto(((const struct inbox *)context)->reads, of, thing);
}

static enum news_level own_level(const void *context, struct slice of, enum news_thing what,
                                 int64_t seq)
{
    return inbox_follows_level(((const struct inbox *)context)->follows, of, what, seq);
}

static bool own_told(const void *context, struct slice of, int64_t seq)
{
    const struct inbox *inbox = context;
    if (slice_equal(of, academy))
        return inbox_dismissed_has(&inbox->dismissed, seq);
    return inbox_mentions_have(inbox->mentions, of, seq);
}

const struct news_own inbox_own = {.read = own_read, .level = own_level, .told = own_told};

/* ---- what is new -------------------------------------------------------------------------------
 */

struct collection {
    const struct inbox *inbox;
    struct news_reader reader;
    size_t max, count;
    struct news_item items[BOUND_NEWS]; /* the youngest first */
    bool more;                          /* than stand there */
    struct slice of;                    /* the room that is asked now */
    struct unread_threads {
        size_t count;
        struct {
            int64_t thread, newest;
        } list[BOUND_NEWS_THREADS];
    } unread;
};

/* What comes later; of one moment by its room's order. */
static bool is_younger(const struct news_item *one, const struct news_item *other)
{
    if (one->at_ms != other->at_ms)
        return one->at_ms > other->at_ms;
    return one->step > other->step;
}

static void keep(void *context, const struct news_item *item)
{
    struct collection *all = context;
    size_t place = all->count;
    if (all->count == all->max)
        all->more = true;
    if (all->count == all->max && (all->max == 0 || !is_younger(item, &all->items[all->max - 1])))
        return;
    if (all->count < all->max)
        all->count++;
    else
        place--;
    for (; place > 0 && is_younger(item, &all->items[place - 1]); place--)
        all->items[place] = all->items[place - 1];
    all->items[place] = *item;
    if (!item->of.at)
        all->items[place].of = all->of;
}

static void keep_thread(void *context, int64_t thread, int64_t newest)
{
    struct unread_threads *unread = &((struct collection *)context)->unread;
    size_t place = unread->count;
    if (unread->count == BOUND_NEWS_THREADS &&
        newest <= unread->list[BOUND_NEWS_THREADS - 1].newest)
        return;
    if (unread->count < BOUND_NEWS_THREADS)
        unread->count++;
    else
        place--;
    for (; place > 0 && unread->list[place - 1].newest < newest; place--)
        unread->list[place] = unread->list[place - 1];
    unread->list[place].thread = thread;
    unread->list[place].newest = newest;
}

static const struct room *room_among(const struct others *others, struct slice of)
{
    for (size_t i = 0; i < others->count; i++)
        if (slice_is(of, others->list[i].name))
            return others->list[i].room;
    return NULL;
}

static void keep_mentions(struct collection *all, const struct others *others)
{
    struct inbox_mention mention;
    size_t place = 0;
    while (inbox_mentions_next(all->inbox->mentions, &place, &mention)) {
        const struct room *room = room_among(others, mention.of);
        struct news_item item = {.kind = mention.why,
                                 .of = mention.of,
                                 .thing = mention.thread,
                                 .post = mention.post,
                                 .said = mention.said,
                                 .step = mention.said ? mention.said : mention.post,
                                 .by = mention.by,
                                 .name = mention.name,
                                 .at_ms = mention.at_ms,
                                 .urgency = NEWS_HIGH};
        if (room && is_unread(all->inbox, &mention) &&
            room_news_about(room, &all->reader, mention.post, &item))
            keep(all, &item);
    }
}

static void keep_invitations(struct collection *all)
{
    struct inbox_invitation one;
    struct map_at at = {0};
    while (inbox_invitations_next(all->inbox->rooms, &at, &one))
        keep(all, &(struct news_item){.kind = "invitation",
                                      .of = one.of,
                                      .step = one.seq,
                                      .by = one.by,
                                      .name = one.name,
                                      .title = one.title,
                                      .at_ms = one.at_ms,
                                      .start_ms = one.start_ms,
                                      .urgency = NEWS_HIGH});
}

static void keep_requests(struct collection *all)
{
    const struct inbox_requests *requests = &all->inbox->requests;
    for (size_t i = 0; i < requests->count; i++)
        keep(all, &(struct news_item){.kind = "request",
                                      .of = academy,
                                      .thing = requests->items[i].seq,
                                      .step = requests->items[i].seq,
                                      .by = {NULL, 0},
                                      .at_ms = requests->items[i].at_ms,
                                      .urgency = NEWS_MIDDLE});
}

/* ---- the answer --------------------------------------------------------------------------------
 */

static void write_key(const struct news_item *item, struct writer *out)
{
    char key[KEY_BYTES];
    snprintf(key, sizeof key, "%s/%.*s/%" PRId64 "/%" PRId64, item->kind, (int)item->of.len,
             item->of.at, item->thing, item->step);
    writer_text(out, "key", slice_of(key));
}

static void write_by(const struct news_item *item, struct writer *out)
{
    if (item->by.len > 0)
        writer_text(out, "by", item->by);
    if (item->name.len > 0)
        writer_text(out, "name", item->name);
}

static void write_title(const struct news_item *item, struct writer *out)
{
    if (item->title.len == 0)
        return;
    if (!item->dir) {
        writer_raw(out, "title", item->title);
        return;
    }
    writer_text(out, "title", item->title);
    writer_text(out, "dir", slice_of(item->dir));
}

static void write_item(const struct news_item *item, struct writer *out)
{
    static const char *const urgencies[] = {"low", "normal", "high"};
    writer_object(out, NULL);
    writer_text(out, "kind", slice_of(item->kind));
    write_key(item, out);
    writer_text(out, "of", item->of);
    if (item->thing)
        writer_int(out, "thing", item->thing);
    if (item->post)
        writer_int(out, "post", item->post);
    if (item->said)
        writer_int(out, "said", item->said);
    if (item->count)
        writer_int(out, "count", item->count);
    write_by(item, out);
    write_title(item, out);
    if (item->words.len > 0)
        writer_text(out, "words", item->words);
    writer_int(out, "at", item->at_ms);
    if (item->start_ms)
        writer_int(out, "start", item->start_ms);
    writer_text(out, "urgency", slice_of(urgencies[item->urgency]));
    writer_end(out);
}

static void write_threads(const struct unread_threads *unread, struct writer *out)
{
    writer_array(out, "threads");
    for (size_t i = 0; i < unread->count; i++)
        writer_int(out, NULL, unread->list[i].thread);
    writer_end(out);
}

static void write_due(const struct news_due *due, struct writer *out)
{
    writer_object(out, "due");
    writer_text(out, "kind", slice_of(due->kind));
    writer_int(out, "unit", due->thing);
    writer_int(out, "item", due->item);
    writer_raw(out, "title", due->title);
    writer_int(out, "at", due->at_ms);
    writer_end(out);
}

/* How the course is called where things of it may be listed. */
static void write_name(const struct collection *all, const struct room *room, struct writer *out)
{
    struct slice title = room_finds_title(room);
    if (all->max > 0 && title.len > 0)
        writer_raw(out, "title", title);
}

/* Asks a room, and writes what it counts. False: it says nothing to them. */
static void ask_room(struct collection *all, const struct other *other, bool threads,
                     struct writer *out)
{
    struct news_out heard = {.add = all->max > 0 ? keep : NULL,
                             .unread_add = threads ? keep_thread : NULL,
                             .context = all};
    all->of = slice_of(other->name);
    if (!other->room || !room_news_tells(other->room, all->reader.person))
        return;
    room_news(other->room, &all->reader, &heard);
    writer_object_slice(out, all->of);
    if (is_course(all->of)) {
        writer_int(out, "unread", heard.unread);
        write_name(all, other->room, out);
    }
    if (heard.due.kind)
        write_due(&heard.due, out);
    writer_int(out, "at", room_seq(other->room));
    writer_end(out);
}

/* Of 0 nothing is listed. */
static enum err limit_read(const struct json *data, int64_t *limit)
{
    *limit = 0;
    if (json_get_int(data, "limit", limit) && *limit == 0)
        return ERR_NONE;
    *limit = BOUND_NEWS;
    return common_ask_limit(data, "limit", BOUND_NEWS, limit);
}

enum err inbox_news_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct others *others = scene->others;
    int64_t limit;
    bool threads = common_has(data, "of") && common_get_bool(data, "threads"), whole = true;
    enum err error = limit_read(data, &limit);
    if (error || !others)
        return error ? error : ERR_BAD_REQUEST;
    struct collection *all = mem_new(sizeof *all);
    all->inbox = state;
    all->max = (size_t)limit;
    all->reader = (struct news_reader){scene->person, inbox_own, others->now_ms};
    all->reader.own.context = state;
    writer_object(out, "rooms");
    for (size_t i = 0; i < others->count; i++) {
        whole = whole && others->list[i].room;
        ask_room(all, &others->list[i], threads, out);
    }
    writer_end(out);
    keep_mentions(all, others);
    if (!common_has(data, "of")) {
        keep_invitations(all);
        keep_requests(all);
    }
    writer_array(out, "news");
    for (size_t i = 0; i < all->count; i++)
        write_item(&all->items[i], out);
    writer_end(out);
    if (threads)
        write_threads(&all->unread, out);
    if (limit > 0 && all->more)
        writer_bool(out, "more", true);
    if (!whole)
        writer_bool(out, "partial", true);
    inbox_settings_write(((const struct inbox *)state)->settings, out);
    mem_free(all);
    return ERR_NONE;
}
