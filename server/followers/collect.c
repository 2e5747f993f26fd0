/* SPDX-License-Identifier: Apache-2.0
 * planned -> a part -> a key of it -> a view, then page after page -> the next key or part. */
#include "followers/collect.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/json_edit.h"
#include "base/mem.h"
#include "base/writer.h"
#include "core/erasure.h"
#include "core/room_query.h"
#include "core/room_view.h"
#include "followers/named.h"
#include "followers/rows.h"

enum {
    PARTS = 24,
    QUESTION_BYTES = 4096,
    PATH_BYTES = BOUND_ID_BYTES + 64,
    KEYS_BYTES = 16 << 20,
    KEYS_NAMED = 1 << 14,
};

/* What is asked next of a key. */
enum ask { ASK_VIEW, ASK_QUERY };

struct collect {
    const struct room *room;
    char *person; /* owned */
    char *what;   /* owned; NULL: all */
    struct json *plan, *view;
    struct collect_part parts[PARTS];
    size_t count;
    bool journal;
    int64_t redacted;
    /* How far it has come: */
    size_t part;
    struct json *keys; /* owned; of the part, an array of texts; NULL: it is asked once */
    const struct json *key;
    size_t key_place;
    enum ask ask;
    struct buffer next; /* JSON: where the next page begins; empty: at the beginning */
    unsigned pages;
    struct buffer out;
};

enum { PAGES_MAX = 20000 };

struct collect *collect_new(const struct room *room, struct slice person, struct slice what)
{
    struct collect *collect = mem_new(sizeof *collect);
    collect->room = room;
    collect->person = mem_text(person);
    if (what.at && what.len > 0)
        collect->what = mem_text(what);
    buffer_init(&collect->next, QUESTION_BYTES);
    buffer_init(&collect->out, BOUND_VIEW_BYTES);
    return collect;
}

void collect_free(struct collect **collect)
{
    struct collect *old = *collect;
    *collect = NULL;
    if (!old)
        return;
    for (size_t i = 0; i < old->count; i++) {
        mem_free(old->parts[i].as);
        sheet_free(&old->parts[i].sheet);
    }
    json_free(&old->plan);
    json_free(&old->view);
    json_free(&old->keys);
    buffer_done(&old->next);
    buffer_done(&old->out);
    mem_free(old->person);
    mem_free(old->what);
    mem_free(old);
}

const struct json *collect_find(const struct json *object, struct slice place)
{
    while (object && place.len > 0) {
        const char *dot = memchr(place.at, '.', place.len);
        size_t len = dot ? (size_t)(dot - place.at) : place.len;
        object = json_find(object, (struct slice){place.at, len});
        len += dot != NULL;
        place = (struct slice){place.at + len, place.len - len};
    }
    return object;
}

/* ---- the plan ----------------------------------------------------------------------------------
 */

static enum err ask_room(struct collect *collect, struct slice query, const struct json *data,
                         const struct bodies *bodies)
{
    const struct room_question question = {
        .name = query, .person = slice_of(collect->person), .data = data};
    buffer_clear(&collect->out);
    return room_query(collect->room, &question, bodies, &collect->out);
}

static struct rings rings_of(const struct collect *collect)
{
    struct slice person = slice_of(collect->person);
    return slice_equal(person, ENTRY_SYSTEM) ? rings_both(RINGS_INSIDE, RINGS_STAFF)
                                             : room_rings(collect->room, person);
}

static enum err view_read(struct collect *collect)
{
    const struct viewer viewer = {.rings = rings_of(collect)};
    buffer_clear(&collect->out);
    room_view(collect->room, &viewer, NULL, &collect->out);
    if (collect->out.full)
        return ERR_LIMIT_EXCEEDED;
    return json_parse_large(buffer_slice(&collect->out), &collect->view);
}

static void part_add(struct collect *collect, const struct json *how)
{
    bool journal = false;
    struct slice name = {NULL, 0};
    (void)json_get_bool(how, "journal", &journal);
    (void)json_get_text(how, "name", &name);
    collect->journal = collect->journal || journal;
    if (journal || collect->count == PARTS)
        return;
    struct collect_part *part = &collect->parts[collect->count++];
    *part = (struct collect_part){.name = name, .how = how, .sheet = sheet_new_long()};
    if (json_get_text(how, "as", &name))
        part->as = mem_text(name);
}

static bool is_among(const struct json *names, struct slice name)
{
    struct slice text;
    for (const struct json *each = json_first(names); each; each = json_next(each))
        if (json_as_text(each, &text) && slice_equal(text, name))
            return true;
    return false;
}

/* Whether it is to be collected: all is, or it alone, or what it goes through. */
static bool is_wanted(const struct collect *collect, struct slice name)
{
    struct slice other = {NULL, 0}, each = {NULL, 0};
    const struct json *how = json_first(json_get(collect->plan, "parts"));
    if (!collect->what || slice_is(name, collect->what))
        return true;
    for (; how; how = json_next(how)) {
        if (!json_get_text(how, "name", &other) || !slice_is(other, collect->what))
            continue;
        if (json_get_text(how, "each", &each))
            return slice_equal(each, name);
        return is_among(json_get(how, "of"), name);
    }
    return false;
}

/* Another part that a part goes through comes with it. */
static enum err plan(struct collect *collect)
{
    struct json *data = json_object();
    enum err error = ask_room(collect, SLICE("export.parts"), data, NULL);
    json_free(&data);
    if (!error)
        error = json_parse_large(buffer_slice(&collect->out), &collect->plan);
    if (error)
        return error;
    collect->redacted = erasure_moved(collect->room);
    const struct json *list = json_get(collect->plan, "parts"), *how;
    for (how = json_first(list); how; how = json_next(how)) {
        struct slice name = {NULL, 0};
        (void)json_get_text(how, "name", &name);
        if (is_wanted(collect, name))
            part_add(collect, how);
    }
    return view_read(collect);
}

/* ---- keys --------------------------------------------------------------------------------------
 */

/* Rows of another part: of some kind, or (absent) all. */
struct chosen {
    struct buffer *keys;
    struct slice kind;
};

static void choose(void *context, const struct sheet_row *row)
{
    const struct chosen *chosen = context;
    struct slice kind = {NULL, 0};
    if (!chosen->kind.at ||
        (json_get_text(row->json, "kind", &kind) && slice_equal(kind, chosen->kind)))
        named_add(chosen->keys, row->key);
}

const struct collect_part *collect_part(const struct collect *collect, struct slice name)
{
    for (size_t i = 0; i < collect->count; i++)
        if (slice_equal(collect->parts[i].name, name))
            return &collect->parts[i];
    return NULL;
}

/* What rows of several parts name. */
static void names_write(const struct collect *collect, const struct json *how, struct buffer *out)
{
    struct map *seen = map_new(KEYS_NAMED);
    struct slice name;
    for (const struct json *each = json_first(json_get(how, "of")); each; each = json_next(each)) {
        const struct collect_part *part =
            json_as_text(each, &name) ? collect_part(collect, name) : NULL;
        if (part)
            named_numbers(part->sheet, json_get(how, "names"), seen, out);
    }
    map_free(&seen, mem_free);
}

static void keys_write(const struct collect *collect, const struct json *how, struct slice each,
                       struct buffer *out)
{
    struct slice kind = {NULL, 0}, text;
    const struct collect_part *other = collect_part(collect, each);
    (void)json_get_text(how, "where", &kind);
    if (other) {
        struct chosen chosen = {out, kind};
        sheet_rows(other->sheet, choose, &chosen);
        return;
    }
    const struct json *place = collect_find(collect->view, each);
    for (const struct json *item = json_first(place); item; item = json_next(item))
        if (json_key(item).at)
            named_add(out, json_key(item));
        else if (json_as_text(item, &text))
            named_add(out, text);
}

/* Begins the part; false when it has no key to be asked for. */
static bool part_begin(struct collect *collect)
{
    const struct json *how = collect->parts[collect->part].how;
    struct slice each = {NULL, 0}, key;
    json_free(&collect->keys);
    collect->key = NULL;
    collect->key_place = 0;
    bool named = json_get(how, "names"), one = json_get_text(how, "key", &key);
    if (!json_get_text(how, "each", &each) && !named && !one)
        return true;
    struct buffer keys;
    buffer_init(&keys, KEYS_BYTES);
    buffer_add_byte(&keys, '[');
    if (named)
        names_write(collect, how, &keys);
    else if (one)
        named_add(&keys, key);
    else
        keys_write(collect, how, each, &keys);
    buffer_add_byte(&keys, ']');
    if (!keys.full)
        (void)json_parse_large(buffer_slice(&keys), &collect->keys);
    buffer_done(&keys);
    collect->key = json_first(collect->keys);
    return collect->key;
}

static struct slice key_of(const struct collect *collect)
{
    struct slice key = {NULL, 0};
    (void)json_as_text(collect->key, &key);
    return key;
}

/* The member by which it is paged. */
static struct slice place_of(const struct json *how)
{
    struct slice place = SLICE("after");
    (void)json_get_text(how, "place", &place);
    return place;
}

/* ---- one question ------------------------------------------------------------------------------
 */

static enum err add(struct collect *collect, struct slice rows)
{
    const struct collect_part *part = &collect->parts[collect->part];
    return sheet_add_with(part->sheet, rows, part->as, key_of(collect));
}

/* Things of a view as rows; what holds none has none. */
static enum err add_things(struct collect *collect, const struct json *things,
                           const struct json *order)
{
    struct buffer rows;
    enum err error = ERR_NONE;
    if (json_count(things) == 0)
        return ERR_NONE;
    buffer_init(&rows, BOUND_VIEW_BYTES + 16);
    rows_write(things, order, &rows);
    error = rows.full ? ERR_LIMIT_EXCEEDED : add(collect, buffer_slice(&rows));
    buffer_done(&rows);
    return error;
}

/* The part of the room that the key names, where this person stands within it. */
static bool room_part(const struct collect *collect, struct slice kind, struct part *part,
                      struct viewer *viewer)
{
    char path[PATH_BYTES];
    struct slice key = key_of(collect), person = slice_of(collect->person);
    snprintf(path, sizeof path, "%.*s/%.*s", (int)kind.len, kind.at, (int)key.len, key.at);
    if (!room_part_find(collect->room, slice_of(path), part))
        return false;
    *viewer = (struct viewer){.rings = slice_equal(person, ENTRY_SYSTEM)
                                           ? rings_of(collect)
                                           : room_part_rings(collect->room, part, person),
                              .part = part};
    return !rings_none(viewer->rings);
}

/* Only the first of a thread's posts stands nowhere but in its view: pages bring the rest. */
static enum err first_thing(struct collect *collect, const struct json *things)
{
    struct buffer rows;
    const struct json *first = json_first(things);
    if (!first)
        return ERR_NONE;
    buffer_init(&rows, BOUND_VIEW_BYTES + 16);
    buffer_add(&rows, SLICE("{\"rows\":{"));
    writer_quote(&rows, json_key(first));
    buffer_add_byte(&rows, ':');
    json_print(first, &rows);
    buffer_add(&rows, SLICE("}}"));
    enum err error = rows.full ? ERR_LIMIT_EXCEEDED : add(collect, buffer_slice(&rows));
    buffer_done(&rows);
    return error;
}

/* True when something is to be read first. */
static bool view_step(struct collect *collect, const struct bodies *bodies,
                      struct collect_state *state)
{
    const struct json *how = collect->parts[collect->part].how, *things;
    struct slice see = {NULL, 0}, order = {NULL, 0}, kind, query;
    struct part part;
    struct viewer viewer;
    (void)json_get_text(how, "see", &see);
    (void)json_get_text(how, "order", &order);
    if (!json_get_text(how, "part", &kind)) {
        state->error = add_things(collect, collect_find(collect->view, see), NULL);
        return false;
    }
    if (!room_part(collect, kind, &part, &viewer))
        return false;
    if (!bodies)
        state->seqs_count = room_part_needs(collect->room, &part, state->seqs, BOUND_QUERY_READS);
    if (state->seqs_count > 0)
        return true;
    struct json *view = NULL;
    buffer_clear(&collect->out);
    room_view(collect->room, &viewer, bodies, &collect->out);
    state->error = collect->out.full ? ERR_LIMIT_EXCEEDED
                                     : json_parse_large(buffer_slice(&collect->out), &view);
    things = collect_find(view, see);
    if (!state->error && json_get_text(how, "ask", &query))
        state->error = first_thing(collect, things);
    else if (!state->error)
        state->error = add_things(collect, things, order.at ? collect_find(view, order) : NULL);
    json_free(&view);
    return false;
}

static struct json *question_make(const struct collect *collect)
{
    const struct json *how = collect->parts[collect->part].how;
    struct slice as = {NULL, 0}, see, key = key_of(collect);
    struct json *data = NULL;
    struct buffer text;
    struct writer writer;
    bool number = key.len > 0;
    int64_t from;
    for (size_t i = 0; i < key.len; i++)
        number = number && key.at[i] >= '0' && key.at[i] <= '9';
    buffer_init(&text, QUESTION_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", room_name(collect->room));
    if (json_get_text(how, "as", &as) && number)
        writer_raw_slice(&writer, as, key);
    else if (as.at)
        writer_text_slice(&writer, as, key);
    if (collect->next.len > 0)
        writer_raw_slice(&writer, place_of(how), buffer_slice(&collect->next));
    else if (json_get_text(how, "see", &see))
        writer_raw_slice(&writer, place_of(how), key);
    else if (json_get_int(how, "from", &from))
        writer_int_slice(&writer, place_of(how), from);
    const struct json *with = json_first(json_get(how, "with"));
    for (; with; with = json_next(with))
        if (json_as_text(with, &see))
            writer_text_slice(&writer, json_key(with), see);
    writer_end(&writer);
    (void)json_parse(buffer_slice(&text), &data);
    buffer_done(&text);
    return data;
}

/* The last key of the first list of an answer that says that there is more behind it. */
static void later_find(struct collect *collect, struct slice answer)
{
    struct json *json = NULL;
    int64_t later = 0;
    (void)json_parse_large(answer, &json);
    if (json_get_int(json, "later", &later) && later > 0) {
        struct slice key = {NULL, 0};
        for (const struct json *row = json_first(json_first(json)); row; row = json_next(row))
            key = json_key(row);
        buffer_add(&collect->next, key);
    }
    json_free(&json);
}

/* True when something is to be read first. */
static bool query_step(struct collect *collect, const struct bodies *bodies,
                       struct collect_state *state)
{
    const struct collect_part *part = &collect->parts[collect->part];
    struct slice query = {NULL, 0};
    struct json *data = question_make(collect);
    (void)json_get_text(part->how, "ask", &query);
    const struct room_question question = {
        .name = query, .person = slice_of(collect->person), .data = data};
    if (!bodies)
        state->seqs_count =
            room_query_needs(collect->room, &question, state->seqs, BOUND_QUERY_READS);
    if (state->seqs_count == 0) {
        state->error = ask_room(collect, query, data, bodies);
        buffer_clear(&collect->next);
        if (!state->error)
            state->error = add(collect, buffer_slice(&collect->out));
        if (!state->error && sheet_next(part->sheet).at)
            buffer_add(&collect->next, sheet_next(part->sheet));
        else if (!state->error)
            later_find(collect, buffer_slice(&collect->out));
    }
    json_free(&data);
    return state->seqs_count > 0;
}

/* ---- going on ----------------------------------------------------------------------------------
 */

/* What this person may not ask, or what the thing does not tell, is left out. */
static bool is_left_out(enum err error)
{
    return error == ERR_PERMISSION_DENIED || error == ERR_NOT_AVAILABLE || error == ERR_NOT_FOUND;
}

static bool has(const struct collect *collect, const char *member)
{
    return json_get(collect->parts[collect->part].how, member);
}

static void key_begin(struct collect *collect)
{
    collect->ask = has(collect, "see") ? ASK_VIEW : ASK_QUERY;
    collect->pages = 0;
    buffer_clear(&collect->next);
    if (slice_is(place_of(collect->parts[collect->part].how), "before"))
        sheet_turn(collect->parts[collect->part].sheet);
}

static void part_next(struct collect *collect)
{
    while (++collect->part < collect->count && !part_begin(collect))
        ;
    if (collect->part < collect->count)
        key_begin(collect);
}

static void key_next(struct collect *collect)
{
    collect->key = collect->key ? json_next(collect->key) : NULL;
    collect->key_place++;
    if (collect->key)
        key_begin(collect);
    else
        part_next(collect);
}

static void go_on(struct collect *collect)
{
    if (collect->ask == ASK_VIEW && has(collect, "ask"))
        collect->ask = ASK_QUERY;
    else if (collect->ask == ASK_VIEW || collect->next.len == 0 || ++collect->pages == PAGES_MAX)
        key_next(collect);
}

static bool begin(struct collect *collect, struct collect_state *state)
{
    state->error = plan(collect);
    if (state->error || collect->count == 0)
        return false;
    if (part_begin(collect))
        key_begin(collect);
    else
        part_next(collect);
    return true;
}

static unsigned percent_of(const struct collect *collect)
{
    size_t keys = json_count(collect->keys), parts = collect->count ? collect->count : 1;
    size_t within = keys ? 100 * collect->key_place / keys : 0;
    return (unsigned)((100 * collect->part + within) / parts);
}

enum collect_step collect_run(struct collect *collect, const struct bodies *bodies,
                              struct collect_state *state)
{
    state->error = ERR_NONE;
    state->seqs_count = 0;
    if (!collect->plan && !begin(collect, state))
        return state->error ? COLLECT_FAILED : COLLECT_DONE;
    while (collect->part < collect->count) {
        bool needs = (collect->ask == ASK_VIEW ? view_step : query_step)(collect, bodies, state);
        state->percent = percent_of(collect);
        if (needs)
            return COLLECT_NEEDS;
        bodies = NULL;
        if (is_left_out(state->error)) {
            state->error = ERR_NONE;
            buffer_clear(&collect->next);
            key_next(collect);
        } else if (state->error) {
            return COLLECT_FAILED;
        } else {
            go_on(collect);
        }
    }
    return COLLECT_DONE;
}

const struct collect_part *collect_at(const struct collect *collect, size_t place)
{
    return place < collect->count ? &collect->parts[place] : NULL;
}

const struct json *collect_title(const struct collect *collect)
{
    struct slice place = {NULL, 0};
    (void)json_get_text(collect->plan, "title", &place);
    return collect_find(collect->view, place);
}

int64_t collect_zero_ms(const struct collect *collect)
{
    int64_t zero_ms = 0;
    (void)json_get_int(collect->plan, "zero", &zero_ms);
    return zero_ms;
}

bool collect_has_journal(const struct collect *collect)
{
    return collect->journal;
}

int64_t collect_redacted(const struct collect *collect)
{
    return collect->redacted;
}
