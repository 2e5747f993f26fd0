/* SPDX-License-Identifier: Apache-2.0
 * What the door shows, to those before it and to the staff. */
#include "features/lobby_view.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_get.h"

static void waiting_write(const struct map_at *at, bool staff, struct writer *out)
{
    const struct waiting *waiting = at->value;
    writer_object_seq(out, waiting->ticket);
    if (staff) {
        writer_text(out, "by", at->key);
        writer_text(out, "name", slice_of(waiting->name));
        writer_int(out, "at", waiting->at_ms);
    }
    writer_bool(out, "place", !waiting->stranger);
    writer_end(out);
}

/* Those in sight behind the ticket `after`: staff see who, those who wait see that. */
static void line_write(const struct lobby *lobby, bool staff, int64_t after, struct writer *out)
{
    struct map_at at = {0};
    for (size_t i = 0; i < BOUND_LOBBY_WINDOW && map_next(lobby->queue, &at); i++)
        if (((const struct waiting *)at.value)->ticket > after)
            waiting_write(&at, staff, out);
}

static void told_write(const struct lobby *lobby, struct writer *out)
{
    if (!lobby->told)
        return;
    writer_object(out, "told");
    writer_text(out, "text", slice_of(lobby->told));
    writer_int(out, "at", lobby->told_ms);
    writer_end(out);
}

/* The line is of those before the door and of the staff; nobody else inside is told of it. */
static bool sees_line(const struct viewer *viewer)
{
    return rings_of_staff(viewer->rings) || !rings_inside(viewer->rings);
}

void lobby_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out)
{
    const struct lobby *lobby = state;
    bool staff = rings_of_staff(viewer->rings);
    UNUSED(bodies);
    if (!sees_line(viewer))
        return;
    writer_int(out, "count", (int64_t)map_count(lobby->queue));
    writer_object(out, "line");
    line_write(lobby, staff, 0, out);
    writer_end(out);
    told_write(lobby, out);
    if (staff)
        writer_int(out, "capacity", lobby->capacity);
}

void lobby_line_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct lobby *lobby = state;
    UNUSED(entry);
    if (!sees_line(viewer))
        return;
    writer_int(out, "count", (int64_t)map_count(lobby->queue));
    writer_object_lazy(out, "line");
    for (size_t i = 0; i < lobby->gone_count; i++)
        writer_null_seq(out, lobby->gone[i]);
    line_write(lobby, rings_of_staff(viewer->rings), lobby->turned ? 0 : lobby->last_shown, out);
    writer_end(out);
}

/* Of entries that are rarely about anybody who waits. */
void lobby_sent_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct lobby *lobby = state;
    if (lobby->gone_count > 0 || lobby->turned)
        lobby_line_patch(state, entry, viewer, out);
}

void lobby_tell_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    if (!common_get_text(entry->data, "whom").at && sees_line(viewer))
        told_write(state, out);
}

void lobby_capacity_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(entry);
    if (rings_of_staff(viewer->rings))
        writer_int(out, "capacity", ((const struct lobby *)state)->capacity);
}

void lobby_me(const void *state, struct slice person, struct writer *out)
{
    const struct waiting *waiting = map_find(((const struct lobby *)state)->queue, person);
    writer_int(out, "ticket", waiting ? waiting->ticket : 0);
    if (waiting && waiting->told)
        writer_text(out, "told", slice_of(waiting->told));
}

void lobby_patch_me(const void *state, const struct entry *entry, struct slice person,
                    struct writer *out)
{
    const struct waiting *waiting = map_find(((const struct lobby *)state)->queue, person);
    UNUSED(entry);
    lobby_me(state, person, out);
    if (!waiting || !waiting->told)
        writer_null(out, "told"); /* of another time that they stood here, perhaps */
}

void lobby_sent_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out)
{
    if (((const struct lobby *)state)->gone_count > 0)
        lobby_patch_me(state, entry, person, out);
}

/* What a page says of itself: after which ticket it begins, and how many it may hold. */
static enum err page_read(const struct json *data, int64_t *after, int64_t *limit)
{
    *after = 0;
    *limit = BOUND_LOBBY_WINDOW;
    if (common_has(data, "after") && !json_get_int(data, "after", after))
        return ERR_BAD_REQUEST;
    if (common_has(data, "limit") && !json_get_int(data, "limit", limit))
        return ERR_BAD_REQUEST;
    return *limit >= 1 && *limit <= BOUND_LOBBY_WINDOW ? ERR_NONE : ERR_BAD_REQUEST;
}

enum err lobby_list(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out)
{
    const struct lobby *lobby = state;
    struct map_at at = {0};
    int64_t after, limit, last = 0, written = 0;
    bool more = false;
    enum err error = page_read(data, &after, &limit);
    UNUSED(scene);
    if (error)
        return error;
    writer_object(out, "line");
    while (!more && map_next(lobby->queue, &at)) {
        int64_t ticket = ((const struct waiting *)at.value)->ticket;
        more = ticket > after && written == limit;
        if (ticket <= after || more)
            continue;
        waiting_write(&at, true, out);
        last = ticket;
        written++;
    }
    writer_end(out);
    if (more)
        writer_int(out, "next", last);
    return ERR_NONE;
}

enum err lobby_place(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out)
{
    const struct lobby *lobby = state;
    struct map_at at = {0};
    int64_t place = 0;
    UNUSED(data);
    if (!map_find(lobby->queue, scene->person))
        return ERR_NOT_WAITING;
    do
        place++;
    while (map_next(lobby->queue, &at) && !slice_equal(at.key, scene->person));
    writer_int(out, "place", place);
    return ERR_NONE;
}
