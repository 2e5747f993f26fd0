/* SPDX-License-Identifier: Apache-2.0
 * head of the journal -> most entries, on a thread -> the last entries, in the loop -> done. */
#include "hub/waking.h"

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/publish.h"

/* Entries applied in one turn of the loop, of whatever room: with their frames about a millisecond.
 */
enum { SLICE_ENTRIES = 64 };

struct wakings {
    struct loop *loop;
    struct waking *first, **last; /* have entries to be applied, in the order they came */
    bool turning;                 /* the next turn is asked for */
};

struct waking {
    struct hub *hub;
    struct feeds *feeds;
    struct room *room;
    bool folding;                       /* on a thread, which has the room */
    struct journal_ticket *ticket;      /* of the question under way */
    struct entry *slice[SLICE_ENTRIES]; /* held: to be applied in its turn */
    size_t slice_count;
    struct waking *next; /* in wakings */
    waking_fn *done;
    void *context;
    loop_fn *ended; /* of waking_drop */
};

static void head_came(void *context, enum err error, const struct slice *rooms,
                      const int64_t *heads, size_t count);
static bool fold(void *context, const struct entry *entry);
static void folded(void *context, enum err error, int64_t last);
static void read_last(struct waking *waking);
static void last_came(void *context, enum err error, struct entry **entries, size_t count);

struct waking *waking_begin(struct feeds *feeds, waking_fn *done, void *context)
{
    struct waking *waking = mem_new(sizeof *waking);
    *waking = (struct waking){
        .hub = feeds->hub, .feeds = feeds, .room = feeds->room, .done = done, .context = context};
    struct slice name = room_name(waking->room);
    waking->ticket = journal_heads(waking->hub->journal, &name, 1, head_came, waking);
    return waking;
}

static void end(struct waking *waking, enum err error)
{
    waking_fn *done = waking->done;
    void *context = waking->context;
    mem_free(waking);
    done(context, error);
}

static void head_came(void *context, enum err error, const struct slice *rooms,
                      const int64_t *heads, size_t count)
{
    struct waking *waking = context;
    int64_t kept = (int64_t)waking->hub->options.tape_frames / 2;
    UNUSED(rooms);
    UNUSED(count);
    waking->ticket = NULL;
    if (error) {
        end(waking, error);
    } else if (heads[0] > kept) {
        waking->folding = true;
        waking->ticket = journal_visit(waking->hub->journal, room_name(waking->room), 0,
                                       heads[0] - kept, fold, folded, waking);
    } else {
        read_last(waking);
    }
}

/* On a thread. What is void here was void when it happened. */
static bool fold(void *context, const struct entry *entry)
{
    const struct waking *waking = context;
    (void)room_apply(waking->room, entry);
    return true;
}

static void folded(void *context, enum err error, int64_t last)
{
    struct waking *waking = context;
    UNUSED(last);
    waking->folding = false;
    waking->ticket = NULL;
    if (error)
        end(waking, error);
    else
        read_last(waking);
}

static void read_last(struct waking *waking)
{
    feeds_make_roots(waking->feeds);
    waking->ticket = journal_read(waking->hub->journal, room_name(waking->room),
                                  room_seq(waking->room), SLICE_ENTRIES, last_came, waking);
}

static void turn(void *context);

static void ask_for_turn(struct wakings *wakings)
{
    if (wakings->turning || !wakings->first)
        return;
    wakings->turning = true;
    loop_later(wakings->loop, turn, wakings);
}

static void last_came(void *context, enum err error, struct entry **entries, size_t count)
{
    struct waking *waking = context;
    struct wakings *wakings = waking->hub->rooms.wakings;
    waking->ticket = NULL;
    if (error) {
        end(waking, error);
        return;
    }
    for (size_t i = 0; i < count; i++)
        waking->slice[i] = entry_ref(entries[i]);
    waking->slice_count = count;
    if (!wakings->first)
        wakings->last = &wakings->first;
    *wakings->last = waking;
    wakings->last = &waking->next;
    ask_for_turn(wakings);
}

static void let_go(struct waking *waking)
{
    for (size_t i = 0; i < waking->slice_count; i++)
        entry_unref(&waking->slice[i]);
    waking->slice_count = 0;
}

/* Whoever is smaller than a slice does not wait behind many others: several go in one turn. */
static void turn(void *context)
{
    struct wakings *wakings = context;
    size_t applied = 0;
    wakings->turning = false;
    while (wakings->first && applied < SLICE_ENTRIES) {
        struct waking *waking = wakings->first;
        size_t count = waking->slice_count;
        wakings->first = waking->next;
        waking->next = NULL;
        for (size_t i = 0; i < count; i++)
            if (room_apply(waking->room, waking->slice[i]) == ERR_NONE)
                publish_replayed(waking->feeds, waking->slice[i]);
        let_go(waking);
        applied += count + 1;
        if (count < SLICE_ENTRIES)
            end(waking, ERR_NONE);
        else
            read_last(waking);
    }
    ask_for_turn(wakings);
}

struct wakings *wakings_new(struct loop *loop)
{
    struct wakings *wakings = mem_new(sizeof *wakings);
    wakings->loop = loop;
    return wakings;
}

void wakings_free(struct wakings **wakings)
{
    check(!(*wakings)->first && !(*wakings)->turning);
    mem_free(*wakings);
    *wakings = NULL;
}

static void unqueue(struct waking *waking)
{
    struct wakings *wakings = waking->hub->rooms.wakings;
    struct waking **at = &wakings->first;
    while (*at && *at != waking)
        at = &(*at)->next;
    if (!*at)
        return;
    *at = waking->next;
    if (!*at)
        wakings->last = at;
}

static void dropped(void *context)
{
    struct waking *waking = context;
    loop_fn *ended = waking->ended;
    context = waking->context;
    mem_free(waking);
    ended(context);
}

void waking_drop(struct waking **waking, loop_fn *ended, void *context)
{
    struct waking *old = *waking;
    *waking = NULL;
    old->ended = ended;
    old->context = context;
    if (old->folding) {
        journal_drop_visit(&old->ticket, dropped, old);
        return;
    }
    journal_drop(&old->ticket);
    unqueue(old);
    let_go(old);
    loop_later(old->hub->loop, dropped, old);
}
