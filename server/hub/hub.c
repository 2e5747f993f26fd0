/* SPDX-License-Identifier: Apache-2.0
 * The hub as a whole: its birth and end, its tick, and the verbs that only look. */
#include "hub/hub.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "hub/live.h"

/* Rooms awake at once on one instance. */
enum { ROOMS_MAX = 100000 };

static void tick(void *context);

static void hear_news(void *context, struct slice room, int64_t seq)
{
    struct hub *hub = context;
    struct live *live = map_find(hub->rooms, room);
    if (live && seq > room_seq(live->room))
        live_look(live);
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
    struct map_at at = {0};
    hub->deaf = !hearing;
    while (map_next(hub->rooms, &at))
        live_look(at.value);
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
    hub->pack = pack_new();
    hub->dirty_end = &hub->dirty;
    hub->flush_hook = (struct loop_hook){.fn = flush_run, .context = hub};
    hub->tick = loop_every(loop, hub->options.tally_ms, tick, hub);
    bus_listen(
        bus,
        &(struct bus_listener){
            .news = hear_news, .told = pass_on, .followed = hear_followed, .hearing = hear_trouble},
        hub);
    hub->deaf = !bus_stats(bus).hearing;
    return hub;
}

/* Whether nothing is under way any more: then the end can come. */
static void closing_turn(void *context)
{
    struct hub *hub = context;
    struct map_at at = {0};
    bool busy = false;
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

/* Four times a second: a room's tallies leave at most that often. */
static void tick(void *context)
{
    struct hub *hub = context;
    struct map_at at = {0};
    while (map_next(hub->rooms, &at))
        live_tick(at.value);
}

struct hub_stats hub_stats(const struct hub *hub)
{
    struct hub_stats stats = hub->stats;
    stats.rooms = map_count(hub->rooms);
    stats.bus = bus_stats(hub->bus);
    return stats;
}

/* A verb that looks at a room once it is awake. */
struct look {
    struct hub *hub;
    struct live *live;
    char *person; /* owned */
    bool anonymous;
    enum err error;
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
    look->done(look->context, answer);
    if (look->live)
        look->live->in_flight--;
    mem_free(look->person);
    mem_free(look);
}

static void look_turn(void *context)
{
    struct look *look = context;
    struct hub_answer answer = {.error = look->error};
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    if (!answer.error) {
        look->write(look, &json);
        answer.json = buffer_slice(&json);
    }
    look_answer(look, &answer);
    buffer_done(&json);
}

static void look_awake(struct live *live, enum err error, void *context)
{
    struct look *look = context;
    if (!error && !room_exists(live->room))
        error = ERR_UNKNOWN_CHANNEL;
    else if (!error && room_role(live->room, slice_of(look->person)) == ROLE_NONE)
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
    look->anonymous = actor->anonymous;
    look->done = done;
    look->context = context;
    return look;
}

static void look_at(struct look *look, struct slice channel,
                    void (*awake)(struct live *, enum err, void *))
{
    bool inbox = room_kind(channel) == KIND_INBOX;
    bool admitted = live_admits(&(struct actor){.anonymous = look->anonymous}, channel);
    bool named = admitted && channel.len > 0 && channel.len <= 2 * BOUND_ID_BYTES && !inbox;
    look->live = named ? live_get(look->hub, channel) : NULL;
    if (!look->live) {
        look->error = admitted ? ERR_UNKNOWN_CHANNEL : ERR_PERMISSION_DENIED;
        loop_later(look->hub->loop, look_turn, look);
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

static void write_stats(struct look *look, struct buffer *out)
{
    size_t users = 0, elsewhere = 0;
    struct map_at at = {0};
    while (map_next(look->live->people, &at))
        users += ((struct attendee *)at.value)->first != NULL;
    look->counted = &elsewhere;
    if (counts_elsewhere(look->live))
        room_present_each(look->live->room, (struct slice){NULL, 0}, count_person, look);
    buffer_addf(out, "{\"num_clients\":%zu,\"num_users\":%zu}",
                look->live->subscriptions_count + elsewhere, users + elsewhere);
}

void hub_presence_stats(struct hub *hub, const struct actor *actor, struct slice channel,
                        hub_answer_fn *done, void *context)
{
    struct look *look = look_new(hub, actor, done, context);
    look->write = write_stats;
    look_at(look, channel, look_awake);
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

/* A connection may follow parts of the room beside the room: it is one client. */
static bool follows_twice(const struct subscription *sub)
{
    const struct subscription *other = sub->next_of_attendee;
    while (other && other->outlet != sub->outlet)
        other = other->next_of_attendee;
    return other;
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
                write_client(look, sub->outlet->ops->client(sub->outlet), attendee->id);
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
    look_at(look, channel, presence_awake);
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
    if (!error) {
        write_history(look, entries, count, &json);
        answer.json = buffer_slice(&json);
    }
    look_answer(look, &answer);
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
    look_at(look, request->channel, history_awake);
}
