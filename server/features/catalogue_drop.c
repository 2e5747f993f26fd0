/* SPDX-License-Identifier: Apache-2.0
 * Archived -> dropped from the catalogue -> gone. */
#include "features/catalogue_drop.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/dropped.h"
#include "features/listing_who.h"

static struct dropped *find(const void *state, struct slice of)
{
    const struct catalogue *catalogue = state;
    return catalogue->drops ? map_find(catalogue->drops, of) : NULL;
}

bool catalogue_drops(const void *state, struct slice of)
{
    return find(state, of);
}

bool catalogue_drop_next(const void *state, struct gate_drop *out)
{
    const struct catalogue *catalogue = state;
    struct map_at at = {0};
    while (catalogue->drops_open > 0 && map_next(catalogue->drops, &at)) {
        const struct dropped *drop = at.value;
        if (drop->done)
            continue;
        *out = (struct gate_drop){.room = at.key, .seq = drop->seq};
        return true;
    }
    return false;
}

enum err catalogue_drop_read(const struct json *data, struct writer *out)
{
    return common_read_room(data, "of", out);
}

/* Rooms of people go with them. */
enum err catalogue_drop_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct catalogue *catalogue = state;
    struct slice of = common_get_text(entry->data, "of"), kind = entry_room_kind(of);
    const struct listing *listing = catalogue_find(catalogue, of);
    UNUSED(scene);
    if (!slice_is(kind, "webinar") && !slice_is(kind, "course"))
        return ERR_BAD_REQUEST;
    if (find(state, of))
        return ERR_ROOM_DROPPED;
    if (catalogue->drops && map_full(catalogue->drops))
        return ERR_LIMIT_EXCEEDED;
    return listing && !listing->archived ? ERR_WRONG_PHASE : ERR_NONE;
}

static void word_add(struct dropped *drop, int64_t seq)
{
    drop->words = mem_resize(drop->words, drop->words_count * sizeof *drop->words,
                             (drop->words_count + 1) * sizeof *drop->words);
    drop->words[drop->words_count++] = seq;
}

/* Of a room that was copied the words stay, for a replay copies them too; answers go. */
static void words_take(struct dropped *drop, const struct listing *listing)
{
    struct map_at at = {0};
    for (size_t i = 0; !listing->copied && i < listing->words_count; i++)
        word_add(drop, listing->words[i]);
    while (listing->registration.people && map_next(listing->registration.people, &at))
        word_add(drop, ((const struct registered *)at.value)->seq);
}

void catalogue_drop_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct catalogue *catalogue = state;
    struct slice of = common_get_text(entry->data, "of");
    struct listing *listing = catalogue_find(catalogue, of);
    struct dropped *drop = mem_new(sizeof *drop);
    UNUSED(scene);
    drop->seq = entry->seq;
    if (listing) {
        words_take(drop, listing);
        drop->guests = listing->guests;
        listing->guests = NULL;
        catalogue_take(catalogue, listing);
    }
    if (!catalogue->drops)
        catalogue->drops = map_new(BOUND_ROOMS);
    map_put(catalogue->drops, of, drop);
    catalogue->drops_open++;
    catalogue_look(catalogue, NULL);
}

void catalogue_drop_erases(const void *state, const struct entry *entry,
                           struct withdrawal *withdrawal)
{
    const struct dropped *drop = find(state, common_get_text(entry->data, "of"));
    for (size_t i = 0; i < drop->words_count; i++)
        withdraw(withdrawal, drop->words[i]);
}

void catalogue_drop_guests(const void *state, struct slice of, gate_room_fn *fn, void *context)
{
    const struct dropped *drop = find(state, of);
    struct map_at at = {0};
    while (drop && drop->guests && map_next(drop->guests, &at))
        if (((const struct listing_guest *)at.value)->answer == ANSWER_NONE)
            fn(context, at.key);
}

enum err catalogue_dropped_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_int(data, "entries", 0, INT64_MAX, out);
    return error ? error : common_read_id(data, "chain", out);
}

/* Several instances may have done it: the first says so. */
enum err catalogue_dropped_check(const void *state, const struct entry *entry,
                                 const struct scene *scene)
{
    const struct dropped *drop = find(state, common_get_text(entry->data, "of"));
    UNUSED(scene);
    return drop && !drop->done ? ERR_NONE : ERR_NOT_FOUND;
}

void catalogue_dropped_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct catalogue *catalogue = state;
    struct dropped *drop = find(state, common_get_text(entry->data, "of"));
    UNUSED(scene);
    drop->done = true;
    catalogue->drops_open--;
    map_free(&drop->guests, mem_free);
    mem_free(drop->words);
    drop->words = NULL;
    drop->words_count = 0;
}
