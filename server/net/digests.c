/* SPDX-License-Identifier: Apache-2.0
 * The way of one:
 *   work -> which turn waits? -> an address that takes mails -> no row "told" yet -> outbox
 *        -> digest.done
 * Several go their way at once; when the outbox is full they wait, in memory: what is lost of
 * these comes again with its turn. */
#include "net/digests.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/bounces.h"
#include "net/outbox.h"

enum {
    AT_ONCE = 8,
    LOOK_MS = 100,
    WAITING_MAX = 32768, /* inboxes; more come again with their turns */
    ID_BYTES = 64,
    DATA_BYTES = 512,
    OF_USE_MS = 6 * 3600000,
};

static const struct slice told_kind = {"told", 4}, inboxes = {"inbox:", 6};

struct digests {
    struct api_site site; /* a copy */
    struct timer *look;
    struct map *waiting; /* owned; names of inboxes, the first first */
    size_t running;
    bool full; /* the outbox is: until the next look */
    bool freed;
};

struct turn {
    struct digests *digests;
    char room[2 * BOUND_ID_BYTES], id[ID_BYTES];
    int64_t planned_ms, since_ms;
    const char *end; /* what came of it */
};

static void next(struct digests *digests);

static struct slice person_of(const struct turn *turn)
{
    return slice_of(turn->room + inboxes.len);
}

static void free_if_done(struct digests *digests)
{
    if (!digests->freed || digests->running > 0)
        return;
    map_free(&digests->waiting, NULL);
    mem_free(digests);
}

static void turn_end(struct turn *turn)
{
    struct digests *digests = turn->digests;
    digests->running--;
    mem_free(turn);
    if (digests->freed)
        free_if_done(digests);
    else
        next(digests);
}

static void wait_again(struct turn *turn)
{
    struct digests *digests = turn->digests;
    digests->full = true;
    if (!map_full(digests->waiting))
        map_put(digests->waiting, slice_of(turn->room), digests);
    turn_end(turn);
}

/* Asks the inbox in the server's own name. */
static void ask(struct turn *turn, const char *method, const char *text, hub_answer_fn *done)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct json *data = NULL;
    (void)json_parse(slice_of(text), &data);
    hub_command(turn->digests->site.hub, &system, slice_of(method), data, done, turn);
    json_free(&data);
}

static void answered(void *context, const struct hub_answer *answer)
{
    UNUSED(answer);
    turn_end(context);
}

static void answer(struct turn *turn, const char *end)
{
    char text[DATA_BYTES];
    snprintf(text, sizeof text,
             "{\"room\":\"%s\",\"op\":\"digest.done.%" PRId64 "\",\"planned\":%" PRId64
             ",\"end\":\"%s\"}",
             turn->room, turn->planned_ms, turn->planned_ms, end);
    ask(turn, "digest.done", text, answered);
}

static void posted(void *context, enum err error)
{
    struct turn *turn = context;
    if (error == ERR_LIMIT_EXCEEDED && !turn->digests->freed)
        wait_again(turn);
    else if (error || turn->digests->freed)
        turn_end(turn);
    else
        answer(turn, "sent");
}

static void remembered(void *context, enum err error, const struct account *rows, size_t count)
{
    struct turn *turn = context;
    struct digests *digests = turn->digests;
    const struct outbox_order order = {.letter = LETTER_NEWS,
                                       .person = person_of(turn),
                                       .since_ms = turn->since_ms,
                                       .planned_ms = turn->planned_ms,
                                       .until_ms =
                                           loop_now_ms(digests->site.loop) + INT64_C(1) * OF_USE_MS,
                                       .id = turn->id};
    UNUSED(rows);
    UNUSED(count);
    if (digests->freed || (error && error != ERR_NOT_FOUND))
        turn_end(turn);
    else if (!error)
        answer(turn, "sent");
    else
        outbox_add(digests->site.outbox, &order, posted, turn);
}

static void looked(void *context, enum err error, int64_t at_ms)
{
    struct turn *turn = context;
    if (error || turn->digests->freed)
        turn_end(turn);
    else if (at_ms)
        answer(turn, "bounced");
    else
        accounts_get(turn->digests->site.accounts, told_kind, slice_of(turn->id), remembered, turn);
}

static void turn_id(struct turn *turn)
{
    char print[23];
    const struct slice parts[] = {slice_of(turn->room), slice_of_seq(&turn->planned_ms)};
    struct hash hash = hash_of(parts, 2);
    hash_id(&hash, print);
    snprintf(turn->id, sizeof turn->id, "news.%s", print);
}

static void told(void *context, const struct hub_answer *said)
{
    struct turn *turn = context;
    const struct api_site *site = &turn->digests->site;
    struct gate_person person = {0};
    struct json *json = NULL;
    if (!said->error)
        (void)json_parse(said->json, &json);
    bool waits = json_get_int(json, "planned", &turn->planned_ms);
    (void)json_get_int(json, "since", &turn->since_ms);
    json_free(&json);
    if (!waits || turn->digests->freed) {
        turn_end(turn);
        return;
    }
    turn_id(turn);
    enum err error = gate_ask(site->hub, person_of(turn), &person);
    if (error == ERR_JOURNAL_AWAY)
        turn_end(turn);
    else if (error || person.mail.len == 0 || !site->outbox)
        answer(turn, "empty");
    else
        bounces_look(site, person.mail, looked, turn);
}

static void begin(struct digests *digests, struct slice room)
{
    struct turn *turn = mem_new(sizeof *turn);
    char text[DATA_BYTES];
    turn->digests = digests;
    snprintf(turn->room, sizeof turn->room, "%.*s", (int)room.len, room.at);
    map_take(digests->waiting, room);
    digests->running++;
    snprintf(text, sizeof text, "{\"room\":\"%s\"}", turn->room);
    ask(turn, "digest.next", text, told);
}

static void next(struct digests *digests)
{
    while (!digests->full && digests->running < AT_ONCE) {
        struct map_at at = {0};
        if (!map_next(digests->waiting, &at))
            return;
        begin(digests, at.key);
    }
}

static void look(void *context)
{
    struct digests *digests = context;
    digests->full = false;
    next(digests);
}

static void work(void *context, struct slice room)
{
    struct digests *digests = context;
    if (!slice_starts(room, inboxes) || map_full(digests->waiting) ||
        map_find(digests->waiting, room))
        return;
    map_put(digests->waiting, room, digests);
    if (digests->running == 0)
        next(digests);
}

struct digests *digests_new(const struct api_site *site)
{
    struct digests *digests = mem_new(sizeof *digests);
    digests->site = *site;
    digests->waiting = map_new(WAITING_MAX);
    digests->look = loop_every(site->loop, LOOK_MS, look, digests);
    hub_on_work(site->hub, work, digests);
    return digests;
}

void digests_free(struct digests **digests)
{
    struct digests *old = *digests;
    *digests = NULL;
    if (!old)
        return;
    hub_on_work(old->site.hub, NULL, old);
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
