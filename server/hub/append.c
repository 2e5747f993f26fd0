/* SPDX-License-Identifier: Apache-2.0
 * append_entry -> journal -> numbered -> live_take -> decided. */
#include "hub/append.h"

#include <stdio.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/bell.h"
#include "hub/steps.h"
#include "hub/work.h"

struct append {
    struct live *live; /* in use */
    int64_t seq;       /* what the journal decided */
    bool works;        /* it is work for the floor above */
    bool settles;      /* what it causes is waited for */
    hub_answer_fn *done;
    void *context;
};

static struct append *append_new(struct live *live, hub_answer_fn *done, void *context)
{
    struct append *append = mem_new(sizeof *append);
    *append = (struct append){.live = live, .done = done, .context = context};
    live_use(live);
    return append;
}

static void answer(struct append *append, const struct hub_answer *answer)
{
    if (append->done)
        append->done(append->context, answer);
    live_unuse(append->live);
    mem_free(append);
}

static void settled(struct live *live, enum err error, void *context)
{
    struct append *append = context;
    UNUSED(live);
    UNUSED(error);
    answer(append, &(struct hub_answer){.seq = append->seq});
}

static void decided(struct live *live, enum err error, void *context)
{
    struct append *append = context;
    if (!error)
        error = room_void(live_room(live), append->seq);
    if (!error && append->works)
        work_tell(live_hub(live), room_name(live_room(live)));
    if (!error && append->settles)
        live_hub(live)->rooms.watch->settled(live, append->seq, settled, append);
    else
        answer(append, &(struct hub_answer){.error = error, .seq = error ? 0 : append->seq});
}

static void numbered(void *context, struct entry *entry, const struct journal_result *result)
{
    struct append *append = context;
    struct live *live = append->live;
    struct hub *hub = live_hub(live);
    live_feeds(live)->appending--;
    steps_tell(hub, result->repeated ? "command known already" : "command numbered", entry,
               result->error);
    if (result->error) {
        if (result->error == ERR_JOURNAL_AWAY)
            live_doubt(live);
        answer(append, &(struct hub_answer){.error = result->error});
        return;
    }
    const struct row *row = room_row(live_room(live), entry->type);
    append->seq = result->seq;
    append->settles = row && row->hub.settles;
    if (result->repeated) {
        hub->stats.repeats++;
        if (result->seq > room_seq(live_room(live)))
            live_read_on(live);
    } else {
        append->works = row && row->hub.works;
        bell_ring(hub->bell, entry);
        hub->rooms.watch->numbered(live, entry->seq);
        live_take(live, entry);
    }
    live_await(live, append->seq, decided, append);
}

void append_entry(struct live *live, struct entry *entry, hub_answer_fn *done, void *context)
{
    steps_tell(live_hub(live), "command handed to the journal", entry, ERR_NONE);
    live_feeds(live)->appending++;
    live_hub(live)->rooms.watch->hands_in(live);
    journal_append(live_hub(live)->journal, entry, numbered, append_new(live, done, context));
}

void append_own(struct live *live, const struct entry *entry, hub_answer_fn *done, void *context)
{
    struct entry full = *entry;
    full.at_ms = live_now_ms(live);
    full.room = room_name(live_room(live));
    struct entry *made = entry_new(&full);
    check(made);
    append_entry(live, made, done, context);
    entry_unref(&made);
}

void append_await(struct live *live, int64_t seq, hub_answer_fn *done, void *context)
{
    struct append *append = append_new(live, done, context);
    append->seq = seq;
    live_await(live, seq, decided, append);
}

void append_op(const struct hub *hub, char op[OP_BYTES])
{
    char random[23];
    hash_random_id(random);
    snprintf(op, OP_BYTES, "%llx.%s", (long long)loop_now_ms(hub->loop), random);
}
