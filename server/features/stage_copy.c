/* SPDX-License-Identifier: Apache-2.0
 * One effect for each feature that has something to send. */
#include "features/stage_copy.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"

/* What a room sends to a copy of it, in this order, for items and words name what came before them:
 * `parts` of each, from `first` on, where one entry may not cause all of it
 * (features/common_carry.h). */
struct sending {
    const char *type;
    int first, parts;
    bool dated; /* its dates move with the start */
};
static const struct sending webinars[] = {
    {"poll.carry", 0, 1, false},  {"agenda.carry", 0, 1, false}, {"glossary.carry", 0, 1, false},
    {"slide.carry", 0, 1, false}, {"survey.carry", 0, 1, false}, {NULL, 0, 0, false}};
enum {
    FILE_PARTS = (BOUND_ITEMS_FILES + BOUND_COPY_DOCUMENTS + CARRY_PART - 1) / CARRY_PART,
    DOCUMENT_PARTS = (2 * BOUND_COPY_DOCUMENTS + CARRY_PART - 1) / CARRY_PART,
    TEST_PARTS = (BOUND_TESTS_QUESTIONS + BOUND_ITEMS + CARRY_PART - 1) / CARRY_PART,
};
static const struct sending courses[] = {{"unit.carry", 0, 1, false},
                                         {"file.carry", 0, FILE_PARTS, false},
                                         {"document.carry", 0, DOCUMENT_PARTS, false},
                                         {"topic.carry", 0, 1, false},
                                         {"unit.carry", 1, 1, false},
                                         {"survey.carry", 0, 1, false},
                                         {"item.carry", 0, 1, false},
                                         {"test.carry", 0, TEST_PARTS, true},
                                         {"assignment.carry", 0, 1, true},
                                         {NULL, 0, 0, false}};

static void emit_carry(const struct sending *sending, int part, const struct room *room,
                       const struct json *data, struct emitter *emitter)
{
    struct buffer text;
    struct writer out;
    char name[32];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_text(&out, "to", room_name(room));
    if (part > 0)
        writer_int(&out, "part", part);
    if (sending->dated && common_has(data, "start"))
        writer_int(&out, "start", common_get_int(data, "start"));
    if (sending->dated && common_has(data, "zone"))
        writer_text(&out, "zone", common_get_text(data, "zone"));
    writer_end(&out);
    snprintf(name, sizeof name, part > 0 ? "%s %d" : "%s", sending->type, part);
    effect_emit(emitter, &(struct effect){.name = name,
                                          .room = common_get_text(data, "from"),
                                          .type = sending->type,
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

void stage_copy_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    struct slice from = common_get_text(entry->data, "from");
    UNUSED(state);
    if (from.len == 0)
        return;
    const struct sending *carries = slice_is(entry_room_kind(from), "course") ? courses : webinars;
    for (size_t i = 0; carries[i].type; i++)
        for (int part = 0; part < carries[i].parts; part++)
            emit_carry(&carries[i], carries[i].first + part, scene->room, entry->data, emitter);
}
