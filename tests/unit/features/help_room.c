/* SPDX-License-Identifier: Apache-2.0
 * One room, the copies of everybody who follows it, and what is expected of both. */
#include "help_room.h"

#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/merge.h"

enum { FOLLOWERS_MAX = 32, REBASE_ENTRIES = 48 };

/* Somebody's copy of a document: a shared view, a part's view, or `me` of a person. */
struct follower {
    char *person; /* owned; NULL for a shared view */
    struct viewer viewer;
    enum role role;      /* of the person when last seen */
    struct json *copy;   /* owned; kept patch by patch */
    struct json *base;   /* owned; an older copy … */
    struct json *batch;  /* owned; … and all patches since, composed into one */
    int since;           /* patches in `batch` */
    struct buffer patch; /* the last entry's patch; empty when there was none */
};

struct help_room {
    struct room *room;
    const struct feature *const *features;
    int64_t now_ms;
    struct entry **entries; /* owned; every entry, by seq - 1 */
    size_t entries_room;
    struct follower followers[FOLLOWERS_MAX];
    size_t followers_count;
};

static struct json *parse(struct slice text)
{
    struct json *json = NULL;
    if (json_parse_large(text, &json) != ERR_NONE)
        fail_msg("not JSON: %.*s", (int)text.len, text.at);
    return json;
}

static void quotes_replace(struct buffer *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->bytes[i] == '\'')
            text->bytes[i] = '"';
}

static struct json *parse_quoted(const char *data)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    buffer_add(&text, slice_of(data));
    quotes_replace(&text);
    struct json *json = parse(buffer_slice(&text));
    buffer_done(&text);
    return json;
}

static const struct entry *body_find(void *context, int64_t seq)
{
    const struct help_room *help = context;
    assert_in_range(seq, 1, room_seq(help->room));
    return help->entries[seq - 1];
}

/* The document as it is now. */
static struct json *document(struct help_room *help, const struct room *room,
                             const struct follower *follower, struct buffer *out)
{
    struct bodies bodies = {body_find, help};
    if (follower->person)
        room_me(room, slice_of(follower->person), out);
    else
        room_view(room, &follower->viewer, &bodies, out);
    assert_false(out->full);
    return parse(buffer_slice(out));
}

static struct json *document_fresh(struct help_room *help, const struct follower *follower)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    struct json *json = document(help, help->room, follower, &text);
    buffer_done(&text);
    return json;
}

static void follower_rebase(struct follower *follower)
{
    json_free(&follower->base);
    json_free(&follower->batch);
    follower->base = json_copy(follower->copy);
    follower->batch = json_object();
    follower->since = 0;
}

/* What a fresh subscription does. */
static void follower_refresh(struct help_room *help, struct follower *follower)
{
    json_free(&follower->copy);
    follower->copy = document_fresh(help, follower);
    if (follower->person)
        follower->role = room_role(help->room, slice_of(follower->person));
    follower_rebase(follower);
}

static struct follower *follower_add(struct help_room *help, const char *person,
                                     struct viewer viewer)
{
    assert_true(help->followers_count < FOLLOWERS_MAX);
    struct follower *follower = &help->followers[help->followers_count++];
    follower->person = person ? mem_text(slice_of(person)) : NULL;
    follower->viewer = viewer;
    buffer_init(&follower->patch, BOUND_VIEW_BYTES);
    follower_refresh(help, follower);
    return follower;
}

static struct follower *follower_find(struct help_room *help, const char *person,
                                      struct viewer viewer)
{
    for (size_t i = 0; i < help->followers_count; i++) {
        struct follower *follower = &help->followers[i];
        bool same = person ? follower->person && strcmp(follower->person, person) == 0
                           : !follower->person && follower->viewer.part == viewer.part &&
                                 follower->viewer.audience == viewer.audience;
        if (same)
            return follower;
    }
    return NULL;
}

struct help_room *help_room_new(const char *name, const struct feature *const *features)
{
    struct help_room *help = mem_new(sizeof *help);
    help->room = room_new(slice_of(name), features);
    help->features = features;
    help->now_ms = HELP_START_MS;
    for (enum audience audience = AUDIENCE_ALL; audience < AUDIENCE_COUNT; audience++)
        follower_add(help, NULL, (struct viewer){audience, 0});
    return help;
}

struct room *help_room(struct help_room *help)
{
    return help->room;
}

void help_wait(struct help_room *help, int64_t ms)
{
    help->now_ms += ms;
}

int64_t help_seq(const struct help_room *help)
{
    return room_seq(help->room);
}

void help_follow_part(struct help_room *help, int64_t part)
{
    assert_true(room_part_exists(help->room, part));
    for (enum audience audience = AUDIENCE_ALL; audience < AUDIENCE_COUNT; audience++)
        follower_add(help, NULL, (struct viewer){audience, part});
}

void help_follow_person(struct help_room *help, const char *person)
{
    if (!follower_find(help, person, (struct viewer){0}))
        follower_add(help, person, (struct viewer){0});
}

static void follower_take(struct follower *follower, struct slice patch)
{
    struct json *json = parse(patch);
    assert_true(json_is_object(json));
    merge_apply(&follower->copy, json);
    merge_compose(&follower->batch, json);
    follower->since++;
    json_free(&json);
}

static bool is_touched(const struct help_room *help, const struct entry *entry, const char *person)
{
    struct slice touched[TOUCH_MAX + 1];
    size_t count = room_touches(help->room, entry, touched);
    for (size_t i = 0; i < count; i++)
        if (slice_is(touched[i], person))
            return true;
    return false;
}

/* Brings one copy up to date the way the hub does. */
static void follower_follow(struct help_room *help, struct follower *follower,
                            const struct entry *entry)
{
    bool part_other =
        follower->viewer.part && follower->viewer.part != room_patch_part(help->room, entry);
    bool made = false;
    buffer_clear(&follower->patch);
    if (!follower->person)
        made = !part_other && room_patch(help->room, entry, &follower->viewer, &follower->patch);
    else if (is_touched(help, entry, follower->person))
        made = room_patch_me(help->room, entry, slice_of(follower->person), &follower->patch);
    if (made)
        follower_take(follower, buffer_slice(&follower->patch));
    if (!follower->person || !room_moves_roles(help->room, entry))
        return;
    enum role role = room_role(help->room, slice_of(follower->person));
    bool admitted = role != ROLE_NONE && follower->role == ROLE_NONE;
    bool moved = role != ROLE_NONE && room_audience(role) != room_audience(follower->role);
    if (admitted || moved)
        follower_refresh(help, follower);
    follower->role = role;
}

static void follower_tally(struct help_room *help, struct follower *follower)
{
    struct buffer patch;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    if (!follower->person && !follower->viewer.part &&
        room_tally(help->room, &follower->viewer, false, &patch))
        follower_take(follower, buffer_slice(&patch));
    buffer_done(&patch);
}

static void expect_same(const struct json *expected, const struct json *found, const char *what)
{
    if (json_equal(expected, found))
        return;
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    buffer_add(&text, SLICE("\nexpected "));
    json_print(expected, &text);
    buffer_add(&text, SLICE("\nfound    "));
    json_print(found, &text);
    fail_msg("%s: %.*s", what, (int)text.len, text.bytes);
}

static void follower_expect(struct help_room *help, struct follower *follower)
{
    if (follower->person && follower->role == ROLE_NONE)
        return;
    struct json *fresh = document_fresh(help, follower);
    struct json *composed = json_copy(follower->base);
    merge_apply(&composed, follower->batch);
    expect_same(fresh, follower->copy, "the copy kept by patches is not the view");
    expect_same(fresh, composed, "the copy kept by composed patches is not the view");
    json_free(&composed);
    json_free(&fresh);
    if (follower->since >= REBASE_ENTRIES)
        follower_rebase(follower);
}

/* Patches, then tallies, then the comparison, for everybody. */
static void views_follow(struct help_room *help, const struct entry *entry)
{
    size_t count = help->followers_count;
    for (size_t i = 0; i < count; i++)
        follower_follow(help, &help->followers[i], entry);
    if (room_tally_due(help->room)) {
        for (size_t i = 0; i < count; i++)
            follower_tally(help, &help->followers[i]);
        room_tally_sent(help->room);
    }
    for (size_t i = 0; i < count; i++)
        follower_expect(help, &help->followers[i]);
}

static void entries_add(struct help_room *help, struct entry *entry)
{
    size_t count = (size_t)entry->seq;
    if (count > help->entries_room) {
        size_t more = help->entries_room ? help->entries_room * 2 : 64;
        help->entries = mem_resize(help->entries, help->entries_room * sizeof *help->entries,
                                   more * sizeof *help->entries);
        help->entries_room = more;
    }
    help->entries[count - 1] = entry;
}

static struct entry *entry_made(struct help_room *help, const char *by, const char *type,
                                struct slice text)
{
    char op[32], name[80];
    snprintf(op, sizeof op, "op%lld", (long long)help_seq(help) + 1);
    snprintf(name, sizeof name, "Name %s", by);
    struct entry *entry = entry_new(&(struct entry){.at_ms = help->now_ms,
                                                    .room = room_name(help->room),
                                                    .type = slice_of(type),
                                                    .by = slice_of(by),
                                                    .name = slice_of(name),
                                                    .op = slice_of(op),
                                                    .text = text});
    assert_non_null(entry);
    return entry;
}

/* Numbers, applies and follows; takes `entry`. */
static enum err append(struct help_room *help, struct entry *entry)
{
    if (!slice_equal(entry->by, ENTRY_SYSTEM)) {
        char *by = mem_text(entry->by);
        help_follow_person(help, by);
        mem_free(by);
    }
    entry->seq = help_seq(help) + 1;
    enum err first = room_check(help->room, entry);
    assert_int_equal(first, room_check(help->room, entry));
    enum err error = room_apply(help->room, entry);
    assert_int_equal(error, first);
    assert_int_equal(room_void(help->room, entry->seq), error);
    entries_add(help, entry);
    if (!error)
        views_follow(help, entry);
    return error;
}

/* Canonical data must be a fixed point of read. */
static enum err read_twice(struct help_room *help, const char *type, const struct json *data,
                           struct buffer *out)
{
    enum err error = room_read(help->room, slice_of(type), data, out);
    if (error)
        return error;
    struct buffer again;
    buffer_init(&again, BOUND_ENTRY_BYTES);
    struct json *canonical = parse(buffer_slice(out));
    assert_int_equal(room_read(help->room, slice_of(type), canonical, &again), ERR_NONE);
    assert_true(slice_equal(buffer_slice(out), buffer_slice(&again)));
    json_free(&canonical);
    buffer_done(&again);
    return ERR_NONE;
}

enum arrival { ARRIVAL_CHECKED, ARRIVAL_OVERTAKEN };

static enum err send(struct help_room *help, const char *by, const char *type, struct json *data,
                     enum arrival arrival)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    struct entry *entry = NULL;
    enum err error = read_twice(help, type, data, &text);
    if (error)
        goto out;
    entry = entry_made(help, by, type, buffer_slice(&text));
    if (arrival == ARRIVAL_CHECKED)
        error = room_check(help->room, entry);
    if (error) {
        entry_unref(&entry);
        goto out;
    }
    error = append(help, entry);
    if (arrival == ARRIVAL_CHECKED)
        assert_int_equal(error, ERR_NONE);
out:
    buffer_done(&text);
    return error;
}

enum err help_send(struct help_room *help, const char *by, const char *type, const char *data)
{
    struct json *json = parse_quoted(data);
    enum err error = send(help, by, type, json, ARRIVAL_CHECKED);
    json_free(&json);
    return error;
}

enum err help_sendf(struct help_room *help, const char *by, const char *type, const char *data, ...)
{
    char text[8192];
    va_list values;
    va_start(values, data);
    int len = vsnprintf(text, sizeof text, data, values);
    va_end(values);
    assert_in_range(len, 1, (int)sizeof text - 1);
    return help_send(help, by, type, text);
}

enum err help_append(struct help_room *help, const char *by, const char *type, const char *data)
{
    struct json *json = parse_quoted(data);
    enum err error = send(help, by, type, json, ARRIVAL_OVERTAKEN);
    json_free(&json);
    return error;
}

enum err help_append_raw(struct help_room *help, const char *by, const char *type, const char *data)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    buffer_add(&text, slice_of(data));
    quotes_replace(&text);
    enum err error = append(help, entry_made(help, by, type, buffer_slice(&text)));
    buffer_done(&text);
    return error;
}

enum err help_query(struct help_room *help, const char *by, const char *name, const char *data,
                    struct buffer *out)
{
    struct json *json = parse_quoted(data);
    enum err error = room_query(help->room, slice_of(name), slice_of(by), json, out);
    json_free(&json);
    return error;
}

/* The member of `json` at `path`, or NULL. */
static const struct json *at_path(const struct json *json, const char *path)
{
    char key[128];
    while (json && *path) {
        size_t len = strcspn(path, "/");
        assert_true(len < sizeof key);
        memcpy(key, path, len);
        key[len] = 0;
        json = json_get(json, key);
        path += len + (path[len] == '/');
    }
    return json;
}

static void expect_json(const struct json *document, const char *path, const char *expected)
{
    const struct json *found = at_path(document, path);
    if (!expected) {
        assert_null(found);
        return;
    }
    if (!found)
        fail_msg("nothing stands at %s", path);
    struct json *json = parse_quoted(expected);
    expect_same(json, found, path);
    json_free(&json);
}

static void expect_document(struct help_room *help, const struct follower *follower,
                            const char *path, const char *json)
{
    struct json *found = document_fresh(help, follower);
    expect_json(found, path, json);
    json_free(&found);
}

void expect_view(struct help_room *help, enum audience audience, const char *path, const char *json)
{
    expect_document(help, &(struct follower){.viewer = {audience, 0}}, path, json);
}

void expect_part(struct help_room *help, enum audience audience, int64_t part, const char *path,
                 const char *json)
{
    expect_document(help, &(struct follower){.viewer = {audience, part}}, path, json);
}

void expect_me(struct help_room *help, const char *person, const char *path, const char *json)
{
    char *id = mem_text(slice_of(person));
    expect_document(help, &(struct follower){.person = id}, path, json);
    mem_free(id);
}

static void expect_last_patch(const struct follower *follower, const char *json)
{
    assert_non_null(follower);
    if (!json) {
        if (follower->patch.len > 0)
            fail_msg("a patch: %.*s", (int)follower->patch.len, follower->patch.bytes);
        return;
    }
    if (follower->patch.len == 0)
        fail_msg("no patch was made; expected %s", json);
    struct json *found = parse(buffer_slice(&follower->patch));
    expect_json(found, "", json);
    json_free(&found);
}

void expect_patch(struct help_room *help, enum audience audience, const char *json)
{
    expect_last_patch(follower_find(help, NULL, (struct viewer){audience, 0}), json);
}

void expect_patch_me(struct help_room *help, const char *person, const char *json)
{
    expect_last_patch(follower_find(help, person, (struct viewer){0}), json);
}

void expect_query(struct help_room *help, const char *by, const char *name, const char *data,
                  const char *json)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, by, name, data, &text), ERR_NONE);
    struct json *found = parse(buffer_slice(&text));
    expect_json(found, "", json);
    json_free(&found);
    buffer_done(&text);
}

void expect_data(struct help_room *help, const char *json)
{
    expect_json(help->entries[help_seq(help) - 1]->data, "", json);
}

void expect_unseen(struct help_room *help, enum audience audience, const char *bytes)
{
    const struct follower *follower = follower_find(help, NULL, (struct viewer){audience, 0});
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    struct json *json = document(help, help->room, follower, &text);
    json_free(&json);
    buffer_add(&text, buffer_slice(&follower->patch));
    if (memmem(text.bytes, text.len, bytes, strlen(bytes)))
        fail_msg("seen: %s", bytes);
    buffer_done(&text);
}

/* The same entries give the same bytes, for everybody who followed. */
static void expect_replay(struct help_room *help)
{
    struct room *again = room_new(room_name(help->room), help->features);
    for (int64_t seq = 1; seq <= help_seq(help); seq++)
        assert_int_equal(room_apply(again, help->entries[seq - 1]), room_void(help->room, seq));
    for (size_t i = 0; i < help->followers_count; i++) {
        struct buffer live, replayed;
        buffer_init(&live, BOUND_VIEW_BYTES);
        buffer_init(&replayed, BOUND_VIEW_BYTES);
        struct json *a = document(help, help->room, &help->followers[i], &live);
        struct json *b = document(help, again, &help->followers[i], &replayed);
        assert_true(slice_equal(buffer_slice(&live), buffer_slice(&replayed)));
        json_free(&a);
        json_free(&b);
        buffer_done(&live);
        buffer_done(&replayed);
    }
    room_free(&again);
}

void help_room_free(struct help_room **help)
{
    struct help_room *old = *help;
    *help = NULL;
    expect_replay(old);
    for (size_t i = 0; i < old->followers_count; i++) {
        struct follower *follower = &old->followers[i];
        mem_free(follower->person);
        json_free(&follower->copy);
        json_free(&follower->base);
        json_free(&follower->batch);
        buffer_done(&follower->patch);
    }
    for (int64_t seq = 1; seq <= help_seq(old); seq++)
        entry_unref(&old->entries[seq - 1]);
    mem_free(old->entries);
    room_free(&old->room);
    mem_free(old);
}
