/* SPDX-License-Identifier: Apache-2.0
 * One room, the entries that go into it, and what is expected of it. */
#include "help_follow.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/writer.h"
#include "core/arrival.h"
#include "core/effect.h"
#include "core/erasure.h"
#include "core/room_ballots.h"
#include "core/room_query.h"

enum { EFFECTS_BYTES = 8 << 20 };

static const struct kinds *kinds_in(const struct help_room *help)
{
    return help->alone ? help->alone->kinds : help_kinds();
}

static const struct veil veil = {.known = true, .key = "anybody may know this one"};

struct help_room *help_room_new(const char *name, const struct feature *const *features)
{
    struct help_room *help = mem_new(sizeof *help);
    help->alone = features ? help_alone_new(name, features) : NULL;
    help->room = room_new(slice_of(name), kinds_in(help));
    room_set_veil(help->room, &veil);
    help->now_ms = HELP_START_MS;
    buffer_init(&help->effects, EFFECTS_BYTES);
    follower_add(help, NULL, RINGS_INSIDE, 0);
    follower_add(help, NULL, HELP_STAFF, 0);
    follower_add(help, NULL, RINGS_WAITING, 0);
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
    follower_add(help, NULL, RINGS_INSIDE, part);
    follower_add(help, NULL, HELP_STAFF, part);
}

void help_follow_part_as(struct help_room *help, struct rings rings, int64_t part)
{
    follower_add(help, NULL, rings, part);
}

void help_follow_rings(struct help_room *help, struct rings rings)
{
    follower_add(help, NULL, rings, 0);
}

void help_follow_person(struct help_room *help, const char *person)
{
    if (!follower_find(help, person, RINGS_INSIDE, 0))
        follower_add(help, person, RINGS_INSIDE, 0);
}

static void entries_add(struct help_room *help, struct entry *entry)
{
    size_t count = (size_t)entry->seq;
    if (count > help->entries_capacity) {
        size_t more = help->entries_capacity ? help->entries_capacity * 2 : 64;
        help->entries = mem_resize(help->entries, help->entries_capacity * sizeof *help->entries,
                                   more * sizeof *help->entries);
        help->entries_capacity = more;
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

static void follow(struct help_room *help, const char *by)
{
    if (!slice_is(ENTRY_SYSTEM, by) && !veil_hides(slice_of(by)))
        help_follow_person(help, by);
}

static void effect_add(void *context, const struct effect *effect)
{
    struct buffer *out = context;
    buffer_add(out, slice_of(effect->name));
    buffer_add_byte(out, ' ');
    buffer_add(out, effect->room);
    buffer_add_byte(out, ' ');
    buffer_add(out, slice_of(effect->type));
    buffer_add_byte(out, ' ');
    buffer_add(out, effect->text);
    buffer_add_byte(out, '\n');
}

/* Adds the effects of the entry just applied. */
static void effects_add(const struct room *room, const struct entry *entry, struct buffer *out)
{
    struct emitter emitter = {.take = effect_add, .context = out};
    effect_ask(room, entry, &emitter);
    assert_false(emitter.cut);
}

/* Numbers, applies and follows; takes `entry`. */
static enum err append(struct help_room *help, struct entry *entry)
{
    entry->seq = help_seq(help) + 1;
    enum err first = room_check(help->room, entry);
    assert_int_equal(first, room_check(help->room, entry));
    enum err error = room_apply(help->room, entry);
    assert_int_equal(error, first);
    assert_int_equal(room_void(help->room, entry->seq), error);
    entries_add(help, entry);
    help->effects_before = help->effects.len;
    if (!error) {
        effects_add(help->room, entry, &help->effects);
        followers_follow(help, entry);
    }
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
    struct json *canonical = help_parse(buffer_slice(out));
    assert_int_equal(room_read(help->room, slice_of(type), canonical, &again), ERR_NONE);
    assert_true(slice_equal(buffer_slice(out), buffer_slice(&again)));
    json_free(&canonical);
    buffer_done(&again);
    return ERR_NONE;
}

/* As the hub does, but for the key: what was chosen is seen by who looks closely. */
static struct entry *seal(struct help_room *help, struct entry *entry)
{
    struct ballot ballot;
    char bytes[BALLOT_SEALED_BYTES] = "not sealed at all, ";
    struct buffer text;
    struct entry made = *entry;
    if (!room_ballot_choice(help->room, entry, &ballot))
        return entry;
    snprintf(bytes + 20, 10, "%x", ballot.choices);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    room_ballot_write(help->room, entry, (struct slice){bytes, sizeof bytes}, &text);
    made.text = buffer_slice(&text);
    struct entry *sealed = entry_new(&made);
    assert_non_null(sealed);
    buffer_done(&text);
    entry_unref(&entry);
    return sealed;
}

enum arrival { ARRIVAL_CHECKED, ARRIVAL_OVERTAKEN };

static enum err send(struct help_room *help, const char *by, const char *type, struct json *data,
                     enum arrival arrival)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    struct entry *entry = NULL, *veiled = NULL;
    enum err error = read_twice(help, type, data, &text);
    if (error)
        goto out;
    entry = entry_made(help, by, type, buffer_slice(&text));
    error = arrival_check(help->room, entry, &veiled);
    if (error && arrival == ARRIVAL_CHECKED) {
        entry_unref(&entry);
        entry_unref(&veiled);
        goto out;
    }
    if (veiled)
        entry_unref(&entry);
    entry = seal(help, veiled ? veiled : entry);
    follow(help, by);
    error = append(help, entry);
    if (arrival == ARRIVAL_CHECKED)
        assert_int_equal(error, ERR_NONE);
out:
    buffer_done(&text);
    return error;
}

enum err help_send(struct help_room *help, const char *by, const char *type, const char *data)
{
    struct json *json = help_parse_quoted(data);
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
    struct json *json = help_parse_quoted(data);
    enum err error = send(help, by, type, json, ARRIVAL_OVERTAKEN);
    json_free(&json);
    return error;
}

enum err help_append_raw(struct help_room *help, const char *by, const char *type, const char *data)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    buffer_add(&text, slice_of(data));
    help_quotes(&text);
    follow(help, by);
    enum err error = append(help, entry_made(help, by, type, buffer_slice(&text)));
    buffer_done(&text);
    return error;
}

/* What a query asked for, and nothing else, is read for it. */
struct needed {
    struct help_room *help;
    int64_t seqs[BOUND_QUERY_READS];
    size_t count;
};

static const struct entry *needed_find(void *context, int64_t seq)
{
    const struct needed *needed = context;
    for (size_t i = 0; i < needed->count; i++)
        if (needed->seqs[i] == seq)
            return needed->help->entries[seq - 1];
    return NULL;
}

enum err help_query(struct help_room *help, const char *by, const char *name, const char *data,
                    struct buffer *out)
{
    struct json *json = help_parse_quoted(data);
    const struct room_question question = {
        .name = slice_of(name), .person = slice_of(by), .data = json};
    struct needed needed = {.help = help};
    needed.count = room_query_needs(help->room, &question, needed.seqs, BOUND_QUERY_READS);
    enum err error = room_query(help->room, &question, &(struct bodies){needed_find, &needed}, out);
    json_free(&json);
    return error;
}

void help_expect_ids(struct help_room *help, const char *by, const struct help_list *list,
                     const char *data, const char *ids)
{
    struct buffer out, found;
    struct json *json = NULL;
    buffer_init(&out, BOUND_VIEW_BYTES);
    buffer_init(&found, 4096);
    assert_int_equal(help_query(help, by, list->query, data, &out), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&out), &json), ERR_NONE);
    const struct json *at = json_first(json_get(json, list->list));
    for (struct slice id; at; at = json_next(at)) {
        assert_true(json_get_text(at, list->id, &id));
        buffer_addf(&found, "%s%.*s", found.len ? " " : "", (int)id.len, id.at);
    }
    buffer_add_byte(&found, 0);
    assert_string_equal(found.bytes, ids);
    json_free(&json);
    buffer_done(&out);
    buffer_done(&found);
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
    struct json *json = help_parse_quoted(expected);
    help_expect_same(json, found, path);
    json_free(&json);
}

static void expect_document(struct help_room *help, const struct follower *follower,
                            const char *path, const char *json)
{
    struct json *found = help_document_fresh(help, follower);
    expect_json(found, path, json);
    json_free(&found);
}

void expect_view(struct help_room *help, struct rings rings, const char *path, const char *json)
{
    expect_document(help, &(struct follower){.rings = rings}, path, json);
}

void expect_part(struct help_room *help, struct rings rings, int64_t part, const char *path,
                 const char *json)
{
    expect_document(help, &(struct follower){.rings = rings, .part = help_part(help, part)}, path,
                    json);
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
    struct json *found = help_parse(buffer_slice(&follower->patch));
    expect_json(found, "", json);
    json_free(&found);
}

void expect_patch(struct help_room *help, struct rings rings, const char *json)
{
    expect_last_patch(follower_find(help, NULL, rings, 0), json);
}

void expect_patch_me(struct help_room *help, const char *person, const char *json)
{
    expect_last_patch(follower_find(help, person, RINGS_INSIDE, 0), json);
}

void expect_query(struct help_room *help, const char *by, const char *name, const char *data,
                  const char *json)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, by, name, data, &text), ERR_NONE);
    struct json *found = help_parse(buffer_slice(&text));
    expect_json(found, "", json);
    json_free(&found);
    buffer_done(&text);
}

void expect_data(struct help_room *help, const char *json)
{
    struct json *data = help_parse(help->entries[help_seq(help) - 1]->text);
    expect_json(data, "", json);
    json_free(&data);
}

void expect_effects(struct help_room *help, const char *lines)
{
    struct slice all = buffer_slice(&help->effects);
    struct slice last = {all.at + help->effects_before, all.len - help->effects_before};
    struct buffer expected;
    buffer_init(&expected, EFFECTS_BYTES);
    buffer_add(&expected, slice_of(lines));
    help_quotes(&expected);
    assert_int_equal(last.len, expected.len);
    assert_true(last.len == 0 || memcmp(last.at, expected.bytes, last.len) == 0);
    buffer_done(&expected);
}

void expect_unseen(struct help_room *help, struct rings rings, const char *bytes)
{
    const struct follower *follower = follower_find(help, NULL, rings, 0);
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    struct json *json = help_document(help, help->room, follower, &text);
    json_free(&json);
    buffer_add(&text, buffer_slice(&follower->patch));
    if (memmem(text.bytes, text.len, bytes, strlen(bytes)))
        fail_msg("seen: %s", bytes);
    buffer_done(&text);
}

/* Everybody who followed is shown the same bytes of both. */
static void expect_same_room(struct help_room *help, const struct room *a, const struct room *b)
{
    for (size_t i = 0; i < help->followers_count; i++) {
        struct buffer left, right;
        const struct follower *follower = &help->followers[i];
        buffer_init(&left, BOUND_VIEW_BYTES);
        buffer_init(&right, BOUND_VIEW_BYTES);
        struct json *of_a = help_document(help, a, follower, &left);
        struct json *of_b = help_document(help, b, follower, &right);
        help_expect_same(of_a, of_b, "a replay is another room");
        assert_true(slice_equal(buffer_slice(&left), buffer_slice(&right)));
        json_free(&of_a);
        json_free(&of_b);
        buffer_done(&left);
        buffer_done(&right);
    }
}

/* A room from the entries as they are now, which has the same refusals, and, while nothing is
 * erased, the same effects. */
static struct room *replay(struct help_room *help)
{
    bool whole = true;
    struct room *room = room_new(room_name(help->room), kinds_in(help));
    room_set_veil(room, &veil);
    struct buffer effects;
    buffer_init(&effects, EFFECTS_BYTES);
    for (int64_t seq = 1; seq <= help_seq(help); seq++) {
        enum err error = room_apply(room, help->entries[seq - 1]);
        if (error != room_void(help->room, seq))
            fail_msg("entry %lld, %.*s, is %s", (long long)seq,
                     (int)help->entries[seq - 1]->type.len, help->entries[seq - 1]->type.at,
                     error_name(error));
        whole = whole && !help->entries[seq - 1]->erased;
        if (!error)
            effects_add(room, help->entries[seq - 1], &effects);
    }
    if (whole)
        assert_true(slice_equal(buffer_slice(&effects), buffer_slice(&help->effects)));
    buffer_done(&effects);
    return room;
}

/* The entry as the journal gives it once its words are erased. */
static struct entry *erased(const struct room *room, const struct entry *entry)
{
    struct buffer kept;
    struct entry copy = *entry;
    buffer_init(&kept, BOUND_ENTRY_BYTES);
    assert_true(erasure_keep(room, entry, &kept));
    copy.erased = true;
    copy.name = SLICE("");
    copy.text = buffer_slice(&kept);
    struct entry *made = entry_new(&copy);
    assert_non_null(made);
    buffer_done(&kept);
    return made;
}

/* Tells the room that these entries have been erased. */
static void tell_erased(struct room *room, int64_t first, int64_t last, int step)
{
    struct buffer text;
    struct writer out;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_array(&out, "seqs");
    for (int64_t seq = first; seq <= last; seq += step)
        writer_int(&out, NULL, seq);
    writer_end(&out);
    writer_end(&out);
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .at_ms = HELP_START_MS,
                                                    .room = room_name(room),
                                                    .type = SLICE("room.erase"),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = SLICE("erase"),
                                                    .text = buffer_slice(&text)});
    assert_int_equal(room_apply(room, entry), ERR_NONE);
    entry_unref(&entry);
    buffer_done(&text);
}

/* Whatever is erased, the journal without those words gives the same room but for them, and the
 * same refusals; a room that was awake meanwhile becomes the same. */
static void expect_erased_replay(struct help_room *help, int step)
{
    const int64_t most = ERASURE_MAX * (int64_t)step, last = help_seq(help);
    struct room *awake = replay(help);
    for (int64_t seq = 1; seq <= last; seq += step) {
        const struct row *row = room_row(awake, help->entries[seq - 1]->type);
        if (!row)
            continue;
        struct entry *without = erased(awake, help->entries[seq - 1]);
        entry_unref(&help->entries[seq - 1]);
        help->entries[seq - 1] = without;
    }
    struct room *again = replay(help);
    for (int64_t seq = 1; seq <= last; seq += most) {
        int64_t end = seq + most - 1 < last ? seq + most - 1 : last;
        tell_erased(awake, seq, end, step);
        tell_erased(again, seq, end, step);
    }
    expect_same_room(help, awake, again);
    room_free(&awake);
    room_free(&again);
}

/* The same entries give the same bytes, for everybody who followed. */
static void expect_replay(struct help_room *help)
{
    struct room *again = replay(help);
    expect_same_room(help, help->room, again);
    room_free(&again);
    expect_erased_replay(help, 3);
    expect_erased_replay(help, 1);
}

void help_room_free(struct help_room **help)
{
    struct help_room *old = *help;
    *help = NULL;
    expect_replay(old);
    for (size_t i = 0; i < old->followers_count; i++)
        follower_done(&old->followers[i]);
    for (int64_t seq = 1; seq <= help_seq(old); seq++)
        entry_unref(&old->entries[seq - 1]);
    mem_free(old->entries);
    buffer_done(&old->effects);
    room_free(&old->room);
    if (old->alone)
        help_alone_free(&old->alone);
    mem_free(old);
}

const char *help_text(const char *format, ...)
{
    static char at[6][2048];
    static int turn;
    char *out = at[turn++ % 6];
    va_list list;
    va_start(list, format);
    vsnprintf(out, sizeof at[0], format, list);
    va_end(list);
    return out;
}

enum err help_apply(struct room *room, const char *by, const char *type, const char *json)
{
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .at_ms = HELP_START_MS,
                                                    .type = slice_of(type),
                                                    .by = slice_of(by),
                                                    .text = slice_of(json)});
    assert_non_null(entry);
    enum err error = room_apply(room, entry);
    entry_unref(&entry);
    return error;
}
