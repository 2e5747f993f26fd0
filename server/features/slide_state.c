/* SPDX-License-Identifier: Apache-2.0
 * A shelf of decks, each with two lists that grow at their ends. */
#include "features/slide_state.h"

#include "base/mem.h"
#include "features/common_get.h"

const char *const slide_types[] = {"pdf", "jpeg", "png", NULL};
const char *const slide_whys[] = {"cancelled", "lost",  "broken", "locked",  "empty", "many",
                                  "slow",      "large", "full",   "missing", "gone",  NULL};

/* ---- the shelf ---------------------------------------------------------------------------------
 */

static struct slide_file *file_waiting(const struct deck *deck)
{
    for (size_t i = 0; i < deck->files_count; i++)
        if (slide_file_waits(&deck->files[i]))
            return &deck->files[i];
    return NULL;
}

/* The last that went wrong. */
static const struct slide_file *file_failed(const struct deck *deck)
{
    for (size_t i = deck->files_count; i-- > 0;)
        if (deck->files[i].why)
            return &deck->files[i];
    return NULL;
}

static void write_making(const struct deck *deck, bool change, struct writer *out)
{
    const struct slide_file *file = file_waiting(deck);
    if (file) {
        writer_object(out, "making");
        writer_int(out, "page", file->made);
        writer_int(out, "of", file->pages);
        writer_end(out);
    } else if (change) {
        writer_null(out, "making");
    }
}

static void write_failed(const struct deck *deck, bool change, struct writer *out)
{
    const struct slide_file *file = file_failed(deck);
    if (file) {
        writer_object(out, "failed");
        writer_text(out, "why", slice_of(file->why));
        writer_int(out, "page", file->made + 1);
        writer_end(out);
    } else if (change) {
        writer_null(out, "failed");
    }
}

/* The name stands in no other event than that which gave it: one that takes it back finds all. */
static void deck_write_as(const struct shelf_thing *thing, bool change, struct writer *out)
{
    const struct deck *deck = (const struct deck *)thing;
    if (!change || deck->named)
        writer_text(out, "name", slice_of(deck->name));
    writer_int(out, "pages", (int64_t)deck->pages_count);
    write_making(deck, change, out);
    write_failed(deck, change, out);
}

static void deck_write(const struct shelf_thing *thing, struct writer *out)
{
    deck_write_as(thing, false, out);
}

static void deck_write_change(const struct shelf_thing *thing, struct writer *out)
{
    deck_write_as(thing, true, out);
}

static void deck_wipe(struct shelf_thing *thing)
{
    struct deck *deck = (struct deck *)thing;
    for (size_t i = 0; i < deck->files_count; i++)
        common_wipe(&deck->files[i].blob);
    for (size_t i = 0; i < deck->pages_count; i++)
        common_wipe(&deck->pages[i].blob);
    common_wipe(&deck->name);
    mem_free(deck->files);
    mem_free(deck->pages);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct deck),
    .write = deck_write,
    .write_change = deck_write_change,
    .wipe = deck_wipe,
    .things_max = BOUND_DECKS,
};

struct slides *slides_new(void)
{
    struct slides *slides = mem_new(sizeof *slides);
    shelf_init(&slides->decks, &kind);
    return slides;
}

void slides_free(struct slides *slides)
{
    shelf_done(&slides->decks);
    mem_free(slides->gone.seqs);
    mem_free(slides);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

struct deck *slides_deck(const struct slides *slides, int64_t deck)
{
    struct deck *found = (struct deck *)shelf_find(&slides->decks, deck);
    return found && !found->removed_ms ? found : NULL;
}

struct deck *slides_removed(const struct slides *slides, int64_t deck)
{
    struct deck *found = (struct deck *)shelf_find(&slides->decks, deck);
    return found && found->removed_ms ? found : NULL;
}

struct deck *slides_copy(const struct slides *slides, int64_t of)
{
    struct map_at at = {0};
    while (map_next(slides->decks.things, &at)) {
        struct deck *deck = at.value;
        if (deck->of == of && !deck->removed_ms)
            return deck;
    }
    return NULL;
}

struct slide_file *slides_file(const struct slides *slides, int64_t file, struct deck **deck)
{
    struct map_at at = {0};
    while (map_next(slides->decks.things, &at)) {
        *deck = at.value;
        for (size_t i = 0; i < (*deck)->files_count && !(*deck)->removed_ms; i++)
            if ((*deck)->files[i].seq == file)
                return &(*deck)->files[i];
    }
    return NULL;
}

bool slide_file_waits(const struct slide_file *file)
{
    return !file->why && (file->pages == 0 || file->made < file->pages);
}

struct slide_file *slides_waiting(const struct slides *slides, const struct deck *only,
                                  struct deck **deck)
{
    struct map_at at = {0};
    while (map_next(slides->decks.things, &at)) {
        *deck = at.value;
        bool meant = (!only || only == *deck) && !(*deck)->removed_ms;
        struct slide_file *file = meant ? file_waiting(*deck) : NULL;
        if (file)
            return file;
    }
    return NULL;
}

size_t slides_count_waiting(const struct slides *slides)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(slides->decks.things, &at)) {
        const struct deck *deck = at.value;
        for (size_t i = 0; i < deck->files_count && !deck->removed_ms; i++)
            count += slide_file_waits(&deck->files[i]);
    }
    return count;
}

/* ---- changing ----------------------------------------------------------------------------------
 */

static char *blob_of(const struct entry *entry)
{
    struct slice blob = common_get_text(entry->data, "blob");
    return mem_text(blob.at ? blob : SLICE(""));
}

/* One more of a list whose room doubles: it has room for a power of two. */
static void *more(void *list, size_t count, size_t bytes)
{
    if (count & (count - 1))
        return list;
    return mem_resize(list, count * bytes, (count ? 2 * count : 1) * bytes);
}

struct slide_file *slides_add_file(struct slides *slides, struct deck *deck,
                                   const struct entry *entry)
{
    int type = common_get_choice(entry->data, "type", slide_types);
    deck->files = more(deck->files, deck->files_count, sizeof *deck->files);
    struct slide_file *file = &deck->files[deck->files_count++];
    *file = (struct slide_file){.seq = entry->seq,
                                .bytes = common_get_int(entry->data, "bytes"),
                                .moved_ms = entry->at_ms,
                                .blob = blob_of(entry),
                                .borrowed = common_has(entry->data, "of"),
                                .type = slide_types[type < 0 ? 0 : type]};
    if (file->borrowed)
        file->bytes = 0;
    slides->bytes += file->bytes;
    return file;
}

void slides_add_page(struct slides *slides, struct deck *deck, const struct entry *entry)
{
    deck->pages = more(deck->pages, deck->pages_count, sizeof *deck->pages);
    struct slide_page *page = &deck->pages[deck->pages_count++];
    *page = (struct slide_page){.seq = entry->seq,
                                .bytes = common_get_int(entry->data, "bytes"),
                                .large = common_get_int(entry->data, "large"),
                                .small = common_get_int(entry->data, "small"),
                                .blob = blob_of(entry)};
    slides->bytes += page->bytes;
    slides->pages++;
}

static void gone_begin(struct slides *slides, size_t count)
{
    mem_free(slides->gone.seqs);
    slides->gone.count = 0;
    slides->gone.seqs = mem_new((count + 1) * sizeof *slides->gone.seqs);
}

static void gone_add(struct slides *slides, int64_t seq)
{
    slides->gone.seqs[slides->gone.count++] = seq;
}

void slides_tell(struct slides *slides, const struct entry *entry)
{
    slides->told.seq = entry->seq;
    slides->told.deck = slides->told.pages = slides->told.seen = false;
}

void slides_touch(struct slides *slides, const struct entry *entry, struct deck *deck)
{
    shelf_touch(&slides->decks, entry, &deck->thing);
    deck->named = false;
}

void slides_name(struct slides *slides, struct deck *deck, const struct entry *entry)
{
    struct slice name = common_get_text(entry->data, "name");
    gone_begin(slides, 1);
    if (deck->name_seq && deck->name_seq != deck->thing.seq)
        gone_add(slides, deck->name_seq);
    common_wipe(&deck->name);
    deck->name = mem_text(name.at ? name : SLICE(""));
    deck->name_seq = entry->seq;
    deck->named = true;
}

void slides_remove(struct slides *slides, const struct entry *entry, struct deck *deck)
{
    shelf_stamp(&slides->decks, entry, &deck->thing, (struct rings){0});
    deck->removed_ms = entry->at_ms;
    if (slides->deck != deck)
        return;
    slides->deck = NULL;
    slides->page = 0;
    slides_tell(slides, entry);
    slides->told.deck = true;
}

void slides_restore(struct slides *slides, const struct entry *entry, struct deck *deck)
{
    shelf_stamp(&slides->decks, entry, &deck->thing, RINGS_STAFF);
    deck->removed_ms = 0;
    for (size_t i = 0; i < deck->files_count; i++)
        if (slide_file_waits(&deck->files[i]))
            deck->files[i].moved_ms = entry->at_ms;
}

void slides_clear(struct slides *slides, const struct entry *entry, struct deck *deck)
{
    gone_begin(slides, deck->files_count + deck->pages_count + 1);
    if (deck->name_seq != deck->thing.seq)
        gone_add(slides, deck->name_seq);
    for (size_t i = 0; i < deck->files_count; i++) {
        gone_add(slides, deck->files[i].seq);
        slides->bytes -= deck->files[i].bytes;
    }
    for (size_t i = 0; i < deck->pages_count; i++) {
        gone_add(slides, deck->pages[i].seq);
        slides->bytes -= deck->pages[i].bytes;
    }
    slides->pages -= (int64_t)deck->pages_count;
    shelf_remove(&slides->decks, entry, &deck->thing);
}

static void blob_forget(char **blob)
{
    common_wipe(blob);
    *blob = mem_text(SLICE(""));
}

bool slides_forget(struct slides *slides, int64_t seq)
{
    struct map_at at = {0};
    bool shows = false;
    while (map_next(slides->decks.things, &at)) {
        struct deck *deck = at.value;
        if (deck->name_seq == seq) {
            shows = true;
            blob_forget(&deck->name);
        }
        for (size_t i = 0; i < deck->files_count; i++)
            if (deck->files[i].seq == seq)
                blob_forget(&deck->files[i].blob);
        for (size_t i = 0; i < deck->pages_count; i++)
            if (deck->pages[i].seq == seq)
                blob_forget(&deck->pages[i].blob);
    }
    return shows;
}
