/* SPDX-License-Identifier: Apache-2.0
 * A shelf of what stands. All that people read of one comes from one entry, the last that gave it
 * its words, so that the words before it can go. */
#include "features/announce.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/gates.h"
#include "features/academy_rings.h"
#include "features/audience.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/shelf.h"

struct announcement {
    struct shelf_thing thing;
    char *title, *text;          /* owned; JSON by language */
    struct common_author said;   /* who gave these words */
    int64_t said_seq;            /* the entry that gave them */
    int64_t edited_ms, until_ms; /* 0: never */
    struct audience who;
};

struct announcements {
    struct shelf shelf;
    int64_t countries_seq; /* the last entry that changed what is for some countries; 0: none */
    int64_t gone_seq;      /* whose words the last entry took away */
};

/* ---- what is on the shelf ----
 */

static void write_words(const struct announcement *one, struct writer *out)
{
    writer_raw(out, "title", slice_of(one->title));
    writer_raw(out, "text", slice_of(one->text));
    common_write_author(out, &one->said);
    writer_int(out, "at", one->thing.at_ms);
    if (one->edited_ms)
        writer_int(out, "edited", one->edited_ms);
    if (one->until_ms)
        writer_int(out, "until", one->until_ms);
    audience_write(&one->who, out);
}

static void thing_write(const struct shelf_thing *thing, struct writer *out)
{
    write_words((const struct announcement *)thing, out);
}

/* Languages that it has no more are null, and so is an end. */
static void thing_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct announcement *one = (const struct announcement *)thing;
    common_write_langs("title", one->title, out);
    common_write_langs("text", one->text, out);
    writer_int(out, "at", one->thing.at_ms);
    audience_write(&one->who, out);
    writer_text(out, "by", slice_of(one->said.id));
    if (one->said.name[0])
        writer_text(out, "name", slice_of(one->said.name));
    else
        writer_null(out, "name");
    writer_int(out, "edited", one->edited_ms);
    if (one->until_ms)
        writer_int(out, "until", one->until_ms);
    else
        writer_null(out, "until");
}

static void wipe_words(struct announcement *one)
{
    common_wipe(&one->title);
    common_wipe(&one->text);
    common_author_done(&one->said);
}

static void thing_wipe(struct shelf_thing *thing)
{
    struct announcement *one = (struct announcement *)thing;
    wipe_words(one);
    audience_done(&one->who);
}

static const struct shelf_kind things = {
    .thing_bytes = sizeof(struct announcement),
    .write = thing_write,
    .write_change = thing_write_change,
    .wipe = thing_wipe,
    .things_max = BOUND_ANNOUNCEMENTS,
};

static void *state_new(const struct room *room)
{
    struct announcements *all = mem_new(sizeof *all);
    UNUSED(room);
    shelf_init(&all->shelf, &things);
    return all;
}

static void state_free(void *state)
{
    struct announcements *all = state;
    shelf_done(&all->shelf);
    mem_free(all);
}

/* Of an entry that was erased there are no words. */
static char *words_of(const struct entry *entry, const char *key)
{
    return common_has(entry->data, key) ? common_copy_json(entry->data, key)
                                        : mem_text(SLICE("{}"));
}

static void say(struct announcement *one, const struct entry *entry)
{
    one->title = words_of(entry, "title");
    one->text = words_of(entry, "text");
    common_author_init(&one->said, entry);
    one->said_seq = entry->seq;
    one->until_ms = common_get_int(entry->data, "until");
}

static bool forget(void *state, int64_t seq)
{
    struct announcements *all = state;
    struct map_at at = {0};
    while (map_next(all->shelf.things, &at)) {
        struct announcement *one = at.value;
        if (one->said_seq != seq)
            continue;
        common_wipe(&one->title);
        common_wipe(&one->text);
        one->title = mem_text(SLICE("{}"));
        one->text = mem_text(SLICE("{}"));
        common_author_forget(&one->said);
        return true;
    }
    return false;
}

static bool forget_name(void *state, struct slice person)
{
    struct announcements *all = state;
    struct map_at at = {0};
    bool shows = false;
    while (map_next(all->shelf.things, &at)) {
        struct announcement *one = at.value;
        if (common_author_is(&one->said, person))
            shows = common_author_forget(&one->said) || shows;
        if (common_author_is(&one->thing.author, person))
            common_author_forget(&one->thing.author);
    }
    return shows;
}

/* ---- rows ----
 */

static struct announcement *announcement_of(const void *state, const struct entry *entry)
{
    const struct announcements *all = state;
    return (struct announcement *)shelf_find(&all->shelf,
                                             common_get_int(entry->data, "announcement"));
}

static enum err words_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_lang_prose(data, "text", BOUND_ANNOUNCEMENT_CHARS, out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

static enum err post_read(const struct json *data, struct writer *out)
{
    enum err error = words_read(data, out);
    return error ? error : audience_read(data, out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "announcement", out);
    return error ? error : words_read(data, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "announcement", out);
}

static enum err expire_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "announcement", out);
    return error ? error : common_read_int(data, "until", 1, INT64_MAX, out);
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct announcements *all = state;
    return shelf_check(&all->shelf, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return announcement_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* One that was given another end meanwhile goes on. */
static enum err expire_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct announcement *one = announcement_of(state, entry);
    UNUSED(scene);
    return one && one->until_ms == common_get_int(entry->data, "until") ? ERR_NONE : ERR_NOT_FOUND;
}

static void mark(struct announcements *all, const struct announcement *one,
                 const struct entry *entry)
{
    if (one->who.countries)
        all->countries_seq = entry->seq;
}

static void post_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct announcements *all = state;
    struct audience who;
    UNUSED(scene);
    audience_init(&who, entry->data);
    struct announcement *one =
        (struct announcement *)shelf_add(&all->shelf, entry, audience_rings(&who), 0);
    one->who = who;
    say(one, entry);
    mark(all, one, entry);
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct announcements *all = state;
    struct announcement *one = announcement_of(state, entry);
    UNUSED(scene);
    shelf_touch(&all->shelf, entry, &one->thing);
    all->gone_seq = one->said_seq;
    wipe_words(one);
    say(one, entry);
    one->edited_ms = entry->at_ms;
    mark(all, one, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct announcements *all = state;
    struct announcement *one = announcement_of(state, entry);
    UNUSED(scene);
    mark(all, one, entry);
    all->gone_seq = one->said_seq;
    shelf_remove(&all->shelf, entry, &one->thing);
}

/* Words that were replaced, or taken back. */
static void gone_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    UNUSED(entry);
    withdraw(withdrawal, ((const struct announcements *)state)->gone_seq);
}

/* ---- what people see ----
 */

static void write_countries(const struct announcements *all, struct writer *out)
{
    if (all->countries_seq)
        writer_int(out, "countries", all->countries_seq);
}

static void announce_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    const struct announcements *all = state;
    UNUSED(bodies);
    shelf_view(&all->shelf, "news", viewer, out);
    write_countries(all, out);
}

static void announce_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    const struct announcements *all = state;
    shelf_patch(&all->shelf, "news", entry, viewer, out);
    if (all->countries_seq == entry->seq)
        write_countries(all, out);
}

/* All that are for whoever asks; organisers know all. */
static enum err announce_list(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    const struct announcements *all = state;
    struct gate_person person;
    struct map_at at = {0};
    bool every = scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM);
    UNUSED(data);
    (void)gates_person(scene->room, scene->person, &person);
    writer_object(out, "announcements");
    while (map_next(all->shelf.things, &at)) {
        const struct announcement *one = at.value;
        if (!every && !audience_has(&one->who, &person))
            continue;
        writer_object_seq(out, one->thing.seq);
        write_words(one, out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* ---- the end ----
 */

static const struct announcement *next_to_end(const struct announcements *all)
{
    const struct announcement *first = NULL;
    struct map_at at = {0};
    while (map_next(all->shelf.things, &at)) {
        const struct announcement *one = at.value;
        if (one->until_ms && (!first || one->until_ms < first->until_ms))
            first = one;
    }
    return first;
}

static bool announce_due(const void *state, enum phase phase, struct due *out)
{
    const struct announcement *one = next_to_end(state);
    struct writer data;
    UNUSED(phase);
    if (!one)
        return false;
    out->at_ms = one->until_ms;
    out->type = "announce.expire";
    snprintf(out->op, sizeof out->op, "expire:%" PRId64 ".%" PRId64, one->thing.seq, one->until_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "announcement", one->thing.seq);
    writer_int(&data, "until", one->until_ms);
    writer_end(&data);
    return true;
}

#define BY_ORGANISERS .roles = ROLE_ACADEMY_ORGANISER, .phases = PHASE_ANY, .patch = announce_patch

static const struct row rows[] = {
    {
        .name = "announce.post",
        .keep = {KEEP_MEMBERS("who", "until"), .house = true},
        BY_ORGANISERS,
        .read = post_read,
        .check = post_check,
        .apply = post_apply,
    },
    {
        .name = "announce.edit",
        .keep = {KEEP_MEMBERS("announcement", "until"), .house = true},
        .erases = gone_erases,
        .thing = "announcement",
        .hides.thing = true,
        BY_ORGANISERS,
        .read = edit_read,
        .check = there_check,
        .apply = edit_apply,
    },
    {
        .name = "announce.remove",
        .keep = {keep_all},
        .erases = gone_erases,
        .thing = "announcement",
        .hides.thing = true,
        BY_ORGANISERS,
        .read = remove_read,
        .check = there_check,
        .apply = remove_apply,
    },
    {
        .name = "announce.expire",
        .keep = {keep_all},
        .thing = "announcement",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = expire_read,
        .check = expire_check,
        .apply = remove_apply,
        .patch = announce_patch,
    },
};

static const struct query queries[] = {
    {.name = "announce.list", .roles = ROLE_ACADEMY_ALL, .answer = announce_list},
};

const struct feature announce_feature = {
    .name = "announce",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .forget_name = forget_name,
    .view = announce_view,
    .due = announce_due,
};
