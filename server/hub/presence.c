/* SPDX-License-Identifier: Apache-2.0
 *
 * Each entry says of up to BOUND_PRESENCE_PEOPLE people that they are connected to this instance
 * now, or no more. They are written four times a second, so that in a rush they grow instead of
 * becoming more.
 */
#include "hub/presence.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/room_nodes.h"
#include "hub/append.h"
#include "hub/publish.h"

/* What is known of a room's attendees that the journal does not say yet. */
struct presence {
    struct attendee *movers, **movers_end; /* may be elsewhere than the journal says */
    struct attendee *moved;                /* of whom entries on their way speak */
    unsigned entries;                      /* these */
    bool full;                             /* one was refused: the room can count nobody more */
    bool closing_node;                     /* presence.gone is on its way */
    int64_t before_seq, before_ms;         /* of the last entry before the room woke here */
};

enum { ENTRIES_MAX = 256 }; /* on their way */

/* What the journal should be told of somebody: they came in or went; they came to the door, or do
 * not stand there any more. */
enum move { MOVE_JOIN, MOVE_LEAVE, MOVE_ARRIVE, MOVE_QUIT, MOVES, MOVE_NONE = MOVES };
static const char *const move_types[MOVES] = {"presence.join", "presence.leave", "lobby.arrive",
                                              "lobby.leave"};

static struct presence *presence_of(struct live *live)
{
    struct live_parts *parts = live_parts(live);
    if (!parts->presence)
        parts->presence = mem_new(sizeof *parts->presence);
    return parts->presence;
}

static struct slice own_node(const struct live *live)
{
    return bus_node(live_hub(live)->bus);
}

static bool grace_over(struct live *live, const struct attendee *attendee)
{
    int64_t gone_ms = loop_tick_ms(live_hub(live)->loop) - attendee->gone_tick_ms;
    return !attendee->first && (attendee->expelled || gone_ms >= live_hub(live)->options.grace_ms);
}

static enum move move_due(struct live *live, const struct attendee *attendee)
{
    const struct room *room = live_room(live);
    bool counted = room_is_present(room, own_node(live), attendee->id);
    bool waiting = room_is_waiting(room, own_node(live), attendee->id);
    enum role role = room_role(room, attendee->id);
    bool inside = role != ROLE_NONE && role != ROLE_WAITING;
    if (attendee->first && inside && (!counted || attendee->renamed))
        return MOVE_JOIN;
    if (attendee->first && role == ROLE_WAITING && !waiting)
        return MOVE_ARRIVE;
    /* Who was removed has no grace. */
    if (counted && (grace_over(live, attendee) || !inside))
        return MOVE_LEAVE;
    return waiting && (grace_over(live, attendee) || role != ROLE_WAITING) ? MOVE_QUIT : MOVE_NONE;
}

/* In the order of their coming, which the roster keeps. */
static void move_last(struct live *live, struct attendee *attendee)
{
    struct presence *presence = presence_of(live);
    attendee->next_moving = NULL;
    if (!presence->movers)
        presence->movers_end = &presence->movers;
    *presence->movers_end = attendee;
    presence->movers_end = &attendee->next_moving;
}

static void queue(struct live *live, struct attendee *attendee)
{
    if (attendee->moving || !room_keeps_presence(live_room(live)))
        return;
    attendee->moving = true;
    move_last(live, attendee);
}

/* An entry under construction. */
struct news {
    enum move move;
    struct buffer text;
    struct writer writer;
    struct buffer ago; /* of a leave: how long ago each was lost */
    struct writer ago_writer;
    unsigned people;
};

static void news_open(struct news *news, struct live *live, enum move move)
{
    struct slice node = own_node(live);
    news->people = 0;
    buffer_init(&news->text, BOUND_ENTRY_BYTES);
    writer_init(&news->writer, &news->text);
    writer_object(&news->writer, NULL);
    if (node.len > 0)
        writer_text(&news->writer, "node", node);
    news->move = move;
    if (move == MOVE_JOIN || move == MOVE_ARRIVE)
        writer_object(&news->writer, "people");
    else
        writer_array(&news->writer, "people");
    buffer_init(&news->ago, BOUND_ENTRY_BYTES);
    writer_init(&news->ago_writer, &news->ago);
    writer_object(&news->ago_writer, NULL);
}

/* Each of those who wait is told of it themselves. */
static bool news_full(const struct news *news)
{
    bool waits = news->move == MOVE_ARRIVE || news->move == MOVE_QUIT;
    if (waits && news->people >= TOUCH_MAX)
        return true;
    return news->people >= BOUND_PRESENCE_PEOPLE || news->text.len > BOUND_ENTRY_BYTES / 2;
}

static void moved(void *context, const struct hub_answer *answer);

static void news_send(struct news *news, struct live *live)
{
    char op[OP_BYTES];
    if (news->people > 0) {
        writer_end(&news->writer);
        writer_end(&news->ago_writer);
        if (news->ago.len > sizeof "{}" - 1)
            writer_raw(&news->writer, "ago", buffer_slice(&news->ago));
        writer_end(&news->writer);
        append_op(live_hub(live), op);
        struct entry entry = {.type = slice_of(move_types[news->move]),
                              .by = ENTRY_SYSTEM,
                              .op = slice_of(op),
                              .text = buffer_slice(&news->text)};
        presence_of(live)->entries++;
        append_own(live, &entry, moved, live);
    }
    buffer_done(&news->text);
    buffer_done(&news->ago);
}

static void news_join(struct news *joins, struct attendee *attendee)
{
    attendee->renamed = false;
    writer_text_slice(&joins->writer, attendee->id,
                      attendee->first->follower.subscriber->actor.name);
    joins->people++;
}

/* A span ends when the link was lost, not when the grace is over. */
static void news_leave(struct news *leaves, struct live *live, const struct attendee *attendee)
{
    int64_t ago_ms =
        attendee->first ? 0 : loop_tick_ms(live_hub(live)->loop) - attendee->gone_tick_ms;
    writer_text(&leaves->writer, NULL, attendee->id);
    if (ago_ms > 0)
        writer_int_slice(&leaves->ago_writer, attendee->id, ago_ms);
    leaves->people++;
}

/* Says it of as many as fit into an entry of each kind; those wait for what the
 * journal decides. Who is where they should be is done with, and forgotten once gone. */
static void settle_some(struct live *live)
{
    struct presence *presence = presence_of(live);
    struct news news[MOVES];
    bool full = false;
    for (enum move move = 0; move < MOVES; move++)
        news_open(&news[move], live, move);
    while (presence->movers && !full) {
        struct attendee *attendee = presence->movers;
        enum move move = move_due(live, attendee);
        presence->movers = attendee->next_moving;
        if (move == MOVE_NONE) {
            attendee->moving = attendee->renamed = false;
            if (grace_over(live, attendee))
                attendees_forget(live_attendees(live), attendee);
            continue;
        }
        attendee->next_moving = presence->moved;
        presence->moved = attendee;
        if (move == MOVE_JOIN || move == MOVE_ARRIVE)
            news_join(&news[move], attendee);
        else
            news_leave(&news[move], live, attendee);
        full = news_full(&news[move]);
        /* They may have come before the place was theirs, and be shown the door. */
        if (move == MOVE_JOIN)
            publish_review(attendee);
    }
    for (enum move move = 0; move < MOVES; move++)
        news_send(&news[move], live);
}

/* Once everything is decided, all of them are looked at again at the next tick: they may have come
 * back or gone meanwhile, or the journal was away. But a room that can count nobody more is not
 * asked again for the same people. */
static void moved(void *context, const struct hub_answer *answer)
{
    struct live *live = context;
    struct presence *presence = presence_of(live);
    presence->full = presence->full || answer->error == ERR_LIMIT_EXCEEDED;
    if (--presence->entries > 0)
        return;
    while (presence->moved) {
        struct attendee *attendee = presence->moved;
        presence->moved = attendee->next_moving;
        if (presence->full)
            attendee->moving = false;
        else
            move_last(live, attendee);
    }
    presence->full = false;
}

void presence_join(struct live *live, struct subscription *subscription)
{
    attendees_add(live_attendees(live), subscription);
    struct attendee *attendee = subscription->attendee;
    if (!attendee)
        return;
    attendee->gone_tick_ms = 0;
    attendee->expelled = false;
    struct slice name = room_present_name(live_room(live), attendee->id);
    if (!slice_equal(name, subscription->follower.subscriber->actor.name))
        attendee->renamed = true;
    if (!subscription->next_of_attendee || attendee->renamed)
        queue(live, attendee);
}

void presence_part(struct live *live, struct subscription *subscription)
{
    struct attendee *attendee = subscription->attendee;
    attendees_take(live_attendees(live), subscription);
    if (attendee && !attendee->first)
        attendee->gone_tick_ms = loop_tick_ms(live_hub(live)->loop);
}

static void expect(void *context, struct slice person)
{
    struct live *live = context;
    struct attendee *attendee = attendees_get(live_attendees(live), person);
    if (attendee)
        attendee->gone_tick_ms = loop_tick_ms(live_hub(live)->loop);
}

static void end_run(void *context, const struct room_node *node);

void presence_awake(struct live *live)
{
    presence_of(live)->before_seq = room_seq(live_room(live));
    presence_of(live)->before_ms = room_at_ms(live_room(live));
    room_present_each(live_room(live), own_node(live), expect, live);
    room_waiting_each(live_room(live), own_node(live), expect, live);
    if (!live_has_neighbours(live))
        room_nodes_each(live_room(live), end_run, live);
}

/* Everybody is looked at again. */
static void recount(struct live *live)
{
    struct map_at at = {0};
    while (map_next(live_attendees(live)->people, &at))
        queue(live, at.value);
}

/* Whoever was removed leaves at once; whoever is let in, or stands outside now, is told of. */
static void look_for_moved(struct live *live, const struct moved *moved)
{
    struct map_at at = {0};
    while (moved->all && map_next(live_attendees(live)->people, &at))
        if (move_due(live, at.value) != MOVE_NONE)
            queue(live, at.value);
    for (size_t i = 0; !moved->all && i < moved->count; i++) {
        struct attendee *attendee = attendees_find(live_attendees(live), moved->people[i]);
        if (attendee && move_due(live, attendee) != MOVE_NONE)
            queue(live, attendee);
    }
}

/* Whom an entry has sent away. */
static void look_for_expelled(struct live *live, const struct expelled *expelled)
{
    struct attendee *attendee = attendees_find(live_attendees(live), expelled->person);
    if (attendee)
        queue(live, attendee);
}

void presence_applied(struct live *live, const struct entry *entry)
{
    struct slice node;
    struct moved moved;
    struct expelled expelled;
    if (room_expels(live_room(live), entry, &expelled))
        look_for_expelled(live, &expelled);
    if (slice_is(entry->type, "presence.gone"))
        recount(live);
    else if (slice_is(entry->type, "presence.join") && json_get_text(entry->data, "node", &node))
        bus_see(live_hub(live)->bus, node);
    else if (room_moved(live_room(live), entry, &moved))
        look_for_moved(live, &moved);
}

static void gone_done(void *context, const struct hub_answer *answer)
{
    UNUSED(answer);
    presence_of(context)->closing_node = false;
}

/* Says that everybody counted at an instance is gone, since `ago_ms`. The op makes it one entry,
 * however many instances notice. */
static void node_gone(struct live *live, const struct room_node *node, int64_t ago_ms)
{
    char op[BOUND_ID_BYTES + 1];
    struct buffer text;
    struct writer writer;
    presence_of(live)->closing_node = true;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    if (node->name.len > 0)
        writer_text(&writer, "node", node->name);
    if (ago_ms > 0)
        writer_int(&writer, "ago", ago_ms);
    writer_end(&writer);
    snprintf(op, sizeof op, "gone-%.*s-%lld", (int)node->name.len, node->name.at,
             (long long)node->joined);
    struct entry entry = {.type = SLICE("presence.gone"),
                          .by = ENTRY_SYSTEM,
                          .op = slice_of(op),
                          .text = buffer_slice(&text)};
    append_own(live, &entry, gone_done, live);
    buffer_done(&text);
}

/* When an instance that is gone can last have served. */
struct last {
    const struct hub *hub;
    int64_t entry_ms; /* the room's last entry that may be of one */
};

/* Where one has come since the last sign of life, all may have fallen before: what the room holds
 * from then on is of those that rose, of which one may have woken it before this one did. */
static void look_for_risen(void *context, const struct room_node *node)
{
    struct last *last = context;
    int64_t sign_ms = last->hub->life.before_ms;
    bool rose = node->name.len > 0 && sign_ms > 0 && node->first_ms > sign_ms;
    if (rose && node->before_ms < last->entry_ms && bus_knows(last->hub->bus, node->name))
        last->entry_ms = node->before_ms;
}

/* For how long no instance can have served anybody but those that serve now: since the last sign of
 * life before this run, or the room's last entry before those began. */
static int64_t dark_ms(struct live *live)
{
    const struct hub *hub = live_hub(live);
    struct last last = {hub, presence_of(live)->before_ms};
    room_nodes_each(live_room(live), look_for_risen, &last);
    int64_t sign_ms = hub->life.before_ms;
    return live_now_ms(live) - (sign_ms > last.entry_ms ? sign_ms : last.entry_ms);
}

/* One that was never heard here had ended before this one began; unless it was let in since: then
 * nobody knows. */
static int64_t gone_for_ms(struct live *live, const struct room_node *node)
{
    int64_t silent_ms = bus_silent_ms(live_hub(live)->bus, node->name);
    if (silent_ms >= 0)
        return silent_ms;
    return node->joined > presence_of(live)->before_seq ? 0 : dark_ms(live);
}

static void close_node(void *context, const struct room_node *node)
{
    struct live *live = context;
    if (!presence_of(live)->closing_node && !bus_knows(live_hub(live)->bus, node->name))
        node_gone(live, node, gone_for_ms(live, node));
}

/* An instance that is alone wakes the room for the first time, and its journal still counts people:
 * its previous run ended without a word, and what it was down for is nobody's time. */
static void end_run(void *context, const struct room_node *node)
{
    struct live *live = context;
    if (node->name.len == 0)
        node_gone(live, node, dark_ms(live));
}

/* Whoever is gone for as long as the grace. */
static void look_for_gone(struct live *live)
{
    struct map_at at = {0};
    while (map_next(live_attendees(live)->people, &at)) {
        struct attendee *attendee = at.value;
        if (attendee->moving || !grace_over(live, attendee))
            continue;
        if (room_keeps_presence(live_room(live)))
            queue(live, attendee);
        else
            attendees_forget(live_attendees(live), attendee);
    }
}

void presence_tick(struct live *live, int64_t tick_ms)
{
    enum { GONE_MS = 1000 }; /* fine enough for a grace of many seconds */
    struct attendees *attendees = live_attendees(live);
    if (tick_ms >= attendees->gone_due_ms) {
        attendees->gone_due_ms = tick_ms + GONE_MS;
        room_nodes_each(live_room(live), close_node, live);
        look_for_gone(live);
    }
    const struct presence *presence = live_parts(live)->presence;
    while (presence && presence->movers && presence->entries < ENTRIES_MAX)
        settle_some(live);
}

void presence_end(struct live *live)
{
    mem_free(live_parts(live)->presence);
    live_parts(live)->presence = NULL;
}
