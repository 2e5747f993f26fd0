/* SPDX-License-Identifier: Apache-2.0
 * What the hub does for its subscribers, in small, and the proof that it is enough. */
#include "help_follow.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/merge.h"

/* Tallies leave rarely and people come at any time: a sum that moved and came back must not be
 * forgotten for those who came in between. The three numbers have no common divisor. */
enum { REBASE_PATCHES = 48, TALLY_ENTRIES = 3, LATE_ENTRIES = 5 };

/* Between two comparisons of all copies with the view. The sanitizers look at memory, which
 * following touches; that no copy goes wrong is judged after each entry without them. */
#if defined(__SANITIZE_ADDRESS__)
enum { EXPECT_ENTRIES = 16 };
#else
enum { EXPECT_ENTRIES = 1 };
#endif

struct json *help_parse(struct slice text)
{
    struct json *json = NULL;
    if (json_parse_large(text, &json) != ERR_NONE)
        fail_msg("not JSON: %.*s", (int)text.len, text.at);
    return json;
}

void help_quotes(struct buffer *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->bytes[i] == '\'')
            text->bytes[i] = '"';
}

struct json *help_parse_quoted(const char *data)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    buffer_add(&text, slice_of(data));
    help_quotes(&text);
    struct json *json = help_parse(buffer_slice(&text));
    buffer_done(&text);
    return json;
}

static const struct entry *body_find(void *context, int64_t seq)
{
    const struct help_room *help = context;
    assert_in_range(seq, 1, help_seq(help));
    return help->entries[seq - 1];
}

/* NULL for who follows the room itself. */
static const struct part *part_of(const struct follower *follower)
{
    return follower->part.kind ? &follower->part : NULL;
}

/* The document as it is now. */
struct json *help_document(struct help_room *help, const struct room *room,
                           const struct follower *follower, struct buffer *out)
{
    struct bodies bodies = {body_find, help};
    if (follower->person)
        room_me(room, slice_of(follower->person), out);
    else
        room_view(room, &(struct viewer){follower->rings, part_of(follower)}, &bodies, out);
    assert_false(out->full);
    return help_parse(buffer_slice(out));
}

struct json *help_document_fresh(struct help_room *help, const struct follower *follower)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    struct json *json = help_document(help, help->room, follower, &text);
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

/* Whoever was behind has taken all there is. */
static void behind_reach(struct follower *follower)
{
    json_free(&follower->behind);
    follower->behind = json_copy(follower->copy);
    for (size_t i = 0; i < follower->frames_count; i++)
        json_free(&follower->frames[i].patch);
    follower->frames_count = 0;
}

/* What a fresh subscription does. */
static void follower_refresh(struct help_room *help, struct follower *follower)
{
    json_free(&follower->copy);
    follower->copy = help_document_fresh(help, follower);
    if (follower->person)
        follower->rings = room_rings(help->room, slice_of(follower->person));
    follower_rebase(follower);
    behind_reach(follower);
    json_free(&follower->late);
    follower->late = json_copy(follower->copy);
}

struct part help_part(struct help_room *help, int64_t seq)
{
    static const char *const kinds[] = {"thread", "unit", "document", "group"};
    char path[40] = "notes/text";
    struct part part = {0};
    bool found = seq == HELP_NOTES && room_part_find(help->room, slice_of(path), &part);
    for (size_t i = 0; seq > 0 && !found && i < sizeof kinds / sizeof kinds[0]; i++) {
        snprintf(path, sizeof path, "%s/%lld", kinds[i], (long long)seq);
        found = room_part_find(help->room, slice_of(path), &part);
    }
    assert_int_equal(found, seq != 0);
    return part;
}

void follower_add(struct help_room *help, const char *person, struct rings rings, int64_t part)
{
    assert_true(help->followers_count < FOLLOWERS_MAX);
    struct follower *follower = &help->followers[help->followers_count++];
    follower->person = person ? mem_text(slice_of(person)) : NULL;
    follower->rings = rings;
    follower->part = help_part(help, part);
    buffer_init(&follower->patch, BOUND_VIEW_BYTES);
    follower_refresh(help, follower);
}

struct follower *follower_find(struct help_room *help, const char *person, struct rings rings,
                               int64_t part)
{
    for (size_t i = 0; i < help->followers_count; i++) {
        struct follower *follower = &help->followers[i];
        struct part wanted = help_part(help, part);
        bool same_part = follower->part.kind == wanted.kind &&
                         (!wanted.kind || part_equal(&follower->part, &wanted));
        bool same = person ? follower->person && strcmp(follower->person, person) == 0
                           : !follower->person && same_part && rings_equal(follower->rings, rings);
        if (same)
            return follower;
    }
    return NULL;
}

static void follower_take_json(struct follower *follower, const struct json *patch)
{
    assert_true(json_is_object(patch));
    merge_apply(&follower->copy, patch);
    merge_apply(&follower->late, patch);
    merge_compose(&follower->batch, patch);
    follower->since++;
}

/* What is taken back was said of many things, or beside others. */
static bool says_many(const struct follower *follower, int64_t thing)
{
    for (size_t i = 0; thing && i < follower->frames_count; i++)
        if (follower->frames[i].thing == 0)
            return true;
    return thing == 0;
}

/* As the tape does (fanout/tape.h): what the events before said of a thing that this one takes back
 * is not sent to who is behind. */
static void behind_take(struct help_room *help, struct follower *follower,
                        const struct entry *entry)
{
    const struct row *row = room_row(help->room, entry->type);
    int64_t thing = room_thing(help->room, entry);
    bool shows = false;
    if (row->hides.unless)
        (void)json_get_bool(entry->data, row->hides.unless, &shows);
    if (row->hides.only && !json_get(entry->data, row->hides.only))
        shows = true;
    bool anew = row->hides.beside && !follower->part.kind;
    if (!shows && (anew || (row->hides.thing && says_many(follower, thing)))) {
        behind_reach(follower);
        return;
    }
    for (size_t i = 0; row->hides.thing && !shows && i < follower->frames_count; i++)
        if (follower->frames[i].thing == thing)
            json_free(&follower->frames[i].patch);
    if (follower->frames_count == BEHIND_MAX)
        behind_reach(follower);
    else
        follower->frames[follower->frames_count++] =
            (struct frame){help_parse(buffer_slice(&follower->patch)), thing};
    if (!row->hides.thing || shows)
        return;
    struct json *copy = json_copy(follower->behind);
    for (size_t i = 0; i < follower->frames_count; i++)
        if (follower->frames[i].patch)
            merge_apply(&copy, follower->frames[i].patch);
    struct json *rest = help_parse_quoted("{'me':null}");
    merge_apply(&copy, rest);
    help_expect_same(follower->copy, copy, "the copy of somebody behind misses what was hidden");
    json_free(&rest);
    json_free(&copy);
}

/* An event may say something of everybody's `me`, which shared copies do not hold. */
static void follower_take(struct follower *follower, struct slice patch)
{
    struct json *json = help_parse(patch);
    struct json *rest = help_parse_quoted("{'me':null}");
    merge_apply(&json, rest);
    follower_take_json(follower, json);
    json_free(&rest);
    json_free(&json);
}

/* What the shared event of `entry` says of everybody's `me`. */
static void follower_wipe(struct help_room *help, struct follower *follower,
                          const struct entry *entry)
{
    struct buffer patch;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    if (room_patch(help->room, entry, &(struct viewer){follower->rings, NULL}, &patch)) {
        struct json *json = help_parse(buffer_slice(&patch));
        if (json_get(json, "me"))
            follower_take_json(follower, json_get(json, "me"));
        json_free(&json);
    }
    buffer_done(&patch);
}

static bool is_behind(const struct help_room *help, const struct entry *entry,
                      struct slice pseudonym, const char *person)
{
    char buffer[VEIL_SCOPE_BYTES];
    struct veil_name name;
    if (!veil_hides(pseudonym))
        return false;
    struct slice scope = room_touches_scope(help->room, entry, pseudonym, buffer);
    return scope.at && room_veil(help->room, scope, slice_of(person), &name) &&
           slice_is(pseudonym, name.text);
}

static bool is_touched(const struct help_room *help, const struct entry *entry, const char *person)
{
    struct slice touched[TOUCH_MAX + 1];
    size_t count = room_touches(help->room, entry, touched);
    if (count == TOUCH_ALL)
        return true;
    for (size_t i = 0; i < count; i++)
        if (slice_is(touched[i], person) || is_behind(help, entry, touched[i], person))
            return true;
    return false;
}

/* Brings one copy up to date the way the hub does. */
static void follower_follow(struct help_room *help, struct follower *follower,
                            const struct entry *entry)
{
    struct parts parts;
    struct moved moved;
    const struct viewer viewer = {follower->rings, part_of(follower)};
    (void)room_parts(help->room, entry, &parts);
    bool part_other = viewer.part && !parts_have(&parts, viewer.part);
    bool made = false;
    if (viewer.part && !part_other && room_row(help->room, entry->type)->hub.renews &&
        room_part_exists(help->room, viewer.part)) {
        follower_refresh(help, follower);
        return;
    }
    buffer_clear(&follower->patch);
    if (follower->person)
        follower_wipe(help, follower, entry);
    if (!follower->person)
        made = !part_other && room_patch(help->room, entry, &viewer, &follower->patch);
    else if (is_touched(help, entry, follower->person))
        made = room_patch_me(help->room, entry, slice_of(follower->person), &follower->patch);
    if (made)
        follower_take(follower, buffer_slice(&follower->patch));
    if (made && !follower->person)
        behind_take(help, follower, entry);
    if (!room_moved(help->room, entry, &moved))
        return;
    if (viewer.part && moved.all && !room_part_exists(help->room, viewer.part))
        follower_refresh(help, follower); /* who looked at it was sent away */
    if (!follower->person)
        return;
    struct rings rings = room_rings(help->room, slice_of(follower->person));
    if (!rings_none(rings) && !rings_equal(rings, follower->rings))
        follower_refresh(help, follower);
    follower->rings = rings;
}

/* The sums that no tally has carried to this follower yet; NULL when there are none. */
static struct json *tally_waiting(struct help_room *help, const struct follower *follower)
{
    struct json *tally = NULL;
    struct buffer patch;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    const struct viewer viewer = {.rings = follower->rings, .part = part_of(follower)};
    if (!follower->person && room_tally_wait_ms(help->room) >= 0 &&
        room_tally(help->room, &viewer, false, &patch))
        tally = help_parse(buffer_slice(&patch));
    buffer_done(&patch);
    return tally;
}

void help_tally(struct help_room *help)
{
    if (room_tally_wait_ms(help->room) < 0)
        return;
    for (size_t i = 0; i < help->followers_count; i++) {
        struct json *tally = tally_waiting(help, &help->followers[i]);
        if (tally) {
            follower_take_json(&help->followers[i], tally);
            behind_reach(&help->followers[i]);
        }
        json_free(&tally);
    }
    room_tally_sent(help->room);
}

void help_expect_same(const struct json *expected, const struct json *found, const char *what)
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

/* Compares `copy`, brought up to date by `patches`, with the document. */
static void expect_copy(const struct json *fresh, const struct json *copy,
                        const struct json *const patches[2], const char *what)
{
    if (!patches[0] && !patches[1]) {
        help_expect_same(fresh, copy, what);
        return;
    }
    struct json *current = json_copy(copy);
    for (size_t i = 0; i < 2; i++)
        if (patches[i])
            merge_apply(&current, patches[i]);
    help_expect_same(fresh, current, what);
    json_free(&current);
}

static void follower_expect(struct help_room *help, const struct follower *follower,
                            const struct json *fresh)
{
    struct json *tally = tally_waiting(help, follower);
    expect_copy(fresh, follower->copy, (const struct json *[]){NULL, tally},
                "the copy kept by patches is not the view");
    expect_copy(fresh, follower->late, (const struct json *[]){NULL, tally},
                "the copy of somebody who came late is not the view");
    expect_copy(fresh, follower->base, (const struct json *[]){follower->batch, tally},
                "the copy kept by composed patches is not the view");
    json_free(&tally);
}

static void follower_look(struct help_room *help, struct follower *follower)
{
    bool expects = help_seq(help) % EXPECT_ENTRIES == 0;
    bool comes = help_seq(help) % LATE_ENTRIES == 0;
    if (follower->person && rings_none(follower->rings))
        return;
    struct json *fresh = expects || comes ? help_document_fresh(help, follower) : NULL;
    if (expects)
        follower_expect(help, follower, fresh);
    if (follower->since >= REBASE_PATCHES)
        follower_rebase(follower);
    if (comes) {
        json_free(&follower->late);
        follower->late = fresh;
    } else {
        json_free(&fresh);
    }
}

/* Patches, now and then tallies, and the comparison, for everybody. */
void followers_follow(struct help_room *help, const struct entry *entry)
{
    size_t count = help->followers_count;
    for (size_t i = 0; i < count; i++)
        follower_follow(help, &help->followers[i], entry);
    if (help_seq(help) % TALLY_ENTRIES == 0)
        help_tally(help);
    for (size_t i = 0; i < count; i++)
        follower_look(help, &help->followers[i]);
}

void follower_done(struct follower *follower)
{
    mem_free(follower->person);
    json_free(&follower->late);
    json_free(&follower->base);
    json_free(&follower->batch);
    json_free(&follower->copy);
    behind_reach(follower);
    json_free(&follower->behind);
    buffer_done(&follower->patch);
}
