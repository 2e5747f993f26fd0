/* SPDX-License-Identifier: Apache-2.0
 * A bit for each webinar by its place, for each person. */
#include "features/completion_attended.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "features/attendance_told.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { WORD_BITS = 64 };

struct bits {
    uint64_t words[ATTENDED_WEBINARS / WORD_BITS];
};

struct attended {
    struct map *people;                /* id -> struct bits, owned */
    char *webinars[ATTENDED_WEBINARS]; /* owned; by their place */
    size_t count;
};

struct attended *attended_new(void)
{
    struct attended *attended = mem_new(sizeof *attended);
    attended->people = map_new(BOUND_MARKING);
    return attended;
}

void attended_free(struct attended *attended)
{
    map_free(&attended->people, mem_free);
    for (size_t i = 0; i < attended->count; i++)
        mem_free(attended->webinars[i]);
    mem_free(attended);
}

bool attended_knows(const struct attended *attended, struct slice person)
{
    return map_find(attended->people, person) != NULL;
}

int64_t attended_count(const struct attended *attended, struct slice person)
{
    const struct bits *bits = map_find(attended->people, person);
    int64_t count = 0;
    for (size_t i = 0; bits && i < sizeof bits->words / sizeof bits->words[0]; i++)
        count += __builtin_popcountll(bits->words[i]);
    return count;
}

void attended_write(const struct attended *attended, struct slice person, struct writer *out)
{
    const struct bits *bits = map_find(attended->people, person);
    writer_array(out, "webinars");
    for (size_t i = 0; bits && i < attended->count; i++)
        if (bits->words[i / WORD_BITS] >> i % WORD_BITS & 1)
            writer_text(out, NULL, slice_of(attended->webinars[i]));
    writer_end(out);
}

/* ---- the entry ---------------------------------------------------------------------------------
 */

enum err attended_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_optional_ids(data, "took", ATTENDANCE_BATCH, out);
    return error ? error : common_read_optional_ids(data, "missed", ATTENDANCE_BATCH, out);
}

static size_t place_of(const struct attended *attended, const struct entry *entry)
{
    struct slice of = common_get_text(entry->data, "of");
    size_t place = 0;
    while (place < attended->count && !slice_is(of, attended->webinars[place]))
        place++;
    return place;
}

bool attended_fits(const struct attended *attended, const struct entry *entry)
{
    return place_of(attended, entry) < ATTENDED_WEBINARS;
}

static void set(struct attended *attended, struct slice person, size_t place, bool took)
{
    struct bits *bits = map_find(attended->people, person);
    uint64_t bit = (uint64_t)1 << place % WORD_BITS;
    if (!bits && (!took || map_full(attended->people)))
        return;
    if (!bits) {
        bits = mem_new(sizeof *bits);
        map_put(attended->people, person, bits);
    }
    if (took)
        bits->words[place / WORD_BITS] |= bit;
    else
        bits->words[place / WORD_BITS] &= ~bit;
}

static void set_all(struct attended *attended, const struct entry *entry, size_t place, bool took)
{
    const struct json *list = json_get(entry->data, took ? "took" : "missed");
    struct slice id;
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (json_as_text(at, &id))
            set(attended, id, place, took);
}

void attended_apply(struct attended *attended, const struct entry *entry)
{
    size_t place = place_of(attended, entry);
    if (place == attended->count)
        attended->webinars[attended->count++] = mem_text(common_get_text(entry->data, "of"));
    set_all(attended, entry, place, true);
    set_all(attended, entry, place, false);
}

void attended_each(const struct entry *entry, void (*fn)(void *context, struct slice person),
                   void *context)
{
    static const char *const lists[] = {"took", "missed"};
    struct slice id;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (const struct json *at = json_first(json_get(entry->data, lists[i])); at;
             at = json_next(at))
            if (json_as_text(at, &id))
                fn(context, id);
}
