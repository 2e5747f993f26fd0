/* SPDX-License-Identifier: Apache-2.0
 * Starting to follow a channel. The view (or what was missed) and the cursor are taken in one turn,
 * so that nothing can fall between them:
 *   hub_subscribe -> room awake -> join_room -> (texts of a part read) -> join_feed -> answered */
#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_view.h"
#include "hub/live.h"
#include "hub/people.h"

/* A call of hub_subscribe until it is answered. `subscription` is NULL once the subscriber has
 * gone. */
struct joining {
    struct hub *hub;
    struct subscription *subscription;
    struct live *live;
    hub_subscribed_fn *done;
    void *context;
    bool recover;
    bool whole; /* or not at all */
    int64_t offset;
    char epoch[BOUND_ID_BYTES];
    size_t epoch_bytes;
    char *path; /* owned: the part's path, or NULL */
    struct viewer viewer;
    enum err error;
    int64_t retry_ms;       /* as in hub_subscribed */
    struct budget *reading; /* of the person for whom texts are being read; NULL: none are */
    struct entry **texts;   /* owned: what a part's view reads */
    size_t texts_count;
    unsigned tries; /* of reading them */
    bool caught_up; /* with the journal, when we looked to be behind it */
};

static void join_room(struct live *live, enum err error, void *context);
static void join_part(struct joining *joining);
static void join_feed(struct joining *joining);
static void join_refused(struct joining *joining, enum err error);

static struct subscription *subscription_find(const struct subscriber *subscriber,
                                              struct slice channel)
{
    struct subscription *subscription = subscriber->subscriptions;
    while (subscription && !slice_equal(subscription->channel, channel))
        subscription = subscription->next_of_subscriber;
    return subscription;
}

static struct subscription *subscription_new(struct subscriber *subscriber, struct slice channel)
{
    struct subscription *subscription = mem_new(sizeof *subscription + channel.len);
    memcpy(subscription + 1, channel.at, channel.len);
    subscription->channel = (struct slice){(const char *)(subscription + 1), channel.len};
    subscription->subscriber = subscriber;
    subscription->next_of_subscriber = subscriber->subscriptions;
    subscriber->subscriptions = subscription;
    subscriber->subscriptions_count++;
    return subscription;
}

void subscription_end(struct subscription *subscription)
{
    struct subscriber *subscriber = subscription->subscriber;
    struct subscription **at = &subscriber->subscriptions;
    while (*at != subscription)
        at = &(*at)->next_of_subscriber;
    *at = subscription->next_of_subscriber;
    subscriber->subscriptions_count--;
    if (subscription->joining)
        subscription->joining->subscription = NULL;
    if (subscription->feed) {
        struct live *live = subscription->feed->live;
        flush_unfollow(subscription);
        people_part(live, subscription);
        subscriber->hub->stats.subscriptions--;
    }
    mem_free(subscription);
}

void subscription_renew(struct subscription *subscription)
{
    struct buffer push;
    struct writer out;
    buffer_init(&push, BOUND_COMMAND_BYTES);
    writer_init(&out, &push);
    writer_object(&out, NULL);
    writer_object(&out, "push");
    writer_text(&out, "channel", subscription->channel);
    writer_object(&out, "unsubscribe");
    writer_int(&out, "code", 2500);
    writer_text(&out, "reason", SLICE("insufficient state"));
    for (int depth = 0; depth < 3; depth++)
        writer_end(&out);
    struct subscriber *subscriber = subscription->subscriber;
    subscription_end(subscription);
    subscriber_push(subscriber, buffer_slice(&push));
    buffer_done(&push);
}

/* The room of a channel, and the path of its part: "course:c1/thread/55" -> "course:c1",
 * "thread/55". */
static bool split_channel(const struct subscriber *subscriber, struct slice channel,
                          struct buffer *room, struct slice *path)
{
    const char *slash = memchr(channel.at, '/', channel.len);
    struct slice name = {channel.at, slash ? (size_t)(slash - channel.at) : channel.len};
    *path = (struct slice){NULL, 0};
    if (slash && room_kind(channel) == KIND_CHANNEL)
        name = channel;
    else if (slash)
        *path = (struct slice){slash + 1, channel.len - name.len - 1};
    if (slice_is(name, "inbox:me")) {
        buffer_add(room, SLICE("inbox:"));
        buffer_add(room, subscriber->actor.id);
    } else if (room_kind(name) == KIND_INBOX) {
        return false;
    } else {
        buffer_add(room, name);
    }
    return !room->full && room->len > 0;
}

static enum err find_room(struct hub *hub, struct subscriber *subscriber, struct slice channel,
                          struct joining *joining)
{
    struct buffer room;
    struct slice path;
    buffer_init(&room, 2 * BOUND_ID_BYTES);
    bool named = split_channel(subscriber, channel, &room, &path);
    enum err error = ERR_PERMISSION_DENIED;
    if (named)
        error = live_reach(hub, &subscriber->actor, buffer_slice(&room), &joining->live,
                           &joining->retry_ms);
    joining->path = path.at ? mem_text(path) : NULL;
    buffer_done(&room);
    return error;
}

/* Whether its person may read more now. */
static enum err may_read(struct joining *joining, const struct subscriber *subscriber)
{
    struct hub *hub = joining->hub;
    if (subscriber->actor.metered)
        joining->retry_ms =
            budget_may_read(hub->budgets, subscriber->actor.id, loop_tick_ms(hub->loop));
    return joining->retry_ms ? ERR_TOO_MANY_REQUESTS : ERR_NONE;
}

static void count_read(const struct joining *joining, size_t bytes)
{
    const struct actor *actor = &joining->subscription->subscriber->actor;
    struct hub *hub = joining->hub;
    if (actor->metered)
        budget_read(hub->budgets, actor->id, bytes, loop_tick_ms(hub->loop));
}

/* Few at a time for one person: each keeps the reader and, at its end, the loop for a while. */
static bool begins_read(struct joining *joining)
{
    const struct actor *actor = &joining->subscription->subscriber->actor;
    struct hub *hub = joining->hub;
    if (actor->metered)
        joining->retry_ms =
            budget_read_begin(hub->budgets, actor->id, &joining->reading, loop_tick_ms(hub->loop));
    return !joining->retry_ms;
}

static void refuse_later(void *context)
{
    struct joining *joining = context;
    struct hub_subscribed answer = {.error = joining->error, .retry_ms = joining->retry_ms};
    joining->done(joining->context, &answer);
    mem_free(joining->path);
    mem_free(joining);
}

void hub_subscribe(struct hub *hub, struct subscriber *subscriber,
                   const struct hub_subscribe *request, hub_subscribed_fn *done, void *context)
{
    struct joining *joining = mem_new(sizeof *joining);
    joining->hub = hub;
    joining->done = done;
    joining->context = context;
    joining->recover = request->recover && request->epoch.len < sizeof joining->epoch;
    joining->whole = request->recover && request->whole;
    joining->offset = request->offset;
    if (joining->recover && request->epoch.len > 0) {
        memcpy(joining->epoch, request->epoch.at, request->epoch.len);
        joining->epoch_bytes = request->epoch.len;
    }
    enum err error = ERR_NONE;
    if (request->channel.len == 0 || request->channel.len > 2 * BOUND_ID_BYTES)
        error = ERR_BAD_REQUEST;
    else if (subscription_find(subscriber, request->channel))
        error = ERR_ALREADY_SUBSCRIBED;
    else if (subscriber->subscriptions_count >= BOUND_SUBSCRIPTIONS)
        error = ERR_LIMIT_EXCEEDED;
    else
        error = may_read(joining, subscriber);
    if (!error)
        error = find_room(hub, subscriber, request->channel, joining);
    if (error) {
        joining->error = error;
        loop_later(hub->loop, refuse_later, joining);
        return;
    }
    joining->subscription = subscription_new(subscriber, request->channel);
    joining->subscription->joining = joining;
    joining->live->in_flight++;
    live_wait(joining->live, join_room, joining);
}

/* In a later turn, also when the room was awake: the callback never comes before the call has
 * returned. */
static void join_turn(void *context)
{
    join_part(context);
}

static void join_room(struct live *live, enum err error, void *context)
{
    struct joining *joining = context;
    joining->error = error;
    loop_later(live->hub->loop, join_turn, joining);
}

static void texts_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct joining *joining = context;
    budget_read_end(&joining->reading);
    joining->error = error;
    joining->texts = mem_new((count + 1) * sizeof *joining->texts);
    for (size_t i = 0; i < count; i++)
        joining->texts[i] = entry_ref(entries[i]);
    joining->texts_count = count;
    join_feed(joining);
}

static void texts_free(struct joining *joining)
{
    for (size_t i = 0; i < joining->texts_count; i++)
        entry_unref(&joining->texts[i]);
    mem_free(joining->texts);
    joining->texts = NULL;
    joining->texts_count = 0;
}

/* Whether this person may follow it, and as whom, as far as this instance has heard. */
static enum err admit(struct joining *joining)
{
    struct live *live = joining->live;
    struct subscription *subscription = joining->subscription;
    if (joining->error)
        return joining->error;
    if (!subscription)
        return ERR_NOT_AVAILABLE;
    subscription->role = room_role(live->room, subscription->subscriber->actor.id);
    if (!room_exists(live->room) || subscription->role == ROLE_NONE)
        return ERR_PERMISSION_DENIED;
    joining->viewer.audience = room_audience(subscription->role);
    if (joining->path) {
        joining->viewer.part = room_part_find(live->room, slice_of(joining->path));
        if (!joining->viewer.part)
            return ERR_PERMISSION_DENIED;
    }
    return ERR_NONE;
}

/* A plain channel recovers from an offset alone: the epoch is then whichever it has. What a room
 * shows depends on who looks, so a view is the only answer there. */
static bool takes_any_epoch(const struct joining *joining)
{
    return joining->recover && joining->epoch_bytes == 0 &&
           room_kind(room_name(joining->live->room)) == KIND_CHANNEL;
}

/* Whoever was at another instance may know more than this one has heard of, or be somebody it has
 * not heard of. */
static bool looks_behind(const struct joining *joining, enum err refused)
{
    struct slice epoch = journal_epoch(joining->hub->journal);
    bool same =
        takes_any_epoch(joining) || (joining->recover && joining->epoch_bytes >= epoch.len &&
                                     memcmp(joining->epoch, epoch.at, epoch.len) == 0);
    return !joining->error && joining->subscription && !joining->caught_up &&
           live_has_neighbours(joining->live) &&
           (refused || (same && joining->offset > room_seq(joining->live->room)));
}

static void caught_up(struct live *live, enum err error, void *context)
{
    struct joining *joining = context;
    UNUSED(live);
    joining->caught_up = true;
    joining->error = error;
    join_part(joining);
}

static void join_part(struct joining *joining)
{
    enum err error = admit(joining);
    if (looks_behind(joining, error)) {
        live_catch_up(joining->live, caught_up, joining);
        return;
    }
    if (error) {
        join_refused(joining, error);
        return;
    }
    if (!joining->viewer.part) {
        join_feed(joining);
        return;
    }
    if (!begins_read(joining)) {
        join_refused(joining, ERR_TOO_MANY_REQUESTS);
        return;
    }
    size_t max = BOUND_THREAD_POSTS + 1;
    int64_t *seqs = mem_new(max * sizeof *seqs);
    size_t count = room_part_needs(joining->live->room, joining->viewer.part, seqs, max);
    count_read(joining, count * BOUND_READ_TEXT_BYTES);
    journal_read_seqs(joining->hub->journal, room_name(joining->live->room), seqs, count,
                      texts_read, joining);
    mem_free(seqs);
}

static const struct entry *text_find(void *context, int64_t seq)
{
    const struct joining *joining = context;
    for (size_t i = 0; i < joining->texts_count; i++)
        if (joining->texts[i]->seq == seq)
            return joining->texts[i];
    return NULL;
}

/* Whether every text the part needs now is at hand: it may have changed while we read. */
static bool texts_complete(struct joining *joining)
{
    bool complete = true;
    size_t max = BOUND_THREAD_POSTS + 1;
    int64_t *seqs = mem_new(max * sizeof *seqs);
    size_t count = room_part_needs(joining->live->room, joining->viewer.part, seqs, max);
    for (size_t i = 0; complete && i < count; i++)
        complete = text_find(joining, seqs[i]) != NULL;
    mem_free(seqs);
    return complete;
}

/* The epoch a client is told: the journal's id and its audience, so that whoever changes audience
 * gets a fresh view. */
static void write_epoch(const struct joining *joining, struct buffer *out)
{
    buffer_add(out, journal_epoch(joining->hub->journal));
    if (room_kind(room_name(joining->live->room)) != KIND_CHANNEL)
        buffer_add(out, joining->viewer.audience == AUDIENCE_STAFF ? SLICE(".s") : SLICE(".p"));
}

/* `me` may have changed unseen: it is replaced as a whole, by removing it and setting it anew. */
static void write_me_anew(const struct joining *joining, struct slice me, struct buffer *out)
{
    UNUSED(joining);
    if (out->len > 1)
        buffer_add_byte(out, ',');
    buffer_add(out, SLICE("{\"data\":{\"type\":\"me\",\"patch\":{\"me\":null}}},"
                          "{\"data\":{\"type\":\"me\",\"patch\":{\"me\":"));
    buffer_add(out, me);
    buffer_add(out, SLICE("}}}"));
}

/* Lean connections get what they missed as one patch; `out` holds an open array. */
static void compose_missed(int64_t seq, struct buffer *out)
{
    buffer_add_byte(out, ']');
    lean_compose(out, seq);
    out->len--;
}

static void write_missed(const struct joining *joining, struct feed *feed, struct slice me,
                         struct buffer *out)
{
    struct room *room = joining->live->room;
    bool plain = room_kind(room_name(room)) == KIND_CHANNEL;
    buffer_add_byte(out, '[');
    tape_missed(&feed->tape, joining->offset, out);
    if (joining->subscription->subscriber->lean && !plain)
        compose_missed(room_seq(room), out);
    /* Another instance may have let it know the sums of another moment. */
    bool unsure = joining->offset <= feed->tape.tally_lost || live_has_neighbours(joining->live);
    if (unsure && !joining->viewer.part) {
        struct buffer sums;
        buffer_init(&sums, BOUND_VIEW_BYTES);
        if (room_tally(room, &joining->viewer, true, &sums)) {
            if (out->len > 1)
                buffer_add_byte(out, ',');
            feed_write_patch("tally", buffer_slice(&sums), 0, out);
        }
        buffer_done(&sums);
    }
    if (!plain)
        write_me_anew(joining, me, out);
    buffer_add_byte(out, ']');
}

static void write_view(struct joining *joining, struct feed *feed, struct slice me,
                       struct buffer *out)
{
    struct bodies bodies = {text_find, joining};
    feed_write_view(feed, &bodies, me, out);
}

/* Whether all that came after the position it names is still there. */
static bool recovers(const struct joining *joining, const struct feed *feed, struct slice epoch)
{
    struct slice known = {joining->epoch, joining->epoch_bytes};
    return joining->recover && (slice_equal(known, epoch) || takes_any_epoch(joining)) &&
           joining->offset <= room_seq(joining->live->room) &&
           tape_reaches(&feed->tape, joining->offset);
}

static bool unrecoverable(const struct joining *joining, const struct feed *feed)
{
    struct buffer epoch;
    buffer_init(&epoch, BOUND_ID_BYTES);
    write_epoch(joining, &epoch);
    bool lost = joining->whole && !recovers(joining, feed, buffer_slice(&epoch));
    buffer_done(&epoch);
    return lost;
}

/* What the client is told: what it missed, or the whole. False when it is larger than any view may
 * be. */
static bool write_answer(struct joining *joining, struct feed *feed, struct hub_subscribed *answer,
                         struct buffer *body)
{
    struct room *room = joining->live->room;
    struct buffer me;
    buffer_init(&me, BOUND_VIEW_BYTES);
    room_me(room, joining->subscription->subscriber->actor.id, &me);
    answer->recovered = recovers(joining, feed, answer->epoch);
    if (answer->recovered) {
        write_missed(joining, feed, buffer_slice(&me), body);
        answer->publications = buffer_slice(body);
        joining->hub->stats.recoveries++;
    } else if (room_kind(room_name(room)) != KIND_CHANNEL) {
        write_view(joining, feed, buffer_slice(&me), body);
        answer->view = buffer_slice(body);
    }
    bool whole = !me.full && !body->full;
    buffer_done(&me);
    return whole;
}

/* False when the answer would be cut off. */
static bool answer(struct joining *joining, struct feed *feed)
{
    struct live *live = joining->live;
    struct subscription *subscription = joining->subscription;
    struct buffer epoch, body;
    buffer_init(&epoch, BOUND_ID_BYTES);
    buffer_init(&body, BOUND_VIEW_BYTES);
    write_epoch(joining, &epoch);
    struct hub_subscribed answer = {.epoch = buffer_slice(&epoch), .offset = room_seq(live->room)};
    bool whole = write_answer(joining, feed, &answer, &body);
    if (whole) {
        count_read(joining, body.len);
        flush_follow(lean_choose(feed, subscription->subscriber), subscription);
        people_join(live, subscription);
        joining->hub->stats.subscriptions++;
        subscription->joining = NULL;
        joining->done(joining->context, &answer);
    }
    buffer_done(&epoch);
    buffer_done(&body);
    return whole;
}

static void join_end(struct joining *joining)
{
    joining->live->in_flight--;
    texts_free(joining);
    mem_free(joining->path);
    mem_free(joining);
}

static void join_feed(struct joining *joining)
{
    enum { TRIES = 8 };
    enum err error = admit(joining);
    if (!error && joining->viewer.part && !texts_complete(joining)) {
        texts_free(joining);
        if (joining->tries++ < TRIES) {
            join_part(joining);
            return;
        }
        error = ERR_INTERNAL;
    }
    if (error) {
        join_refused(joining, error);
        return;
    }
    struct feed *feed = feed_get(joining->live, &joining->viewer, joining->subscription->channel);
    if (unrecoverable(joining, feed))
        join_refused(joining, ERR_UNRECOVERABLE_POSITION);
    else if (answer(joining, feed))
        join_end(joining);
    else
        join_refused(joining, ERR_LIMIT_EXCEEDED);
}

static void join_refused(struct joining *joining, enum err error)
{
    struct hub_subscribed answer = {.error = error, .retry_ms = joining->retry_ms};
    if (joining->subscription) {
        joining->subscription->joining = NULL;
        subscription_end(joining->subscription);
    }
    joining->done(joining->context, &answer);
    join_end(joining);
}

void hub_unsubscribe(struct hub *hub, struct subscriber *subscriber, struct slice channel)
{
    struct subscription *subscription = subscription_find(subscriber, channel);
    UNUSED(hub);
    if (subscription)
        subscription_end(subscription);
}
