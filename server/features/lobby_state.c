/* SPDX-License-Identifier: Apache-2.0
 * The queue. */
#include "features/lobby_state.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"

void lobby_init(struct lobby *lobby)
{
    *lobby = (struct lobby){.queue = map_new(BOUND_LOBBY), .passes = map_new(BOUND_MEMBERS)};
    lobby->gone = mem_new(BOUND_LOBBY_WINDOW * sizeof *lobby->gone);
}

static void waiting_free(void *value)
{
    struct waiting *waiting = value;
    common_wipe(&waiting->name);
    common_wipe(&waiting->told);
    for (size_t i = 0; i < LOBBY_NODES; i++)
        mem_free(waiting->nodes[i]);
    mem_free(waiting);
}

void lobby_done(struct lobby *lobby)
{
    common_wipe(&lobby->told);
    mem_free(lobby->gone);
    map_free(&lobby->queue, waiting_free);
    map_free(&lobby->passes, mem_free);
}

/* The last ticket in sight; 0: nobody waits. */
static int64_t last_in_sight(const struct lobby *lobby)
{
    struct map_at at = {0};
    int64_t last = 0;
    for (size_t i = 0; i < BOUND_LOBBY_WINDOW && map_next(lobby->queue, &at); i++)
        last = ((const struct waiting *)at.value)->ticket;
    return last;
}

void lobby_begin(struct lobby *lobby, int64_t seq)
{
    lobby->moved_seq = seq;
    lobby->gone_count = 0;
    lobby->turned = false;
    lobby->last_shown = last_in_sight(lobby);
}

bool lobby_is_at(const struct waiting *waiting, struct slice node)
{
    for (size_t i = 0; i < LOBBY_NODES; i++)
        if (waiting->nodes[i] && slice_is(node, waiting->nodes[i]))
            return true;
    return false;
}

struct slice lobby_node(const struct entry *entry)
{
    struct slice name = common_get_text(entry->data, "node");
    return name.at ? name : SLICE("");
}

void lobby_add(struct lobby *lobby, const struct entry *entry, struct slice id, struct slice name)
{
    struct waiting *waiting = map_find(lobby->queue, id);
    struct slice node = lobby_node(entry);
    if (!waiting) {
        waiting = mem_new(sizeof *waiting);
        waiting->ticket = ++lobby->tickets;
        waiting->at_ms = entry->at_ms;
        waiting->name = mem_text(name);
        map_put(lobby->queue, id, waiting);
        lobby->hopeful++;
    }
    waiting->seq = entry->seq;
    for (size_t i = 0; !lobby_is_at(waiting, node) && i < LOBBY_NODES; i++)
        if (!waiting->nodes[i])
            waiting->nodes[i] = mem_text(node);
}

void lobby_turn(struct lobby *lobby, struct waiting *waiting, bool stranger)
{
    bool in_sight = waiting->ticket <= lobby->last_shown;
    lobby->turned = lobby->turned || (in_sight && waiting->stranger != stranger);
    lobby->hopeful += waiting->stranger - stranger;
    waiting->stranger = stranger;
}

void lobby_drop(struct lobby *lobby, struct slice id)
{
    struct waiting *waiting = map_take(lobby->queue, id);
    if (!waiting)
        return;
    if (waiting->ticket <= lobby->last_shown && lobby->gone_count < BOUND_LOBBY_WINDOW)
        lobby->gone[lobby->gone_count++] = waiting->ticket;
    lobby->hopeful -= !waiting->stranger;
    waiting_free(waiting);
}

bool lobby_part(struct waiting *waiting, struct slice node)
{
    bool left = true;
    for (size_t i = 0; i < LOBBY_NODES; i++) {
        if (waiting->nodes[i] && slice_is(node, waiting->nodes[i])) {
            mem_free(waiting->nodes[i]);
            waiting->nodes[i] = NULL;
        }
        left = left && !waiting->nodes[i];
    }
    return left;
}

static void pass_take(struct lobby *lobby, struct slice id)
{
    struct pass *pass = map_take(lobby->passes, id);
    lobby->seats -= pass && pass->seat;
    mem_free(pass);
}

static void pass_put(struct lobby *lobby, struct slice id, struct pass pass)
{
    pass_take(lobby, id);
    if (map_full(lobby->passes))
        return;
    struct pass *kept = mem_new(sizeof *kept);
    *kept = pass;
    map_put(lobby->passes, id, kept);
    lobby->seats += pass.seat;
}

void lobby_decide(struct lobby *lobby, struct slice id, enum standing standing)
{
    pass_put(lobby, id, (struct pass){.standing = standing});
}

/* Put last: of those with a seat, the oldest is the first. */
void lobby_seat(struct lobby *lobby, struct slice id, int64_t at_ms)
{
    const struct pass *pass = map_find(lobby->passes, id);
    pass_put(lobby, id, (struct pass){pass ? pass->standing : STANDING_NONE, true, at_ms});
}

void lobby_unseat(struct lobby *lobby, struct slice id)
{
    struct pass *pass = map_find(lobby->passes, id);
    if (!pass || !pass->seat)
        return;
    if (pass->standing == STANDING_NONE) {
        pass_take(lobby, id);
        return;
    }
    pass->seat = false;
    lobby->seats--;
}

int64_t lobby_free(const struct lobby *lobby)
{
    int64_t taken = lobby->inside + lobby->seats;
    if (!lobby->capacity)
        return INT64_MAX;
    return taken < lobby->capacity ? lobby->capacity - taken : 0;
}

void lobby_lapse(struct lobby *lobby, int64_t before_ms)
{
    struct map_at at = {0};
    while (lobby->seats > 0 && map_next(lobby->passes, &at)) {
        const struct pass *pass = at.value;
        if (pass->seat && pass->at_ms <= before_ms)
            lobby_unseat(lobby, at.key);
    }
}

int64_t lobby_oldest_seat(const struct lobby *lobby)
{
    struct map_at at = {0};
    while (lobby->seats > 0 && map_next(lobby->passes, &at))
        if (((const struct pass *)at.value)->seat)
            return ((const struct pass *)at.value)->at_ms;
    return INT64_MAX;
}
