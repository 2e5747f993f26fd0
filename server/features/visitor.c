/* SPDX-License-Identifier: Apache-2.0
 * Who they are, where they may be, and until when. */
#include "features/visitor.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_area.h"
#include "core/room_finds.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"
#include "features/member_told.h"

/* The kinds of area, and the members that list them. */
enum { TOPICS, UNITS, DOCUMENTS, KINDS };
static const struct {
    const char *kind, *key;
} kinds[KINDS] = {[TOPICS] = {"topic", "topics"},
                  [UNITS] = {"unit", "units"},
                  [DOCUMENTS] = {"document", "documents"}};

struct areas_of {
    int64_t seqs[BOUND_VISITOR_AREAS];
    size_t count;
};

struct visitor {
    char *name; /* owned; how they are called: their id, where nothing was said or that is erased */
    struct common_author by; /* who let them in last */
    int64_t seq, at_ms;      /* that entry */
    int64_t until_ms;
    bool writes;
    struct areas_of areas[KINDS];
};

struct visitors {
    struct map *people; /* id -> struct visitor, owned */
};

static void *state_new(const struct room *room)
{
    struct visitors *visitors = mem_new(sizeof *visitors);
    UNUSED(room);
    visitors->people = map_new(BOUND_VISITORS);
    return visitors;
}

static void visitor_free(void *value)
{
    struct visitor *visitor = value;
    if (!visitor)
        return;
    common_wipe(&visitor->name);
    common_author_done(&visitor->by);
    mem_free(visitor);
}

static void state_free(void *state)
{
    map_free(&((struct visitors *)state)->people, visitor_free);
    mem_free(state);
}

static struct visitor *find(const void *state, struct slice person)
{
    return map_find(((const struct visitors *)state)->people, person);
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

/* ---- who they are ------------------------------------------------------------------------------
 */

static enum role visitor_role(const void *state, const struct room *room, struct slice person,
                              enum role before)
{
    const struct visitor *visitor = before == ROLE_NONE ? find(state, person) : NULL;
    UNUSED(room);
    if (!visitor)
        return before;
    return visitor->writes ? ROLE_CONTRIBUTOR : ROLE_VISITOR;
}

static bool has(const struct areas_of *areas, int64_t seq)
{
    for (size_t i = 0; i < areas->count; i++)
        if (areas->seqs[i] == seq)
            return true;
    return false;
}

static bool visitor_visits(const void *state, struct slice person, struct area area)
{
    const struct visitor *visitor = find(state, person);
    for (size_t i = 0; visitor && i < KINDS; i++)
        if (slice_is(slice_of(area.kind), kinds[i].kind))
            return has(&visitor->areas[i], area.seq);
    return false;
}

/* ---- visitor.set -------------------------------------------------------------------------------
 */

/* One area at least: without any they would be nowhere. */
static enum err set_read(const struct json *data, struct writer *out)
{
    size_t count = 0;
    enum err error = common_read_whom(data, out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    if (!error)
        error = common_read_int(data, "until", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_bool(data, "writes", out);
    for (size_t i = 0; !error && i < KINDS; i++) {
        if (!common_has(data, kinds[i].key))
            continue;
        error = common_read_order(data, kinds[i].key, BOUND_VISITOR_AREAS, out);
        count += json_count(json_get(data, kinds[i].key));
    }
    return !error && count == 0 ? ERR_BAD_REQUEST : error;
}

static bool all_there(const struct json *seqs, const char *kind, const struct room *room)
{
    for (const struct json *at = json_first(seqs); at; at = json_next(at)) {
        int64_t seq = 0;
        if (!json_as_int(at, &seq) || !room_area_exists(room, (struct area){kind, seq}))
            return false;
    }
    return true;
}

/* Whoever may see more already is no guest. */
static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct visitors *visitors = state;
    struct slice whom = whom_of(entry);
    if (room_role(scene->room, whom) & ~(unsigned)ROLE_VISITORS)
        return ERR_ALREADY_EXISTS;
    if (common_get_int(entry->data, "until") <= entry->at_ms)
        return ERR_EXPIRED;
    for (size_t i = 0; i < KINDS; i++)
        if (!all_there(json_get(entry->data, kinds[i].key), kinds[i].kind, scene->room))
            return ERR_NOT_FOUND;
    bool full = !find(state, whom) && map_full(visitors->people);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void areas_take(struct areas_of *areas, const struct json *seqs)
{
    areas->count = 0;
    for (const struct json *at = json_first(seqs); at && areas->count < BOUND_VISITOR_AREAS;
         at = json_next(at))
        if (json_as_int(at, &areas->seqs[areas->count]))
            areas->count++;
}

/* They are called as was said, else as before, else by their id. */
static void rename_as(struct visitor *visitor, const struct entry *entry)
{
    struct slice name = common_get_text(entry->data, "name");
    if (!name.at && visitor->name)
        return;
    common_wipe(&visitor->name);
    visitor->name = mem_text(name.at ? name : whom_of(entry));
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct visitors *visitors = state;
    struct visitor *visitor = find(state, whom_of(entry));
    UNUSED(scene);
    if (!visitor) {
        visitor = mem_new(sizeof *visitor);
        map_put(visitors->people, whom_of(entry), visitor);
    }
    common_author_done(&visitor->by);
    common_author_init(&visitor->by, entry);
    rename_as(visitor, entry);
    visitor->seq = entry->seq;
    visitor->at_ms = entry->at_ms;
    visitor->until_ms = common_get_int(entry->data, "until");
    visitor->writes = common_get_bool(entry->data, "writes");
    for (size_t i = 0; i < KINDS; i++)
        areas_take(&visitor->areas[i], json_get(entry->data, kinds[i].key));
}

/* ---- their end ---------------------------------------------------------------------------------
 */

static enum err end_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return find(state, whom_of(entry)) ? ERR_NONE : ERR_NOT_FOUND;
}

static void end_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    visitor_free(map_take(((struct visitors *)state)->people, whom_of(entry)));
}

static enum err lapse_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_whom(data, out);
    return error ? error : common_read_int(data, "until", 1, INT64_MAX, out);
}

/* The end that they had may be another by now. */
static enum err lapse_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct visitor *visitor = find(state, whom_of(entry));
    UNUSED(scene);
    bool over = visitor && visitor->until_ms == common_get_int(entry->data, "until");
    return over ? ERR_NONE : ERR_NOT_FOUND;
}

static bool visitor_due(const void *state, enum phase phase, struct due *out)
{
    const struct visitors *visitors = state;
    const struct visitor *first = NULL;
    struct map_at at = {0};
    struct slice whom = {NULL, 0};
    struct writer data;
    UNUSED(phase);
    while (map_next(visitors->people, &at)) {
        const struct visitor *visitor = at.value;
        if (first && first->until_ms <= visitor->until_ms)
            continue;
        first = visitor;
        whom = at.key;
    }
    if (!first)
        return false;
    out->at_ms = first->until_ms;
    out->type = "visitor.lapse";
    snprintf(out->op, sizeof out->op, "lapse:%" PRId64 ".%" PRId64, first->seq, first->until_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_text(&data, "whom", whom);
    writer_int(&data, "until", first->until_ms);
    writer_end(&data);
    return true;
}

/* ---- what is told ------------------------------------------------------------------------------
 */

static void stay_write(const struct visitor *visitor, bool patch, struct writer *out)
{
    writer_int(out, "until", visitor->until_ms);
    if (visitor->writes)
        writer_bool(out, "writes", true);
    else if (patch)
        writer_null(out, "writes");
    for (size_t i = 0; i < KINDS; i++) {
        writer_array(out, kinds[i].key);
        for (size_t s = 0; s < visitor->areas[i].count; s++)
            writer_int(out, NULL, visitor->areas[i].seqs[s]);
        writer_end(out);
    }
}

/* Everybody inside knows who is a guest; until when and of what, the team. */
static void visitor_write(struct slice id, const struct visitor *visitor, struct rings rings,
                          bool patch, struct writer *out)
{
    writer_object_slice(out, id);
    writer_text(out, "name", slice_of(visitor->name));
    if (rings_of_staff(rings)) {
        stay_write(visitor, patch, out);
        writer_text(out, "by", slice_of(visitor->by.id));
        writer_int(out, "at", visitor->at_ms);
    }
    writer_end(out);
}

static void visitor_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    const struct visitors *visitors = state;
    struct map_at at = {0};
    UNUSED(bodies);
    if (!rings_inside(viewer->rings))
        return;
    writer_object(out, "people");
    while (map_next(visitors->people, &at))
        visitor_write(at.key, at.value, viewer->rings, false, out);
    writer_end(out);
}

static void visitor_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    const struct visitor *visitor = find(state, whom_of(entry));
    if (!rings_inside(viewer->rings))
        return;
    writer_object(out, "people");
    if (visitor)
        visitor_write(whom_of(entry), visitor, viewer->rings, true, out);
    else
        writer_null_slice(out, whom_of(entry));
    writer_end(out);
}

static void visitor_me(const void *state, struct slice person, struct writer *out)
{
    const struct visitor *visitor = find(state, person);
    if (visitor)
        stay_write(visitor, false, out);
}

static void visitor_patch_me(const void *state, const struct entry *entry, struct slice person,
                             struct writer *out)
{
    const struct visitor *visitor = find(state, person);
    UNUSED(entry);
    if (visitor)
        stay_write(visitor, true, out);
}

static size_t visitor_touches(const void *state, const struct entry *entry,
                              struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = whom_of(entry);
    return 1;
}

static void visitor_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->people[out->count++] = whom_of(entry);
}

/* Their inbox has the course from now on, by its name: the catalogue shows it to its people alone.
 */
static void visitor_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    const struct visitor *visitor = find(state, whom_of(entry));
    enum role role = room_role(scene->room, whom_of(entry));
    if (visitor && role & ROLE_VISITORS) {
        const struct areas_of *units = &visitor->areas[UNITS];
        const struct member_guest guest = {visitor->writes, units->seqs, units->count};
        member_tell_visitor(scene, entry, whom_of(entry), visitor->until_ms, emitter);
        member_tell_guest(scene, entry, &guest, emitter);
        return;
    }
    member_tell_inbox(scene, entry, role, emitter);
    if (!role)
        member_tell_catalogue(scene, entry, false, emitter);
}

static void renamed_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(scene);
}

/* The course has another name: so it is called in their inboxes too. */
static void visitor_echoes(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter)
{
    struct map_at at = {0};
    while (common_has(entry->data, "title") &&
           map_next(((const struct visitors *)state)->people, &at)) {
        const struct visitor *visitor = at.value;
        if (room_role(scene->room, at.key) & ROLE_VISITORS)
            member_tell_visitor(scene, entry, at.key, visitor->until_ms, emitter);
    }
}

/* ---- visitor.places ----------------------------------------------------------------------------
 */

static enum err places_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    const struct visitor *visitor = find(state, scene->person);
    UNUSED(data);
    if (!visitor)
        return ERR_PERMISSION_DENIED;
    for (size_t i = 0; i < KINDS; i++) {
        writer_object(out, kinds[i].key);
        for (size_t s = 0; s < visitor->areas[i].count; s++)
            room_area_write(scene->room, (struct area){kinds[i].kind, visitor->areas[i].seqs[s]},
                            out);
        writer_end(out);
    }
    return ERR_NONE;
}

static const struct query queries[] = {
    {.name = "visitor.places", .roles = ROLE_VISITORS, .answer = places_answer},
};

/* ---- names -------------------------------------------------------------------------------------
 */

static bool forget_at(const struct map_at *at)
{
    struct visitor *visitor = at->value;
    if (slice_is(at->key, visitor->name))
        return false;
    common_wipe(&visitor->name);
    visitor->name = mem_text(at->key);
    return true;
}

/* Who has no name is shown by their id. */
static bool visitor_forget(void *state, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(((struct visitors *)state)->people, &at))
        if (((const struct visitor *)at.value)->seq == seq)
            return forget_at(&at);
    return false;
}

#define TELLS                                                                                      \
    .patch = visitor_patch, .touches = visitor_touches, .patch_me = visitor_patch_me,              \
    .moved = visitor_moved, .effects = visitor_effects

static const struct row rows[] = {
    {
        .name = "visitor.set",
        .keep = {KEEP_MEMBERS("whom", "until", "writes", "topics", "units", "documents"),
                 .house = true, .whose = "whom"},
        TELLS,
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ON_AIR,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
    },
    {
        .name = "visitor.end",
        .keep = {keep_all},
        TELLS,
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = common_read_whom,
        .check = end_check,
        .apply = end_apply,
    },
    {
        .name = "visitor.lapse",
        .keep = {keep_all},
        TELLS,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = lapse_read,
        .check = lapse_check,
        .apply = end_apply,
    },
};

static const struct hearing hears[] = {{"stage.change", renamed_heard, NULL, NULL}};

const struct feature visitor_feature = {
    .name = "visitor",
    .beyond.outside = true,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .echoes = visitor_echoes,
    .state_new = state_new,
    .state_free = state_free,
    .forget = visitor_forget,
    .view = visitor_view,
    .me = visitor_me,
    .role = visitor_role,
    .visits = visitor_visits,
    .due = visitor_due,
};
