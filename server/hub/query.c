/* SPDX-License-Identifier: Apache-2.0
 * Asked -> room awake -> answered in a later turn. */
#include "hub/query.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/writer.h"
#include "hub/live.h"

/* One that is under way: the room is woken, then looked at. */
struct inquiry {
    struct hub *hub;
    struct live *live;
    char *person;         /* owned */
    struct person *payer; /* held: who pays for what is read; NULL: nobody */
    bool staff;           /* in rooms with roles it is answered to these alone */
    bool caught_up;       /* with the journal, before it is refused */
    enum err error;
    int64_t retry_ms; /* as in hub_answer */
    void (*write)(struct inquiry *inquiry, struct buffer *out);
    int64_t limit, since;
    bool reverse;
    size_t *counted;       /* of people elsewhere, while they are counted */
    struct writer *writer; /* while clients are written */
    unsigned shown;        /* clients written */
    hub_answer_fn *done;
    void *context;
};

static void inquiry_end(struct inquiry *inquiry, const struct hub_answer *answer)
{
    struct hub *hub = inquiry->hub;
    if (inquiry->payer && !answer->error)
        budget_read(&inquiry->payer->budget, answer->json.len, loop_tick_ms(hub->loop));
    people_release(hub->fanout->people, &inquiry->payer);
    inquiry->done(inquiry->context, answer);
    if (inquiry->live)
        live_unuse(inquiry->live);
    mem_free(inquiry->person);
    mem_free(inquiry);
}

/* Answers with what was written, unless it is cut off. */
static void answer_written(struct inquiry *inquiry, struct hub_answer *answer,
                           const struct buffer *json)
{
    if (!answer->error && json->full)
        answer->error = ERR_LIMIT_EXCEEDED;
    if (!answer->error)
        answer->json = buffer_slice(json);
    inquiry_end(inquiry, answer);
}

static void answer_turn(void *context)
{
    struct inquiry *inquiry = context;
    struct hub_answer answer = {.error = inquiry->error, .retry_ms = inquiry->retry_ms};
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    if (!answer.error)
        inquiry->write(inquiry, &json);
    answer_written(inquiry, &answer, &json);
    buffer_done(&json);
}

static bool admits(const struct inquiry *inquiry, const struct room *room)
{
    struct slice person = slice_of(inquiry->person);
    bool asks_role = inquiry->staff && !room_kind(room)->plain;
    return room_exists(room) && rings_inside(room_rings(room, person)) &&
           (!asks_role || room_role(room, person) & ROLE_STAFF);
}

static void room_awake(struct live *live, enum err error, void *context)
{
    struct inquiry *inquiry = context;
    bool refused = !error && !admits(inquiry, live_room(live));
    if (refused && live_has_neighbours(live) && !inquiry->caught_up) {
        inquiry->caught_up = true;
        live_catch_up(live, room_awake, inquiry);
        return;
    }
    inquiry->error = refused ? ERR_PERMISSION_DENIED : error;
    loop_later(live_hub(live)->loop, answer_turn, inquiry);
}

static struct inquiry *inquiry_new(struct hub *hub, const struct actor *actor, hub_answer_fn *done,
                                   void *context)
{
    struct inquiry *inquiry = mem_new(sizeof *inquiry);
    inquiry->hub = hub;
    inquiry->person = mem_text(actor->id);
    inquiry->payer = people_hold_again(actor->person);
    inquiry->done = done;
    inquiry->context = context;
    return inquiry;
}

static bool is_owned(const struct hub *hub, struct slice channel)
{
    const struct kind *kind = kinds_of(hub->rooms.kinds, channel);
    return kind && kind->naming == NAMED_BY_OWNER;
}

/* What is one person's alone is followed, and not looked at. */
static void inquire(struct inquiry *inquiry, const struct actor *actor, struct slice channel,
                    void (*awake)(struct live *, enum err, void *))
{
    struct hub *hub = inquiry->hub;
    if (actor->person)
        inquiry->retry_ms = budget_may_read(&actor->person->budget, loop_tick_ms(hub->loop));
    if (inquiry->retry_ms)
        inquiry->error = ERR_TOO_MANY_REQUESTS;
    else if (is_owned(hub, channel))
        inquiry->error = ERR_PERMISSION_DENIED;
    else
        inquiry->error = live_reach(hub, actor, channel, &inquiry->live, &inquiry->retry_ms);
    if (inquiry->error) {
        loop_later(hub->loop, answer_turn, inquiry);
        return;
    }
    live_use(inquiry->live);
    live_wait(inquiry->live, awake, inquiry);
}

/* Whoever follows the room at other instances is known by the journal alone, as a person. */
static bool counts_elsewhere(struct live *live)
{
    return live_has_neighbours(live) && room_keeps_presence(live_room(live));
}

static void count_person(void *context, struct slice person)
{
    const struct inquiry *inquiry = context;
    struct attendee *attendee = attendees_find(live_attendees(inquiry->live), person);
    *inquiry->counted += !attendee || !attendee->first;
}

/* A connection may follow parts of the room beside the room: it is one client. */
static bool follows_twice(const struct subscription *sub)
{
    const struct subscription *other = sub->next_of_attendee;
    while (other && other->follower.subscriber != sub->follower.subscriber)
        other = other->next_of_attendee;
    return other;
}

static void write_stats(struct inquiry *inquiry, struct buffer *out)
{
    size_t clients = 0, users = 0, elsewhere = 0;
    struct map_at at = {0};
    while (map_next(live_attendees(inquiry->live)->people, &at)) {
        const struct attendee *attendee = at.value;
        for (const struct subscription *sub = attendee->first; sub; sub = sub->next_of_attendee)
            clients += !follows_twice(sub);
        users += attendee->first != NULL;
    }
    inquiry->counted = &elsewhere;
    if (counts_elsewhere(inquiry->live))
        room_present_each(live_room(inquiry->live), (struct slice){NULL, 0}, count_person, inquiry);
    buffer_addf(out, "{\"num_clients\":%zu,\"num_users\":%zu}", clients + elsewhere,
                users + elsewhere);
}

void hub_presence_stats(struct hub *hub, const struct actor *actor, struct slice channel,
                        hub_answer_fn *done, void *context)
{
    struct inquiry *inquiry = inquiry_new(hub, actor, done, context);
    inquiry->write = write_stats;
    inquire(inquiry, actor, channel, room_awake);
}

static void write_client(struct inquiry *inquiry, struct slice client, struct slice person)
{
    if (inquiry->shown >= BOUND_ROSTER_PAGE)
        return;
    inquiry->shown++;
    writer_object_slice(inquiry->writer, client);
    writer_text(inquiry->writer, "client", client);
    writer_text(inquiry->writer, "user", person);
    writer_end(inquiry->writer);
}

static struct slice client_of(const struct subscription *sub)
{
    const struct subscriber *subscriber = sub->follower.subscriber;
    return subscriber->ops->client(subscriber);
}

/* The clients of people at other instances are not known here: each person has one made up, always
 * the same. */
static void write_person(void *context, struct slice person)
{
    char client[2 * BOUND_ID_BYTES];
    struct inquiry *inquiry = context;
    struct attendee *attendee = attendees_find(live_attendees(inquiry->live), person);
    if (attendee && attendee->first)
        return;
    int bytes = snprintf(client, sizeof client, "%.*s/1", (int)person.len, person.at);
    write_client(inquiry, (struct slice){client, (size_t)bytes}, person);
}

static void write_presence(struct inquiry *inquiry, struct buffer *out)
{
    struct writer writer;
    struct map_at at = {0};
    writer_init(&writer, out);
    inquiry->writer = &writer;
    writer_object(&writer, NULL);
    writer_object(&writer, "presence");
    while (map_next(live_attendees(inquiry->live)->people, &at)) {
        const struct attendee *attendee = at.value;
        for (struct subscription *sub = attendee->first; sub; sub = sub->next_of_attendee)
            if (!follows_twice(sub))
                write_client(inquiry, client_of(sub), attendee->id);
    }
    if (counts_elsewhere(inquiry->live))
        room_present_each(live_room(inquiry->live), (struct slice){NULL, 0}, write_person, inquiry);
    writer_end(&writer);
    writer_end(&writer);
}

void hub_presence(struct hub *hub, const struct actor *actor, struct slice channel,
                  hub_answer_fn *done, void *context)
{
    struct inquiry *inquiry = inquiry_new(hub, actor, done, context);
    inquiry->write = write_presence;
    inquiry->staff = true;
    inquire(inquiry, actor, channel, room_awake);
}

static void write_history(struct inquiry *inquiry, struct entry **entries, size_t count,
                          struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_array(&writer, "publications");
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = entries[inquiry->reverse ? count - 1 - i : i];
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
    writer_text(&writer, "epoch", journal_epoch(inquiry->hub->journal));
    writer_int(&writer, "offset", room_seq(live_room(inquiry->live)));
    writer_end(&writer);
}

static void history_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct inquiry *inquiry = context;
    struct hub_answer answer = {.error = error};
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    if (!error)
        write_history(inquiry, entries, count, &json);
    answer_written(inquiry, &answer, &json);
    buffer_done(&json);
}

static void history_turn(void *context)
{
    struct inquiry *inquiry = context;
    int64_t head = room_seq(live_room(inquiry->live));
    if (inquiry->since > head + 1)
        inquiry->since = head + 1;
    int64_t after = inquiry->since < 0 ? 0 : inquiry->since;
    size_t limit = (size_t)inquiry->limit;
    if (inquiry->reverse) {
        int64_t before = inquiry->since < 0 ? head + 1 : inquiry->since;
        after = before - 1 - inquiry->limit;
        if (after < 0)
            after = 0;
        limit = (size_t)(before - 1 - after);
    }
    if (limit == 0)
        history_read(inquiry, ERR_NONE, NULL, 0);
    else
        journal_read(inquiry->hub->journal, room_name(live_room(inquiry->live)), after, limit,
                     history_read, inquiry);
}

static void history_awake(struct live *live, enum err error, void *context)
{
    struct inquiry *inquiry = context;
    bool plain = room_kind(live_room(live))->plain;
    inquiry->error = error ? error : plain ? ERR_NONE : ERR_NOT_AVAILABLE;
    loop_later(live_hub(live)->loop, inquiry->error ? answer_turn : history_turn, inquiry);
}

void hub_history(struct hub *hub, const struct actor *actor, const struct hub_history *request,
                 hub_answer_fn *done, void *context)
{
    struct inquiry *inquiry = inquiry_new(hub, actor, done, context);
    inquiry->limit = request->limit < 0                    ? 0
                     : request->limit > BOUND_HISTORY_PAGE ? BOUND_HISTORY_PAGE
                                                           : request->limit;
    inquiry->since = request->since;
    inquiry->reverse = request->reverse;
    inquire(inquiry, actor, request->channel, history_awake);
}
