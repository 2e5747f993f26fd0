/* SPDX-License-Identifier: Apache-2.0
 *
 * Asks the features of a room what is new to somebody (core/news.h), and the rooms that a query
 * asks beside its own (struct query, `others`).
 */
#ifndef MUSTER_CORE_ROOM_NEWS_H
#define MUSTER_CORE_ROOM_NEWS_H

#include "core/news.h"
#include "core/room.h"

/* Rooms that are asked with another. The hub wakes them, and fills in `room`; one that could not be
 * woken, or that the person is not in, is NULL. */
enum { OTHERS_MAX = 64 };
struct others {
    size_t count;
    int64_t now_ms;
    struct other {
        char name[ROOM_NAME_BYTES + 1];
        const struct room *room; /* borrowed */
    } list[OTHERS_MAX];
};

/* One more, unless it is there, or there are too many. */
void others_add(struct others *others, struct slice name);

/* Who asks. */
struct news_reader {
    struct slice person;
    struct news_own own;
    int64_t now_ms;
};
/* Whether that person stands inside the room: else it tells them nothing. */
bool room_news_tells(const struct room *room, struct slice person);
/* What a room of the asker's own (struct query, `own`) knows, in *out. False: none does, or it is
 * NULL; then nothing was read or chosen. */
bool room_news_own(const struct room *own, struct news_own *out);
/* What all features say. */
void room_news(const struct room *room, const struct news_reader *reader, struct news_out *out);
/* The same about one thing that they were told of by name; false: they do not see it, or it stands
 * no more. */
bool room_news_about(const struct room *room, const struct news_reader *reader, int64_t seq,
                     struct news_item *item);
/* Calls `fn` for each thing of that feature about which they have to decide something. */
void room_news_waits(const struct news_ask *ask, struct slice of, news_thing_fn *fn, void *context);

#endif
