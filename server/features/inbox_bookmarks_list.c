/* SPDX-License-Identifier: Apache-2.0
 * A page is the same for the rooms that are asked and for what is written of them. */
#include "features/inbox_bookmarks_list.h"

#include "base/bounds.h"
#include "core/room_finds.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/inbox_bookmarks_about.h"
#include "features/inbox_news.h"
#include "features/inbox_state.h"

_Static_assert((int)BOUND_BOOKMARKS_PAGE <= (int)OTHERS_MAX, "each may be of another room");

static const char *const shows[] = {"open", "done", NULL};

/* What is asked for. */
struct page {
    const struct inbox_bookmarks *bookmarks;
    int64_t only, before, limit, count; /* only: the one of that seq; 0: all that fit */
    bool done;
};

static enum err page_read(const struct inbox *inbox, const struct json *data, struct page *page)
{
    int show = 0;
    *page = (struct page){.bookmarks = inbox->bookmarks, .limit = BOUND_BOOKMARKS_PAGE};
    enum err error = common_ask_choice(data, "show", shows, &show);
    if (!error)
        error = common_ask_limit(data, "bookmark", INT64_MAX, &page->only);
    if (!error)
        error = common_ask_limit(data, "before", INT64_MAX, &page->before);
    page->done = show == 1;
    return error ? error : common_ask_limit(data, "limit", BOUND_BOOKMARKS_PAGE, &page->limit);
}

static bool fits(const struct page *page, const struct inbox_bookmark *bookmark)
{
    return page->only ? bookmark->seq == page->only : bookmark->done == page->done;
}

/* The next that fits, on this page or behind it. */
static bool find(const struct page *page, int64_t before, struct inbox_bookmark *out)
{
    while (inbox_bookmarks_before(page->bookmarks, before, out)) {
        if (fits(page, out))
            return true;
        before = out->seq;
    }
    return false;
}

static bool next(struct page *page, struct inbox_bookmark *out)
{
    if (page->count == page->limit || !find(page, page->before, out))
        return false;
    page->before = out->seq;
    page->count++;
    return true;
}

void inbox_bookmarks_others(const void *state, const struct json *data, struct others *out)
{
    struct inbox_bookmark bookmark;
    struct page page;
    if (page_read(state, data, &page))
        return;
    while (next(&page, &bookmark))
        others_add(out, bookmark.of);
}

static const struct room *room_of(const struct others *others, struct slice of)
{
    for (size_t i = 0; others && i < others->count; i++)
        if (slice_is(of, others->list[i].name))
            return others->list[i].room;
    return NULL;
}

static void place_write(const struct inbox_bookmark *bookmark, const struct news_item *item,
                        struct writer *out)
{
    writer_int(out, "bookmark", bookmark->seq);
    writer_text(out, "of", bookmark->of);
    if (bookmark->thing)
        writer_int(out, "thing", item->thing ? item->thing : bookmark->thing);
    if (bookmark->post)
        writer_int(out, "post", bookmark->post);
    if (bookmark->second >= 0)
        writer_int(out, "second", bookmark->second);
    writer_int(out, "at", bookmark->at_ms);
}

static void own_write(const struct inbox_bookmark *bookmark, struct writer *out)
{
    if (bookmark->note.len > 0)
        writer_text(out, "note", bookmark->note);
    if (bookmark->remind_ms)
        writer_int(out, "remind", bookmark->remind_ms);
    if (bookmark->heard)
        writer_bool(out, "heard", true);
    if (bookmark->done)
        writer_bool(out, "done", true);
}

/* The title is one text, or texts by language. */
static void said_write(const struct news_item *item, struct writer *out)
{
    if (item->title.len > 0 && item->dir) {
        writer_text(out, "title", item->title);
        writer_text(out, "dir", slice_of(item->dir));
    } else if (item->title.len > 0) {
        writer_raw(out, "title", item->title);
    }
    if (item->by.len > 0)
        writer_text(out, "by", item->by);
    if (item->name.len > 0)
        writer_text(out, "name", item->name);
    if (item->words.len > 0)
        writer_text(out, "words", item->words);
}

static void bookmark_write(const struct inbox_bookmark *bookmark, const struct others *others,
                           const struct news_reader *reader, struct writer *out)
{
    struct news_item item = {.kind = "bookmark"};
    const struct room *room = room_of(others, bookmark->of);
    bool there = inbox_bookmark_about(bookmark, room, reader, &item);
    struct slice called = there ? room_finds_title(room) : SLICE("");
    writer_object(out, NULL);
    place_write(bookmark, &item, out);
    own_write(bookmark, out);
    if (there)
        said_write(&item, out);
    else
        writer_bool(out, "gone", true);
    if (called.len > 0)
        writer_raw(out, "room", called);
    writer_end(out);
}

enum err inbox_bookmarks_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    const struct others *others = scene->others;
    struct news_reader reader = {scene->person, inbox_own, others ? others->now_ms : 0};
    struct inbox_bookmark bookmark;
    struct page page;
    enum err error = page_read(state, data, &page);
    if (error)
        return error;
    reader.own.context = state;
    writer_array(out, "bookmarks");
    while (next(&page, &bookmark))
        bookmark_write(&bookmark, others, &reader, out);
    writer_end(out);
    if (find(&page, page.before, &bookmark))
        writer_int(out, "next", page.before);
    return ERR_NONE;
}
