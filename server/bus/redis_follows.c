/* SPDX-License-Identifier: Apache-2.0
 *
 * Following is by state: each room knows what is wanted and what was asked for, and stands in a
 * queue while the two differ, so that a room followed and left within a turn costs nothing.
 * Requests and answers are counted per room, because the answer to an earlier SUBSCRIBE says
 * nothing about a later one. A room is forgotten once nothing is wanted, asked for or under way.
 */
#include "bus/redis_follows.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/mem.h"

enum { BATCH = 512 };

struct follow {
    char *room; /* owned */
    size_t room_len;
    bool wanted, asked;
    bool awaited;
    bool queued;
    unsigned unanswered;
    struct follow *next; /* in the queue */
};

struct redis_follows {
    const char *before;
    struct map *all; /* room -> follow, owned */
    struct follow *queue, **queue_end;
    bool connected; /* otherwise there is no queue, and nothing that is not wanted */
};

struct redis_follows *redis_follows_new(const char *before)
{
    struct redis_follows *follows = mem_new(sizeof *follows);
    follows->before = before;
    follows->all = map_new(BOUND_BUS_ROOMS);
    follows->queue_end = &follows->queue;
    return follows;
}

static void follow_free(void *value)
{
    struct follow *follow = value;
    mem_free(follow->room);
    mem_free(follow);
}

void redis_follows_free(struct redis_follows **follows)
{
    if (!*follows)
        return;
    map_free(&(*follows)->all, follow_free);
    mem_free(*follows);
    *follows = NULL;
}

static struct slice room_of(const struct follow *follow)
{
    return (struct slice){follow->room, follow->room_len};
}

static void queue_add(struct redis_follows *follows, struct follow *follow)
{
    if (follow->queued || !follows->connected)
        return;
    follow->queued = true;
    follow->next = NULL;
    *follows->queue_end = follow;
    follows->queue_end = &follow->next;
}

static struct follow *queue_take(struct redis_follows *follows)
{
    struct follow *follow = follows->queue;
    follows->queue = follow->next;
    if (!follows->queue)
        follows->queue_end = &follows->queue;
    follow->queued = false;
    return follow;
}

static void forget_idle(struct redis_follows *follows, struct follow *follow)
{
    if (follow->wanted || follow->asked || follow->queued || follow->unanswered > 0)
        return;
    map_take(follows->all, room_of(follow));
    follow_free(follow);
}

bool redis_follows_add(struct redis_follows *follows, struct slice room)
{
    struct follow *follow = map_find(follows->all, room);
    if (!follow) {
        if (map_full(follows->all))
            return false;
        follow = mem_new(sizeof *follow);
        follow->room = mem_text(room);
        follow->room_len = room.len;
        map_put(follows->all, room, follow);
    }
    follow->wanted = true;
    queue_add(follows, follow);
    return true;
}

bool redis_follows_drop(struct redis_follows *follows, struct slice room)
{
    struct follow *follow = map_find(follows->all, room);
    if (!follow || !follow->wanted)
        return false;
    bool awaited = follow->awaited;
    follow->wanted = follow->awaited = false;
    queue_add(follows, follow);
    forget_idle(follows, follow);
    return awaited;
}

bool redis_follows_has(const struct redis_follows *follows, struct slice room)
{
    const struct follow *follow = map_find(follows->all, room);
    return follow && follow->wanted;
}

size_t redis_follows_begin(struct redis_follows *follows)
{
    struct map_at at = {0};
    follows->connected = true;
    while (map_next(follows->all, &at)) {
        struct follow *follow = at.value;
        follow->awaited = true;
        queue_add(follows, follow);
    }
    return map_count(follows->all);
}

void redis_follows_end(struct redis_follows *follows)
{
    struct map_at at = {0};
    follows->connected = false;
    while (follows->queue)
        queue_take(follows);
    while (map_next(follows->all, &at)) {
        struct follow *follow = at.value;
        follow->asked = follow->awaited = false;
        follow->unanswered = 0;
        forget_idle(follows, follow);
    }
}

bool redis_follows_pending(const struct redis_follows *follows)
{
    return follows->queue != NULL;
}

/* The command for the first of the queue that want the same, at most BATCH of them. *end is the
 * first that does not belong to it. Returns the number of words; 1: there is nothing to ask for. */
static unsigned batch_make(const struct redis_follows *follows, struct buffer *names,
                           struct slice words[BATCH + 1], struct follow **end)
{
    struct follow *follow = follows->queue;
    bool wanted = follow->wanted;
    size_t at = 0;
    unsigned count = 1;
    words[0] = wanted ? SLICE("SUBSCRIBE") : SLICE("UNSUBSCRIBE");
    for (; follow && count <= BATCH && follow->wanted == wanted; follow = follow->next) {
        if (follow->asked == wanted)
            continue;
        buffer_add(names, slice_of(follows->before));
        buffer_add(names, room_of(follow));
        words[count++].len = strlen(follows->before) + follow->room_len;
    }
    *end = follow;
    for (unsigned i = 1; i < count; at += words[i++].len)
        words[i].at = names->bytes + at;
    return count;
}

static bool batch_ask(struct redis_follows *follows, struct redis_link *link, struct buffer *names)
{
    struct slice words[BATCH + 1];
    struct follow *end;
    bool wanted = follows->queue->wanted;
    buffer_clear(names);
    unsigned count = batch_make(follows, names, words, &end);
    if (names->full || (count > 1 && !redis_link_add(link, words, count)))
        return false;
    while (follows->queue != end) {
        struct follow *follow = queue_take(follows);
        follow->unanswered += follow->asked != wanted;
        follow->asked = wanted;
        forget_idle(follows, follow);
    }
    return true;
}

void redis_follows_ask(struct redis_follows *follows, struct redis_link *link)
{
    struct buffer names;
    buffer_init(&names, BOUND_BUS_OUTPUT_BYTES);
    while (follows->queue && batch_ask(follows, link, &names)) {
    }
    buffer_done(&names);
}

enum follows_answer redis_follows_answered(struct redis_follows *follows, struct slice room)
{
    struct follow *follow = map_find(follows->all, room);
    if (!follow || follow->unanswered == 0 || --follow->unanswered > 0)
        return FOLLOWS_NOTHING;
    enum follows_answer answer = FOLLOWS_NOTHING;
    if (follow->wanted && follow->asked)
        answer = follow->awaited ? FOLLOWS_AWAITED : FOLLOWS_NEW;
    if (answer)
        follow->awaited = false;
    forget_idle(follows, follow);
    return answer;
}
