/* SPDX-License-Identifier: Apache-2.0
 * Asked for -> read -> complete? -> the view is made. The part may have changed while we read: then
 * what is missing now is read again. */
#include "hub/texts.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "core/room_view.h"
#include "hub/found.h"

enum { TRIES = 8, SEQS_MAX = BOUND_THREAD_WINDOW + 1 };

struct texts {
    struct live *live; /* in use */
    struct room_feed *feed;
    struct waiters waiters;
    struct journal_ticket *ticket;
    struct found found; /* borrowed, while it is looked at */
    unsigned tries;
};

static void read_done(void *context, enum err error, struct entry **entries, size_t count);

static size_t needed(const struct texts *texts, int64_t *seqs)
{
    return room_part_needs(live_room(texts->live), texts->feed->viewer.part, seqs, SEQS_MAX);
}

static size_t read_texts(struct texts *texts)
{
    int64_t *seqs = mem_new(SEQS_MAX * sizeof *seqs);
    size_t count = needed(texts, seqs);
    struct room *room = live_room(texts->live);
    texts->ticket = journal_read_seqs(live_hub(texts->live)->journal, room_name(room), seqs, count,
                                      read_done, texts);
    mem_free(seqs);
    return count;
}

size_t texts_wait(struct live *live, struct room_feed *feed, live_fn *fn, void *context)
{
    size_t count = 0;
    if (!feed->texts) {
        feed->texts = mem_new(sizeof *feed->texts);
        *feed->texts = (struct texts){.live = live, .feed = feed};
        live_use(live);
        count = read_texts(feed->texts);
    }
    waiters_add(&feed->texts->waiters, 0, fn, context);
    return count;
}

static bool are_complete(struct texts *texts)
{
    bool complete = true;
    int64_t *seqs = mem_new(SEQS_MAX * sizeof *seqs);
    size_t count = needed(texts, seqs);
    for (size_t i = 0; complete && i < count; i++)
        complete = found_find(&texts->found, seqs[i]) != NULL;
    mem_free(seqs);
    return complete;
}

static void end(struct texts *texts, enum err error)
{
    struct live *live = texts->live;
    texts->feed->texts = NULL;
    waiters_wake(&texts->waiters, live, error);
    mem_free(texts);
    live_unuse(live);
}

void texts_leave(struct room_feed *feed, const void *context)
{
    struct texts *texts = feed->texts;
    if (!texts || !waiters_remove(&texts->waiters, context) || texts->waiters.count > 0)
        return;
    journal_drop(&texts->ticket);
    end(texts, ERR_NONE);
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct texts *texts = context;
    struct room *room = live_room(texts->live);
    texts->ticket = NULL;
    texts->found = (struct found){entries, count};
    if (!error && !room_part_exists(room, texts->feed->viewer.part))
        error = ERR_PERMISSION_DENIED;
    if (!error && !are_complete(texts)) {
        if (texts->tries++ < TRIES) {
            (void)read_texts(texts);
            return;
        }
        error = ERR_INTERNAL;
    }
    if (!error)
        feeds_make_view(texts->feed, &(struct bodies){found_find, &texts->found});
    end(texts, error);
}
