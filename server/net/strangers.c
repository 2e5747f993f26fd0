/* SPDX-License-Identifier: Apache-2.0
 *
 * Each stranger stands in two queues in the order of coming: one of all, one of its address; and
 * each of these is two, of the silent ones and of those that speak. The first of either is the
 * oldest.
 */
#include "net/strangers.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "net/address.h"

enum { OF_ALL, OF_ADDRESS, QUEUES };
enum state { SILENT, SPEAKING, STATES, ENDED = STATES /* in no queue any more */ };
enum { PROXIES_MAX = 64, SPEAK_MS = 3000 /* with TLS on a slow link, to say the first word */ };

struct queue {
    struct stranger *first, *last;
};

struct place {
    struct address address;
    struct queue queues[STATES];
    size_t count;
};

struct stranger {
    struct strangers *all;
    struct place *place; /* NULL: it counts for no address */
    struct stranger *before[QUEUES], *after[QUEUES];
    stranger_fn *end;
    void *context;
    enum state state; /* line_up and leave alone change it */
    int64_t since_ms; /* tick: in this state */
    bool by_proxy;    /* the socket is a trusted proxy's */
};

struct strangers {
    struct strangers_options options;
    struct address_range proxies[PROXIES_MAX];
    size_t proxies_count;
    struct map *places; /* address_place -> place */
    struct queue queues[STATES];
    size_t count, made;
};

const char *strangers_proxy_bad(const char *const *proxies)
{
    struct address_range range;
    for (size_t i = 0; proxies && proxies[i]; i++) {
        if (i == PROXIES_MAX || !address_range_read(slice_of(proxies[i]), &range))
            return proxies[i];
    }
    return NULL;
}

struct strangers *strangers_new(const struct strangers_options *options)
{
    struct strangers *strangers = mem_new(sizeof *strangers);
    strangers->options = *options;
    for (const char *const *at = options->proxies; at && *at; at++)
        check(address_range_read(slice_of(*at), &strangers->proxies[strangers->proxies_count++]));
    strangers->places = map_new(options->all_max);
    return strangers;
}

void strangers_free(struct strangers **strangers)
{
    struct strangers *old = *strangers;
    *strangers = NULL;
    if (!old)
        return;
    check(old->made == 0);
    map_free(&old->places, NULL);
    mem_free(old);
}

size_t strangers_count(const struct strangers *strangers)
{
    return strangers->count;
}

static void queue_add(struct queue *queue, struct stranger *stranger, int which)
{
    stranger->before[which] = queue->last;
    stranger->after[which] = NULL;
    *(queue->last ? &queue->last->after[which] : &queue->first) = stranger;
    queue->last = stranger;
}

static void queue_take(struct queue *queue, struct stranger *stranger, int which)
{
    struct stranger *before = stranger->before[which], *after = stranger->after[which];
    *(before ? &before->after[which] : &queue->first) = after;
    *(after ? &after->before[which] : &queue->last) = before;
}

static void place_join(struct stranger *stranger, const struct address *address)
{
    struct map *places = stranger->all->places;
    struct slice key = address_place(address);
    struct place *place = map_find(places, key);
    if (!place) {
        place = mem_new(sizeof *place);
        place->address = *address;
        check(!map_full(places) && !map_put(places, key, place));
    }
    place->count++;
    stranger->place = place;
}

static void place_leave(struct stranger *stranger)
{
    struct place *place = stranger->place;
    stranger->place = NULL;
    if (!place || --place->count > 0)
        return;
    check(map_take(stranger->all->places, address_place(&place->address)) == place);
    mem_free(place);
}

static void line_up(struct stranger *stranger, enum state state)
{
    stranger->state = state;
    stranger->since_ms = loop_tick_ms(stranger->all->options.loop);
    queue_add(&stranger->all->queues[stranger->state], stranger, OF_ALL);
    if (stranger->place)
        queue_add(&stranger->place->queues[stranger->state], stranger, OF_ADDRESS);
}

static void step_out(struct stranger *stranger)
{
    queue_take(&stranger->all->queues[stranger->state], stranger, OF_ALL);
    if (stranger->place)
        queue_take(&stranger->place->queues[stranger->state], stranger, OF_ADDRESS);
}

/* From here on it counts no more, however long its socket takes to end. */
static void leave(struct stranger *stranger)
{
    step_out(stranger);
    place_leave(stranger);
    stranger->all->count--;
    stranger->state = ENDED;
}

/* A silent one that could not have spoken yet is spared: else those that hold their places by an
 * exchange would keep all newcomers out. */
static struct stranger *dispensable(const struct queue queues[STATES])
{
    struct stranger *silent = queues[SILENT].first, *speaking = queues[SPEAKING].first;
    if (!silent || !speaking)
        return silent ? silent : speaking;
    int64_t now_ms = loop_tick_ms(silent->all->options.loop);
    return now_ms - silent->since_ms >= SPEAK_MS ? silent : speaking;
}

static void make_room(struct strangers *strangers, const struct queue queues[STATES])
{
    struct stranger *one = dispensable(queues);
    leave(one);
    strangers->options.stats->refused[REFUSED_CROWDED]++;
    one->end(one->context);
}

void strangers_shed(struct strangers *strangers, size_t most)
{
    for (; most > 0 && strangers->count > 0; most--)
        make_room(strangers, strangers->queues);
}

static bool is_proxy(const struct strangers *strangers, const struct address *address)
{
    for (size_t i = 0; i < strangers->proxies_count; i++) {
        if (address_in(address, &strangers->proxies[i]))
            return true;
    }
    return false;
}

/* Room is made before the newcomer stands in the queue. */
static void count_at(struct stranger *stranger, const struct address *address)
{
    struct strangers *strangers = stranger->all;
    struct place *place = map_find(strangers->places, address_place(address));
    if (place && place->count >= strangers->options.address_max)
        make_room(strangers, place->queues);
    place_join(stranger, address);
}

struct stranger *stranger_new(struct strangers *strangers, const struct address *from)
{
    struct stranger *stranger = mem_new(sizeof *stranger);
    stranger->all = strangers;
    if (strangers->count >= strangers->options.all_max)
        make_room(strangers, strangers->queues);
    stranger->by_proxy = from && is_proxy(strangers, from);
    if (from && !stranger->by_proxy)
        count_at(stranger, from);
    line_up(stranger, SILENT);
    strangers->count++;
    strangers->made++;
    return stranger;
}

void stranger_owned(struct stranger *stranger, stranger_fn *end, void *context)
{
    stranger->end = end;
    stranger->context = context;
}

/* The last address of `forwarded` that is no trusted proxy. False when it is unknown. */
static bool forwarded_address(const struct strangers *strangers, struct slice forwarded,
                              struct address *address)
{
    bool found = false;
    while (forwarded.len > 0) {
        const char *comma = memrchr(forwarded.at, ',', forwarded.len);
        size_t start = comma ? (size_t)(comma + 1 - forwarded.at) : 0;
        struct address one;
        if (!address_read((struct slice){forwarded.at + start, forwarded.len - start}, &one))
            return found;
        *address = one;
        found = true;
        if (!is_proxy(strangers, &one))
            return true;
        forwarded.len = comma ? start - 1 : 0;
    }
    return found;
}

void stranger_speaks(struct stranger *stranger, struct slice forwarded)
{
    struct address address;
    if (stranger->state == ENDED)
        return;
    step_out(stranger);
    if (stranger->by_proxy && !stranger->place &&
        forwarded_address(stranger->all, forwarded, &address))
        count_at(stranger, &address);
    line_up(stranger, SPEAKING);
}

const struct address *stranger_address(const struct stranger *stranger)
{
    return stranger->place ? &stranger->place->address : NULL;
}

void stranger_waits(struct stranger *stranger)
{
    if (stranger->state == ENDED)
        return;
    step_out(stranger);
    line_up(stranger, SILENT);
}

bool stranger_may_rest(const struct stranger *stranger)
{
    const struct strangers *all = stranger->all;
    return stranger->state != ENDED && all->count <= all->options.all_max / 2 &&
           (!stranger->place || stranger->place->count <= all->options.address_max / 2);
}

void stranger_rests(struct stranger *stranger)
{
    if (stranger->state == ENDED)
        return;
    step_out(stranger);
    if (stranger->by_proxy)
        place_leave(stranger);
    line_up(stranger, SILENT);
}

void stranger_free(struct stranger **stranger)
{
    struct stranger *old = *stranger;
    *stranger = NULL;
    if (!old)
        return;
    if (old->state != ENDED)
        leave(old);
    old->all->made--;
    mem_free(old);
}
