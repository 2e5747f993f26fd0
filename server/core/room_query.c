/* SPDX-License-Identifier: Apache-2.0
 * Finding a query, whoever may ask it, and where. */
#include "core/room_query.h"

#include "core/room_side.h"
#include "core/withdrawn.h"

const char *room_query_own(const struct room *room, struct slice name)
{
    const struct method *method = methods_find(room->methods, name);
    return method && method->query ? method->query->own : NULL;
}

/* Where it is asked. */
static struct scene question_scene(const struct room *room, const struct room_question *question)
{
    const struct method *method = methods_find(room->methods, question->name);
    struct scene scene = room_state_scene(
        room, question->person, method ? room_state_side(room, method, question->data) : 0);
    scene.own = question->own;
    return scene;
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

static enum err answer(const struct room *room, const struct method *method,
                       const struct room_question *question, const struct scene *scene,
                       struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    enum err error = method->query->answer(room_state_share(room, method, question->data)->state,
                                           question->data, scene, &writer);
    if (error)
        return error;
    writer_end(&writer);
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

enum err room_query(const struct room *room, const struct room_question *question,
                    const struct bodies *bodies, struct buffer *out)
{
    const struct method *method;
    struct scene scene = question_scene(room, question);
    enum err error = find_query(room, question, &scene, &method);
    scene.bodies = bodies;
    return error ? error : answer(room, method, question, &scene, out);
}

void room_query_names(const struct room *room, const struct room_question *question,
                      struct others *out)
{
    const struct method *method;
    struct scene scene = question_scene(room, question);
    if (!find_query(room, question, &scene, &method) && method->query->others)
        method->query->others(room_state_share(room, method, question->data)->state, question->data,
                              out);
}

enum err room_query_among(const struct room *room, const struct room_question *question,
                          const struct others *others, struct buffer *out)
{
    const struct method *method;
    struct scene scene = question_scene(room, question);
    enum err error = find_query(room, question, &scene, &method);
    scene.others = others;
    return error ? error : answer(room, method, question, &scene, out);
}

enum err room_query_past(const struct room *room, const struct room_question *question,
                         struct past_ask *out)
{
    const struct method *method;
    struct scene scene = question_scene(room, question);
    enum err error = find_query(room, question, &scene, &method);
    return error || !method->query->past ? error : method->query->past(question->data, out);
}

enum err room_query_then(const struct room *then, const struct room_question *question,
                         const struct past *past, struct buffer *out)
{
    struct scene scene = question_scene(then, question);
    scene.past = past;
    return answer(then, methods_find(then->methods, question->name), question, &scene, out);
}

/* Whether the person of the scene stands within that side room; in the room they do. */
static bool stands_in(const struct scene *scene, int64_t side)
{
    if (!side)
        return true;
    struct part part = sides_part(&scene->room->sides, side);
    return !rings_none(room_side_rings(scene->room, &part, scene->person));
}

bool room_shows(const struct scene *scene, struct slice feature, int64_t seq, int64_t *side)
{
    struct walk walk = {0};
    *side = 0;
    while (room_state_walk(scene->room, &walk)) {
        const struct share *share = walk.share;
        if (!share->feature->shows || !slice_is(feature, share->feature->name) ||
            !stands_in(scene, walk.number) || !share->feature->shows(share->state, seq, scene))
            continue;
        *side = walk.number;
        return true;
    }
    return false;
}

bool room_lends(const struct scene *scene, int64_t file)
{
    struct walk walk = {0};
    while (room_state_walk(scene->room, &walk)) {
        const struct share *share = walk.share;
        if (share->feature->lends && !walk.number &&
            share->feature->lends(share->state, file, scene))
            return true;
    }
    return false;
}

bool room_shown(const struct scene *scene, struct slice feature, int64_t seq, struct shown *out)
{
    struct scene asks = *scene;
    out->staff = RINGS_STAFF;
    asks.staff = &out->staff;
    return room_shows(&asks, feature, seq, &out->side);
}

bool room_has(const struct room *room, struct slice feature, int64_t seq)
{
    struct walk walk = {0};
    while (room_state_walk(room, &walk)) {
        const struct share *share = walk.share;
        struct scene scene = room_state_scene(room, ENTRY_SYSTEM, walk.number);
        if (share->feature->shows && slice_is(feature, share->feature->name) &&
            share->feature->shows(share->state, seq, &scene))
            return true;
    }
    return false;
}

enum room_showing room_showing(const struct room *room, const struct entry *entry)
{
    const struct share *share = NULL;
    if (!room_state_row(room, entry, &share))
        return ROOM_SHOWS_NOTHING;
    if (share->feature->shows)
        return ROOM_SHOWS_THINGS;
    return share->feature->view ? ROOM_SHOWS_VIEW : ROOM_SHOWS_NOTHING;
}

bool room_shows_thing(const struct room *room, const struct entry *entry, int64_t seq,
                      struct slice person)
{
    const struct share *share = NULL;
    const struct method *method = room_state_method(room, entry->type);
    struct scene scene = room_state_scene(room, person, room_state_side(room, method, entry->data));
    (void)room_state_row(room, entry, &share);
    return share->feature->shows(share->state, seq, &scene);
}

void room_shows_share(const struct room *room, const struct entry *entry, struct rings rings,
                      struct buffer *out)
{
    const struct share *share = NULL;
    struct writer writer;
    (void)room_state_row(room, entry, &share);
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

/* ---- dates -------------------------------------------------------------------------------------
 */

void room_dates(const struct scene *scene, date_fn *fn, void *context)
{
    const struct room *room = scene->room;
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (share->feature->knows.dates)
            share->feature->knows.dates->each(share->state, scene, fn, context);
    }
}

/* ---- the ledger --------------------------------------------------------------------------------
 */

/* The next share from *place on whose feature knows anything; NULL after the last. */
static const struct share *next_ledger(const struct room *room, size_t *place)
{
    while (*place < room->shares_count && !room->shares[*place].feature->knows.ledger)
        ++*place;
    return *place < room->shares_count ? &room->shares[(*place)++] : NULL;
}

void room_ledger_people(const struct room *room, ledger_fn *fn, void *context)
{
    const struct share *share;
    for (size_t place = 0; (share = next_ledger(room, &place));)
        if (share->feature->knows.ledger->people)
            share->feature->knows.ledger->people(share->state, fn, context);
}

void room_ledger_sum(const struct room *room, struct slice person, struct deeds *out)
{
    const struct share *share;
    *out = (struct deeds){0};
    for (size_t place = 0; (share = next_ledger(room, &place));)
        if (share->feature->knows.ledger->sum)
            share->feature->knows.ledger->sum(share->state, person, out);
}

void room_ledger_write(const struct room *room, struct slice person, bool whole, struct writer *out)
{
    const struct share *share;
    for (size_t place = 0; (share = next_ledger(room, &place));)
        if (share->feature->knows.ledger->write)
            share->feature->knows.ledger->write(share->state, person, whole, out);
}
