/* SPDX-License-Identifier: Apache-2.0
 * The row that every kind of room has, and what may be erased. */
#include "core/erasure.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/room_state.h"

static const struct row rows[1];

struct erasures {
    bool shows; /* the last room.erase changed what people see */
};

static void *erasures_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct erasures));
}

size_t erasure_due(const struct room *room, int64_t upto_ms, int64_t *seqs, size_t max)
{
    return withdrawn_list(room->withdrawn, upto_ms, seqs, max);
}

int64_t erasure_since_ms(const struct room *room)
{
    return withdrawn_since_ms(room->withdrawn);
}

bool erasure_keep(const struct room *room, const struct entry *entry, struct buffer *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    if (row)
        keep_write(&row->keep, share->state, entry, out);
    return row && !out->full;
}

bool erasure_shows(const struct room *room, const struct entry *entry)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    const struct erasures *erasures = row == &rows[0] ? share->state : NULL;
    return erasures && erasures->shows;
}

static enum err erase_read(const struct json *data, struct writer *out)
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

static enum err erase_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *seqs = json_get(entry->data, "seqs");
    int64_t seq = 0;
    UNUSED(state);
    UNUSED(scene);
    for (const struct json *item = json_first(seqs); item; item = json_next(item))
        if (!json_as_int(item, &seq) || seq > room_seq(scene->room))
            return ERR_NOT_FOUND;
    return ERR_NONE;
}

/* True when something that people see was forgotten. */
static bool forget(const struct room *room, int64_t seq)
{
    bool shows = false;
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (share->feature->forget)
            shows = share->feature->forget(share->state, seq) || shows;
    }
    return shows;
}

static void erase_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct erasures *erasures = state;
    int64_t seq = 0;
    erasures->shows = false;
    for (const struct json *item = json_first(json_get(entry->data, "seqs")); item;
         item = json_next(item)) {
        if (!json_as_int(item, &seq))
            continue;
        withdrawn_take(scene->room->withdrawn, seq);
        erasures->shows = forget(scene->room, seq) || erasures->shows;
    }
}

static const struct row rows[1] = {
    {
        .name = "room.erase",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = erase_read,
        .check = erase_check,
        .apply = erase_apply,
    },
};

const struct feature erasure_feature = {
    .name = "room",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = erasures_new,
    .state_free = mem_free,
};
