/* SPDX-License-Identifier: Apache-2.0
 * Conversations by the ids of those who have them. */
#include "features/direct_state.h"

#include <string.h>

#include "base/check.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"

/* Two ids and a space, which no id has. */
enum { KEY_BYTES = 2 * BOUND_ID_BYTES + 2, IDS_MAX = 3 * BOUND_DIRECT_TALKS };

struct direct *direct_new(void)
{
    struct direct *direct = mem_new(sizeof *direct);
    direct->ids = map_new(BOUND_DIRECT_MESSAGES + IDS_MAX);
    direct->talks = map_new(BOUND_DIRECT_TALKS);
    direct->boxes = map_new(IDS_MAX);
    direct->messages = map_new(BOUND_DIRECT_MESSAGES);
    direct->listed = map_new(BOUND_DIRECT_LISTED);
    return direct;
}

static void id_free(void *value)
{
    char *id = value;
    common_wipe(&id);
}

static void last_wipe(struct talk *talk)
{
    common_wipe(&talk->last.name);
    common_wipe(&talk->last.text);
}

static void talk_free(void *value)
{
    struct talk *talk = value;
    last_wipe(talk);
    common_wipe(&talk->names[0]);
    common_wipe(&talk->names[1]);
    mem_free(talk->messages);
    mem_free(talk);
}

void direct_free(struct direct *direct)
{
    map_free(&direct->listed, NULL);
    map_free(&direct->messages, NULL);
    map_free(&direct->boxes, mem_free);
    map_free(&direct->talks, talk_free);
    map_free(&direct->ids, id_free);
    mem_free(direct);
}

static const char *id_of(struct direct *direct, struct slice id)
{
    char *copy = map_find(direct->ids, id);
    if (!copy) {
        copy = mem_text(id);
        map_put(direct->ids, id, copy);
    }
    return copy;
}

/* Whether `a` stands before `b`. */
static bool is_before(struct slice a, struct slice b)
{
    int order = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);
    return order < 0 || (order == 0 && a.len < b.len);
}

static struct slice key_of(struct slice person, struct slice other, char out[KEY_BYTES])
{
    if (!other.at)
        return person;
    bool after = is_before(other, person);
    struct slice first = after ? other : person, second = after ? person : other;
    check(first.len + second.len < KEY_BYTES);
    memcpy(out, first.at, first.len);
    out[first.len] = ' ';
    memcpy(out + first.len + 1, second.at, second.len);
    return (struct slice){out, first.len + 1 + second.len};
}

struct talk *direct_talk(const struct direct *direct, struct slice person, struct slice other)
{
    char key[KEY_BYTES];
    return map_find(direct->talks, key_of(person, other, key));
}

struct direct_message *direct_find(const struct direct *direct, int64_t seq, struct talk **talk)
{
    *talk = map_find(direct->messages, slice_of_seq(&seq));
    for (size_t i = *talk ? (*talk)->count : 0; i > 0; i--)
        if ((*talk)->messages[i - 1].seq == seq)
            return &(*talk)->messages[i - 1];
    return NULL;
}

bool talk_has(const struct talk *talk, struct slice person)
{
    return slice_is(person, talk->people[0]) ||
           (talk->people[1] && slice_is(person, talk->people[1]));
}

int talk_side(const struct talk *talk, struct slice person)
{
    return slice_is(person, talk->people[0]) ? 0 : 1;
}

size_t talk_waits(const struct talk *talk, int side)
{
    size_t waits = 0;
    for (size_t i = talk->count; i > 0; i--) {
        const struct direct_message *message = &talk->messages[i - 1];
        if (message->seq < talk->done_seq || talk_side(talk, slice_of(message->by)) != side)
            break;
        waits++;
    }
    return waits;
}

struct direct_box *direct_box(const struct direct *direct, struct slice person)
{
    return map_find(direct->boxes, person);
}

static void box_add(struct direct *direct, struct talk *talk, const char *person)
{
    struct direct_box *box = direct_box(direct, slice_of(person));
    if (!box) {
        box = mem_new(sizeof *box);
        map_put(direct->boxes, slice_of(person), box);
    }
    check(box->count < BOUND_DIRECT_PERSON);
    box->talks[box->count++] = talk;
}

static struct talk *talk_make(struct direct *direct, struct slice person, struct slice other)
{
    char key[KEY_BYTES];
    struct talk *talk = mem_new(sizeof *talk);
    bool turned = other.at && is_before(other, person);
    talk->people[0] = id_of(direct, turned ? other : person);
    talk->people[1] = other.at ? id_of(direct, turned ? person : other) : NULL;
    map_put(direct->talks, key_of(person, other, key), talk);
    for (int i = 0; other.at && i < 2; i++)
        box_add(direct, talk, talk->people[i]);
    return talk;
}

/* The one that leaves the list: the first that waits for nobody, or else the first. */
static struct talk *first_to_leave(const struct direct *direct)
{
    struct map_at at = {0};
    struct talk *first = NULL;
    while (map_next(direct->listed, &at)) {
        struct talk *talk = at.value;
        if (!talk_waits(talk, 0))
            return talk;
        first = first ? first : talk;
    }
    return first;
}

static void list(struct direct *direct, struct talk *talk)
{
    struct slice person = slice_of(talk->people[0]);
    (void)map_take(direct->listed, person);
    if (map_full(direct->listed)) {
        direct->last.left = first_to_leave(direct);
        (void)map_take(direct->listed, slice_of(direct->last.left->people[0]));
    }
    map_put(direct->listed, person, talk);
}

static void change(struct direct *direct, const struct entry *entry, struct talk *talk)
{
    talk->before = talk->changed;
    talk->changed = entry->seq;
    direct->last.seq = entry->seq;
    direct->last.talk = talk;
    direct->last.left = NULL;
}

static void name_set(struct talk *talk, int side, const struct entry *entry, struct slice name)
{
    common_wipe(&talk->names[side]);
    talk->names[side] = name.len > 0 ? mem_text(name) : NULL;
    talk->named_seq[side] = entry->seq;
}

/* Who wrote is called so from now on, even where that is no name: an entry that was erased leaves
 * what it left when its name went. Who has not written yet is called as the first message says. */
static void names_move(struct talk *talk, const struct entry *entry)
{
    int side = talk_side(talk, entry->by);
    if (talk->people[side])
        name_set(talk, side, entry, entry->name);
    if (talk->count == 0 && talk->people[!side])
        name_set(talk, !side, entry, common_get_text(entry->data, "name"));
}

static void append(struct direct *direct, const struct entry *entry, struct talk *talk)
{
    size_t bytes = sizeof *talk->messages;
    if (talk->count == talk->capacity) {
        size_t more = talk->capacity ? 2 * talk->capacity : 4;
        talk->messages = mem_resize(talk->messages, talk->capacity * bytes, more * bytes);
        talk->capacity = more;
    }
    talk->messages[talk->count++] = (struct direct_message){
        .seq = entry->seq, .at_ms = entry->at_ms, .by = id_of(direct, entry->by)};
    map_put(direct->messages, slice_of_seq(&entry->seq), talk);
}

void direct_add(struct direct *direct, const struct entry *entry, struct slice person,
                struct slice other)
{
    struct slice text = common_get_text(entry->data, "text");
    struct talk *talk = direct_talk(direct, person, other);
    if (!talk)
        talk = talk_make(direct, person, other);
    change(direct, entry, talk);
    names_move(talk, entry);
    append(direct, entry, talk);
    last_wipe(talk);
    talk->last.seq = entry->seq;
    talk->last.name = entry->name.len > 0 ? mem_text(entry->name) : NULL;
    talk->last.text = text.at ? mem_text(text) : NULL;
    talk->last.dir = common_get_dir(entry->data, text);
    if (!talk->people[1])
        list(direct, talk);
}

void direct_remove(struct direct *direct, const struct entry *entry, int64_t seq)
{
    struct talk *talk;
    struct direct_message *message = direct_find(direct, seq, &talk);
    size_t place = (size_t)(message - talk->messages);
    change(direct, entry, talk);
    (void)map_take(direct->messages, slice_of_seq(&seq));
    talk->count--;
    memmove(message, message + 1, (talk->count - place) * sizeof *message);
    if (talk->last.seq == seq)
        last_wipe(talk);
}

void direct_done(struct direct *direct, const struct entry *entry, struct talk *talk)
{
    change(direct, entry, talk);
    talk->done_seq = entry->seq;
}

/* The entry may be of a message that is gone: the name that it gave stands until then. */
bool direct_forget(void *state, int64_t seq)
{
    struct direct *direct = state;
    struct map_at at = {0};
    bool found = false;
    while (map_next(direct->talks, &at)) {
        struct talk *talk = at.value;
        for (int i = 0; i < 2; i++) {
            if (talk->named_seq[i] != seq)
                continue;
            common_wipe(&talk->names[i]);
            found = true;
        }
        if (talk->last.seq == seq) {
            last_wipe(talk);
            found = true;
        }
    }
    return found || map_find(direct->messages, slice_of_seq(&seq));
}

bool direct_forget_name(void *state, struct slice person)
{
    struct direct *direct = state;
    struct map_at at = {0};
    bool found = false;
    while (map_next(direct->talks, &at)) {
        struct talk *talk = at.value;
        for (int i = 0; i < 2; i++) {
            if (!talk->people[i] || !slice_is(person, talk->people[i]) || !talk->names[i])
                continue;
            common_wipe(&talk->names[i]);
            found = true;
        }
    }
    return found;
}
