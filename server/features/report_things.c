/* SPDX-License-Identifier: Apache-2.0
 * A report of what is gone keeps no words. */
#include "features/report_things.h"

#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_get.h"
#include "features/report_state.h"

/* The thing was taken back: what was written of it may say its words again. */
static void lose(struct shelf *shelf, const struct entry *entry, struct report *report)
{
    shelf_touch(shelf, entry, &report->shelf);
    common_wipe(&report->text);
    report->gone = true;
}

static void gone(struct shelf *shelf, const struct entry *entry, int of, const char *key)
{
    int64_t thing = common_get_int(entry->data, key);
    struct map_at at = {0};
    struct report *report = NULL;
    while ((report = report_next_open(shelf, &at)))
        if (report_is_of(report, of, thing))
            lose(shelf, entry, report);
}

/* A refusal may be of many, and need not name them: what the chat has no longer is gone. */
void report_messages_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    struct map_at at = {0};
    struct report *report = NULL;
    while ((report = report_next_open(state, &at)))
        if (report->of == OF_CHAT && !report->gone &&
            !room_has(scene->room, slice_of(report_ofs[OF_CHAT]), report->thing))
            lose(state, entry, report);
}

/* What became of posts: they go, alone or with their thread, stand again, or are for fewer. */
void report_posts_moved(void *state, const struct entry *entry, const struct scene *scene)
{
    struct scene server = {.role = ROLE_SYSTEM, .room = scene->room};
    struct map_at at = {0};
    struct report *report = NULL;
    while ((report = report_next_open(state, &at))) {
        struct shown shown;
        if (report->of != OF_FORUM)
            continue;
        bool shows = room_shown(&server, SLICE("forum"), report->thing, &shown);
        if (!shows && !report->gone)
            lose(state, entry, report);
        if (shows && report->gone) {
            shelf_touch(state, entry, &report->shelf);
            report->gone = false;
        }
        if (shows && !rings_equal(shown.staff, report->shelf.stamp))
            shelf_stamp(state, entry, &report->shelf, shown.staff);
    }
}

void report_message_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    gone(state, entry, OF_CHAT, "message");
}

void report_direct_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    gone(state, entry, OF_DIRECT, "message");
}

void report_question_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    gone(state, entry, OF_QUESTION, "question");
}

void report_paragraph_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (!common_has(entry->data, "state"))
        gone(state, entry, OF_NOTES, "paragraph");
}
