/* SPDX-License-Identifier: Apache-2.0
 * What counts is what was counted, or what the team says; what is told of it is told up to the last
 * entry of the room, for a fold has no clock. */
#include "features/attendance.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/attendance_reckon.h"
#include "features/attendance_told.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/presence_page.h"
#include "features/watched.h"

enum { MINUTE_MS = 60000, MINUTES_MAX = 24 * 60 /* no session is longer than a day */ };

/* ---- the rule ----------------------------------------------------------------------------------
 */

enum err attendance_rule_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_int(data, "percent", 1, 100, out);
    if (!error)
        error = common_read_optional_int(data, "checks", 1, BOUND_POLLS, out);
    if (!error && common_has(data, "replay") && !common_has(data, "percent"))
        return ERR_BAD_REQUEST;
    return error ? error : common_read_optional_bool(data, "replay", out);
}

static int64_t number_of(const struct entry *entry, const char *key)
{
    return common_has(entry->data, key) ? common_get_int(entry->data, key) : 0;
}

void attendance_rule_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    UNUSED(scene);
    presence->rule.percent = number_of(entry, "percent");
    presence->rule.checks = number_of(entry, "checks");
    presence->rule.replay = common_get_bool(entry->data, "replay");
    attendance_told_renew(presence);
}

static bool has_rule(const struct presence *presence)
{
    return presence->rule.percent || presence->rule.checks;
}

static void write_rule(const struct presence *presence, struct writer *out)
{
    writer_object(out, "rule");
    if (presence->rule.percent)
        writer_int(out, "percent", presence->rule.percent);
    if (presence->rule.checks)
        writer_int(out, "checks", presence->rule.checks);
    if (presence->rule.replay)
        writer_bool(out, "replay", true);
    writer_end(out);
}

/* The whole of it is said anew, with null for what it had before. */
void attendance_rule_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    const struct presence *presence = state;
    UNUSED(entry);
    UNUSED(viewer);
    if (!has_rule(presence)) {
        writer_null(out, "rule");
        return;
    }
    writer_object(out, "rule");
    if (presence->rule.percent)
        writer_int(out, "percent", presence->rule.percent);
    else
        writer_null(out, "percent");
    if (presence->rule.checks)
        writer_int(out, "checks", presence->rule.checks);
    else
        writer_null(out, "checks");
    if (presence->rule.replay)
        writer_bool(out, "replay", true);
    else
        writer_null(out, "replay");
    writer_end(out);
}

/* ---- what the team says ------------------------------------------------------------------------
 */

enum err attendance_correct_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_optional_int(data, "minutes", 0, MINUTES_MAX, out);
    return error ? error : common_read_text(data, "why", BOUND_WHY_CHARS, out);
}

static struct attendance *whom_of(const void *state, const struct entry *entry)
{
    return map_find(((const struct presence *)state)->people, common_get_text(entry->data, "whom"));
}

enum err attendance_correct_check(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    const struct presence *presence = state;
    const struct attendance *attendance = whom_of(state, entry);
    UNUSED(scene);
    if (!attendance)
        return ERR_NOT_FOUND;
    if (attendance_correction(attendance))
        return ERR_NONE;
    if (!common_has(entry->data, "minutes"))
        return ERR_NOT_FOUND;
    return presence->corrections < BOUND_CORRECTIONS ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

void attendance_correct_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct attendance *attendance = whom_of(state, entry);
    struct slice why = common_get_text(entry->data, "why");
    UNUSED(scene);
    presence->corrected = entry->seq;
    struct attendance_rest *rest = attendance_rest_of(attendance);
    presence->corrections -= rest->correction != NULL;
    correction_free(&rest->correction);
    if (!common_has(entry->data, "minutes")) {
        attendance_told_look(presence, attendance);
        return;
    }
    presence->corrections++;
    rest->correction = mem_new(sizeof *rest->correction);
    *rest->correction = (struct correction){.seq = entry->seq,
                                            .at_ms = entry->at_ms,
                                            .minutes = number_of(entry, "minutes"),
                                            .by = mem_text(entry->by),
                                            .why = why.at ? mem_text(why) : NULL};
    attendance_told_look(presence, attendance);
}

/* Whom it is about is told to nobody: the team asks for the list again. */
void attendance_correct_patch(const void *state, const struct entry *entry,
                              const struct viewer *viewer, struct writer *out)
{
    UNUSED(entry);
    if (rings_of_staff(viewer->rings))
        writer_int(out, "corrected", ((const struct presence *)state)->corrected);
}

bool attendance_forget(void *state, int64_t seq)
{
    struct presence *presence = state;
    struct map_at at = {0};
    while (presence->corrections > 0 && map_next(presence->people, &at)) {
        const struct attendance *attendance = at.value;
        if (attendance_correction(attendance) && attendance->rest->correction->seq == seq)
            common_wipe(&attendance->rest->correction->why);
    }
    return false; /* no view shows it */
}

/* ---- what is told ------------------------------------------------------------------------------
 */

void attendance_view(const struct presence *presence, const struct viewer *viewer,
                     struct writer *out)
{
    if (has_rule(presence))
        write_rule(presence, out);
    attendance_write_sum(presence, out);
    if (presence->corrected && rings_of_staff(viewer->rings))
        writer_int(out, "corrected", presence->corrected);
}

static void write_correction(const struct correction *correction, bool signs, struct writer *out)
{
    writer_object(out, "corrected");
    writer_int(out, "minutes", correction->minutes);
    writer_int(out, "at", correction->at_ms);
    if (signs)
        writer_text(out, "by", slice_of(correction->by));
    if (correction->why)
        writer_text(out, "why", slice_of(correction->why));
    writer_end(out);
}

/* Who was still here at the end has left the session with it. */
static int64_t left_ms(const struct presence *presence, const struct attendance *attendance)
{
    bool stayed = attendance->nodes && attendance->since_ms < presence->ended_ms;
    return stayed ? presence->ended_ms : attendance->left_ms;
}

/* `signs`: for the team. The minutes are those that count, rounded down as a clock shows them. */
static void write_record(const struct presence *presence, const struct attendance *attendance,
                         const struct scene *scene, bool signs, struct writer *out)
{
    int64_t at_ms = room_at_ms(scene->room);
    if (attendance->first_ms)
        writer_int(out, "first", attendance->first_ms);
    if (left_ms(presence, attendance))
        writer_int(out, "left", left_ms(presence, attendance));
    if (attendance->nodes)
        writer_int(out, "since", attendance->since_ms);
    writer_int(out, "total", attendance_counted_ms(presence, attendance, at_ms));
    writer_int(out, "minutes", attendance_total_ms(presence, attendance, at_ms) / MINUTE_MS);
    writer_int(out, "rejoins", attendance->rejoins);
    writer_int(out, "answered", attendance_checks(attendance));
    if (has_rule(presence))
        writer_bool(out, "completed", attendance_completed(presence, attendance, at_ms));
    if (attendance_correction(attendance))
        write_correction(attendance_correction(attendance), signs, out);
    if (attendance->visits) {
        writer_int(out, "visits", attendance->visits);
        writer_int(out, "after", attendance->after_ms);
    }
    if (attendance_watched(attendance))
        writer_int(out, "watched", watched_ms(attendance_watched(attendance), &presence->time));
}

static bool list_wants(const struct attendance *attendance, const struct scene *scene,
                       struct slice id)
{
    UNUSED(attendance);
    UNUSED(scene);
    UNUSED(id);
    return true;
}

static void list_write(const struct presence *presence, const struct attendance *attendance,
                       const struct scene *scene, struct slice id, struct writer *out)
{
    writer_text(out, "name", slice_of(attendance->name));
    writer_text(out, "role", common_role_name(room_role(scene->room, id)));
    write_record(presence, attendance, scene, true, out);
}

static void write_session(const struct presence *presence, const struct scene *scene,
                          struct writer *out)
{
    int64_t at_ms = room_at_ms(scene->room);
    writer_int(out, "at", at_ms);
    writer_int(out, "length", session_time_at(&presence->time, at_ms));
    writer_int(out, "polls", (int64_t)presence->polls_count);
}

enum err attendance_list_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    static const struct presence_page page = {list_wants, list_write};
    write_session(state, scene, out);
    return presence_page_write(state, data, scene, &page, out);
}

enum err attendance_own_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    const struct presence *presence = state;
    const struct attendance *attendance = map_find(presence->people, scene->person);
    UNUSED(data);
    if (!attendance)
        return ERR_NOT_FOUND;
    write_session(presence, scene, out);
    write_record(presence, attendance, scene, false, out);
    return ERR_NONE;
}
