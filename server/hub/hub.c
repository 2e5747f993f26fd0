/* SPDX-License-Identifier: Apache-2.0
 * The hub as a whole: its birth and end, its tick, and the verbs that only look. */
#include "hub/hub.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "hub/bell.h"
#include "hub/live.h"
#include "hub/people.h"
#include "hub/rounds.h"

enum {
    ROOMS_MAX = 100000, /* awake at once on one instance */
    TICK_MS = 250,      /* what is due is looked for this often; each thing has its own deadline */
    BUDGETS_MS = 1000,
    ALIVE_MS = 10000,
};

static void tick(void *context);

/* What cannot be believed as it is told, or is not told, is read; so is what is far ahead: held
 * until its turn it would only fill memory. */
static void hear_news(void *context, struct slice room, int64_t seq, struct slice sealed)
{
    enum { AHEAD_MAX = 256 };
    struct hub *hub = context;
    struct live *live = map_find(hub->rooms, room);
    struct entry *entry = NULL;
    if (!live || hub->closing || seq <= room_seq(live->room))
        return;
    if (live->state == LIVE_AWAKE && seq - room_seq(live->room) <= AHEAD_MAX)
        entry = bell_open(hub->bell, room, seq, sealed);
    if (entry)
        live_take(live, entry);
    else
        live_look(live);
    entry_unref(&entry);
}

static void hear_followed(void *context, struct slice room)
{
    struct hub *hub = context;
    struct live *live = map_find(hub->rooms, room);
    if (live)
        live_look(live);
}

static void hear_trouble(void *context, bool hearing)
{
    struct hub *hub = context;
    hub->deaf = !hearing;
    hub->rounds.due_ms = 0;
    rounds_begin(hub);
}

static void was_alive(void *context, enum err error, int64_t value)
{
    struct hub *hub = context;
    hub->asking_alive = false;
    if (!error)
        hub->was_alive_ms = value;
}

/* An instance that is alone leaves a sign of life in the journal while people are here: after a
 * crash nobody's time ends later (hub/people.c). Of several, each hears of the others' end. */
static void show_life(struct hub *hub)
{
    if (bus_node(hub->bus).len == 0 && !hub->asking_alive)
        journal_mark_set(hub->journal, "alive", loop_now_ms(hub->loop));
}

static void pass_on(void *context, struct slice message)
{
    struct hub *hub = context;
    if (hub->told)
        hub->told(hub->told_context, message);
}

struct hub *hub_new(struct loop *loop, struct journal *journal, struct bus *bus,
                    const struct feature *const *features, const struct hub_options *options)
{
    struct hub *hub = mem_new(sizeof *hub);
    hub->loop = loop;
    hub->journal = journal;
    hub->bus = bus;
    hub->bell = bell_new(loop, journal, bus);
    hub->features = features;
    hub->options = *options;
    if (!hub->options.grace_ms)
        hub->options.grace_ms = BOUND_GRACE_SECONDS * 1000;
    if (!hub->options.sleep_ms)
        hub->options.sleep_ms = 60000;
    if (!hub->options.tape_frames)
        hub->options.tape_frames = BOUND_TAPE_FRAMES;
    if (!hub->options.tally_ms)
        hub->options.tally_ms = BOUND_TALLY_MS;
    hub->rooms = map_new(ROOMS_MAX);
    hub->budgets = budgets_new(BOUND_MEMBERS);
    hub->pack = pack_new();
    hub->dirty_end = &hub->dirty;
    hub->flush_hook = (struct loop_hook){.fn = flush_run, .context = hub};
    hub->tick = loop_every(loop, hub->options.tally_ms < TICK_MS ? hub->options.tally_ms : TICK_MS,
                           tick, hub);
    bus_listen(
        bus,
        &(struct bus_listener){
            .news = hear_news, .told = pass_on, .followed = hear_followed, .hearing = hear_trouble},
        hub);
    hub->deaf = !bus_stats(bus).hearing;
    hub->asking_alive = true;
    journal_mark_get(journal, "alive", was_alive, hub);
    return hub;
}

/* Whether nothing is under way any more: then the end can come. */
static void closing_turn(void *context)
{
    struct hub *hub = context;
    struct map_at at = {0};
    bool busy = hub->rounds.asking || hub->asking_alive;
    while (map_next(hub->rooms, &at)) {
        live_give_up(at.value);
        busy = busy || ((struct live *)at.value)->in_flight > 0;
    }
    if (busy)
        return;
    timer_close(&hub->closing);
    hub->closed(hub->closed_context);
}

void hub_close(struct hub *hub, loop_fn *done, void *context)
{
    enum { CLOSING_MS = 5 };
    check(!hub->closing);
    timer_close(&hub->tick);
    show_life(hub);
    hub->closed = done;
    hub->closed_context = context;
    hub->closing = loop_every(hub->loop, CLOSING_MS, closing_turn, hub);
}

void hub_free(struct hub **hub)
{
    timer_close(&(*hub)->closing);
    timer_close(&(*hub)->held);
    timer_close(&(*hub)->tick);
    loop_disarm((*hub)->loop, &(*hub)->flush_hook);
    struct map_at at = {0};
    while (map_next((*hub)->rooms, &at))
        live_free(at.value);
    map_free(&(*hub)->rooms, NULL);
    bell_free(&(*hub)->bell);
    budgets_free(&(*hub)->budgets);
    pack_free(&(*hub)->pack);
    mem_free(*hub);
    *hub = NULL;
}

struct slice hub_node(const struct hub *hub)
{
    return bus_node(hub->bus);
}

bool hub_tell(struct hub *hub, struct slice node, struct slice message)
{
    return bus_tell(hub->bus, node, message);
}

void hub_on_told(struct hub *hub, hub_told_fn *told, void *context)
{
    hub->told = told;
    hub->told_context = context;
}

static void tick(void *context)
{
    struct hub *hub = context;
    int64_t tick_ms = loop_tick_ms(hub->loop);
    if (tick_ms >= hub->budgets_due_ms) {
        hub->budgets_due_ms = tick_ms + BUDGETS_MS;
        budgets_tick(hub->budgets, tick_ms);
    }
    struct map_at at = {0};
    if (tick_ms >= hub->alive_due_ms && hub->stats.subscriptions > 0) {
        hub->alive_due_ms = tick_ms + ALIVE_MS;
        show_life(hub);
    }
    rounds_tick(hub, tick_ms);
    while (map_next(hub->rooms, &at))
        live_tick(at.value);
}

struct hub_stats hub_stats(const struct hub *hub)
{
    struct hub_stats stats = hub->stats;
    stats.rooms = map_count(hub->rooms);
    stats.bells = bell_stats(hub->bell).opened;
    stats.bells_refused = bell_stats(hub->bell).refused;
    stats.bus = bus_stats(hub->bus);
    return stats;
}

/* A verb that looks at a room once it is awake. */
struct look {
    struct hub *hub;
    struct live *live;
    char *person; /* owned */
    bool metered; /* the person pays for what is read */
    enum err error;
    int64_t retry_ms; /* as in hub_answer */
    void (*write)(struct look *look, struct buffer *out);
    int64_t limit, since;
    bool reverse;
    size_t *counted;       /* of people elsewhere, while they are counted */
    struct writer *writer; /* while clients are written */
    unsigned shown;        /* clients written */
    hub_answer_fn *done;
    void *context;
};

static void look_answer(struct look *look, const struct hub_answer *answer)
{
    struct hub *hub = look->hub;
    if (look->metered && !answer->error)
        budget_read(hub->budgets, slice_of(look->person), answer->json.len,
                    loop_tick_ms(hub->loop));
    look->done(look->context, answer);
    if (look->live)
        look->live->in_flight--;
    mem_free(look->person);
    mem_free(look);
}

/* Answers with what was written, unless it is cut off. */
static void look_written(struct look *look, struct hub_answer *answer, const struct buffer *json)
{
    if (!answer->error && json->full)
        answer->error = ERR_LIMIT_EXCEEDED;
    if (!answer->error)
        answer->json = buffer_slice(json);
    look_answer(look, answer);
}

static void look_turn(void *context)
{
    struct look *look = context;
    struct hub_answer answer = {.error = look->error, .retry_ms = look->retry_ms};
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    if (!answer.error)
        look->write(look, &json);
    look_written(look, &answer, &json);
    buffer_done(&json);
}

static void look_awake(struct live *live, enum err error, void *context)
{
    struct look *look = context;
    if (!error &&
        (!room_exists(live->room) || room_role(live->room, slice_of(look->person)) == ROLE_NONE))
        error = ERR_PERMISSION_DENIED;
    look->error = error;
    loop_later(live->hub->loop, look_turn, look);
}

static struct look *look_new(struct hub *hub, const struct actor *actor, hub_answer_fn *done,
                             void *context)
{
    struct look *look = mem_new(sizeof *look);
    look->hub = hub;
    look->person = mem_text(actor->id);
    look->metered = actor->metered;
    look->done = done;
    look->context = context;
    return look;
}

/* Inboxes are followed, and not looked at. */
static void look_at(struct look *look, const struct actor *actor, struct slice channel,
                    void (*awake)(struct live *, enum err, void *))
{
    struct hub *hub = look->hub;
    if (actor->metered)
        look->retry_ms = budget_may_read(hub->budgets, actor->id, loop_tick_ms(hub->loop));
    if (look->retry_ms)
        look->error = ERR_TOO_MANY_REQUESTS;
    else if (room_kind(channel) == KIND_INBOX)
        look->error = ERR_PERMISSION_DENIED;
    else
        look->error = live_reach(hub, actor, channel, &look->live, &look->retry_ms);
    if (look->error) {
        loop_later(hub->loop, look_turn, look);
        return;
    }
    look->live->in_flight++;
    live_wait(look->live, awake, look);
}

/* Whoever follows the room at other instances is known by the journal alone, as a person. */
static bool counts_elsewhere(const struct live *live)
{
    return live_has_neighbours(live) && room_keeps_presence(live->room);
}

static void count_person(void *context, struct slice person)
{
    const struct look *look = context;
    struct attendee *attendee = people_find(look->live, person);
    *look->counted += !attendee || !attendee->first;
}

/* A connection may follow parts of the room beside the room: it is one client. */
static bool follows_twice(const struct subscription *sub)
{
    const struct subscription *other = sub->next_of_attendee;
    while (other && other->subscriber != sub->subscriber)
        other = other->next_of_attendee;
    return other;
}

static void write_stats(struct look *look, struct buffer *out)
{
    size_t clients = 0, users = 0, elsewhere = 0;
    struct map_at at = {0};
    while (map_next(look->live->people, &at)) {
        const struct attendee *attendee = at.value;
        for (const struct subscription *sub = attendee->first; sub; sub = sub->next_of_attendee)
            clients += !follows_twice(sub);
        users += attendee->first != NULL;
    }
    look->counted = &elsewhere;
    if (counts_elsewhere(look->live))
        room_present_each(look->live->room, (struct slice){NULL, 0}, count_person, look);
    buffer_addf(out, "{\"num_clients\":%zu,\"num_users\":%zu}", clients + elsewhere,
                users + elsewhere);
}

void hub_presence_stats(struct hub *hub, const struct actor *actor, struct slice channel,
                        hub_answer_fn *done, void *context)
{
    struct look *look = look_new(hub, actor, done, context);
    look->write = write_stats;
    look_at(look, actor, channel, look_awake);
}

static void write_client(struct look *look, struct slice client, struct slice person)
{
    if (look->shown >= BOUND_ROSTER_PAGE)
        return;
    look->shown++;
    writer_object_slice(look->writer, client);
    writer_text(look->writer, "client", client);
    writer_text(look->writer, "user", person);
    writer_end(look->writer);
}

/* The clients of people at other instances are not known here: each person has one made up, always
 * the same. */
static void write_person(void *context, struct slice person)
{
    char client[2 * BOUND_ID_BYTES];
    struct look *look = context;
    struct attendee *attendee = people_find(look->live, person);
    if (attendee && attendee->first)
        return;
    int bytes = snprintf(client, sizeof client, "%.*s/1", (int)person.len, person.at);
    write_client(look, (struct slice){client, (size_t)bytes}, person);
}

static void write_presence(struct look *look, struct buffer *out)
{
    struct writer writer;
    struct map_at at = {0};
    writer_init(&writer, out);
    look->writer = &writer;
    writer_object(&writer, NULL);
    writer_object(&writer, "presence");
    while (map_next(look->live->people, &at)) {
        const struct attendee *attendee = at.value;
        for (struct subscription *sub = attendee->first; sub; sub = sub->next_of_attendee)
            if (!follows_twice(sub))
                write_client(look, sub->subscriber->ops->client(sub->subscriber), attendee->id);
    }
    if (counts_elsewhere(look->live))
        room_present_each(look->live->room, (struct slice){NULL, 0}, write_person, look);
    writer_end(&writer);
    writer_end(&writer);
}

static void presence_awake(struct live *live, enum err error, void *context)
{
    struct look *look = context;
    enum role role = room_role(live->room, slice_of(look->person));
    bool plain = room_kind(room_name(live->room)) == KIND_CHANNEL;
    if (!error && !plain && !(role & ROLE_STAFF))
        error = ERR_PERMISSION_DENIED;
    look_awake(live, error, look);
}

void hub_presence(struct hub *hub, const struct actor *actor, struct slice channel,
                  hub_answer_fn *done, void *context)
{
    struct look *look = look_new(hub, actor, done, context);
    look->write = write_presence;
    look_at(look, actor, channel, presence_awake);
}

static void write_history(struct look *look, struct entry **entries, size_t count,
                          struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_array(&writer, "publications");
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = entries[look->reverse ? count - 1 - i : i];
        struct buffer data;
        buffer_init(&data, BOUND_ENTRY_BYTES);
        if (json_get(entry->data, "data"))
            json_print(json_get(entry->data, "data"), &data);
        writer_object(&writer, NULL);
        writer_raw(&writer, "data", data.len ? buffer_slice(&data) : SLICE("null"));
        writer_int(&writer, "offset", entry->seq);
        writer_end(&writer);
        buffer_done(&data);
    }
    writer_end(&writer);
    writer_text(&writer, "epoch", journal_epoch(look->hub->journal));
    writer_int(&writer, "offset", room_seq(look->live->room));
    writer_end(&writer);
}

static void history_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct look *look = context;
    struct hub_answer answer = {.error = error};
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    if (!error)
        write_history(look, entries, count, &json);
    look_written(look, &answer, &json);
    buffer_done(&json);
}

static void history_turn(void *context)
{
    struct look *look = context;
    int64_t head = room_seq(look->live->room);
    if (look->since > head + 1)
        look->since = head + 1;
    int64_t after = look->since < 0 ? 0 : look->since;
    size_t limit = (size_t)look->limit;
    if (look->reverse) {
        int64_t before = look->since < 0 ? head + 1 : look->since;
        after = before - 1 - look->limit;
        if (after < 0)
            after = 0;
        limit = (size_t)(before - 1 - after);
    }
    if (limit == 0)
        history_read(look, ERR_NONE, NULL, 0);
    else
        journal_read(look->hub->journal, room_name(look->live->room), after, limit, history_read,
                     look);
}

static void history_awake(struct live *live, enum err error, void *context)
{
    struct look *look = context;
    bool plain = room_kind(room_name(live->room)) == KIND_CHANNEL;
    look->error = error ? error : plain ? ERR_NONE : ERR_NOT_AVAILABLE;
    loop_later(live->hub->loop, look->error ? look_turn : history_turn, look);
}

void hub_history(struct hub *hub, const struct actor *actor, const struct hub_history *request,
                 hub_answer_fn *done, void *context)
{
    struct look *look = look_new(hub, actor, done, context);
    look->limit = request->limit < 0                    ? 0
                  : request->limit > BOUND_HISTORY_PAGE ? BOUND_HISTORY_PAGE
                                                        : request->limit;
    look->since = request->since;
    look->reverse = request->reverse;
    look_at(look, actor, request->channel, history_awake);
}
