/* SPDX-License-Identifier: Apache-2.0
 * The view (or what was missed) and the place on the tape are taken in one turn, so that nothing
 * can fall between them:
 *   hub_subscribe -> room awake -> admitted -> (a part's texts read) -> let in -> answered */
#include "hub/join.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_view.h"
#include "fanout/pace.h"
#include "fanout/publication.h"
#include "hub/gate.h"
#include "hub/presence.h"
#include "hub/texts.h"

/* A call of hub_subscribe until it is answered. */
struct joining {
    struct hub *hub;
    struct subscription *subscription; /* NULL once the subscriber has gone */
    struct live *live;                 /* in use */
    struct room_feed *feed;            /* whose texts are waited for; NULL: none are */
    hub_subscribed_fn *done;
    void *context;
    bool recover;
    bool whole; /* or not at all */
    bool looks; /* and does not stay */
    int64_t offset;
    char epoch[BOUND_ID_BYTES];
    size_t epoch_bytes;
    char *path; /* owned: the part's path, or NULL */
    struct viewer viewer;
    struct part part; /* what viewer.part points to, where it is one */
    enum err error;
    int64_t retry_ms;      /* as in hub_subscribed */
    struct person *reader; /* held: for whom texts are being read; NULL: none are */
    bool caught_up;        /* with the journal, when we looked to be behind it */
    bool gate_caught_up;   /* the academy likewise */
};

static void room_awake(struct live *live, enum err error, void *context);
static void admit_or_refuse(struct joining *joining);
static void let_in(struct joining *joining);
static void refuse(struct joining *joining, enum err error);
static void subscription_end(struct follower *follower);

static const struct follower_ops follower_ops = {.end = subscription_end};

static struct subscription *subscription_new(struct subscriber *subscriber, struct slice channel)
{
    struct subscription *subscription = mem_new(sizeof *subscription + channel.len);
    memcpy(subscription + 1, channel.at, channel.len);
    subscription->follower.ops = &follower_ops;
    subscription->follower.channel = (struct slice){(const char *)(subscription + 1), channel.len};
    subscriber_link(subscriber, &subscription->follower);
    return subscription;
}

static void refuse_gone(void *context)
{
    refuse(context, ERR_NOT_AVAILABLE);
}

/* The subscriber has gone, or follows the channel no more, before the call was answered. It waits
 * no more: nothing is read on for nobody. */
static void leave(struct joining *joining)
{
    joining->subscription = NULL;
    if (joining->feed)
        texts_leave(joining->feed, joining);
    else if (!live_leave(joining->live, joining))
        return; /* it is called before long */
    joining->feed = NULL;
    loop_later(joining->hub->loop, refuse_gone, joining);
}

static void subscription_end(struct follower *follower)
{
    struct subscription *subscription = (struct subscription *)follower; /* its first member */
    subscriber_unlink(follower);
    if (subscription->joining)
        leave(subscription->joining);
    if (subscription->live) {
        live_hub(subscription->live)->stats.subscriptions--;
        feed_unfollow(follower);
        presence_part(subscription->live, subscription);
    }
    mem_free(subscription);
}

/* The room of a channel, and the path of its part: "course:c1/thread/55" -> "course:c1",
 * "thread/55". */
static bool split_channel(const struct hub *hub, struct slice channel, struct slice *room,
                          struct slice *path)
{
    const char *slash = memchr(channel.at, '/', channel.len);
    const struct kind *kind = kinds_of(hub->rooms.kinds, channel);
    *room = channel;
    *path = (struct slice){NULL, 0};
    if (slash && (!kind || !kind->plain)) {
        room->len = (size_t)(slash - channel.at);
        *path = (struct slice){slash + 1, channel.len - room->len - 1};
        kind = kinds_of(hub->rooms.kinds, *room);
    }
    /* What is one person's alone has one name. */
    return kind && (kind->naming != NAMED_BY_OWNER || slice_is(entry_room_id(*room), "me"));
}

static enum err find_room(struct hub *hub, struct subscriber *subscriber, struct slice channel,
                          struct joining *joining)
{
    struct slice room, path;
    if (!split_channel(hub, channel, &room, &path))
        return ERR_PERMISSION_DENIED;
    joining->path = path.at ? mem_text(path) : NULL;
    return live_reach(hub, &subscriber->actor, room, &joining->live, &joining->retry_ms);
}

/* Whether its person may read more now. */
static enum err may_read(struct joining *joining, const struct subscriber *subscriber)
{
    struct person *person = subscriber->actor.person;
    if (person)
        joining->retry_ms = budget_may_read(&person->budget, loop_tick_ms(joining->hub->loop));
    return joining->retry_ms ? ERR_TOO_MANY_REQUESTS : ERR_NONE;
}

static const struct actor *actor_of(const struct joining *joining)
{
    return &joining->subscription->follower.subscriber->actor;
}

static void count_read(const struct joining *joining, size_t bytes)
{
    struct person *person = actor_of(joining)->person;
    if (person)
        budget_read(&person->budget, bytes, loop_tick_ms(joining->hub->loop));
}

/* Few at a time for one person: each keeps a reader and, at its end, the loop for a while. */
static bool begins_read(struct joining *joining)
{
    struct person *person = actor_of(joining)->person;
    if (!person)
        return true;
    joining->retry_ms = budget_read_begin(&person->budget);
    if (!joining->retry_ms)
        joining->reader = people_hold_again(person);
    return !joining->retry_ms;
}

static void end_read(struct joining *joining)
{
    if (joining->reader)
        budget_read_end(&joining->reader->budget);
    people_release(joining->hub->fanout->people, &joining->reader);
}

static void refuse_later(void *context)
{
    struct joining *joining = context;
    struct hub_subscribed answer = {.error = joining->error, .retry_ms = joining->retry_ms};
    joining->done(joining->context, &answer);
    mem_free(joining->path);
    mem_free(joining);
}

static struct joining *joining_new(struct hub *hub, const struct hub_subscribe *request,
                                   hub_subscribed_fn *done, void *context)
{
    struct joining *joining = mem_new(sizeof *joining);
    joining->hub = hub;
    joining->done = done;
    joining->context = context;
    joining->recover = request->recover && request->epoch.len < sizeof joining->epoch;
    joining->whole = request->recover && request->whole;
    joining->looks = request->looks;
    joining->offset = request->offset;
    if (joining->recover && request->epoch.len > 0) {
        memcpy(joining->epoch, request->epoch.at, request->epoch.len);
        joining->epoch_bytes = request->epoch.len;
    }
    return joining;
}

/* While the room wakes, the feed of who will resume has yet to be made: the epoch names its rings,
 * and is believed for that alone. */
static void expect(const struct joining *joining)
{
    struct slice epoch = {joining->epoch, joining->epoch_bytes};
    size_t id = journal_epoch(joining->hub->journal).len;
    struct rings rings;
    if (joining->recover && !joining->path && !live_is_awake(joining->live) && epoch.len > id &&
        rings_read((struct slice){epoch.at + id + 1, epoch.len - id - 1}, &rings))
        feeds_expect(live_feeds(joining->live), rings);
}

void hub_subscribe(struct hub *hub, struct subscriber *subscriber,
                   const struct hub_subscribe *request, hub_subscribed_fn *done, void *context)
{
    struct joining *joining = joining_new(hub, request, done, context);
    enum err error = ERR_NONE;
    if (request->channel.len == 0 || request->channel.len > 2 * BOUND_ID_BYTES)
        error = ERR_BAD_REQUEST;
    else if (subscriber_find(subscriber, request->channel))
        error = ERR_ALREADY_SUBSCRIBED;
    else if (subscriber->followers_count >= BOUND_SUBSCRIPTIONS)
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
    expect(joining);
    live_use(joining->live);
    live_wait(joining->live, room_awake, joining);
}

/* In a later turn, also when the room was awake: the callback never comes before the call has
 * returned. */
static void admit_turn(void *context)
{
    admit_or_refuse(context);
}

static void room_awake(struct live *live, enum err error, void *context)
{
    struct joining *joining = context;
    joining->error = error;
    loop_later(live_hub(live)->loop, admit_turn, joining);
}

static bool is_plain(const struct joining *joining)
{
    return room_kind(live_room(joining->live))->plain;
}

static enum err pass_gate(const struct joining *joining)
{
    const struct actor *actor = actor_of(joining);
    return gate_enters(joining->hub, joining->live, actor->id, actor->person);
}

/* Whether this person may follow it, and as whom, as far as this instance has heard. */
static enum err admit(struct joining *joining)
{
    struct room *room = live_room(joining->live);
    if (joining->error)
        return joining->error;
    if (!joining->subscription)
        return ERR_NOT_AVAILABLE;
    struct slice person = actor_of(joining)->id;
    enum err error = is_plain(joining) ? ERR_NONE : pass_gate(joining);
    if (error)
        return error;
    joining->viewer = (struct viewer){.rings = room_rings(room, person)};
    if (joining->path && room_part_find(room, slice_of(joining->path), &joining->part))
        joining->viewer = (struct viewer){.rings = room_part_rings(room, &joining->part, person),
                                          .part = &joining->part};
    bool named = !joining->path || joining->viewer.part;
    bool admitted = room_exists(room) && named && !rings_none(joining->viewer.rings);
    return admitted ? ERR_NONE : ERR_PERMISSION_DENIED;
}

/* A plain channel recovers from an offset alone: the epoch is then whichever it has. What a room
 * shows depends on who looks, so a view is the only answer there. */
static bool takes_any_epoch(const struct joining *joining)
{
    return joining->recover && joining->epoch_bytes == 0 && is_plain(joining);
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
           (refused || (same && joining->offset > room_seq(live_room(joining->live))));
}

/* The room was read on, or the academy. */
static void caught_up(struct live *live, enum err error, void *context)
{
    struct joining *joining = context;
    UNUSED(live);
    joining->error = error;
    admit_or_refuse(joining);
}

/* The epoch a client is told: the journal's id and the rings of its person, so that whoever comes
 * to stand in others gets a fresh view. */
static void write_epoch(const struct joining *joining, struct buffer *out)
{
    buffer_add(out, journal_epoch(joining->hub->journal));
    if (is_plain(joining))
        return;
    buffer_add_byte(out, '.');
    rings_write(joining->viewer.rings, out);
}

/* Whether all that came after the position it names is still there. */
static bool recovers(const struct joining *joining, const struct feed *feed)
{
    struct slice known = {joining->epoch, joining->epoch_bytes};
    struct buffer epoch;
    if (!joining->recover)
        return false;
    buffer_init(&epoch, BOUND_ID_BYTES);
    write_epoch(joining, &epoch);
    bool same = slice_equal(known, buffer_slice(&epoch)) || takes_any_epoch(joining);
    buffer_done(&epoch);
    return same && joining->offset <= room_seq(live_room(joining->live)) &&
           tape_reaches(&feed->tape, joining->offset);
}

static struct room_feed *feed_for(const struct joining *joining)
{
    return feeds_get(live_feeds(joining->live), &joining->viewer,
                     joining->subscription->follower.channel);
}

static void texts_read(struct live *live, enum err error, void *context)
{
    struct joining *joining = context;
    UNUSED(live);
    joining->feed = NULL;
    joining->error = error;
    end_read(joining);
    admit_or_refuse(joining);
}

/* A part's view needs texts from the journal, unless it stands. */
static void read_texts(struct joining *joining, struct room_feed *feed)
{
    if (!begins_read(joining)) {
        refuse(joining, ERR_TOO_MANY_REQUESTS);
        return;
    }
    joining->feed = feed;
    size_t texts = texts_wait(joining->live, feed, texts_read, joining);
    count_read(joining, texts * BOUND_READ_TEXT_BYTES);
}

/* The academy may have let them in at another instance. */
static bool gate_looks_behind(struct joining *joining, enum err refused)
{
    if (!refused || joining->error || joining->gate_caught_up || is_plain(joining) ||
        !joining->subscription || !pass_gate(joining))
        return false;
    joining->gate_caught_up = true;
    return gate_catch_up(joining->hub, caught_up, joining);
}

static void admit_or_refuse(struct joining *joining)
{
    enum err error = admit(joining);
    if (gate_looks_behind(joining, error))
        return;
    if (looks_behind(joining, error)) {
        joining->caught_up = true;
        live_catch_up(joining->live, caught_up, joining);
        return;
    }
    if (error) {
        refuse(joining, error);
        return;
    }
    struct room_feed *feed = feed_for(joining);
    if (!feed)
        refuse(joining, ERR_LIMIT_EXCEEDED);
    else if (joining->viewer.part && !feeds_view_stands(feed) && !recovers(joining, feed->feed))
        read_texts(joining, feed);
    else
        let_in(joining);
}

/* `me` may have changed unseen: it is replaced as a whole, by removing it and setting it anew. */
static void write_me_anew(struct slice me, struct buffer *out)
{
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
    pace_compose(out, seq);
    out->len--;
}

static void write_sums(const struct joining *joining, struct buffer *out)
{
    struct buffer sums;
    buffer_init(&sums, BOUND_VIEW_BYTES);
    if (room_tally(live_room(joining->live), &joining->viewer, true, &sums)) {
        if (out->len > 1)
            buffer_add_byte(out, ',');
        publication_write("tally", buffer_slice(&sums), 0, out);
    }
    buffer_done(&sums);
}

static void write_missed(const struct joining *joining, const struct feed *feed, struct slice me,
                         struct buffer *out)
{
    bool plain = is_plain(joining);
    buffer_add_byte(out, '[');
    tape_missed(&feed->tape, joining->offset, out);
    if (joining->subscription->follower.subscriber->lean && !plain)
        compose_missed(room_seq(live_room(joining->live)), out);
    /* Another instance may have let it know the sums of another moment. */
    bool unsure = joining->offset <= feed->tape.tally_lost || live_has_neighbours(joining->live);
    if (unsure)
        write_sums(joining, out);
    if (!plain)
        write_me_anew(me, out);
    buffer_add_byte(out, ']');
}

static void write_me(const struct joining *joining, struct buffer *out)
{
    const struct room *room = live_room(joining->live);
    if (joining->viewer.part)
        room_part_me(room, joining->viewer.part, actor_of(joining)->id, out);
    else
        room_me(room, actor_of(joining)->id, out);
}

/* What the client is told: what it missed, or the whole. False when it is larger than any view may
 * be. */
static bool write_answer(struct joining *joining, struct room_feed *feed,
                         struct hub_subscribed *answer, struct buffer *body)
{
    struct buffer me;
    buffer_init(&me, BOUND_VIEW_BYTES);
    write_me(joining, &me);
    if (answer->recovered) {
        write_missed(joining, feed->feed, buffer_slice(&me), body);
        answer->publications = buffer_slice(body);
        joining->hub->stats.recoveries++;
    } else if (!is_plain(joining)) {
        feeds_write_view(feed, buffer_slice(&me), body);
        answer->view = buffer_slice(body);
    }
    bool whole = !me.full && !body->full;
    buffer_done(&me);
    return whole;
}

static void joining_end(struct joining *joining)
{
    end_read(joining);
    live_unuse(joining->live);
    mem_free(joining->path);
    mem_free(joining);
}

static void follow(struct joining *joining, struct feed *feed)
{
    struct subscription *subscription = joining->subscription;
    struct follower *follower = &subscription->follower;
    if (joining->looks) {
        subscription->joining = NULL;
        subscription_end(follower);
        return;
    }
    feed_follow(pace_choose(feed, follower->subscriber), follower);
    subscription->joining = NULL;
    subscription->live = joining->live;
    presence_join(joining->live, subscription);
    joining->hub->stats.subscriptions++;
}

enum { BODY_KEEP = 65536 };

static void let_in(struct joining *joining)
{
    struct room_feed *feed = feed_for(joining);
    struct buffer epoch, *body = &joining->hub->written.body;
    struct hub_subscribed answer = {.recovered = recovers(joining, feed->feed)};
    if (joining->whole && !answer.recovered) {
        refuse(joining, ERR_UNRECOVERABLE_POSITION);
        return;
    }
    buffer_init(&epoch, BOUND_ID_BYTES);
    buffer_clear(body);
    write_epoch(joining, &epoch);
    answer.epoch = buffer_slice(&epoch);
    answer.offset = room_seq(live_room(joining->live));
    if (write_answer(joining, feed, &answer, body)) {
        count_read(joining, body->len);
        follow(joining, feed->feed);
        joining->done(joining->context, &answer);
        joining_end(joining);
    } else {
        refuse(joining, ERR_LIMIT_EXCEEDED);
    }
    buffer_done(&epoch);
    /* What all joins share is kept, what a few needed is given back. */
    if (body->room > BODY_KEEP)
        buffer_done(body);
}

static void refuse(struct joining *joining, enum err error)
{
    struct hub_subscribed answer = {.error = error, .retry_ms = joining->retry_ms};
    struct subscription *subscription = joining->subscription;
    if (subscription) {
        subscription->joining = NULL;
        subscription_end(&subscription->follower);
    }
    joining->done(joining->context, &answer);
    joining_end(joining);
}

void hub_unsubscribe(struct hub *hub, struct subscriber *subscriber, struct slice channel)
{
    struct follower *follower = subscriber_find(subscriber, channel);
    UNUSED(hub);
    if (follower)
        subscription_end(follower);
}
