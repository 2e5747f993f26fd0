/* SPDX-License-Identifier: Apache-2.0
 * One end, and what it is for. */
#include "features/timer.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"

struct timer {
    int64_t seq; /* of the entry that started it */
    int64_t seconds;
    int64_t ends_ms; /* 0: there is none */
    char *title;     /* owned; JSON by language; NULL: none */
    bool had_title;  /* the one before it had one */
};

static void *timer_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct timer));
}

static void timer_free(void *state)
{
    common_wipe(&((struct timer *)state)->title);
    mem_free(state);
}

static enum err start_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_int(data, "seconds", 1, BOUND_TIMER_SECONDS, out);
    if (!error && common_has(data, "title"))
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    return error;
}

static enum err stop_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return ((const struct timer *)state)->seconds ? ERR_NONE : ERR_NOT_FOUND;
}

static void start_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct timer *timer = state;
    UNUSED(scene);
    timer->had_title = timer->title != NULL;
    common_wipe(&timer->title);
    timer->title = common_copy_json(entry->data, "title");
    timer->seq = entry->seq;
    timer->seconds = common_get_int(entry->data, "seconds");
    timer->ends_ms = entry->at_ms + 1000 * timer->seconds;
}

static void stop_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct timer *timer = state;
    UNUSED(entry);
    UNUSED(scene);
    timer->had_title = timer->title != NULL;
    common_wipe(&timer->title);
    timer->seconds = 0;
}

static bool timer_forget(void *state, int64_t seq)
{
    struct timer *timer = state;
    if (timer->seq != seq || !timer->title)
        return false;
    common_wipe(&timer->title);
    return true;
}

/* There is always a member, so that what is left of it is there for who comes later, too. */
static void timer_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct timer *timer = state;
    UNUSED(viewer);
    UNUSED(bodies);
    writer_int(out, "seconds", timer->seconds);
    if (timer->seconds)
        writer_int(out, "ends", timer->ends_ms);
    if (timer->title)
        writer_raw(out, "title", slice_of(timer->title));
}

static void timer_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct timer *timer = state;
    UNUSED(entry);
    UNUSED(viewer);
    writer_int(out, "seconds", timer->seconds);
    if (timer->seconds)
        writer_int(out, "ends", timer->ends_ms);
    else
        writer_null(out, "ends");
    if (timer->title)
        common_write_title(timer->title, out);
    else if (timer->had_title)
        writer_null(out, "title");
}

/* A rehearsal, which is the team's, shows nobody one. */
enum { BEFORE_END = PHASE_SCHEDULED | PHASE_REHEARSAL | PHASE_ON_AIR };

static const struct row rows[] = {
    {
        .name = "timer.start",
        .keep = {KEEP_MEMBERS("seconds")},
        .roles = ROLE_STAFF,
        .phases = BEFORE_END & ~(unsigned)PHASE_REHEARSAL,
        .read = start_read,
        .apply = start_apply,
        .patch = timer_patch,
    },
    {
        .name = "timer.stop",
        .keep = {keep_nothing},
        .roles = ROLE_STAFF,
        .phases = BEFORE_END,
        .check = stop_check,
        .apply = stop_apply,
        .patch = timer_patch,
    },
};

const struct feature timer_feature = {
    .name = "timer",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = timer_new,
    .state_free = timer_free,
    .forget = timer_forget,
    .view = timer_view,
};
