/* SPDX-License-Identifier: Apache-2.0
 * Side rooms by their number. */
#include "core/side.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

#include "base/check.h"
#include "base/mem.h"

static struct side *side_new(const struct sides *sides, const struct room *room, int64_t number)
{
    struct side *side = mem_new(sizeof *side + sides->count * sizeof *side->shares);
    side->number = number;
    for (size_t i = 0; i < sides->count; i++) {
        const struct feature *feature = sides->kind->holds[i];
        void *state = feature->state_new ? feature->state_new(room) : NULL;
        side->shares[i] = (struct share){.feature = feature, .state = state};
    }
    return side;
}

static void side_free(const struct sides *sides, struct side *side)
{
    for (size_t i = 0; i < sides->count; i++)
        if (side->shares[i].feature->state_free)
            side->shares[i].feature->state_free(side->shares[i].state);
    mem_free(side);
}

/* The kind of part that holds features, and whose it is. */
static void find_kind(struct sides *sides, const struct feature *const *features)
{
    for (size_t i = 0; features[i]; i++)
        for (size_t k = 0; k < features[i]->parts_count; k++) {
            if (!features[i]->parts[k].holds)
                continue;
            check(!sides->kind);
            sides->kind = &features[i]->parts[k];
            sides->owner = i;
        }
}

static bool holds(const struct part_kind *kind, const struct feature *feature)
{
    const struct feature *const *held = kind->holds;
    while (*held && *held != feature)
        held++;
    return *held;
}

void sides_init(struct sides *sides, const struct feature *const *features, const struct room *room)
{
    *sides = (struct sides){0};
    find_kind(sides, features);
    if (!sides->kind)
        return;
    while (sides->kind->holds[sides->count])
        sides->count++;
    for (size_t i = 0; features[i]; i++) {
        bool held = holds(sides->kind, features[i]);
        check(!held || i < CHAR_BIT * sizeof sides->held);
        if (held)
            sides->held |= UINT64_C(1) << i;
    }
    sides->rooms = map_new(BOUND_GROUPS);
    sides->empty = side_new(sides, room, 0);
}

void sides_done(struct sides *sides)
{
    struct map_at at = {0};
    if (!sides->kind)
        return;
    for (struct side *side; (side = sides_next(sides, &at));)
        side_free(sides, side);
    map_free(&sides->rooms, NULL);
    side_free(sides, sides->empty);
}

int64_t sides_number(const struct sides *sides, size_t feature, const struct json *data)
{
    int64_t number = 0;
    if (sides->held >> feature & 1)
        (void)json_get_int(data, SIDE_MEMBER, &number);
    return number;
}

enum err sides_read(const struct sides *sides, size_t feature, const struct json *data,
                    struct writer *out)
{
    const struct json *member = sides->held >> feature & 1 ? json_get(data, SIDE_MEMBER) : NULL;
    int64_t number = 0;
    if (!member || json_is_null(member))
        return ERR_NONE;
    if (!json_as_int(member, &number) || number < 1)
        return ERR_BAD_REQUEST;
    writer_int(out, SIDE_MEMBER, number);
    return ERR_NONE;
}

void sides_name(int64_t number, size_t begin, struct buffer *out)
{
    struct buffer rest;
    if (!number)
        return;
    buffer_init(&rest, BOUND_ENTRY_BYTES);
    buffer_add(&rest, (struct slice){out->bytes + begin + 1, out->len - begin - 1});
    out->len = begin;
    buffer_addf(out, "{\"" SIDE_MEMBER "\":%" PRId64 "%s", number, rest.len > 1 ? "," : "");
    buffer_add(out, buffer_slice(&rest));
    buffer_done(&rest);
}

const struct side *sides_find(const struct sides *sides, int64_t number)
{
    const struct side *side = map_find(sides->rooms, slice_of_seq(&number));
    return side ? side : sides->empty;
}

struct side *sides_get(struct sides *sides, const struct room *room, int64_t number)
{
    struct side *side = map_find(sides->rooms, slice_of_seq(&number));
    if (side)
        return side;
    check(!map_full(sides->rooms));
    side = side_new(sides, room, number);
    map_put(sides->rooms, slice_of_seq(&number), side);
    return side;
}

const struct share *sides_share(const struct sides *sides, const struct side *side,
                                const struct feature *feature)
{
    size_t place = 0;
    while (sides->kind->holds[place] != feature)
        place++;
    return &side->shares[place];
}

struct part sides_part(const struct sides *sides, int64_t number)
{
    struct parts parts = {0};
    parts_add_seq(&parts, sides->kind, number);
    return parts.list[0];
}

int64_t sides_of_part(const struct sides *sides, const struct part *part)
{
    return part && sides->kind && part->kind == sides->kind ? part_seq(part_id(part)) : 0;
}

void sides_drop(struct sides *sides, const void *state)
{
    struct map_at at = {0};
    for (struct side *side; (side = sides_next(sides, &at));) {
        struct part part = sides_part(sides, side->number);
        if (sides->kind->exists(state, part_id(&part)))
            continue;
        map_take(sides->rooms, slice_of_seq(&side->number));
        side_free(sides, side);
    }
}

struct side *sides_next(const struct sides *sides, struct map_at *at)
{
    return sides->kind && map_next(sides->rooms, at) ? at->value : NULL;
}
