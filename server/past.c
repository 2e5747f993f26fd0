/* SPDX-License-Identifier: Apache-2.0
 * A job, on a loop that runs until it is done. */
#include "past.h"

#include <stdio.h>

#include "core/room_view.h"
#include "features/features.h"
#include "hub/job.h"
#include "loop/loop.h"

struct looking {
    const struct past *past;
    struct loop *loop;
    struct buffer *out;
    char *why;
    size_t why_bytes;
    bool seen;
};

static void write_me(const struct room *room, struct slice person, struct buffer *out)
{
    out->len--; /* the brace that ends the view */
    buffer_add(out, out->len > 1 ? SLICE(",\"me\":") : SLICE("\"me\":"));
    room_me(room, person, out);
    buffer_add_byte(out, '}');
}

/* False, and why, when there is nothing to look at. */
static bool look(struct looking *looking, const struct room *room)
{
    const struct past *past = looking->past;
    struct viewer viewer = {.rings = rings_both(RINGS_INSIDE, RINGS_STAFF)};
    if (past->seq > room_seq(room) || room_seq(room) == 0 || !room_exists(room)) {
        snprintf(looking->why, looking->why_bytes,
                 "there was no such room then (it has %lld entries)", (long long)room_seq(room));
        return false;
    }
    if (past->person.at)
        viewer.rings = room_rings(room, past->person);
    if (rings_none(viewer.rings)) {
        snprintf(looking->why, looking->why_bytes, "%.*s had no place in it then",
                 (int)past->person.len, past->person.at);
        return false;
    }
    room_view(room, &viewer, NULL, looking->out);
    if (past->person.at)
        write_me(room, past->person, looking->out);
    return !looking->out->full;
}

static void done(void *context, const struct room *room, enum err error)
{
    struct looking *looking = context;
    if (error)
        snprintf(looking->why, looking->why_bytes, "it cannot be read: %s", error_text(error));
    else
        looking->seen = look(looking, room);
    loop_stop(looking->loop);
}

static const struct job_ops job_ops = {.done = done};

bool past_view(struct backend *backend, const struct past *past, struct buffer *out, char *why,
               size_t why_bytes)
{
    struct looking looking = {
        .past = past, .loop = loop_new(), .out = out, .why = why, .why_bytes = why_bytes};
    struct journal *journal = journal_new_with(looking.loop, backend, 1);
    struct kinds *kinds = kinds_new(kinds_all, why, why_bytes);
    if (kinds && kinds_of(kinds, past->room)) {
        const struct job_of of = {
            .kinds = kinds, .room = past->room, .upto = past->seq, .ops = &job_ops};
        (void)job_start(journal, &of, &looking);
        loop_run(looking.loop);
    } else if (kinds) {
        snprintf(why, why_bytes, "no room can have that name");
    }
    journal_close(&journal);
    kinds_free(&kinds);
    loop_free(&looking.loop);
    return looking.seen;
}
