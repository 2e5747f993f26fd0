/* SPDX-License-Identifier: Apache-2.0
 * What is shown, and the table. How decks come is in slide_make.c. */
#include "features/slide.h"

#include <stdio.h>

#include "base/unused.h"
#include "core/room.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/slide_make.h"
#include "features/slide_state.h"

enum { URL_BYTES = 160, POINT_MAX = 1000 };

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return slides_new();
}

static void state_free(void *state)
{
    slides_free(state);
}

static bool state_forget(void *state, int64_t seq)
{
    return slides_forget(state, seq);
}

/* Names of authors are shown to nobody. */
static bool state_forget_name(void *state, struct slice person)
{
    struct slides *slides = state;
    struct map_at at = {0};
    while (map_next(slides->decks.things, &at)) {
        struct deck *deck = at.value;
        if (common_author_is(&deck->thing.author, person))
            common_author_forget(&deck->thing.author);
    }
    return false;
}

static struct deck *deck_of(const void *state, const struct entry *entry)
{
    return slides_deck(state, common_get_int(entry->data, "deck"));
}

static enum err deck_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "deck", out);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return deck_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* ---- slide.rename; slide.remove, which can be undone for a while
 * ---------------------------------
 */

static enum err rename_read(const struct json *data, struct writer *out)
{
    enum err error = deck_read(data, out);
    return error ? error : common_read_line(data, "name", BOUND_DECK_NAME_CHARS, out);
}

static void rename_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    struct deck *deck = deck_of(state, entry);
    UNUSED(scene);
    slides_touch(slides, entry, deck);
    slides_name(slides, deck, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    slides_remove(state, entry, deck_of(state, entry));
}

static struct deck *removed_of(const void *state, const struct entry *entry)
{
    return slides_removed(state, common_get_int(entry->data, "deck"));
}

static enum err restore_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct deck *deck = removed_of(state, entry);
    UNUSED(scene);
    return deck && entry->at_ms - deck->removed_ms <= SLIDE_BACK_MS ? ERR_NONE : ERR_NOT_FOUND;
}

static void restore_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    slides_restore(state, entry, removed_of(state, entry));
}

static enum err clear_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return removed_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void clear_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    slides_clear(state, entry, removed_of(state, entry));
}

static void gone_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct slides *slides = state;
    UNUSED(entry);
    for (size_t i = 0; i < slides->gone.count; i++)
        withdraw(withdrawal, slides->gone.seqs[i]);
}

/* ---- slide.show, slide.hide --------------------------------------------------------------------
 */

static enum err show_read(const struct json *data, struct writer *out)
{
    enum err error = deck_read(data, out);
    return error ? error : common_read_int(data, "page", 1, BOUND_DECK_PAGES, out);
}

static enum err show_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct slides *slides = state;
    const struct deck *deck = deck_of(state, entry);
    int64_t page = common_get_int(entry->data, "page");
    UNUSED(scene);
    if (!deck || page > (int64_t)deck->pages_count)
        return ERR_NOT_FOUND;
    return slides->deck == deck && slides->page == page ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void show_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    struct deck *deck = deck_of(state, entry);
    UNUSED(scene);
    slides->page = common_get_int(entry->data, "page");
    slides_tell(slides, entry);
    slides->told.deck = slides->deck != deck;
    slides->told.seen = slides->page > deck->seen;
    slides->deck = deck;
    if (slides->page > deck->seen)
        deck->seen = slides->page;
}

static enum err hide_read(const struct json *data, struct writer *out)
{
    UNUSED(data);
    UNUSED(out);
    return ERR_NONE;
}

static enum err hide_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return ((const struct slides *)state)->page ? ERR_NONE : ERR_ALREADY_EXISTS;
}

static void hide_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct slides *slides = state;
    UNUSED(scene);
    slides->page = 0;
    slides_tell(slides, entry);
}

/* ---- slide.point -------------------------------------------------------------------------------
 */

/* Thousandths of the page, from its top left corner. */
static enum err point_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_int(data, "x", 0, POINT_MAX, out);
    return error ? error : common_read_int(data, "y", 0, POINT_MAX, out);
}

static enum err point_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return ((const struct slides *)state)->page ? ERR_NONE : ERR_NOT_FOUND;
}

/* ---- what people see ---------------------------------------------------------------------------
 */

static void write_deck(const struct slides *slides, struct writer *out)
{
    writer_int(out, "deck", slides->deck->thing.seq);
    writer_int(out, "of", (int64_t)slides->deck->pages_count);
    writer_int(out, "seen", slides->deck->seen);
}

static void slide_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct slides *slides = state;
    UNUSED(bodies);
    writer_int(out, "page", slides->page);
    if (slides->deck)
        write_deck(slides, out);
    if (rings_of_staff(viewer->rings))
        shelf_view(&slides->decks, "decks", viewer, out);
}

static void write_told(const struct slides *slides, struct writer *out)
{
    if (!slides->told.pages || slides->told.deck)
        writer_int(out, "page", slides->page);
    if (slides->told.deck && !slides->deck) {
        writer_null(out, "deck");
        writer_null(out, "of");
        writer_null(out, "seen");
    } else if (slides->told.deck) {
        write_deck(slides, out);
    } else if (slides->told.pages) {
        writer_int(out, "of", (int64_t)slides->deck->pages_count);
    } else if (slides->told.seen) {
        writer_int(out, "seen", slides->deck->seen);
    }
}

static void slide_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct slides *slides = state;
    if (slides->told.seq == entry->seq)
        write_told(slides, out);
    shelf_patch(&slides->decks, "decks", entry, viewer, out);
}

/* Where its pages are: the address is signed on its way out (net/media.h), and <page>.jpg,
 * <page>.small.jpg and <page>.txt are put behind it. */
static enum err pages_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    const struct deck *deck = slides_deck(state, common_get_int(data, "deck"));
    bool staff = scene->role & (ROLE_STAFF | ROLE_SYSTEM);
    struct slice room = room_name(scene->room);
    char url[URL_BYTES];
    if (!deck || (!staff && !deck->seen))
        return ERR_NOT_FOUND;
    snprintf(url, sizeof url, "/api/slides/%.*s/%lld/%s", (int)room.len, room.at,
             (long long)deck->thing.seq, staff ? "staff" : "room");
    writer_text(out, "url", slice_of(url));
    return ERR_NONE;
}

/* What is shown is seen by all: a rehearsal, which is the team's, shows nothing. */
#define SHOWN     .roles = ROLE_STAFF, .phases = PHASE_ANY & ~(unsigned)PHASE_REHEARSAL
#define BY_STAFF  .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = slide_patch
#define BY_SERVER .roles = ROLE_SYSTEM, .phases = PHASE_ANY, .patch = slide_patch

static const struct row rows[] = {
    {
        .name = "slide.add",
        .keep = {KEEP_MEMBERS("deck", "bytes", "type"), .house = true},
        BY_STAFF,
        .read = slide_add_read,
        .check = slide_add_check,
        .apply = slide_add_apply,
        .hub = {.content = "blob", .works = true},
    },
    {
        .name = "slide.begin",
        .keep = {keep_all},
        BY_SERVER,
        .thing = "file",
        .read = slide_begin_read,
        .check = slide_begin_check,
        .apply = slide_begin_apply,
    },
    {
        .name = "slide.page",
        .keep = {KEEP_MEMBERS("file", "page", "large", "small", "bytes"), .house = true},
        BY_SERVER,
        .thing = "file",
        .read = slide_page_read,
        .check = slide_page_check,
        .apply = slide_page_apply,
        .hub = {.content = "blob"},
    },
    {
        .name = "slide.fail",
        .keep = {keep_all},
        BY_SERVER,
        .thing = "file",
        .read = slide_fail_read,
        .check = slide_fail_check,
        .apply = slide_fail_apply,
    },
    {
        .name = "slide.cancel",
        .keep = {keep_all},
        BY_STAFF,
        .thing = "deck",
        .read = deck_read,
        .check = slide_cancel_check,
        .apply = slide_cancel_apply,
    },
    {
        .name = "slide.again",
        .keep = {keep_all},
        BY_STAFF,
        .thing = "deck",
        .read = deck_read,
        .check = slide_again_check,
        .apply = slide_again_apply,
        .hub = {.works = true},
    },
    {
        .name = "slide.rename",
        .keep = {KEEP_MEMBERS("deck"), .house = true},
        .erases = gone_erases,
        .thing = "deck",
        .hides.thing = true,
        BY_STAFF,
        .read = rename_read,
        .check = there_check,
        .apply = rename_apply,
    },
    {
        .name = "slide.remove",
        .keep = {keep_all},
        .thing = "deck",
        .hides.thing = true,
        BY_STAFF,
        .read = deck_read,
        .check = there_check,
        .apply = remove_apply,
    },
    {
        .name = "slide.restore",
        .keep = {keep_all},
        .thing = "deck",
        BY_STAFF,
        .read = deck_read,
        .check = restore_check,
        .apply = restore_apply,
        .hub = {.works = true},
    },
    {
        .name = "slide.clear",
        .keep = {keep_all},
        .erases = gone_erases,
        .thing = "deck",
        .hides.thing = true,
        BY_SERVER,
        .read = deck_read,
        .check = clear_check,
        .apply = clear_apply,
    },
    {
        .name = "slide.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = slide_carry_effects,
    },
    {
        .name = "slide.bring",
        .keep = {KEEP_MEMBERS("of", "bytes", "type"), .house = true},
        BY_SERVER,
        .read = slide_bring_read,
        .check = slide_bring_check,
        .apply = slide_bring_apply,
        .hub = {.works = true},
    },
    {
        .name = "slide.show",
        .keep = {keep_all},
        SHOWN,
        .patch = slide_patch,
        .cost = COST_CHEAP,
        .read = show_read,
        .check = show_check,
        .apply = show_apply,
    },
    {
        .name = "slide.hide",
        .keep = {keep_all},
        BY_STAFF,
        .cost = COST_CHEAP,
        .read = hide_read,
        .check = hide_check,
        .apply = hide_apply,
    },
    {
        .name = "slide.point",
        .keep = {keep_all},
        SHOWN,
        .cost = COST_FREE,
        .read = point_read,
        .check = point_check,
        .hub = {.shown = true},
    },
};

static const struct query queries[] = {
    {.name = "slide.pages", .roles = ROLE_READERS, .answer = pages_answer},
    {.name = "slide.work", .roles = ROLE_STAFF, .answer = slide_work},
    {.name = "slide.image", .roles = ROLE_STAFF, .answer = slide_image},
};

const struct feature slide_feature = {
    .name = "slide",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .forget = state_forget,
    .forget_name = state_forget_name,
    .view = slide_view,
    .due = slide_due,
};
