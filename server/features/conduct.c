/* SPDX-License-Identifier: Apache-2.0
 * The text that holds now is kept; those before stand in the journal, for what was accepted must
 * be there to be read. */
#include "features/conduct.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct acceptance {
    int64_t version, at_ms;
};

struct conduct {
    int64_t version, at_ms; /* 0: there is none */
    char *text;             /* owned; JSON by language */
    struct map *people;     /* id -> struct acceptance, owned; the last of each */
    int64_t accepted;       /* how many have accepted this version */
};

static void *state_new(const struct room *room)
{
    struct conduct *conduct = mem_new(sizeof *conduct);
    UNUSED(room);
    conduct->people = map_new(BOUND_MEMBERS);
    return conduct;
}

static void state_free(void *state)
{
    struct conduct *conduct = state;
    mem_free(conduct->text);
    map_free(&conduct->people, mem_free);
    mem_free(conduct);
}

static enum err set_read(const struct json *data, struct writer *out)
{
    return common_read_lang_prose(data, "text", BOUND_CONDUCT_CHARS, out);
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct conduct *conduct = state;
    UNUSED(scene);
    mem_free(conduct->text);
    conduct->text = common_has(entry->data, "text") ? common_copy_json(entry->data, "text")
                                                    : mem_text(SLICE("{}"));
    conduct->version = entry->seq;
    conduct->at_ms = entry->at_ms;
    conduct->accepted = 0;
}

static enum err accept_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "version", out);
    return error ? error : common_read_choice(data, "language", common_languages, out);
}

/* Only what holds now can be accepted: the text may have changed while it was read. */
static enum err accept_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct conduct *conduct = state;
    UNUSED(scene);
    if (!conduct->version || common_get_int(entry->data, "version") != conduct->version)
        return ERR_NOT_FOUND;
    bool full = !map_find(conduct->people, entry->by) && map_full(conduct->people);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void accept_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct conduct *conduct = state;
    struct acceptance *acceptance = map_find(conduct->people, entry->by);
    UNUSED(scene);
    if (!acceptance) {
        acceptance = mem_new(sizeof *acceptance);
        map_put(conduct->people, entry->by, acceptance);
    }
    if (acceptance->version == conduct->version)
        return;
    *acceptance = (struct acceptance){conduct->version, entry->at_ms};
    conduct->accepted++;
}

static void write_version(int64_t version, int64_t at_ms, struct writer *out)
{
    writer_int(out, "version", version);
    writer_int(out, "at", at_ms);
}

static void conduct_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    const struct conduct *conduct = state;
    UNUSED(viewer);
    UNUSED(bodies);
    if (conduct->version)
        write_version(conduct->version, conduct->at_ms, out);
}

static void set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    UNUSED(entry);
    conduct_view(state, viewer, NULL, out);
}

static void conduct_me(const void *state, struct slice person, struct writer *out)
{
    const struct conduct *conduct = state;
    const struct acceptance *acceptance = map_find(conduct->people, person);
    if (acceptance)
        write_version(acceptance->version, acceptance->at_ms, out);
}

static void accept_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    if (slice_equal(person, entry->by))
        conduct_me(state, person, out);
}

/* ---- asking for it ----
 */

/* Which version is asked for; the one that holds, where none is. */
static enum err asked_version(const struct conduct *conduct, const struct json *data, int64_t *out)
{
    *out = conduct->version;
    return common_ask_limit(data, "version", INT64_MAX, out);
}

static size_t get_needs(const void *state, const struct json *data, const struct scene *scene,
                        int64_t *seqs, size_t max)
{
    const struct conduct *conduct = state;
    int64_t version = 0;
    UNUSED(scene);
    bool earlier = !asked_version(conduct, data, &version) && version < conduct->version;
    if (!earlier || max == 0)
        return 0;
    seqs[0] = version;
    return 1;
}

static void write_figures(const struct conduct *conduct, const struct scene *scene,
                          struct writer *out)
{
    if (scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM))
        writer_int(out, "accepted", conduct->accepted);
}

static enum err conduct_get(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    const struct conduct *conduct = state;
    int64_t version;
    enum err error = asked_version(conduct, data, &version);
    if (error)
        return error;
    if (version == 0 || version > conduct->version)
        return ERR_NOT_FOUND;
    if (version == conduct->version) {
        write_version(version, conduct->at_ms, out);
        writer_raw(out, "text", slice_of(conduct->text));
        write_figures(conduct, scene, out);
        return ERR_NONE;
    }
    const struct entry *entry =
        scene->bodies ? scene->bodies->find(scene->bodies->context, version) : NULL;
    if (!entry || !slice_is(entry->type, "conduct.set"))
        return ERR_NOT_FOUND;
    char *text = common_copy_json(entry->data, "text");
    write_version(version, entry->at_ms, out);
    writer_raw(out, "text", text ? slice_of(text) : SLICE("{}"));
    mem_free(text);
    return ERR_NONE;
}

static bool gate_accepted(const void *state, struct slice person)
{
    const struct conduct *conduct = state;
    const struct acceptance *acceptance =
        conduct->version ? map_find(conduct->people, person) : NULL;
    return conduct->version == 0 || (acceptance && acceptance->version == conduct->version);
}

static void gate_tasks(const void *state, const struct room *room, int64_t now_ms,
                       struct writer *out)
{
    const struct conduct *conduct = state;
    UNUSED(room);
    UNUSED(now_ms);
    writer_object(out, "conduct");
    if (conduct->version) {
        write_version(conduct->version, conduct->at_ms, out);
        writer_int(out, "accepted", conduct->accepted);
    }
    writer_end(out);
}

static const struct gate gate = {.accepted = gate_accepted, .tasks = gate_tasks};

static const struct row rows[] = {
    {
        .name = "conduct.set",
        .keep = {keep_nothing, .house = true},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = set_read,
        .apply = set_apply,
        .patch = set_patch,
    },
    {
        .name = "conduct.accept",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ACADEMY_ALL,
        .phases = PHASE_ANY,
        .read = accept_read,
        .check = accept_check,
        .apply = accept_apply,
        .patch_me = accept_patch_me,
    },
};

static const struct query queries[] = {
    {
        .name = "conduct.get",
        .roles = ROLE_ACADEMY_ALL,
        .needs = get_needs,
        .answer = conduct_get,
    },
};

const struct feature conduct_feature = {
    .name = "conduct",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .view = conduct_view,
    .me = conduct_me,
    .knows.gate = &gate,
};
