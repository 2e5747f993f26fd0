/* SPDX-License-Identifier: Apache-2.0
 * Spans as they begin and end. */
#include "features/presence_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/watched.h"

void correction_free(struct correction **correction)
{
    struct correction *old = *correction;
    *correction = NULL;
    if (!old)
        return;
    common_wipe(&old->by);
    common_wipe(&old->why);
    mem_free(old);
}

void attendance_free(void *value)
{
    struct attendance *attendance = value;
    common_wipe(&attendance->name);
    if (attendance->rest) {
        correction_free(&attendance->rest->correction);
        watched_free(&attendance->rest->watched);
        mem_free(attendance->rest);
    }
    mem_free(attendance);
}

struct attendance_rest *attendance_rest_of(struct attendance *attendance)
{
    if (!attendance->rest)
        attendance->rest = mem_new(sizeof *attendance->rest);
    return attendance->rest;
}

const struct correction *attendance_correction(const struct attendance *attendance)
{
    return attendance->rest ? attendance->rest->correction : NULL;
}

const struct watched *attendance_watched(const struct attendance *attendance)
{
    return attendance->rest ? attendance->rest->watched : NULL;
}

/* Whoever comes back soon after their instance went away did not leave: it is no rejoin. */
static bool is_rejoin(const struct attendance *attendance, int64_t at_ms)
{
    return !attendance->cut_ms || at_ms - attendance->cut_ms > INT64_C(1000) * BOUND_GRACE_SECONDS;
}

void attendance_come(struct presence *presence, struct attendance *attendance, int64_t at_ms)
{
    if (presence->ended_ms)
        attendance->visits++;
    else if (!attendance->first_ms)
        attendance->first_ms = at_ms;
    else
        attendance->rejoins += is_rejoin(attendance, at_ms);
    attendance->since_ms = at_ms;
    attendance->since_count = session_time_at(&presence->time, at_ms);
    attendance->seen_ms = at_ms;
    attendance->cut_ms = 0;
    presence->count++;
    presence->count_moved = true;
    if (presence->live && presence->count > presence->peak)
        presence->peak = presence->count;
}

static int64_t greater(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

/* A person who was still here when the session ended has left it with its end. */
static void go_after_end(const struct presence *presence, struct attendance *attendance)
{
    int64_t seen_ms = attendance->seen_ms;
    int64_t from_ms = greater(attendance->since_ms, presence->ended_ms);
    attendance->after_ms += greater(0, seen_ms - from_ms);
    if (attendance->since_ms < presence->ended_ms)
        attendance->left_ms = seen_ms < presence->ended_ms ? seen_ms : presence->ended_ms;
}

static int64_t span_ms(const struct presence *presence, const struct attendance *attendance,
                       int64_t to_ms)
{
    return greater(0, session_time_at(&presence->time, to_ms) - attendance->since_count);
}

void attendance_go(struct presence *presence, struct attendance *attendance)
{
    attendance->counted_ms += span_ms(presence, attendance, attendance->seen_ms);
    if (presence->ended_ms)
        go_after_end(presence, attendance);
    else
        attendance->left_ms = attendance->seen_ms;
    presence->count--;
    presence->count_moved = true;
}

void attendance_cut(struct presence *presence, int64_t from_ms, int64_t to_ms)
{
    struct map_at at = {0};
    session_time_cut(&presence->time, from_ms, to_ms);
    while (map_next(presence->people, &at)) {
        struct attendance *attendance = at.value;
        if (attendance->nodes && attendance->since_ms >= from_ms)
            attendance->since_count = session_time_at(&presence->time, attendance->since_ms);
    }
}

int64_t attendance_counted_ms(const struct presence *presence, const struct attendance *attendance,
                              int64_t at_ms)
{
    int64_t now_ms = attendance->nodes ? span_ms(presence, attendance, at_ms) : 0;
    return attendance->counted_ms + now_ms;
}

int64_t attendance_checks(const struct attendance *attendance)
{
    int64_t count = 0;
    for (size_t i = 0; attendance->rest && i < ANSWERED_WORDS; i++)
        count += __builtin_popcountll(attendance->rest->answered[i]);
    return count;
}

static int compare(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* The median of an even number is the lesser of the two in the middle: it is somebody's time. */
static struct session_sum sum_of(const struct presence *presence, int64_t at_ms)
{
    struct session_sum sum = {.length_ms = session_time_at(&presence->time, at_ms),
                              .messages = presence->messages};
    struct map_at at = {0};
    size_t bytes = (map_count(presence->people) + 1) * sizeof(int64_t);
    int64_t *all = mem_new(bytes);
    size_t count = 0;
    while (map_next(presence->people, &at)) {
        const struct attendance *attendance = at.value;
        int64_t counted_ms = attendance_counted_ms(presence, attendance, at_ms);
        sum.writers += attendance->wrote;
        sum.votes += attendance_checks(attendance);
        sum.mean_ms += counted_ms;
        if (counted_ms > 0)
            all[count++] = counted_ms;
    }
    qsort(all, count, sizeof *all, compare);
    sum.people = (int64_t)count;
    sum.mean_ms = count > 0 ? sum.mean_ms / (int64_t)count : 0;
    sum.median_ms = count > 0 ? all[(count - 1) / 2] : 0;
    mem_free(all);
    return sum;
}

void attendance_write_sum(const struct presence *presence, struct writer *out)
{
    const struct session_sum *sum = &presence->sum;
    if (!presence->ended_ms)
        return;
    writer_object(out, "session");
    writer_int(out, "people", sum->people);
    writer_int(out, "peak", presence->peak);
    writer_int(out, "mean", sum->mean_ms);
    writer_int(out, "median", sum->median_ms);
    writer_int(out, "length", sum->length_ms);
    writer_int(out, "messages", sum->messages);
    writer_int(out, "writers", sum->writers);
    writer_int(out, "votes", sum->votes);
    writer_end(out);
}

void attendance_phase_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    enum phase phase = room_phase(scene->room);
    presence->live = phase == PHASE_LIVE;
    session_time_turn(&presence->time, presence->live, entry->at_ms);
    if (presence->live && presence->count > presence->peak)
        presence->peak = presence->count;
    presence->had_sum = presence->ended_ms > 0;
    presence->ended_ms = phase == PHASE_ENDED ? entry->at_ms : 0;
    presence->sum = (struct session_sum){0};
    presence->told.moved = presence->told.course != NULL;
    if (presence->ended_ms)
        presence->sum = sum_of(presence, entry->at_ms);
}

void attendance_message_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    bool posted = slice_is(entry->type, "chat.post");
    struct attendance *attendance = posted ? map_find(presence->people, entry->by) : NULL;
    UNUSED(scene);
    presence->messages += posted ? 1 : -1;
    if (attendance)
        attendance->wrote = true;
}

static size_t poll_place(struct presence *presence, int64_t poll)
{
    size_t place = presence->polls_count;
    while (place > 0 && presence->polls[place - 1] != poll)
        place--;
    if (place > 0)
        return place - 1;
    if (presence->polls_count < BOUND_POLLS)
        presence->polls[presence->polls_count++] = poll;
    return presence->polls_count - 1;
}

/* Who votes under a pseudonym is nobody who was here. */
void attendance_answer_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    struct attendance *attendance = map_find(presence->people, entry->by);
    int64_t poll = common_get_int(entry->data, "poll");
    UNUSED(scene);
    if (!attendance)
        return;
    size_t place = poll_place(presence, poll);
    if (presence->polls[place] == poll)
        attendance_rest_of(attendance)->answered[place / 64] |= (uint64_t)1 << place % 64;
}

void attendance_phase_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    const struct presence *presence = state;
    UNUSED(entry);
    UNUSED(viewer);
    attendance_write_sum(presence, out);
    if (!presence->ended_ms && presence->had_sum)
        writer_null(out, "session");
}
