/* SPDX-License-Identifier: Apache-2.0
 * added -> begun (its pages are counted) -> page after page; or it fails, and is tried again from
 * the page where it stopped. */
#include "features/slide_make.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/unused.h"
#include "core/effect.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { SECOND_MS = 1000 };

/* ---- slide.add ---------------------------------------------------------------------------------
 */

enum err slide_add_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_seq(data, "deck", out);
    if (!error)
        error = common_read_id(data, "blob", out);
    if (!error)
        error = common_read_int(data, "bytes", 1, BOUND_FILE_BYTES, out);
    if (!error)
        error = common_read_choice(data, "type", slide_types, out);
    return error ? error : common_read_line(data, "name", BOUND_DECK_NAME_CHARS, out);
}

enum err slide_add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct slides *slides = state;
    int64_t bytes = common_get_int(entry->data, "bytes");
    if (slides->bytes + bytes > BOUND_DECKS_BYTES ||
        slides_count_waiting(slides) >= BOUND_DECKS_WAITING)
        return ERR_LIMIT_EXCEEDED;
    if (!common_has(entry->data, "deck"))
        return shelf_check(&slides->decks, entry, scene, 0);
    const struct deck *deck = slides_deck(slides, common_get_int(entry->data, "deck"));
    if (!deck)
        return ERR_NOT_FOUND;
    return deck->files_count < BOUND_DECK_FILES ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

void slide_add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    struct deck *deck = NULL;
    UNUSED(scene);
    if (common_has(entry->data, "deck")) {
        deck = slides_deck(slides, common_get_int(entry->data, "deck"));
        slides_touch(slides, entry, deck);
    } else {
        deck = (struct deck *)shelf_add(&slides->decks, entry, RINGS_STAFF, 0);
        slides_name(slides, deck, entry);
    }
    (void)slides_add_file(slides, deck, entry);
}

/* ---- for a room that is a copy ------------------------------------------------------------------
 *
 * The other room's file is read once more, and its pages are made anew: they are this room's own,
 * and stay when the other's are removed.
 */

static void emit_file(const struct deck *deck, const struct slide_file *file, struct slice to,
                      struct emitter *emitter)
{
    struct buffer text;
    struct writer out;
    char name[48];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_int(&out, "of", deck->thing.seq);
    writer_text(&out, "blob", slice_of(file->blob));
    writer_int(&out, "bytes", file->bytes ? file->bytes : 1);
    writer_text(&out, "type", slice_of(file->type));
    writer_text(&out, "name", slice_of(deck->name));
    writer_end(&out);
    snprintf(name, sizeof name, "slides %" PRId64, file->seq);
    effect_emit(emitter,
                &(struct effect){
                    .name = name, .room = to, .type = "slide.bring", .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* Of what is erased, and of files that gave nothing, there is nothing to take along. */
void slide_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    const struct slides *slides = state;
    struct slice to = common_get_text(entry->data, "to");
    struct map_at at = {0};
    UNUSED(scene);
    while (map_next(slides->decks.things, &at)) {
        const struct deck *deck = at.value;
        if (deck->removed_ms || !deck->name[0])
            continue;
        for (size_t i = 0; i < deck->files_count; i++)
            if (deck->files[i].blob[0] && !deck->files[i].why)
                emit_file(deck, &deck->files[i], to, emitter);
    }
}

enum err slide_bring_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "of", out);
    return error ? error : slide_add_read(data, out);
}

/* No more come than one room holds. */
enum err slide_bring_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct slides *slides = state;
    const struct deck *deck = slides_copy(slides, common_get_int(entry->data, "of"));
    if (!deck)
        return shelf_check(&slides->decks, entry, scene, 0);
    return deck->files_count < BOUND_DECK_FILES ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

void slide_bring_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    int64_t of = common_get_int(entry->data, "of");
    struct deck *deck = slides_copy(slides, of);
    UNUSED(scene);
    if (deck) {
        slides_touch(slides, entry, deck);
    } else {
        deck = (struct deck *)shelf_add(&slides->decks, entry, RINGS_STAFF, 0);
        deck->of = of;
        slides_name(slides, deck, entry);
    }
    (void)slides_add_file(slides, deck, entry);
}

/* ---- what the server does ----------------------------------------------------------------------
 */

/* The file of the entry, which is to be turned into pages, or NULL. */
static struct slide_file *waiting_of(const struct slides *slides, const struct entry *entry,
                                     struct deck **deck)
{
    struct slide_file *file = slides_file(slides, common_get_int(entry->data, "file"), deck);
    return file && slide_file_waits(file) ? file : NULL;
}

/* The same, about to be changed. */
static struct slide_file *touch(struct slides *slides, const struct entry *entry,
                                struct deck **deck)
{
    struct slide_file *file = waiting_of(slides, entry, deck);
    slides_touch(slides, entry, *deck);
    file->moved_ms = entry->at_ms;
    return file;
}

enum err slide_begin_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "file", out);
    return error ? error : common_read_int(data, "pages", 1, BOUND_DECK_PAGES, out);
}

/* Pages that files of the deck (NULL: all decks) have promised and not given yet. */
static int64_t promised(const struct slides *slides, const struct deck *only)
{
    struct map_at at = {0};
    int64_t pages = 0;
    while (map_next(slides->decks.things, &at)) {
        const struct deck *deck = at.value;
        for (size_t i = 0; i < deck->files_count && (!only || only == deck); i++)
            if (!deck->files[i].why)
                pages += deck->files[i].pages - deck->files[i].made;
    }
    return pages;
}

enum err slide_begin_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct slides *slides = state;
    struct deck *deck = NULL;
    int64_t pages = common_get_int(entry->data, "pages");
    UNUSED(scene);
    const struct slide_file *file = waiting_of(slides, entry, &deck);
    if (!file)
        return ERR_NOT_FOUND;
    if (file->pages > 0)
        return ERR_ALREADY_EXISTS;
    if ((int64_t)deck->pages_count + promised(slides, deck) + pages > BOUND_DECK_PAGES ||
        slides->pages + promised(slides, NULL) + pages > BOUND_DECKS_PAGES)
        return ERR_LIMIT_EXCEEDED;
    return ERR_NONE;
}

void slide_begin_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct deck *deck = NULL;
    UNUSED(scene);
    touch(state, entry, &deck)->pages = common_get_int(entry->data, "pages");
}

enum err slide_page_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "file", out);
    if (!error)
        error = common_read_int(data, "page", 1, BOUND_DECK_PAGES, out);
    if (!error)
        error = common_read_id(data, "blob", out);
    if (!error)
        error = common_read_int(data, "large", 1, BOUND_SLIDE_BYTES, out);
    if (!error)
        error = common_read_int(data, "small", 1, BOUND_SLIDE_BYTES, out);
    return error ? error : common_read_int(data, "bytes", 1, BOUND_BLOB_BYTES, out);
}

/* Several instances may have made it: the first that says so has. */
enum err slide_page_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct slides *slides = state;
    struct deck *deck = NULL;
    int64_t page = common_get_int(entry->data, "page");
    UNUSED(scene);
    const struct slide_file *file = waiting_of(slides, entry, &deck);
    if (!file || file->pages == 0 || page > file->made + 1)
        return ERR_NOT_FOUND;
    if (page <= file->made)
        return ERR_ALREADY_EXISTS;
    if (slides->bytes + common_get_int(entry->data, "bytes") > BOUND_DECKS_BYTES)
        return ERR_LIMIT_EXCEEDED;
    return ERR_NONE;
}

void slide_page_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    struct deck *deck = NULL;
    UNUSED(scene);
    touch(slides, entry, &deck)->made++;
    slides_add_page(slides, deck, entry);
    if (deck == slides->deck) {
        slides_tell(slides, entry);
        slides->told.pages = true;
    }
}

enum err slide_fail_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "file", out);
    return error ? error : common_read_choice(data, "why", slide_whys, out);
}

enum err slide_fail_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct deck *deck = NULL;
    UNUSED(scene);
    return waiting_of(state, entry, &deck) ? ERR_NONE : ERR_NOT_FOUND;
}

void slide_fail_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct deck *deck = NULL;
    int why = common_get_choice(entry->data, "why", slide_whys);
    UNUSED(scene);
    touch(state, entry, &deck)->why = slide_whys[why < 0 ? SLIDE_LOST : why];
}

/* ---- stopped, and tried again ------------------------------------------------------------------
 */

static struct deck *deck_of(const void *state, const struct entry *entry)
{
    return slides_deck(state, common_get_int(entry->data, "deck"));
}

enum err slide_cancel_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct deck *deck = deck_of(state, entry);
    UNUSED(scene);
    return deck && slides_waiting(state, deck, &deck) ? ERR_NONE : ERR_NOT_FOUND;
}

void slide_cancel_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    struct deck *deck = deck_of(state, entry);
    UNUSED(scene);
    slides_touch(slides, entry, deck);
    for (size_t i = 0; i < deck->files_count; i++)
        if (slide_file_waits(&deck->files[i]))
            deck->files[i].why = slide_whys[SLIDE_CANCELLED];
}

enum err slide_again_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct deck *deck = deck_of(state, entry);
    UNUSED(scene);
    for (size_t i = 0; deck && i < deck->files_count; i++)
        if (deck->files[i].why)
            return slides_count_waiting(state) + deck->files_count > BOUND_DECKS_WAITING
                       ? ERR_LIMIT_EXCEEDED
                       : ERR_NONE;
    return ERR_NOT_FOUND;
}

/* How many pages it has is looked at anew: what was promised may be given to others meanwhile. */
void slide_again_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    struct deck *deck = deck_of(state, entry);
    UNUSED(scene);
    slides_touch(slides, entry, deck);
    for (size_t i = 0; i < deck->files_count; i++) {
        struct slide_file *file = &deck->files[i];
        if (!file->why)
            continue;
        file->why = NULL;
        file->moved_ms = entry->at_ms;
    }
}

/* The first file that waits, by when something was heard of it, and when anything was last heard of
 * any: while pages come, those behind wait for their turn. */
static const struct slide_file *lost_next(const struct slides *slides, int64_t *moved_ms)
{
    const struct slide_file *first = NULL;
    struct map_at at = {0};
    *moved_ms = 0;
    while (map_next(slides->decks.things, &at)) {
        const struct deck *deck = at.value;
        for (size_t i = 0; i < deck->files_count && !deck->removed_ms; i++) {
            const struct slide_file *file = &deck->files[i];
            if (file->moved_ms > *moved_ms)
                *moved_ms = file->moved_ms;
            if (slide_file_waits(file) && (!first || file->moved_ms < first->moved_ms))
                first = file;
        }
    }
    return first;
}

static const struct deck *removed_next(const struct slides *slides)
{
    const struct deck *first = NULL;
    struct map_at at = {0};
    while (map_next(slides->decks.things, &at)) {
        const struct deck *deck = at.value;
        if (deck->removed_ms && (!first || deck->removed_ms < first->removed_ms))
            first = deck;
    }
    return first;
}

static bool lost_due(const struct slide_file *file, int64_t moved_ms, struct due *out)
{
    struct writer data;
    out->at_ms = moved_ms + BOUND_SLIDE_LOST_SECONDS * SECOND_MS;
    out->type = "slide.fail";
    snprintf(out->op, sizeof out->op, "slide.lost.%" PRId64 ".%" PRId64, file->seq, moved_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "file", file->seq);
    writer_text(&data, "why", slice_of(slide_whys[SLIDE_LOST]));
    writer_end(&data);
    return true;
}

static bool removed_due(const struct deck *deck, struct due *out)
{
    struct writer data;
    out->at_ms = deck->removed_ms + SLIDE_BACK_MS;
    out->type = "slide.clear";
    snprintf(out->op, sizeof out->op, "slide.clear.%" PRId64 ".%" PRId64, deck->thing.seq,
             deck->removed_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "deck", deck->thing.seq);
    writer_end(&data);
    return true;
}

bool slide_due(const void *state, enum phase phase, struct due *out)
{
    int64_t moved_ms;
    const struct deck *removed = removed_next(state);
    const struct slide_file *lost = lost_next(state, &moved_ms);
    int64_t lost_ms = moved_ms + BOUND_SLIDE_LOST_SECONDS * SECOND_MS;
    UNUSED(phase);
    if (removed && (!lost || removed->removed_ms + SLIDE_BACK_MS <= lost_ms))
        return removed_due(removed, out);
    return lost ? lost_due(lost, moved_ms, out) : false;
}

/* ---- asked by the server -----------------------------------------------------------------------
 */

enum err slide_work(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out)
{
    struct deck *deck = NULL;
    const struct slide_file *file = slides_waiting(state, NULL, &deck);
    UNUSED(data);
    UNUSED(scene);
    if (!file)
        return ERR_NONE;
    writer_int(out, "deck", deck->thing.seq);
    writer_int(out, "file", file->seq);
    writer_text(out, "blob", slice_of(file->blob));
    writer_int(out, "made", file->made);
    writer_int(out, "pages", file->pages);
    return ERR_NONE;
}

enum err slide_image(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out)
{
    const struct deck *deck = slides_deck(state, common_get_int(data, "deck"));
    int64_t page = common_get_int(data, "page");
    bool staff = common_get_bool(data, "staff");
    UNUSED(scene);
    if (!deck || page < 1 || page > (int64_t)deck->pages_count ||
        (!staff && (!deck->seen || page > deck->seen + BOUND_SLIDES_AHEAD)))
        return ERR_NOT_FOUND;
    const struct slide_page *one = &deck->pages[page - 1];
    if (!one->blob[0])
        return ERR_NOT_FOUND;
    writer_text(out, "blob", slice_of(one->blob));
    writer_int(out, "large", one->large);
    writer_int(out, "small", one->small);
    return ERR_NONE;
}
