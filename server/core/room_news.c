/* SPDX-License-Identifier: Apache-2.0
 * One feature after another. */
#include "core/room_news.h"

#include <stdio.h>

#include "base/unused.h"
#include "core/room_state.h"

void others_add(struct others *others, struct slice name)
{
    if (others->count == OTHERS_MAX || name.len > ROOM_NAME_BYTES)
        return;
    for (size_t i = 0; i < others->count; i++)
        if (slice_is(name, others->list[i].name))
            return;
    struct other *other = &others->list[others->count++];
    snprintf(other->name, sizeof other->name, "%.*s", (int)name.len, name.at);
    other->room = NULL;
}

bool room_news_tells(const struct room *room, struct slice person)
{
    struct rings rings = room_rings(room, person);
    return room_exists(room) && (rings_inside(rings) || rings_visiting(rings));
}

/* Of visitors whoever knows what is theirs alone is asked. */
static bool is_asked(const struct share *share, const struct news_ask *ask)
{
    return rings_inside(ask->rings) || share->feature->knows.news->visitors;
}

static const struct share *next_share(const struct room *room, size_t *place)
{
    while (*place < room->shares_count && !room->shares[*place].feature->knows.news)
        ++*place;
    return *place < room->shares_count ? &room->shares[(*place)++] : NULL;
}

static int64_t read_nothing(const void *context, struct slice of, int64_t thing)
{
    UNUSED(context);
    UNUSED(of);
    UNUSED(thing);
    return 0;
}

static enum news_level level_unsaid(const void *context, struct slice of, enum news_thing what,
                                    int64_t seq)
{
    UNUSED(context);
    UNUSED(of);
    UNUSED(what);
    UNUSED(seq);
    return NEWS_UNSAID;
}

static bool told_nothing(const void *context, struct slice of, int64_t seq)
{
    UNUSED(context);
    UNUSED(of);
    UNUSED(seq);
    return false;
}

bool room_news_own(const struct room *own, struct news_own *out)
{
    *out = (struct news_own){read_nothing, level_unsaid, told_nothing, NULL};
    for (size_t i = 0; own && i < own->shares_count; i++)
        if (own->shares[i].feature->knows.own) {
            *out = *own->shares[i].feature->knows.own;
            out->context = own->shares[i].state;
            return true;
        }
    return false;
}

static struct news_ask ask_of(const struct news_reader *reader, const struct scene *scene)
{
    return (struct news_ask){.scene = scene,
                             .of = room_name(scene->room),
                             .rings = room_rings(scene->room, reader->person),
                             .now_ms = reader->now_ms,
                             .own = &reader->own};
}

void room_news(const struct room *room, const struct news_reader *reader, struct news_out *out)
{
    const struct share *share;
    const struct scene scene = room_state_scene(room, reader->person, 0);
    const struct news_ask ask = ask_of(reader, &scene);
    size_t place = 0;
    while (room_news_tells(room, reader->person) && (share = next_share(room, &place)))
        if (is_asked(share, &ask) && share->feature->knows.news->each)
            share->feature->knows.news->each(share->state, &ask, out);
}

bool room_news_about(const struct room *room, const struct news_reader *reader, int64_t seq,
                     struct news_item *item)
{
    const struct share *share;
    const struct scene scene = room_state_scene(room, reader->person, 0);
    const struct news_ask ask = ask_of(reader, &scene);
    size_t place = 0;
    while (room_news_tells(room, reader->person) && (share = next_share(room, &place)))
        if (is_asked(share, &ask) && share->feature->knows.news->about &&
            share->feature->knows.news->about(share->state, seq, &ask, item))
            return true;
    return false;
}

void room_news_waits(const struct news_ask *ask, struct slice of, news_thing_fn *fn, void *context)
{
    const struct share *share;
    size_t place = 0;
    while ((share = next_share(ask->scene->room, &place)))
        if (share->feature->knows.news->waits)
            share->feature->knows.news->waits(share->state, ask, of, fn, context);
}
