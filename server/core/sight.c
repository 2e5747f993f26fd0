/* SPDX-License-Identifier: Apache-2.0
 * A patch for each ring, then the things that views show. */
#include "core/sight.h"

#include <stdio.h>

#include "base/mem.h"
#include "core/room_query.h"
#include "core/room_view.h"

enum {
    SEEN_MAX = 32, /* sets of rings of which it is remembered whether their view shows it */
};

struct sight_part {
    struct part part;
    struct rings rings; /* within it, who is shown something */
};

struct sight {
    int64_t seq, at_ms, thing;
    struct entry *entry; /* owned: a copy */
    enum err refused;
    bool sums;
    bool stands; /* the thing stands in views, by its seq */
    struct rings rings;
    size_t parts_count, people_count, seen_count;
    struct sight_part parts[PARTS_MAX];
    char people[TOUCH_MAX + 1][BOUND_ID_BYTES + 1]; /* whose `me` it changed */
    struct {
        struct rings rings;
        bool seen;
    } seen[SEEN_MAX]; /* at the moment that is asked about */
};

struct sight *sight_new(void)
{
    return mem_new(sizeof(struct sight));
}

void sight_free(struct sight **sight)
{
    entry_unref(&(*sight)->entry);
    mem_free(*sight);
    *sight = NULL;
}

/* ---- when it comes -----------------------------------------------------------------------------
 */

/* Whether what a feature shows of itself has a thing of that seq: things stand in collections, or
 * beside each other. */
static bool has_thing(const struct json *share, int64_t seq)
{
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)seq);
    const struct json *thing = json_get(share, key);
    for (const struct json *at = json_first(share); at && !thing; at = json_next(at))
        thing = json_get(at, key);
    return thing && !json_is_null(thing);
}

/* Whether the entry shows something to people in these rings. */
static bool shows(struct sight *sight, const struct room *room, const struct entry *entry,
                  const struct viewer *viewer)
{
    struct buffer patch;
    struct json *json = NULL;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    bool any = room_patch(room, entry, viewer, &patch);
    if (any && !sight->stands && json_parse_large(buffer_slice(&patch), &json) == ERR_NONE)
        for (const struct json *share = json_first(json); share; share = json_next(share))
            sight->stands = sight->stands || has_thing(share, sight->thing);
    json_free(&json);
    buffer_done(&patch);
    return any;
}

/* Asks for each ring of a word: beside everybody inside, as people stand in them. */
static uint64_t shown_to(struct sight *sight, const struct room *room, const struct entry *entry,
                         const struct viewer *like, bool staff)
{
    uint64_t shown = 0;
    for (int ring = 0; ring < RING_COUNT; ring++) {
        struct viewer viewer = *like;
        uint64_t *word = staff ? &viewer.rings.staff : &viewer.rings.all;
        if (ring == RING_WAITING)
            viewer.rings = (struct rings){0};
        *word |= RING(ring);
        if (shows(sight, room, entry, &viewer))
            shown |= RING(ring);
        if (ring == RING_INSIDE && shown)
            break; /* and so to all of them */
    }
    return shown;
}

static struct rings rings_shown(struct sight *sight, const struct room *room,
                                const struct entry *entry, const struct part *part)
{
    struct viewer inside = {RINGS_INSIDE, part};
    struct rings shown = {.all = shown_to(sight, room, entry, &inside, false)};
    if (!(shown.all & RING(RING_INSIDE))) {
        inside.rings = rings_both(RINGS_INSIDE, RINGS_STAFF);
        shown.staff = shown_to(sight, room, entry, &inside, true);
    }
    return shown;
}

static void take_people(struct sight *sight, const struct room *room, const struct entry *entry)
{
    struct slice people[TOUCH_MAX + 1];
    struct buffer patch;
    size_t count = room_touches(room, entry, people);
    buffer_init(&patch, BOUND_VIEW_BYTES);
    for (size_t i = 0; count != TOUCH_ALL && i < count; i++) {
        buffer_clear(&patch);
        if (people[i].len <= BOUND_ID_BYTES && room_patch_me(room, entry, people[i], &patch))
            memcpy(sight->people[sight->people_count++], people[i].at, people[i].len);
    }
    buffer_done(&patch);
}

void sight_take(struct sight *sight, const struct room *room, const struct entry *entry,
                enum err refused)
{
    const struct row *row = room_row(room, entry->type);
    struct parts parts = {0};
    sight->entry = entry_new(entry);
    sight->seq = entry->seq;
    sight->at_ms = entry->at_ms;
    sight->refused = refused;
    sight->thing = room_thing(room, entry);
    sight->sums = row && row->delivery == DELIVER_TALLY;
    if (refused || sight->sums)
        return;
    (void)room_parts(room, entry, &parts);
    for (size_t i = 0; i < parts.count; i++)
        sight->parts[sight->parts_count++] =
            (struct sight_part){parts.list[i], rings_shown(sight, room, entry, &parts.list[i])};
    if (parts.count == 0)
        sight->rings = rings_shown(sight, room, entry, NULL);
    take_people(sight, room, entry);
}

struct slice sight_type(const struct sight *sight)
{
    return sight->entry ? sight->entry->type : (struct slice){NULL, 0};
}

int64_t sight_at_ms(const struct sight *sight)
{
    return sight->at_ms;
}

/* ---- at the moment -----------------------------------------------------------------------------
 */

enum sight_state sight_state(const struct sight *sight, const struct room *room)
{
    if (!sight->seq)
        return SIGHT_NONE;
    if (sight->refused)
        return SIGHT_REFUSED;
    if (sight->sums)
        return SIGHT_SUMS;
    return room_withdrawn(room, sight->seq) ? SIGHT_WITHDRAWN : SIGHT_SHOWN;
}

/* Whether the view of people in these rings has the thing; of the feature whose entry it is. */
static bool view_has(const struct sight *sight, const struct room *room, struct rings rings)
{
    struct buffer view;
    struct json *json = NULL;
    buffer_init(&view, BOUND_VIEW_BYTES);
    room_shows_share(room, sight->entry, rings, &view);
    bool has =
        json_parse_large(buffer_slice(&view), &json) == ERR_NONE && has_thing(json, sight->thing);
    json_free(&json);
    buffer_done(&view);
    return has;
}

/* The same, asked once for each set of rings. */
static bool view_shows(struct sight *sight, const struct room *room, struct rings rings)
{
    for (size_t i = 0; i < sight->seen_count; i++)
        if (rings_equal(sight->seen[i].rings, rings))
            return sight->seen[i].seen;
    bool seen = view_has(sight, room, rings);
    if (sight->seen_count < SEEN_MAX) {
        sight->seen[sight->seen_count].rings = rings;
        sight->seen[sight->seen_count++].seen = seen;
    }
    return seen;
}

static bool part_shows(const struct sight *sight, const struct room *room, struct slice person)
{
    for (size_t i = 0; i < sight->parts_count; i++) {
        const struct part *part = &sight->parts[i].part;
        if (room_part_exists(room, part) &&
            rings_meet(room_part_rings(room, part, person), sight->parts[i].rings))
            return true;
    }
    return false;
}

/* What stands in a view is asked of what is shown now; all else was shown when it came. */
static bool room_sees(struct sight *sight, const struct room *room, struct slice person)
{
    struct rings rings = room_rings(room, person);
    bool in_part = sight->parts_count > 0;
    bool shown = in_part ? part_shows(sight, room, person) : rings_meet(rings, sight->rings);
    enum room_showing showing = room_showing(room, sight->entry);
    if (!sight->stands || !rings_inside(rings) || showing == ROOM_SHOWS_NOTHING)
        return shown;
    if (showing == ROOM_SHOWS_VIEW)
        return in_part ? shown : view_shows(sight, room, rings);
    return (shown || !in_part) && room_shows_thing(room, sight->entry, sight->thing, person);
}

static bool is_own(const struct sight *sight, struct slice person)
{
    for (size_t i = 0; i < sight->people_count; i++)
        if (slice_is(person, sight->people[i]))
            return true;
    return false;
}

enum sight_how sight_how(struct sight *sight, const struct room *room, struct slice person)
{
    if (room_sees(sight, room, person))
        return SIGHT_VIEW;
    return is_own(sight, person) ? SIGHT_OWN : SIGHT_NOT;
}
