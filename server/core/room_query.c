/* SPDX-License-Identifier: Apache-2.0
 * Whether somebody may ask, then the feature's answer. */
#include "core/room_query.h"

#include "core/room_state.h"
#include "core/withdrawn.h"

bool room_has_query(const struct room *room, struct slice name)
{
    const struct method *method = methods_find(room->methods, name);
    return method && method->query;
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
               !room_state_locks(room, *method, scene->role);
    return may ? ERR_NONE : ERR_PERMISSION_DENIED;
}

size_t room_query_needs(const struct room *room, const struct room_question *question,
                        int64_t *seqs, size_t max)
{
    const struct method *method;
    struct scene scene = room_state_scene(room, question->person);
    if (find_query(room, question, &scene, &method) || !method->query->needs)
        return 0;
    return method->query->needs(room_state_share(room, method)->state, question->data, &scene, seqs,
                                max);
}

static enum err answer(const struct room *room, const struct method *method,
                       const struct room_question *question, const struct scene *scene,
                       struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    enum err error = method->query->answer(room_state_share(room, method)->state, question->data,
                                           scene, &writer);
    if (error)
        return error;
    writer_end(&writer);
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

enum err room_query(const struct room *room, const struct room_question *question,
                    const struct bodies *bodies, struct buffer *out)
{
    const struct method *method;
    struct scene scene = room_state_scene(room, question->person);
    enum err error = find_query(room, question, &scene, &method);
    scene.bodies = bodies;
    return error ? error : answer(room, method, question, &scene, out);
}

enum err room_query_past(const struct room *room, const struct room_question *question,
                         struct past_ask *out)
{
    const struct method *method;
    struct scene scene = room_state_scene(room, question->person);
    enum err error = find_query(room, question, &scene, &method);
    return error || !method->query->past ? error : method->query->past(question->data, out);
}

enum err room_query_then(const struct room *then, const struct room_question *question,
                         const struct past *past, struct buffer *out)
{
    struct scene scene = room_state_scene(then, question->person);
    scene.past = past;
    return answer(then, methods_find(then->methods, question->name), question, &scene, out);
}

bool room_shows(const struct scene *scene, struct slice feature, int64_t seq)
{
    for (size_t i = 0; i < scene->room->shares_count; i++) {
        const struct share *share = &scene->room->shares[i];
        if (share->feature->shows && slice_is(feature, share->feature->name))
            return share->feature->shows(share->state, seq, scene);
    }
    return false;
}

enum room_showing room_showing(const struct room *room, struct slice type)
{
    const struct share *share = NULL;
    if (!room_state_row(room, type, &share))
        return ROOM_SHOWS_NOTHING;
    if (share->feature->shows)
        return ROOM_SHOWS_THINGS;
    return share->feature->view ? ROOM_SHOWS_VIEW : ROOM_SHOWS_NOTHING;
}

bool room_shows_thing(const struct room *room, struct slice type, int64_t seq, struct slice person)
{
    const struct share *share = NULL;
    struct scene scene = room_state_scene(room, person);
    (void)room_state_row(room, type, &share);
    return share->feature->shows(share->state, seq, &scene);
}

void room_shows_share(const struct room *room, struct slice type, struct rings rings,
                      struct buffer *out)
{
    const struct share *share = NULL;
    struct writer writer;
    (void)room_state_row(room, type, &share);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    share->feature->view(share->state, &(struct viewer){.rings = rings}, NULL, &writer);
    writer_end(&writer);
}

bool room_withdrawn(const struct room *room, int64_t seq)
{
    return withdrawn_has(room->entries.withdrawn, seq) ||
           withdrawn_has(room->entries.forgotten, seq);
}
