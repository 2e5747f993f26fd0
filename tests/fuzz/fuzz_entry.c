/* SPDX-License-Identifier: Apache-2.0
 * What a client sends as data of a command: every row of every kind of room reads it into canonical
 * data or refuses; canonical data reads as itself; a fresh room checks and applies it. The first
 * byte chooses the row. */
#include <stdio.h>

#include "core/effect.h"
#include "core/room_view.h"
#include "features/features.h"
#include "fuzz/fuzz.h"

/* The kinds, read once. */
static const struct kinds *all(void)
{
    static struct kinds *kinds;
    char why[256];
    if (!kinds)
        kinds = kinds_new(kinds_all, why, sizeof why);
    check(kinds != NULL);
    return kinds;
}

/* What follows elsewhere goes to a room that can be, as an object. */
static void effect_try(void *context, const struct effect *effect)
{
    struct json *parsed = NULL;
    (void)context;
    check(kinds_of(all(), effect->room) != NULL);
    check(json_parse(effect->text, &parsed) == ERR_NONE && json_is_object(parsed));
    json_free(&parsed);
}

static void entry_try(struct room *room, struct slice type, struct slice text)
{
    const struct entry from = {.at_ms = 1700000000000,
                               .room = room_name(room),
                               .type = type,
                               .by = ENTRY_SYSTEM,
                               .name = SLICE("System"),
                               .op = SLICE("fuzz"),
                               .text = text};
    struct entry *entry = entry_new(&from);
    check(entry);
    entry->seq = room_seq(room) + 1;
    room_check(room, entry);
    if (room_apply(room, entry) == ERR_NONE) {
        struct emitter emitter = {.take = effect_try};
        struct buffer view;
        effect_ask(room, entry, &emitter);
        const struct viewer viewer = {.rings = rings_both(RINGS_INSIDE, RINGS_STAFF)};
        struct json *parsed = NULL;
        buffer_init(&view, 1 << 20);
        room_view(room, &viewer, NULL, &view);
        check(json_parse(buffer_slice(&view), &parsed) == ERR_NONE);
        json_free(&parsed);
        buffer_done(&view);
    }
    entry_unref(&entry);
}

static void row_try(const char *name, const struct row *row, const struct json *data)
{
    struct room *room = room_new(slice_of(name), all());
    struct buffer first, second;
    struct json *canonical = NULL;
    buffer_init(&first, 1 << 16);
    buffer_init(&second, 1 << 16);
    if (room_read(room, slice_of(row->name), data, &first) == ERR_NONE) {
        check(json_parse(buffer_slice(&first), &canonical) == ERR_NONE);
        check(room_read(room, slice_of(row->name), canonical, &second) == ERR_NONE);
        check(slice_equal(buffer_slice(&first), buffer_slice(&second)));
        entry_try(room, slice_of(row->name), buffer_slice(&first));
    }
    json_free(&canonical);
    buffer_done(&first);
    buffer_done(&second);
    room_free(&room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json *json = NULL;
    if (size < 2 || json_parse(fuzz_text(data + 1, size - 1), &json) != ERR_NONE)
        return 0;
    for (size_t k = 0; kinds_all[k]; k++) {
        const struct methods *methods = kinds_methods(all(), kinds_all[k]);
        char name[64];
        snprintf(name, sizeof name, "%s:x", kinds_all[k]->name);
        if (data[0] < methods_count(methods) && methods_at(methods, data[0])->row)
            row_try(name, methods_at(methods, data[0])->row, json);
    }
    json_free(&json);
    return 0;
}
