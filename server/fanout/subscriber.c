/* SPDX-License-Identifier: Apache-2.0
 * Our side of a connection: what can be sent now, the outbox, the end. */
#include "fanout/subscriber.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/frame.h"
#include "fanout/places.h"
#include "fanout/publication.h"

void subscriber_init(struct subscriber *subscriber, struct fanout *fanout,
                     const struct subscriber_ops *ops, const struct actor *actor)
{
    memset(subscriber, 0, sizeof *subscriber);
    subscriber->ops = ops;
    subscriber->fanout = fanout;
    subscriber->actor = *actor;
    buffer_init(&subscriber->outbox, FANOUT_OUTBOX_BYTES);
}

enum subscriber_state subscriber_state(const struct subscriber *subscriber)
{
    return (enum subscriber_state)subscriber->state;
}

enum connection_class subscriber_class(const struct subscriber *subscriber)
{
    return subscriber->packed ? CLASS_PACKED : subscriber->lean ? CLASS_LEAN : CLASS_FULL;
}

int subscriber_direct(const struct subscriber *subscriber)
{
    bool may = subscriber->state == SUBSCRIBER_OPEN && subscriber->ops->direct;
    return may ? subscriber->ops->direct(subscriber) : PLACE_INDIRECT;
}

/* The only place where the state changes. Closing is the end: nothing opens it again. */
static void set_state(struct subscriber *subscriber, enum subscriber_state state)
{
    if (subscriber->state == state || subscriber->state == SUBSCRIBER_CLOSING)
        return;
    subscriber->state = (uint8_t)state;
    int direct = subscriber_direct(subscriber);
    for (struct follower *at = subscriber->followers; at; at = at->next_of_subscriber)
        if (at->places)
            at->places->list[at->place].fd = direct;
}

/* Counts what waits, where that has changed. Whose person is not known yet has nobody's share. */
static void count_waiting(struct subscriber *subscriber)
{
    size_t now = subscriber->outbox.len;
    if (!subscriber->actor.person)
        return;
    if (subscriber->state == SUBSCRIBER_BLOCKED && subscriber->ops->kept)
        now += subscriber->ops->kept(subscriber);
    people_wait(subscriber->fanout->people, subscriber->actor.person, subscriber->waiting, now);
    subscriber->waiting = (uint32_t)now;
}

static void unqueue(struct subscriber *subscriber)
{
    struct outboxes *outboxes = &subscriber->fanout->outboxes[subscriber->late];
    *subscriber->queue_link = subscriber->queue_next;
    if (subscriber->queue_next)
        subscriber->queue_next->queue_link = subscriber->queue_link;
    else
        outboxes->end = subscriber->queue_link;
    subscriber->queue_link = NULL;
    outboxes->count--;
}

struct subscriber *subscriber_next(struct fanout *fanout, bool late)
{
    struct subscriber *subscriber = fanout->outboxes[late].first;
    if (subscriber)
        unqueue(subscriber);
    return subscriber;
}

static void enqueue(struct subscriber *subscriber, bool late)
{
    struct outboxes *outboxes = &subscriber->fanout->outboxes[late];
    subscriber->late = late;
    subscriber->queue_next = NULL;
    subscriber->queue_link = outboxes->end;
    *outboxes->end = subscriber;
    outboxes->end = &subscriber->queue_next;
    outboxes->count++;
}

/* Where a crowd is answered at once, what is beyond a turn's share has its turn later, so that
 * nobody outside the crowd waits for all of it. */
static bool is_late(const struct subscriber *subscriber)
{
    const struct fanout *fanout = subscriber->fanout;
    return subscriber->state == SUBSCRIBER_OPEN &&
           (fanout->outboxes[true].first ||
            fanout->outboxes[false].count >= FANOUT_OUTBOXES_TURN) &&
           !subscriber_is_among_few(subscriber);
}

static void queue(struct subscriber *subscriber)
{
    struct fanout *fanout = subscriber->fanout;
    loop_arm(fanout->loop, &fanout->hook);
    if (subscriber->queue_link)
        return;
    enqueue(subscriber, is_late(subscriber));
    if (subscriber->late)
        set_state(subscriber, SUBSCRIBER_LATE);
}

void subscriber_done(struct subscriber *subscriber)
{
    set_state(subscriber, SUBSCRIBER_CLOSING);
    while (subscriber->followers)
        subscriber->followers->ops->end(subscriber->followers);
    if (subscriber->queue_link)
        unqueue(subscriber);
    buffer_done(&subscriber->outbox);
    count_waiting(subscriber);
}

/* One large answer (a view) may pass the bound of a connection alone; a queue of them may not. Nor
 * may what waits for all the person's connections pass theirs. */
static bool has_capacity(const struct subscriber *subscriber)
{
    enum { SMALL_BYTES = 16384 }; /* whose waiting is nobody's trouble */
    return subscriber->outbox.len <= BOUND_OUTBOX_BYTES &&
           (subscriber->outbox.len <= SMALL_BYTES ||
            !people_wait_too_much(subscriber->fanout->people, subscriber->actor.person));
}

/* Packs for one connection alone what is worth it, within the turn's bound. Loading the dictionary
 * is work as well, for a small payload most of it. */
static void write_packed(struct subscriber *subscriber, struct slice payload, struct buffer *out)
{
    struct fanout *fanout = subscriber->fanout;
    struct buffer packed;
    size_t work = payload.len + pack_dictionary().len;
    buffer_init(&packed, payload.len + 1);
    loop_arm(fanout->loop, &fanout->hook); /* the bound is one turn's */
    if (payload.len < BOUND_PACK_BYTES_MIN || work > BOUND_PACK_BYTES_TURN - fanout->packed_bytes) {
        pack_add_raw(payload, &packed);
    } else {
        fanout->packed_bytes += work;
        pack_add(fanout->pack, payload, &packed);
    }
    frame_write(out, FRAME_PACKED, buffer_slice(&packed));
    buffer_done(&packed);
}

/* Whether answers to what it asked for are still to come. */
static bool waits(const struct subscriber *subscriber)
{
    const struct follower *at = subscriber->followers;
    while (at && at->places)
        at = at->next_of_subscriber;
    return at;
}

/* A large answer, if it is the last one, does not wait for the end of the turn: where many come at
 * once, one after another uses the same memory while the processor has it at hand. */
static bool leaves_at_once(const struct subscriber *subscriber, struct slice payload)
{
    enum { LARGE_BYTES = 4096 };
    return subscriber->state == SUBSCRIBER_OPEN &&
           subscriber->outbox.len + payload.len >= LARGE_BYTES && !waits(subscriber);
}

/* Sends what was staged; what the transport does not take becomes the outbox. */
static void send_staged(struct subscriber *subscriber)
{
    enum { STAGE_KEEP = 65536 };
    struct buffer *staged = &subscriber->fanout->staged, *outbox = &subscriber->outbox;
    size_t sent = subscriber_send(subscriber, buffer_slice(staged), 0);
    buffer_done(outbox);
    buffer_add(outbox, (struct slice){staged->bytes + sent, staged->len - sent});
    count_waiting(subscriber);
    if (staged->room > STAGE_KEEP)
        buffer_done(staged);
}

void subscriber_push(struct subscriber *subscriber, struct slice payload)
{
    struct buffer *out = &subscriber->outbox;
    if (subscriber->state == SUBSCRIBER_CLOSING)
        return;
    if (!has_capacity(subscriber)) {
        subscriber_close(subscriber, 3008, "slow");
        return;
    }
    bool at_once = leaves_at_once(subscriber, payload);
    if (at_once) {
        out = &subscriber->fanout->staged;
        buffer_clear(out);
        buffer_add(out, buffer_slice(&subscriber->outbox));
    }
    if (subscriber->packed)
        write_packed(subscriber, payload, out);
    else
        frame_write(out, FRAME_TEXT, payload);
    if (subscriber->state != SUBSCRIBER_OPEN)
        count_waiting(subscriber);
    if (out->full)
        subscriber_close(subscriber, 3008, "slow");
    else if (at_once)
        send_staged(subscriber);
    else
        queue(subscriber);
}

size_t subscriber_send(struct subscriber *subscriber, struct slice run, size_t gone)
{
    struct fanout_stats *stats = &subscriber->fanout->stats;
    size_t sent = subscriber->ops->send(subscriber, run.at, run.len, gone);
    check(sent >= gone && sent <= run.len);
    stats->sends++;
    stats->sent_bytes[subscriber_class(subscriber)] += sent;
    if (sent < run.len)
        set_state(subscriber, SUBSCRIBER_BLOCKED);
    return sent;
}

bool subscriber_send_outbox(struct subscriber *subscriber)
{
    struct buffer *outbox = &subscriber->outbox;
    if (subscriber->state != SUBSCRIBER_OPEN)
        return false;
    if (outbox->len == 0)
        return true;
    size_t sent = subscriber_send(subscriber, buffer_slice(outbox), 0);
    if (sent < outbox->len)
        buffer_drop(outbox, sent);
    else
        buffer_done(outbox);
    count_waiting(subscriber);
    return subscriber->state == SUBSCRIBER_OPEN;
}

size_t subscriber_send_outbox_with(struct subscriber *subscriber, struct slice run)
{
    struct buffer *outbox = &subscriber->outbox;
    size_t own = outbox->len;
    if (run.len > outbox->max - own)
        return subscriber_send_outbox(subscriber) ? subscriber_send(subscriber, run, 0) : 0;
    buffer_add(outbox, run);
    size_t sent = subscriber_send(subscriber, buffer_slice(outbox), 0);
    outbox->len = own; /* what waits of the run waits on its tape, where it can be taken back */
    if (sent < own)
        buffer_drop(outbox, sent);
    else
        buffer_done(outbox);
    count_waiting(subscriber);
    return sent > own ? sent - own : 0;
}

void subscriber_close(struct subscriber *subscriber, unsigned code, const char *reason)
{
    if (subscriber->state == SUBSCRIBER_CLOSING)
        return;
    set_state(subscriber, SUBSCRIBER_CLOSING);
    subscriber->ops->close(subscriber, code, reason);
}

void subscriber_block(struct subscriber *subscriber)
{
    set_state(subscriber, SUBSCRIBER_BLOCKED);
    count_waiting(subscriber);
}

void subscriber_unblock(struct subscriber *subscriber)
{
    set_state(subscriber, SUBSCRIBER_OPEN);
    count_waiting(subscriber);
}

void subscriber_link(struct subscriber *subscriber, struct follower *follower)
{
    follower->subscriber = subscriber;
    follower->next_of_subscriber = subscriber->followers;
    subscriber->followers = follower;
    subscriber->followers_count++;
}

void subscriber_unlink(struct follower *follower)
{
    struct subscriber *subscriber = follower->subscriber;
    struct follower **at = &subscriber->followers;
    while (*at != follower)
        at = &(*at)->next_of_subscriber;
    *at = follower->next_of_subscriber;
    subscriber->followers_count--;
}

bool subscriber_is_among_few(const struct subscriber *subscriber)
{
    const struct follower *at = subscriber->followers;
    while (at && at->places && places_are_few(at->places))
        at = at->next_of_subscriber;
    return !at;
}

struct follower *subscriber_find(const struct subscriber *subscriber, struct slice channel)
{
    struct follower *follower = subscriber->followers;
    while (follower && !slice_equal(follower->channel, channel))
        follower = follower->next_of_subscriber;
    return follower;
}

void subscriber_end(struct follower *follower, unsigned code, struct slice why)
{
    struct subscriber *subscriber = follower->subscriber;
    struct buffer push;
    buffer_init(&push, BOUND_COMMAND_BYTES);
    publication_push_end(follower->channel, code, why, &push);
    follower->ops->end(follower);
    subscriber_push(subscriber, buffer_slice(&push));
    buffer_done(&push);
}

void subscriber_renew(struct follower *follower)
{
    subscriber_end(follower, UNSUBSCRIBED_INSUFFICIENT_STATE, (struct slice){NULL, 0});
}

void subscriber_expel(struct follower *follower)
{
    subscriber_end(follower, UNSUBSCRIBED_BY_SERVER, (struct slice){NULL, 0});
}
