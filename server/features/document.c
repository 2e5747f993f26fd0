/* SPDX-License-Identifier: Apache-2.0
 * Who adds and changes documents. Those whom one is not for do not learn that it is there. */
#include "features/document.h"

#include "base/unused.h"
#include "core/room_copy.h"
#include "core/room_query.h"
#include "features/common_carry.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/document_area.h"
#include "features/document_carry.h"
#include "features/document_cited.h"
#include "features/document_finds.h"
#include "features/document_list.h"
#include "features/document_may.h"
#include "features/document_state.h"
#include "features/document_words.h"
#include "features/forum_narrow.h"

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return documents_new();
}

static void state_free(void *state)
{
    documents_free(state);
}

static bool forget(void *state, int64_t seq)
{
    return documents_forget(state, seq);
}

static bool forget_name(void *state, struct slice person)
{
    return documents_forget_name(state, person);
}

/* ---- what commands say -------------------------------------------------------------------------
 */

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = document_words_read(data, out);
    if (!error)
        error = common_read_cohorts(data, out);
    if (error || !common_has(data, "from"))
        return error;
    error = common_read_seq(data, "from", out);
    return error ? error : common_read_room(data, "of", out);
}

static enum err named_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "document", out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    if (!error)
        error = common_read_seq(data, "said", out);
    return error ? error : document_words_read(data, out);
}

/* A file or an address. */
static enum err version_read(const struct json *data, struct writer *out)
{
    bool file = common_has(data, "file"), from = common_has(data, "from");
    if (file == common_has(data, "url") || from == common_has(data, "document"))
        return ERR_BAD_REQUEST;
    enum err error = common_read_seq(data, from ? "from" : "document", out);
    if (!error)
        error = file ? common_read_seq(data, "file", out) : common_read_url(data, "url", out);
    return error ? error : common_read_optional_text(data, "note", BOUND_DOCUMENT_CHARS, out);
}

static enum err drop_read(const struct json *data, struct writer *out)
{
    enum err error = named_read(data, out);
    return error ? error : common_read_seq(data, "version", out);
}

static enum err policy_read(const struct json *data, struct writer *out)
{
    return common_read_bool(data, "members", out);
}

/* ---- what may be -------------------------------------------------------------------------------
 */

static bool add_allows(const void *state, enum role role)
{
    return (unsigned)role & (ROLE_ORGANISERS | ROLE_SYSTEM) ||
           ((const struct documents *)state)->open;
}

/* What came from another course the server says alone. */
static bool is_foreign(const struct entry *entry, const struct scene *scene)
{
    return common_has(entry->data, "from") && !((unsigned)scene->role & ROLE_SYSTEM);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct documents *documents = state;
    enum err error = forum_cohorts_check(entry, scene);
    if (error)
        return error;
    if (is_foreign(entry, scene))
        return ERR_PERMISSION_DENIED;
    error = shelf_check(&documents->shelf, entry, scene, 0);
    return !error && !documents_fit(documents, entry, NULL) ? ERR_LIMIT_EXCEEDED : error;
}

static enum err may_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct document *document = documents_of(state, entry->data);
    if (!document_seen(document, scene))
        return ERR_NOT_FOUND;
    return document_may(document, scene) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

/* One says on which words one's own are based: others may have changed them meanwhile. */
static enum err edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = may_check(state, entry, scene);
    if (error)
        return error;
    const struct document *document = documents_of(state, entry->data);
    if (document->said_seq != common_get_int(entry->data, "said"))
        return ERR_DOCUMENT_CONFLICT;
    return documents_fit(state, entry, document) ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

/* Nobody hands on a file that they may not have themselves. */
static enum err version_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct documents *documents = state;
    int64_t file = common_get_int(entry->data, "file"), side;
    if (is_foreign(entry, scene))
        return ERR_PERMISSION_DENIED;
    enum err error = may_check(state, entry, scene);
    if (error)
        return error;
    bool has = common_has(entry->data, "from") ? brought_find(&documents->brought, file) > 0
                                               : room_shows(scene, SLICE("file"), file, &side);
    if (file && !has)
        return ERR_NOT_FOUND;
    bool full = documents_of(state, entry->data)->versions_count == BOUND_DOCUMENT_VERSIONS;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static enum err drop_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = may_check(state, entry, scene);
    if (error)
        return error;
    int64_t version = common_get_int(entry->data, "version");
    return document_version(documents_of(state, entry->data), version) ? ERR_NONE : ERR_NOT_FOUND;
}

/* ---- what changes ------------------------------------------------------------------------------
 */

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct rings stamp;
    (void)common_cohorts_stamp(scene->room, common_get_cohorts(entry->data), &stamp);
    struct document *document = documents_add(state, entry, stamp);
    if (common_has(entry->data, "from"))
        room_readdress(scene->room, &document->text);
    brought_document(&((struct documents *)state)->brought, entry, room_name(scene->room));
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    documents_edit(state, entry, documents_of(state, entry->data));
}

static void version_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct document *document = documents_of(state, entry->data);
    documents_renew(state, entry, document);
    if (common_has(entry->data, "from"))
        room_readdress(scene->room, &document->versions[document->versions_count - 1].url);
}

static void drop_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    documents_drop(state, entry, documents_of(state, entry->data),
                   common_get_int(entry->data, "version"));
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    documents_remove(state, entry, documents_of(state, entry->data));
}

static void policy_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    ((struct documents *)state)->open = common_get_bool(entry->data, "members");
}

static void erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct documents *documents = state;
    UNUSED(entry);
    for (size_t i = 0; i < documents->gone.count; i++)
        withdraw(withdrawal, documents->gone.seqs[i]);
}

/* ---- what people see ---------------------------------------------------------------------------
 */

/* How many they see, and the last change among these. */
static void figures_write(const struct documents *documents, const struct viewer *viewer,
                          struct writer *out)
{
    struct map_at at = {0};
    int64_t count = 0, last = 0;
    while (map_next(documents->shelf.things, &at)) {
        const struct document *document = at.value;
        if (!rings_meet(document->thing.stamp, viewer->rings))
            continue;
        count++;
        last = document->changed_seq > last ? document->changed_seq : last;
    }
    writer_int(out, "count", count);
    writer_int(out, "last", last);
}

static bool is_outside(const struct viewer *viewer)
{
    return viewer->part || !rings_inside(viewer->rings);
}

static void view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out)
{
    const struct documents *documents = state;
    UNUSED(bodies);
    if (viewer->part)
        document_part_view(state, viewer, out);
    if (is_outside(viewer))
        return;
    figures_write(documents, viewer, out);
    if (documents->open)
        writer_bool(out, "members", true);
}

static void patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out)
{
    const struct documents *documents = state;
    UNUSED(entry);
    if (viewer->part)
        document_part_view(state, viewer, out);
    else if (!is_outside(viewer) && rings_meet(documents->gone.stamp, viewer->rings))
        figures_write(documents, viewer, out);
}

static void policy_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(entry);
    if (is_outside(viewer))
        return;
    if (((const struct documents *)state)->open)
        writer_bool(out, "members", true);
    else
        writer_null(out, "members");
}

static bool shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct documents *documents = state;
    return document_seen((const struct document *)shelf_find(&documents->shelf, seq), scene);
}

/* Whoever sees a document has its files, those of earlier versions too. A copy has what comes
 * along.
 */
static bool lends(const void *state, int64_t file, const struct scene *scene)
{
    const struct documents *documents = state;
    struct map_at at = {0};
    while (map_next(documents->shelf.things, &at)) {
        const struct document *document = at.value;
        bool carried = (unsigned)scene->role & ROLE_SYSTEM;
        for (size_t i = 0; i < document->versions_count; i++)
            if (document->versions[i].file == file && document_seen(document, scene) &&
                (!carried || document_carries(document, i)))
                return true;
    }
    return false;
}

#define ABOUT_ONE .thing = "document", .parts = document_part
#define KEPT      "year", "language", "kind"

static const struct row rows[] = {
    {
        .name = "document.add",
        .keep = {KEEP_MEMBERS(KEPT, "cohorts", "from", "of"), common_keep_bytes, .house = true,
                 .unnamed = common_keep_bytes},
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .allows = add_allows,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
        .patch = patch,
    },
    {
        .name = "document.edit",
        .keep = {KEEP_MEMBERS(KEPT, "document", "said"), common_keep_bytes, .house = true,
                 .unnamed = common_keep_bytes},
        .erases = erases,
        ABOUT_ONE,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = edit_read,
        .check = edit_check,
        .apply = edit_apply,
        .patch = patch,
    },
    {
        .name = "document.version",
        .keep = {KEEP_MEMBERS("document", "file", "from"), .house = true},
        ABOUT_ONE,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = version_read,
        .check = version_check,
        .apply = version_apply,
        .patch = patch,
    },
    {
        .name = "document.drop",
        .keep = {keep_all},
        .erases = erases,
        ABOUT_ONE,
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = drop_read,
        .check = drop_check,
        .apply = drop_apply,
        .patch = patch,
    },
    {
        .name = "document.remove",
        .keep = {keep_all},
        .erases = erases,
        ABOUT_ONE,
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = named_read,
        .check = may_check,
        .apply = remove_apply,
        .patch = patch,
    },
    {
        .name = "document.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = document_carry_effects,
    },
    {
        .name = "document.policy",
        .keep = {keep_all},
        .roles = ROLE_HOST,
        .phases = PHASE_ON_AIR,
        .lock.moves = true,
        .read = policy_read,
        .apply = policy_apply,
        .patch = policy_patch,
    },
};

static const struct query queries[] = {
    {.name = "document.list", .roles = ROLE_READERS, .answer = document_list},
    {.name = "document.get", .roles = ROLE_READERS | ROLE_VISITORS, .answer = document_get},
    {.name = "document.cite", .roles = ROLE_READERS | ROLE_VISITORS, .answer = document_cite},
    {.name = "document.cited",
     .roles = ROLE_READERS | ROLE_VISITORS,
     .needs = documents_cited_needs,
     .answer = documents_cited},
};

static const struct hearing hears[] = {
    {"forum.thread", documents_heard_post, NULL, NULL},
    {"forum.post", documents_heard_post, NULL, NULL},
    {"forum.edit", documents_heard_post, NULL, NULL},
    {"unit.add", documents_heard_unit, NULL, NULL},
    {"item.add", documents_heard_item, NULL, NULL},
    {"item.edit", documents_heard_item, NULL, NULL},
    {"file.bring", documents_heard_file, NULL, NULL},
};

const struct feature document_feature = {
    .name = "document",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .forget_name = forget_name,
    .shows = shows,
    .knows = {.finds = &document_finds, .areas = &document_areas},
    .lends = lends,
    .view = view,
    .parts = document_parts,
    .parts_count = sizeof document_parts / sizeof document_parts[0],
};
