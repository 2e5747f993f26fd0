/* SPDX-License-Identifier: Apache-2.0
 * Words on a shelf, each for an audience. */
#include "features/announce.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/gates.h"
#include "core/news.h"
#include "features/academy_rings.h"
#include "features/audience.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/worded.h"

struct announcement {
    struct worded words;
    struct audience who;
};

struct announcements {
    struct worded_shelf words;
    int64_t countries_seq; /* the last entry that changed what is for some countries; 0: none */
};

/* ---- what is on the shelf ----
 */

static void thing_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct announcement *one = (const struct announcement *)thing;
    writer_raw(out, "title", slice_of(one->words.title));
    writer_raw(out, "text", slice_of(one->words.text));
    worded_write_said(&one->words, out);
    audience_write(&one->who, out);
}

static void thing_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct announcement *one = (const struct announcement *)thing;
    common_write_langs("title", one->words.title, out);
    common_write_langs("text", one->words.text, out);
    worded_write_said_change(&one->words, out);
    audience_write(&one->who, out);
}

static void thing_wipe(struct shelf_thing *thing)
{
    worded_wipe(thing);
    audience_done(&((struct announcement *)thing)->who);
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
    shelf_init(&all->words.shelf, &things);
    return all;
}

static void state_free(void *state)
{
    struct announcements *all = state;
    shelf_done(&all->words.shelf);
    mem_free(all);
}

/* ---- rows ----
 */

static struct announcement *announcement_of(const void *state, const struct entry *entry)
{
    return (struct announcement *)worded_of(state, entry, "announcement");
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
    return worded_expire_read(data, "announcement", out);
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct announcements *all = state;
    return shelf_check(&all->words.shelf, entry, scene, 0);
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
    UNUSED(scene);
    return worded_expire_check(state, entry, "announcement");
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
        (struct announcement *)worded_add(&all->words, entry, audience_rings(&who));
    one->who = who;
    mark(all, one, entry);
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct announcements *all = state;
    struct announcement *one = announcement_of(state, entry);
    UNUSED(scene);
    worded_edit(&all->words, entry, &one->words);
    mark(all, one, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct announcements *all = state;
    struct announcement *one = announcement_of(state, entry);
    UNUSED(scene);
    mark(all, one, entry);
    worded_remove(&all->words, entry, &one->words);
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
    shelf_view(&all->words.shelf, "news", viewer, out);
    write_countries(all, out);
}

static void announce_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    const struct announcements *all = state;
    shelf_patch(&all->words.shelf, "news", entry, viewer, out);
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
    while (map_next(all->words.shelf.things, &at)) {
        const struct announcement *one = at.value;
        if (!every && !audience_has(&one->who, &person))
            continue;
        writer_object_seq(out, one->words.thing.seq);
        thing_write(&one->words.thing, out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* ---- what is new ----
 */

static void news_each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct announcements *all = state;
    const struct news_own *own = ask->own;
    struct gate_person person;
    struct map_at at = {0};
    if (!out->add || !gates_person(ask->scene->room, ask->scene->person, &person))
        return;
    while (map_next(all->words.shelf.things, &at)) {
        const struct announcement *one = at.value;
        int64_t seq = one->words.thing.seq;
        bool own_words = common_author_is(&one->words.thing.author, ask->scene->person);
        if (own_words || !audience_has(&one->who, &person) ||
            own->told(own->context, ask->of, seq) || own->read(own->context, ask->of, seq) >= seq)
            continue;
        out->add(out->context, &(struct news_item){.kind = "announcement",
                                                   .thing = seq,
                                                   .step = seq,
                                                   .by = slice_of(one->words.thing.author.id),
                                                   .name = slice_of(one->words.thing.author.name),
                                                   .title = slice_of(one->words.title),
                                                   .at_ms = one->words.thing.at_ms,
                                                   .urgency = NEWS_MIDDLE});
    }
}

static const struct news announce_news = {.each = news_each};

/* ---- the end ----
 */

static bool announce_due(const void *state, enum phase phase, struct due *out)
{
    UNUSED(phase);
    return worded_due(state, "announce.expire", "announcement", out);
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
        .erases = worded_erases,
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
        .erases = worded_erases,
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
    .forget = worded_forget,
    .forget_name = worded_forget_name,
    .view = announce_view,
    .due = announce_due,
    .knows.news = &announce_news,
};
