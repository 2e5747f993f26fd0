/* SPDX-License-Identifier: Apache-2.0
 * Deadlines of paragraphs that are held. */
#include "features/notes_hold.h"

#include <inttypes.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* How many paragraphs that person holds. */
static size_t holds_of(const struct notes *notes, struct slice person)
{
    struct map_at at = {0};
    size_t count = 0;
    while (notes->holds > 0 && map_next(notes->stand.things, &at))
        count += notes_held_by(at.value, person);
    return count;
}

enum err notes_holds_check(const struct notes *notes, const struct entry *entry)
{
    bool full =
        notes->holds >= BOUND_NOTES_HOLDS || holds_of(notes, entry->by) >= BOUND_NOTES_HOLDS_PERSON;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Whether the sender may write in it now: nobody else does. */
enum err notes_hold_check(const struct notes *notes, const struct entry *entry,
                          const struct paragraph *paragraph)
{
    if (!paragraph)
        return ERR_NOT_FOUND;
    if (notes_held(paragraph))
        return notes_held_by(paragraph, entry->by) ? ERR_NONE : ERR_NOTES_HELD;
    return notes_holds_check(notes, entry);
}

enum err notes_expire_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "paragraph", out);
    return error ? error : common_read_int(data, "until", 1, INT64_MAX, out);
}

enum err notes_expire_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct paragraph *paragraph = notes_find(state, common_get_int(entry->data, "paragraph"));
    UNUSED(scene);
    bool due = paragraph && notes_held(paragraph) &&
               paragraph->hold.until_ms == common_get_int(entry->data, "until");
    return due ? ERR_NONE : ERR_NOT_FOUND;
}

/* The first whose time is over. */
static const struct paragraph *next_to_end(const struct notes *notes)
{
    const struct paragraph *first = NULL;
    struct map_at at = {0};
    while (notes->holds > 0 && map_next(notes->stand.things, &at)) {
        const struct paragraph *one = at.value;
        if (notes_held(one) && (!first || one->hold.until_ms < first->hold.until_ms))
            first = one;
    }
    return first;
}

bool notes_due(const void *state, enum phase phase, struct due *out)
{
    const struct paragraph *one = next_to_end(state);
    struct writer data;
    UNUSED(phase);
    if (!one)
        return false;
    out->at_ms = one->hold.until_ms;
    out->type = "notes.expire";
    snprintf(out->op, sizeof out->op, "expire:%" PRId64 ".%" PRId64, one->hold.seq, out->at_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "paragraph", one->thing.seq);
    writer_int(&data, "until", out->at_ms);
    writer_end(&data);
    return true;
}

/* Their time is over at once: the timekeeper says so to those who look at the text. Without a
 * person: everybody's. */
static void let_go(struct notes *notes, const struct entry *entry, struct slice person)
{
    struct map_at at = {0};
    while (notes->holds > 0 && map_next(notes->stand.things, &at)) {
        struct paragraph *paragraph = at.value;
        bool theirs = person.at ? notes_held_by(paragraph, person) : notes_held(paragraph);
        if (theirs && paragraph->hold.until_ms > entry->at_ms)
            paragraph->hold.until_ms = entry->at_ms;
    }
}

void notes_sent_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    let_go(state, entry, common_get_text(entry->data, "whom"));
}

void notes_left_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *people = json_get(entry->data, "people");
    struct slice person;
    for (const struct json *item = json_first(people); item; item = json_next(item))
        if (json_as_text(item, &person) &&
            !room_is_present(scene->room, (struct slice){NULL, 0}, person))
            let_go(state, entry, person);
}

void notes_moved_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slice whom = common_get_text(entry->data, "whom");
    if (scene->side)
        let_go(state, entry, whom.at ? whom : entry->by);
}

void notes_closed_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    if (scene->side && !common_get_int(entry->data, "seconds"))
        let_go(state, entry, (struct slice){NULL, 0});
}
