/* SPDX-License-Identifier: Apache-2.0
 * Asked -> there, and as it should be: told. Else it is made, a few at a time -> all who wait are
 * told. */
#include "net/films.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "hub/hub.h"
#include "net/film_job.h"

enum { AT_ONCE = 2 /* each has two rooms in memory */, WAITING_MAX = 4096 };

/* One who waits. */
struct waiter {
    struct waiter *next;
    int64_t upto; /* the entry that it knows of */
    films_fn *done;
    void *context;
};

/* A film of one room and set of rings, or its place while it is made. */
struct reel {
    struct films *films;
    char *room, *set, *part; /* owned */
    struct film *film;       /* owned; NULL: not made yet */
    int64_t used_ms;         /* loop_tick_ms of when it was last asked for */
    bool making;             /* a job is under way, or it waits for one */
    struct reel *next;       /* that waits for a job */
    struct waiter *waiters;  /* owned */
};

struct films {
    struct films_options options;
    struct map *reels; /* room, set and part with spaces between -> struct reel; owned */
    size_t bytes;
    unsigned jobs;
    size_t waiting;
    struct reel *first; /* those that wait for a job */
    struct timer *timer;
    bool freed;
};

enum { REELS_MAX = 1024, TICK_MS = 60000, IDLE_MS = 15 * 60000 };

static void reel_free(void *value)
{
    struct reel *reel = value;
    if (reel->film)
        reel->films->bytes -= reel->film->bytes;
    film_free(&reel->film);
    mem_free(reel->room);
    mem_free(reel->set);
    mem_free(reel->part);
    mem_free(reel);
}

static void key_write(const struct films_ask *ask, struct buffer *key)
{
    enum { KEY_BYTES = 256 };
    buffer_init(key, KEY_BYTES);
    buffer_addf(key, "%.*s %.*s %.*s", (int)ask->room.len, ask->room.at, (int)ask->set.len,
                ask->set.at, (int)ask->part.len, ask->part.at);
}

static void drop(struct films *films, struct reel *reel)
{
    struct buffer key;
    const struct films_ask ask = {slice_of(reel->room), slice_of(reel->set), slice_of(reel->part),
                                  0};
    key_write(&ask, &key);
    (void)map_take(films->reels, buffer_slice(&key));
    buffer_done(&key);
    reel_free(reel);
}

/* The one that nobody has asked for the longest, and nobody waits for. */
static struct reel *oldest(const struct films *films)
{
    struct map_at at = {0};
    struct reel *found = NULL;
    while (map_next(films->reels, &at)) {
        struct reel *reel = at.value;
        if (!reel->making && (!found || reel->used_ms < found->used_ms))
            found = reel;
    }
    return found;
}

/* `more` bytes are to come. */
static void make_room(struct films *films, size_t more)
{
    struct reel *reel;
    while ((films->bytes + more > BOUND_FILMS_BYTES || map_full(films->reels)) &&
           (reel = oldest(films)))
        drop(films, reel);
}

static void tick(void *context)
{
    struct films *films = context;
    struct reel *reel;
    int64_t before_ms = loop_tick_ms(films->options.loop) - IDLE_MS;
    while ((reel = oldest(films)) && reel->used_ms < before_ms)
        drop(films, reel);
}

struct films *films_new(const struct films_options *options)
{
    struct films *films = mem_new(sizeof *films);
    films->options = *options;
    films->reels = map_new(REELS_MAX);
    films->timer = loop_every(options->loop, TICK_MS, tick, films);
    return films;
}

static void free_if_done(struct films *films)
{
    if (!films->freed || films->jobs > 0)
        return;
    map_free(&films->reels, reel_free);
    mem_free(films);
}

/* But for who knows of something newer than the film does. */
static void tell(struct reel *reel, enum err error)
{
    struct waiter *waiter = reel->waiters;
    reel->waiters = NULL;
    while (waiter) {
        struct waiter *next = waiter->next;
        if (!error && waiter->upto > reel->film->upto) {
            waiter->next = reel->waiters;
            reel->waiters = waiter;
        } else {
            reel->films->waiting--;
            waiter->done(waiter->context, error, error ? NULL : reel->film);
            mem_free(waiter);
        }
        waiter = next;
    }
}

void films_free(struct films **films)
{
    struct films *old = *films;
    *films = NULL;
    if (!old)
        return;
    old->freed = true;
    timer_close(&old->timer);
    for (struct reel *reel = old->first; reel; reel = reel->next)
        tell(reel, ERR_NOT_AVAILABLE);
    old->first = NULL;
    free_if_done(old);
}

/* ---- making ------------------------------------------------------------------------------------
 */

static void next(struct films *films);
static void make(struct films *films, struct reel *reel);

static void made(void *context, enum err error, struct film *film)
{
    struct reel *reel = context;
    struct films *films = reel->films;
    films->jobs--;
    reel->making = false;
    if (films->freed) {
        film_free(&film);
        tell(reel, ERR_NOT_AVAILABLE);
        free_if_done(films);
        return;
    }
    if (film) {
        film_finish(film, films->options.media);
        films->bytes += film->bytes;
        reel->film = film;
        reel->used_ms = loop_tick_ms(films->options.loop);
    }
    tell(reel, error);
    if (reel->waiters)
        make(films, reel);
    else if (!film)
        drop(films, reel);
    make_room(films, 0);
    next(films);
}

static void start(struct films *films, struct reel *reel)
{
    const struct film_order order = {.kinds = hub_kinds(films->options.hub),
                                     .room = slice_of(reel->room),
                                     .set = slice_of(reel->set),
                                     .part = slice_of(reel->part)};
    films->jobs++;
    film_job_start(hub_journal(films->options.hub), &order, made, reel);
}

static void next(struct films *films)
{
    while (films->first && films->jobs < AT_ONCE) {
        struct reel *reel = films->first;
        films->first = reel->next;
        start(films, reel);
    }
}

/* What there is shows what is not to be shown: it goes before the new one is made. */
static void make(struct films *films, struct reel *reel)
{
    struct reel **at = &films->first;
    if (reel->film)
        films->bytes -= reel->film->bytes;
    film_free(&reel->film);
    reel->making = true;
    reel->next = NULL;
    while (*at)
        at = &(*at)->next;
    *at = reel;
    next(films);
}

static struct reel *reel_get(struct films *films, const struct films_ask *ask)
{
    struct buffer key;
    key_write(ask, &key);
    struct reel *reel = map_find(films->reels, buffer_slice(&key));
    if (!reel)
        make_room(films, 0);
    if (!reel && !map_full(films->reels)) {
        reel = mem_new(sizeof *reel);
        *reel = (struct reel){.films = films,
                              .room = mem_text(ask->room),
                              .set = mem_text(ask->set),
                              .part = mem_text(ask->part)};
        map_put(films->reels, buffer_slice(&key), reel);
    }
    buffer_done(&key);
    return reel;
}

void films_get(struct films *films, const struct films_ask *ask, films_fn *done, void *context)
{
    struct reel *reel = films->waiting < WAITING_MAX ? reel_get(films, ask) : NULL;
    if (!reel) {
        done(context, ERR_TOO_MANY_REQUESTS, NULL);
        return;
    }
    reel->used_ms = loop_tick_ms(films->options.loop);
    if (reel->film && reel->film->upto >= ask->upto) {
        done(context, ERR_NONE, reel->film);
        return;
    }
    struct waiter *waiter = mem_new(sizeof *waiter);
    *waiter =
        (struct waiter){.next = reel->waiters, .upto = ask->upto, .done = done, .context = context};
    reel->waiters = waiter;
    films->waiting++;
    if (!reel->making)
        make(films, reel);
}
