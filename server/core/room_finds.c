/* SPDX-License-Identifier: Apache-2.0
 * A place names its feature, so that one alone is asked. */
#include "core/room_finds.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/room.h"
#include "core/room_state.h"

bool room_finds_any(const struct kind *kind)
{
    for (const struct feature *const *feature = kind->features; *feature; feature++)
        if ((*feature)->knows.finds && (*feature)->knows.finds->texts)
            return true;
    return false;
}

/* The feature whose row the entry is; NULL: it has nothing that can be found. */
static const struct feature *feature_of(const struct kinds *kinds, const struct entry *entry)
{
    const struct kind *kind = kinds_of(kinds, entry->room);
    const struct method *method =
        kind ? methods_find(kinds_methods(kinds, kind), entry->type) : NULL;
    if (!method || !method->row)
        return NULL;
    const struct feature *feature = kind->features[method->feature];
    return feature->knows.finds && feature->knows.finds->texts ? feature : NULL;
}

static bool takes_away(const struct entry *entry)
{
    return slice_is(entry->type, "room.erase") && !json_get(entry->data, "person");
}

bool room_finds_concerns(const struct kinds *kinds, const struct entry *entry)
{
    return takes_away(entry) || feature_of(kinds, entry);
}

bool room_finds_texts(const struct kinds *kinds, const struct entry *entry, unsigned shown,
                      struct buffer *out, char place[FIND_PLACE_BYTES])
{
    const struct feature *feature = feature_of(kinds, entry);
    if (!feature || entry->erased || json_get(entry->data, SIDE_MEMBER))
        return false;
    size_t before = out->len;
    int64_t thing = feature->knows.finds->texts(entry, shown, out);
    snprintf(place, FIND_PLACE_BYTES, "%s/%" PRId64, feature->name, thing);
    return thing > 0 && out->len > before;
}

void room_finds_gone(const struct entry *entry, void (*fn)(void *context, int64_t seq),
                     void *context)
{
    int64_t seq;
    if (!takes_away(entry))
        return;
    const struct json *seqs = json_get(entry->data, "seqs");
    for (const struct json *at = json_first(seqs); at; at = json_next(at))
        if (json_as_int(at, &seq) && seq > 0)
            fn(context, seq);
}

/* Reads a place; false when it is none. */
static bool place_read(struct slice place, struct slice *feature, int64_t *thing)
{
    const char *slash = place.len > 0 ? memchr(place.at, '/', place.len) : NULL;
    if (!slash)
        return false;
    *feature = (struct slice){place.at, (size_t)(slash - place.at)};
    *thing = part_seq((struct slice){slash + 1, place.len - feature->len - 1});
    return *thing > 0;
}

bool room_finds_sees(const struct room *room, struct slice person, struct slice place, int64_t seq,
                     struct find_item *item)
{
    struct slice name;
    int64_t thing;
    *item = (struct find_item){.shown = 0};
    const struct rings rings = room_rings(room, person);
    if (!room_exists(room) || !rings_inside(rings) || !place_read(place, &name, &thing))
        return false;
    const struct scene scene = room_state_scene(room, person, 0);
    const struct find_ask ask = {.scene = &scene, .rings = rings};
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (slice_is(name, share->feature->name) && share->feature->knows.finds &&
            share->feature->knows.finds->sees)
            return share->feature->knows.finds->sees(share->state, thing, seq, &ask, item) &&
                   item->shown;
    }
    return false;
}

struct slice room_finds_title(const struct room *room)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct finds *finds = room->shares[i].feature->knows.finds;
        if (finds && finds->title)
            return finds->title(room->shares[i].state);
    }
    return (struct slice){NULL, 0};
}

void room_finds_rooms(const struct room *room, struct slice person, find_room_fn *fn, void *context)
{
    const struct scene scene = room_state_scene(room, person, 0);
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct finds *finds = room->shares[i].feature->knows.finds;
        if (finds && finds->rooms)
            finds->rooms(room->shares[i].state, &scene, fn, context);
    }
}
