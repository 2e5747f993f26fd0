/* SPDX-License-Identifier: Apache-2.0
 * Doors, and what may be done behind them. */
#include "core/room_side.h"

#include "core/room_area.h"

/* Whether that kind of part is one of the feature's. */
static bool has_part(const struct feature *feature, const struct part *part)
{
    return part->kind >= feature->parts && part->kind < feature->parts + feature->parts_count;
}

const struct share *room_side_owner(const struct room *room, const struct part *part)
{
    for (size_t i = 0; i < room->shares_count; i++)
        if (has_part(room->shares[i].feature, part))
            return &room->shares[i];
    return NULL;
}

bool room_side_exists(const struct room *room, const struct part *part)
{
    const struct share *share = room_side_owner(room, part);
    return share && part->kind->exists(share->state, part_id(part));
}

struct rings room_side_rings(const struct room *room, const struct part *part, struct slice person)
{
    const struct share *share = room_side_owner(room, part);
    struct rings rings = room_state_rings(room, person);
    if (!room_side_exists(room, part))
        return (struct rings){0};
    if (part->kind->area)
        rings = room_area_rings(room, person, part->kind->area(share->state, part_id(part)));
    if (!rings_inside(rings))
        return (struct rings){0};
    return part->kind->door ? part->kind->door(share->state, part_id(part), person, rings) : rings;
}

const struct side *room_side_seen(const struct room *room, const struct viewer *viewer)
{
    const struct sides *sides = &room->sides;
    int64_t number = sides_of_part(sides, viewer->part);
    bool exists =
        number && sides->kind->exists(room->shares[sides->owner].state, part_id(viewer->part));
    return exists ? sides_find(sides, number) : NULL;
}

enum err room_side_within(const struct scene *scene)
{
    const struct room *room = scene->room;
    if (!scene->side)
        return ERR_NONE;
    struct part part = sides_part(&room->sides, scene->side);
    bool within = veil_hides(scene->person)
                      ? room_side_exists(room, &part)
                      : !rings_none(room_side_rings(room, &part, scene->person));
    return within ? ERR_NONE : ERR_PERMISSION_DENIED;
}

enum err room_side_check(const struct row *row, const struct scene *scene)
{
    const struct sides *sides = &scene->room->sides;
    enum err error = room_side_within(scene);
    if (error || !scene->side || row->lock.never || scene->role != ROLE_PARTICIPANT)
        return error;
    struct part part = sides_part(sides, scene->side);
    return sides->kind->closed
               ? sides->kind->closed(scene->room->shares[sides->owner].state, part_id(&part))
               : ERR_NONE;
}
