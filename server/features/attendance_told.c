/* SPDX-License-Identifier: Apache-2.0
 * Somebody's attendance moves -> it is due -> an entry takes a batch -> the course is told. */
#include "features/attendance_told.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/room.h"
#include "features/attendance_reckon.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

void attendance_course_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct map_at at = {0};
    UNUSED(scene);
    if (!common_has(entry->data, "course"))
        return;
    common_wipe(&presence->told.course);
    presence->told.course = mem_text(common_get_text(entry->data, "course"));
    while (map_next(presence->people, &at))
        ((struct attendance *)at.value)->told = false;
    attendance_told_renew(presence);
}

void attendance_told_renew(struct presence *presence)
{
    presence->told.moved = presence->told.course != NULL;
}

void attendance_told_look(struct presence *presence, const struct attendance *attendance)
{
    if (presence->told.course && presence->ended_ms &&
        attendance_took_part(presence, attendance, presence->ended_ms) != attendance->told)
        presence->told.moved = true;
}

enum err attendance_tell_read(const struct json *data, struct writer *out)
{
    return common_read_int(data, "number", 1, INT64_MAX, out);
}

static bool is_due(const struct presence *presence)
{
    return presence->told.moved && presence->told.course && presence->ended_ms;
}

enum err attendance_tell_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct presence *presence = state;
    UNUSED(scene);
    bool next = common_get_int(entry->data, "number") == presence->told.number + 1;
    return is_due(presence) && next ? ERR_NONE : ERR_NOT_FOUND;
}

/* Of whom it says something is marked with its number. */
void attendance_tell_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct map_at at = {0};
    int count = 0;
    UNUSED(entry);
    UNUSED(scene);
    presence->told.number++;
    while (count < ATTENDANCE_BATCH && map_next(presence->people, &at)) {
        struct attendance *attendance = at.value;
        bool took = attendance_took_part(presence, attendance, presence->ended_ms);
        if (took == attendance->told)
            continue;
        attendance->told = took;
        attendance->told_in = (uint32_t)presence->told.number;
        count++;
    }
    presence->told.moved = count == ATTENDANCE_BATCH;
}

static size_t write_people(const struct presence *presence, const char *key, bool took,
                           struct writer *out)
{
    struct map_at at = {0};
    size_t count = 0;
    writer_array(out, key);
    while (map_next(presence->people, &at)) {
        const struct attendance *attendance = at.value;
        if (attendance->told_in != presence->told.number || attendance->told != took)
            continue;
        writer_text(out, NULL, at.key);
        count++;
    }
    writer_end(out);
    return count;
}

void attendance_tell_effects(const void *state, const struct entry *entry,
                             const struct scene *scene, struct emitter *emitter)
{
    const struct presence *presence = state;
    struct buffer text;
    struct writer out;
    UNUSED(entry);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_text(&out, "of", room_name(scene->room));
    size_t count = write_people(presence, "took", true, &out);
    count += write_people(presence, "missed", false, &out);
    writer_end(&out);
    if (count > 0)
        effect_emit(emitter, &(struct effect){.name = "attended",
                                              .room = slice_of(presence->told.course),
                                              .type = "completion.attend",
                                              .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* Its op names the end as well: one that came after the end was undone is tried again behind the
 * next. */
bool attendance_tell_due(const void *state, enum phase phase, struct due *out)
{
    const struct presence *presence = state;
    struct writer data;
    if (phase != PHASE_ENDED || !is_due(presence))
        return false;
    out->at_ms = presence->ended_ms + INT64_C(1000) * BOUND_REOPEN_SECONDS + 1;
    out->type = "attendance.tell";
    snprintf(out->op, sizeof out->op, "tell:%" PRId64 ":%" PRId64, presence->told.number + 1,
             presence->ended_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "number", presence->told.number + 1);
    writer_end(&data);
    return true;
}
