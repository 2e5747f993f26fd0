/* SPDX-License-Identifier: Apache-2.0
 * Finding a query, whoever may ask it, and where. */
#include "core/room_query.h"

#include "core/room_side.h"

bool room_has_query(const struct room *room, struct slice name)
{
    const struct method *method = methods_find(room->methods, name);
    return method && method->query;
}

/* Where it is asked. */
static struct scene question_scene(const struct room *room, const struct room_question *question)
{
    const struct method *method = methods_find(room->methods, question->name);
    return room_state_scene(room, question->person,
                            method ? room_state_side(room, method, question->data) : 0);
}

/* The query, where this person may ask it. */
static enum err find_query(const struct room *room, const struct room_question *question,
                           const struct scene *scene, const struct method **method)
{
    *method = methods_find(room->methods, question->name);
    if (!*method || !(*method)->query)
        return ERR_METHOD_NOT_FOUND;
    if (!room_exists(room))
        return scene->role == ROLE_SYSTEM ? ERR_UNKNOWN_CHANNEL : ERR_PERMISSION_DENIED;
    if (scene->role == ROLE_SYSTEM)
        return ERR_NONE;
    bool may = (*method)->query->roles & (unsigned)scene->role &&
               !room_state_locks(room, *method, scene->role, scene->person);
    return may ? room_side_within(scene) : ERR_PERMISSION_DENIED;
}

size_t room_query_needs(const struct room *room, const struct room_question *question,
                        int64_t *seqs, size_t max)
{
    const struct method *method;
    struct scene scene = question_scene(room, question);
    if (find_query(room, question, &scene, &method) || !method->query->needs)
        return 0;
    return method->query->needs(room_state_share(room, method, question->data)->state,
                                question->data, &scene, seqs, max);
}

enum err room_query(const struct room *room, const struct room_question *question,
                    const struct bodies *bodies, struct buffer *out)
{
    const struct method *method;
    struct scene scene = question_scene(room, question);
    enum err error = find_query(room, question, &scene, &method);
    if (error)
        return error;
    struct writer writer;
    scene.bodies = bodies;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    error = method->query->answer(room_state_share(room, method, question->data)->state,
                                  question->data, &scene, &writer);
    if (error)
        return error;
    writer_end(&writer);
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Whether the person of the scene stands within that side room; in the room they do. */
static bool stands_in(const struct scene *scene, int64_t side)
{
    if (!side)
        return true;
    struct part part = sides_part(&scene->room->sides, side);
    return !rings_none(room_side_rings(scene->room, &part, scene->person));
}

bool room_shows(const struct scene *scene, struct slice feature, int64_t seq)
{
    struct walk walk = {0};
    while (room_state_walk(scene->room, &walk)) {
        const struct share *share = walk.share;
        if (share->feature->shows && slice_is(feature, share->feature->name) &&
            stands_in(scene, walk.number) && share->feature->shows(share->state, seq, scene))
            return true;
    }
    return false;
}
