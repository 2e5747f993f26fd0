/* SPDX-License-Identifier: Apache-2.0
 * What is to be forgotten, what is to be erased, and the rows that say that it was. */
#include "core/erasure.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_state.h"

enum { ROW_ERASE, ROW_ERASED, ROWS };
static const struct row rows[ROWS];

enum { PEOPLE_MAX = 1 << 20 };

struct erasures {
    struct room *room;         /* borrowed: it is this feature's business that rooms forget */
    bool shows;                /* the last room.erase changed what people see */
    struct withdrawn *unnamed; /* owned; entries that names are to leave; NULL: none */
    struct map *people;        /* whose names they are; owned; NULL: nobody's yet */
};

static void *erasures_new(const struct room *room)
{
    struct erasures *erasures = mem_new(sizeof *erasures);
    erasures->room = (struct room *)(uintptr_t)room;
    return erasures;
}

static void erasures_free(void *state)
{
    struct erasures *erasures = state;
    withdrawn_free(&erasures->unnamed);
    if (erasures->people)
        map_free(&erasures->people, NULL);
    mem_free(erasures);
}

static struct erasures *erasures_of(const struct room *room)
{
    const struct method *method = room_state_method(room, slice_of(rows[ROW_ERASE].name));
    return method ? room->shares[method->feature].state : NULL;
}

size_t erasure_due(const struct room *room, int64_t upto_ms, int64_t *seqs, size_t max)
{
    return withdrawn_list(room->entries.withdrawn, upto_ms, seqs, max);
}

int64_t erasure_since_ms(const struct room *room)
{
    return withdrawn_since_ms(room->entries.withdrawn);
}

size_t erasure_forgotten(const struct room *room, int64_t *seqs, size_t max)
{
    return withdrawn_list(room->entries.forgotten, INT64_MAX, seqs, max);
}

int64_t erasure_forgotten_since_ms(const struct room *room)
{
    const struct erasures *erasures = erasures_of(room);
    int64_t words_ms = withdrawn_since_ms(room->entries.forgotten);
    return words_ms || !erasures ? words_ms : withdrawn_since_ms(erasures->unnamed);
}

size_t erasure_unnamed(const struct room *room, int64_t *seqs, size_t max)
{
    const struct erasures *erasures = erasures_of(room);
    return erasures ? withdrawn_list(erasures->unnamed, INT64_MAX, seqs, max) : 0;
}

bool erasure_summed(const struct room *room, const struct entry *entry)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    return row && row->keep.summed;
}

bool erasure_keep(const struct room *room, const struct entry *entry, struct buffer *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    enum err refused = room_void(room, entry->seq);
    if (refused)
        keep_write_void(refused, out);
    else if (row)
        keep_write(&row->keep, share->state, entry, out);
    return row && !out->full;
}

static bool is_gone(const void *context, struct slice person)
{
    const struct erasures *erasures = context;
    return erasures->people && map_find(erasures->people, person);
}

bool erasure_keep_unnamed(const struct room *room, const struct entry *entry, struct buffer *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    enum err refused = room_void(room, entry->seq);
    const struct keep_gone gone = {is_gone, erasures_of(room)};
    if (refused)
        keep_write_void(refused, out);
    else if (row)
        keep_write_unnamed(&row->keep, share->state, entry, &gone, out);
    return row && !out->full;
}

struct entry *erasure_ahead(const struct room *room, const struct entry *entry)
{
    const struct erasures *erasures = erasures_of(room);
    bool words = withdrawn_has(room->entries.withdrawn, entry->seq) ||
                 withdrawn_has(room->entries.forgotten, entry->seq);
    bool name = erasures && withdrawn_has(erasures->unnamed, entry->seq);
    struct buffer kept;
    if (entry->erased || (!words && !name))
        return NULL;
    buffer_init(&kept, BOUND_ENTRY_BYTES);
    bool known =
        words ? erasure_keep(room, entry, &kept) : erasure_keep_unnamed(room, entry, &kept);
    struct entry as = *entry;
    as.name = SLICE("");
    as.text = known ? buffer_slice(&kept) : SLICE("{}");
    as.erased = true;
    struct entry *ahead = entry_new(&as);
    buffer_done(&kept);
    return ahead;
}

int64_t erasure_moved(const struct room *room)
{
    return room->entries.reworded;
}

bool erasure_of(const struct room *room, const struct entry *entry)
{
    const struct share *share = NULL;
    return room_state_row(room, entry, &share) == &rows[ROW_ERASE];
}

bool erasure_shows(const struct room *room)
{
    const struct erasures *erasures = erasures_of(room);
    return erasures && erasures->shows;
}

static enum err seqs_read(const struct json *data, struct writer *out)
{
    const struct json *seqs = json_get(data, "seqs");
    int64_t before = 0, seq = 0;
    if (!json_is_array(seqs) || json_count(seqs) == 0 || json_count(seqs) > ERASURE_MAX)
        return ERR_BAD_REQUEST;
    writer_array(out, "seqs");
    for (const struct json *item = json_first(seqs); item; item = json_next(item)) {
        if (!json_as_int(item, &seq) || seq <= before)
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, seq);
        before = seq;
    }
    writer_end(out);
    return ERR_NONE;
}

static enum err erase_read(const struct json *data, struct writer *out)
{
    struct slice person;
    if (json_get(data, "person") && !json_get_text(data, "person", &person))
        return ERR_BAD_REQUEST;
    enum err error = seqs_read(data, out);
    if (!error && json_get(data, "person"))
        writer_text(out, "person", person);
    return error;
}

static enum err erased_read(const struct json *data, struct writer *out)
{
    bool names = false;
    if (json_get(data, "names") && !json_get_bool(data, "names", &names))
        return ERR_BAD_REQUEST;
    enum err error = seqs_read(data, out);
    if (!error && names)
        writer_bool(out, "names", true);
    return error;
}

static enum err erase_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *seqs = json_get(entry->data, "seqs");
    int64_t seq = 0;
    UNUSED(state);
    for (const struct json *item = json_first(seqs); item; item = json_next(item))
        if (!json_as_int(item, &seq) || seq > room_seq(scene->room))
            return ERR_NOT_FOUND;
    return ERR_NONE;
}

/* True when something that people see was forgotten. */
static bool forget(const struct room *room, int64_t seq)
{
    bool shows = false;
    struct walk walk = {0};
    while (room_state_walk(room, &walk))
        if (walk.share->feature->forget)
            shows = walk.share->feature->forget(walk.share->state, seq) || shows;
    return shows;
}

/* The same of the name of a person. */
static bool forget_name(const struct room *room, struct slice person)
{
    bool shows = false;
    struct walk walk = {0};
    while (room_state_walk(room, &walk))
        if (walk.share->feature->forget_name)
            shows = walk.share->feature->forget_name(walk.share->state, person) || shows;
    return shows;
}

/* The next of the entry's seqs, in *seq; `item` is NULL after the last. */
static const struct json *next_seq(const struct json *item, int64_t *seq)
{
    while (item && !json_as_int(item, seq))
        item = json_next(item);
    return item;
}

static void apply_words(struct erasures *erasures, const struct entry *entry)
{
    struct room *room = erasures->room;
    const struct json *item = json_first(json_get(entry->data, "seqs"));
    int64_t seq = 0;
    if (!room->entries.forgotten)
        room->entries.forgotten = withdrawn_new();
    for (; (item = next_seq(item, &seq)); item = json_next(item)) {
        if (!withdrawn_has(room->entries.withdrawn, seq))
            room->entries.reworded = entry->seq;
        withdrawn_take(room->entries.withdrawn, seq);
        withdrawn_add(room->entries.forgotten, seq, room->at_ms);
        erasures->shows = forget(room, seq) || erasures->shows;
    }
}

static void apply_name(struct erasures *erasures, const struct entry *entry, struct slice person)
{
    const struct json *item = json_first(json_get(entry->data, "seqs"));
    int64_t seq = 0;
    if (!erasures->unnamed)
        erasures->unnamed = withdrawn_new();
    if (!erasures->people)
        erasures->people = map_new(PEOPLE_MAX);
    if (!map_full(erasures->people))
        map_put(erasures->people, person, erasures);
    for (; (item = next_seq(item, &seq)); item = json_next(item))
        withdrawn_add(erasures->unnamed, seq, erasures->room->at_ms);
    erasures->shows = forget_name(erasures->room, person);
    erasures->room->entries.reworded = entry->seq;
}

static void erase_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct erasures *erasures = state;
    struct slice person;
    UNUSED(scene);
    erasures->shows = false;
    if (json_get_text(entry->data, "person", &person))
        apply_name(erasures, entry, person);
    else
        apply_words(erasures, entry);
}

static void erased_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct erasures *erasures = state;
    const struct json *item = json_first(json_get(entry->data, "seqs"));
    struct withdrawn *from =
        json_get(entry->data, "names") ? erasures->unnamed : scene->room->entries.forgotten;
    int64_t seq = 0;
    for (; (item = next_seq(item, &seq)); item = json_next(item))
        withdrawn_take(from, seq);
}

static const struct row rows[ROWS] = {
    [ROW_ERASE] =
        {
            .name = "room.erase",
            .keep = {keep_all},
            .roles = ROLE_SYSTEM,
            .phases = PHASE_ANY,
            .read = erase_read,
            .check = erase_check,
            .apply = erase_apply,
        },
    [ROW_ERASED] =
        {
            .name = "room.erased",
            .keep = {keep_all},
            .roles = ROLE_SYSTEM,
            .phases = PHASE_ANY,
            .read = erased_read,
            .check = erase_check,
            .apply = erased_apply,
        },
};

const struct feature erasure_feature = {
    .name = "room",
    .rows = rows,
    .rows_count = ROWS,
    .state_new = erasures_new,
    .state_free = erasures_free,
};
