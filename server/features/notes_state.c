/* SPDX-License-Identifier: Apache-2.0
 * Paragraphs on two shelves, who holds them, and what they said before. */
#include "features/notes_state.h"

#include <string.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "features/common_get.h"

const char *const notes_who[] = {"all", "staff", "off", NULL};

static void hold_end(struct paragraph *paragraph)
{
    if (paragraph->hold.seq)
        common_author_done(&paragraph->hold.by);
    paragraph->hold = (struct notes_hold){0};
}

static void paragraph_wipe(struct shelf_thing *thing)
{
    struct paragraph *paragraph = (struct paragraph *)thing;
    common_wipe(&paragraph->text);
    common_author_done(&paragraph->said);
    hold_end(paragraph);
    for (size_t i = 0; i < paragraph->past_count; i++)
        mem_free(paragraph->past[i].by);
    mem_free(paragraph->past);
    mem_free(paragraph->removed_by);
}

static void hold_write(const struct notes_hold *hold, struct writer *out)
{
    writer_object(out, "hold");
    common_write_author(out, &hold->by);
    writer_int(out, "at", hold->at_ms);
    writer_end(out);
}

static void paragraph_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct paragraph *paragraph = (const struct paragraph *)thing;
    common_write_author(out, &paragraph->said);
    writer_int(out, "at", paragraph->said_ms);
    writer_int(out, "version", paragraph->said_seq);
    if (paragraph->text)
        common_write_text(out, slice_of(paragraph->text), paragraph->dir);
    if (notes_held(paragraph))
        hold_write(&paragraph->hold, out);
}

void notes_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct paragraph *paragraph = (const struct paragraph *)thing;
    paragraph_write(thing, out);
    if (!paragraph->said.name[0])
        writer_null(out, "name");
    if (!paragraph->text) {
        writer_null(out, "text");
        writer_null(out, "dir");
    }
    if (!notes_held(paragraph))
        writer_null(out, "hold");
}

static const struct shelf_kind standing = {
    .thing_bytes = sizeof(struct paragraph),
    .write = paragraph_write,
    .write_change = notes_write_change,
    .wipe = paragraph_wipe,
    .things_max = BOUND_NOTES,
    .author_max = BOUND_NOTES_PERSON,
};

static const struct shelf_kind removed = {
    .thing_bytes = sizeof(struct paragraph),
    .write = paragraph_write,
    .wipe = paragraph_wipe,
    .things_max = BOUND_NOTES_REMOVED,
};

struct notes *notes_new(void)
{
    struct notes *notes = mem_new(sizeof *notes);
    shelf_init(&notes->stand, &standing);
    shelf_init(&notes->bin, &removed);
    return notes;
}

void notes_free(struct notes *notes)
{
    shelf_done(&notes->stand);
    shelf_done(&notes->bin);
    notes_order_done(&notes->order);
    mem_free(notes->gone);
    mem_free(notes);
}

struct paragraph *notes_find(const struct notes *notes, int64_t seq)
{
    return (struct paragraph *)shelf_find(&notes->stand, seq);
}

struct paragraph *notes_find_any(const struct notes *notes, int64_t seq)
{
    struct paragraph *paragraph = notes_find(notes, seq);
    return paragraph ? paragraph : (struct paragraph *)shelf_find(&notes->bin, seq);
}

bool notes_held(const struct paragraph *paragraph)
{
    return paragraph->hold.seq != 0;
}

bool notes_held_by(const struct paragraph *paragraph, struct slice person)
{
    return notes_held(paragraph) && common_author_is(&paragraph->hold.by, person);
}

size_t notes_share(const struct notes *notes, struct slice person,
                   const struct paragraph *paragraph)
{
    struct map_at at = {0};
    size_t bytes = 0;
    while (map_next(notes->stand.things, &at)) {
        const struct paragraph *one = at.value;
        if (one != paragraph && common_author_is(&one->said, person))
            bytes += one->text_bytes;
    }
    return bytes;
}

/* Of an entry that was erased the number of its bytes remains, where it had words. */
size_t notes_entry_bytes(const struct entry *entry)
{
    bool says = common_has(entry->data, entry->erased ? "bytes" : "text");
    return says ? common_entry_bytes(entry) : 0;
}

void notes_begin(struct notes *notes)
{
    notes->gone_count = 0;
}

static void lose(struct notes *notes, const struct notes_words *words)
{
    if (words->none)
        return;
    if (notes->gone_count == notes->gone_capacity) {
        notes->gone_capacity = notes->gone_capacity ? 2 * notes->gone_capacity : 8;
        notes->gone = mem_capacity(notes->gone, notes->gone_capacity * sizeof *notes->gone);
    }
    notes->gone[notes->gone_count++] = words->seq;
}

/* What it had at that place is withdrawn. */
static void past_take(struct notes *notes, struct paragraph *paragraph, size_t place)
{
    struct notes_words *words = &paragraph->past[place];
    lose(notes, words);
    mem_free(words->by);
    paragraph->past_count--;
    memmove(words, words + 1, (paragraph->past_count - place) * sizeof *words);
}

/* Nobody can push out what others wrote: who wrote too much in it loses their own. */
static void past_trim(struct notes *notes, struct paragraph *paragraph, struct slice person)
{
    size_t own = 0, oldest = paragraph->past_count;
    for (size_t i = paragraph->past_count; i-- > 0;)
        if (slice_is(person, paragraph->past[i].by)) {
            own++;
            oldest = i;
        }
    if (own > BOUND_NOTES_PAST_PERSON)
        past_take(notes, paragraph, oldest);
    else if (paragraph->past_count > BOUND_NOTES_PAST)
        past_take(notes, paragraph, 0);
}

static void past_add(struct notes *notes, struct paragraph *paragraph, const struct entry *entry)
{
    const struct notes_words *last =
        paragraph->past_count ? &paragraph->past[paragraph->past_count - 1] : NULL;
    if (last && paragraph->hold.seq && last->seq >= paragraph->hold.seq)
        past_take(notes, paragraph, paragraph->past_count - 1);
    size_t bytes = paragraph->past_count * sizeof *paragraph->past;
    paragraph->past = mem_resize(paragraph->past, bytes, bytes + sizeof *paragraph->past);
    paragraph->past[paragraph->past_count++] =
        (struct notes_words){entry->seq, mem_text(entry->by), notes_entry_bytes(entry) == 0};
    past_trim(notes, paragraph, entry->by);
}

struct paragraph *notes_add(struct notes *notes, const struct entry *entry)
{
    struct paragraph *paragraph =
        (struct paragraph *)shelf_add(&notes->stand, entry, RINGS_INSIDE, 0);
    common_author_init(&paragraph->said, entry);
    paragraph->said_seq = entry->seq;
    paragraph->said_ms = entry->at_ms;
    return paragraph;
}

void notes_say(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    struct slice text = common_get_text(entry->data, "text");
    shelf_touch(&notes->stand, entry, &paragraph->thing);
    past_add(notes, paragraph, entry);
    common_wipe(&paragraph->text);
    paragraph->text = text.at ? mem_text(text) : NULL;
    paragraph->dir = common_get_dir(entry->data, text);
    common_author_done(&paragraph->said);
    common_author_init(&paragraph->said, entry);
    paragraph->said_seq = entry->seq;
    paragraph->said_ms = entry->at_ms;
    notes->bytes -= paragraph->text_bytes;
    paragraph->text_bytes = notes_entry_bytes(entry);
    notes->bytes += paragraph->text_bytes;
}

void notes_hold(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    shelf_touch(&notes->stand, entry, &paragraph->thing);
    if (!notes_held_by(paragraph, entry->by)) {
        check(!notes_held(paragraph));
        notes->holds++;
        paragraph->hold.seq = entry->seq;
        paragraph->hold.at_ms = entry->at_ms;
        common_author_init(&paragraph->hold.by, entry);
    }
    paragraph->hold.until_ms = entry->at_ms + INT64_C(1000) * BOUND_NOTES_HOLD_SECONDS;
}

void notes_free_hold(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    check(notes_held(paragraph));
    shelf_touch(&notes->stand, entry, &paragraph->thing);
    notes->holds--;
    hold_end(paragraph);
    if (paragraph->past_count > 0)
        return;
    notes_order_take(&notes->order, entry, paragraph->thing.seq);
    shelf_remove(&notes->stand, entry, &paragraph->thing);
}

/* Out of the text. */
static void leave(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    notes->holds -= notes_held(paragraph);
    hold_end(paragraph);
    notes->bytes -= paragraph->text_bytes;
    paragraph->behind = notes_order_before(&notes->order, paragraph->thing.seq);
    notes_order_take(&notes->order, entry, paragraph->thing.seq);
}

static void lose_all(struct notes *notes, const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->past_count; i++)
        lose(notes, &paragraph->past[i]);
}

/* One that never had words is nothing that could come back. */
void notes_remove(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    struct map_at at = {0};
    leave(notes, entry, paragraph);
    if (paragraph->past_count == 0) {
        shelf_remove(&notes->stand, entry, &paragraph->thing);
        return;
    }
    if (map_full(notes->bin.things) && map_next(notes->bin.things, &at)) {
        lose_all(notes, at.value);
        shelf_remove(&notes->bin, entry, at.value);
    }
    paragraph->removed_by = mem_text(entry->by);
    paragraph->removed_ms = entry->at_ms;
    shelf_move(&notes->stand, &notes->bin, entry, &paragraph->thing);
}

void notes_restore(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    int64_t behind = paragraph->behind;
    if (behind != NOTES_FIRST && !notes_find(notes, behind))
        behind = NOTES_LAST;
    mem_free(paragraph->removed_by);
    paragraph->removed_by = NULL;
    shelf_move(&notes->bin, &notes->stand, entry, &paragraph->thing);
    notes_order_put(&notes->order, entry, paragraph->thing.seq, behind);
    notes->bytes += paragraph->text_bytes;
}

void notes_wipe(struct notes *notes, const struct entry *entry, struct paragraph *paragraph)
{
    bool stands = !paragraph->removed_by;
    lose_all(notes, paragraph);
    if (stands)
        leave(notes, entry, paragraph);
    shelf_remove(stands ? &notes->stand : &notes->bin, entry, &paragraph->thing);
}

void notes_wipe_past(struct notes *notes, struct paragraph *paragraph, size_t place)
{
    past_take(notes, paragraph, place);
}

size_t notes_past(const struct paragraph *paragraph, int64_t seq)
{
    for (size_t i = 0; i + 1 < paragraph->past_count; i++)
        if (paragraph->past[i].seq == seq)
            return i;
    return paragraph->past_count;
}

static bool paragraph_forget(struct paragraph *paragraph, int64_t seq)
{
    bool shows = false;
    if (paragraph->said_seq == seq) {
        shows = common_author_forget(&paragraph->said) || paragraph->text;
        common_wipe(&paragraph->text);
        paragraph->dir = TEXT_LTR;
    }
    if (paragraph->hold.seq == seq)
        shows = common_author_forget(&paragraph->hold.by) || shows;
    if (paragraph->thing.seq == seq)
        common_author_forget(&paragraph->thing.author);
    return shows;
}

bool notes_forget(void *state, int64_t seq)
{
    struct notes *notes = state;
    struct shelf *const shelves[] = {&notes->stand, &notes->bin};
    bool shows = false;
    for (size_t i = 0; i < sizeof shelves / sizeof shelves[0]; i++) {
        struct map_at at = {0};
        while (map_next(shelves[i]->things, &at))
            shows = paragraph_forget(at.value, seq) || shows;
    }
    return shows;
}

/* Who took a paragraph without a word, and whoever emptied one: what they gave words to goes with
 * these. */
bool notes_forget_name(void *state, struct slice person)
{
    struct notes *notes = state;
    struct map_at at = {0};
    bool shows = false;
    while (map_next(notes->stand.things, &at)) {
        struct paragraph *paragraph = at.value;
        if (notes_held_by(paragraph, person))
            shows = common_author_forget(&paragraph->hold.by) || shows;
        if (!paragraph->text && common_author_is(&paragraph->said, person))
            shows = common_author_forget(&paragraph->said) || shows;
    }
    return shows;
}
