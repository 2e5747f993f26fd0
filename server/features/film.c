/* SPDX-License-Identifier: Apache-2.0
 * The last entry that a film depends on. */
#include "features/film.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "core/erasure.h"
#include "core/part.h"
#include "core/room_view.h"
#include "features/common_get.h"

enum { SET_BYTES = 40, PART_BYTES = 32 };

struct film {
    int64_t seq; /* of the last entry heard that changes a film; 0: none */
};

static void *film_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct film));
}

/* What moves the end. */
static void moved(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    ((struct film *)state)->seq = entry->seq;
}

/* What is in it of what came after the end. */
static void late(void *state, const struct entry *entry, const struct scene *scene)
{
    if (scene->phase == PHASE_ENDED)
        moved(state, entry, scene);
}

static const struct hearing heard[] = {
    {.type = "stage.phase", .apply = moved},     {.type = "stage.reopen", .apply = moved},
    {.type = "question.answer", .apply = late},  {.type = "question.amend", .apply = late},
    {.type = "question.reopen", .apply = late},  {.type = "question.dismiss", .apply = late},
    {.type = "question.return", .apply = late},  {.type = "question.merge", .apply = late},
    {.type = "question.unmerge", .apply = late}, {.type = "captions.amend", .apply = late},
    {.type = "captions.offer", .apply = late},
};

/* In which somebody stands in the room, or in the group that they ask for: who was not in it is
 * answered as if there were none. */
static enum err rings_find(const struct json *data, const struct scene *scene, struct rings *rings)
{
    char path[PART_BYTES];
    struct part part;
    int64_t number;
    *rings = room_rings(scene->room, scene->person);
    if (!common_has(data, SIDE_MEMBER))
        return ERR_NONE;
    if (!json_get_int(data, SIDE_MEMBER, &number) || number < 1)
        return ERR_BAD_REQUEST;
    snprintf(path, sizeof path, "group/%" PRId64, number);
    if (!room_part_find(scene->room, slice_of(path), &part))
        return ERR_PERMISSION_DENIED;
    *rings = room_part_rings(scene->room, &part, scene->person);
    return rings_none(*rings) ? ERR_PERMISSION_DENIED : ERR_NONE;
}

static enum err film_get(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out)
{
    const struct film *film = state;
    int64_t reworded = erasure_moved(scene->room);
    struct rings rings;
    struct buffer set;
    enum err error = rings_find(data, scene, &rings);
    if (error || scene->phase != PHASE_ENDED)
        return error ? error : ERR_WRONG_PHASE;
    buffer_init(&set, SET_BYTES);
    rings_write(rings, &set);
    writer_text(out, "set", buffer_slice(&set));
    writer_int(out, "upto", reworded > film->seq ? reworded : film->seq);
    buffer_done(&set);
    return ERR_NONE;
}

static const struct query queries[] = {
    {.name = "film.get", .roles = ROLE_READERS, .answer = film_get},
};

const struct feature film_feature = {
    .name = "film",
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {heard, sizeof heard / sizeof heard[0]},
    .state_new = film_new,
    .state_free = mem_free,
};
