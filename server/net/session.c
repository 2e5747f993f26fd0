/* SPDX-License-Identifier: Apache-2.0
 * The life of a session, and its time: one place on the wheel asks in turn for connect, ping, pong
 * and the end of the token. */
#include "net/session.h"
#include "fanout/flush.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "net/strangers.h"
#include "net/verbs.h"

enum {
    SECOND_MS = 1000,
    PAUSE_MS = 250,
    PONG_MS = 10 * SECOND_MS,
    GRACES = 5, /* a slow link that still moves is given five more PONG_MS */
    LOOK_MS = 5 * SECOND_MS,
    UNSEEN_BYTES = 16384,   /* of control frames between two looks: hundreds a second */
    HANDSHAKE_BYTES = 8192, /* that came before the session */
    FRAME_BYTES = 40,       /* of headers, WebSocket and TLS, for one piece of a message */
    SCRATCH_KEEP = 1 << 20  /* the scratch buffer gives back what exceeds this */
};

#define SESSION_OF(member_at, member)                                                              \
    ((struct session *)(void *)((char *)(member_at)-offsetof(struct session, member)))

static const struct {
    unsigned code;
    const char *reason;
    enum refused refused;
} endings[] = {
#define ENDING_ROW(name, close_code, text, as) [ENDING_##name] = {close_code, text, as},
    ENDING_LIST(ENDING_ROW)
#undef ENDING_ROW
};

static size_t send_frames(struct subscriber *subscriber, const char *frames, size_t len,
                          size_t gone);
static int direct(const struct subscriber *subscriber);
static void shut(struct subscriber *subscriber, unsigned code, const char *reason);
static int64_t tick(struct wheel_at *at);

static struct slice client(const struct subscriber *subscriber);

static const struct subscriber_ops ops = {
    .send = send_frames, .direct = direct, .close = shut, .client = client};

struct sessions *sessions_new(const struct sessions_options *options)
{
    struct sessions *sessions = mem_new(sizeof *sessions);
    sessions->options = *options;
    sessions->guests = guests_new(options->connections_max);
    buffer_init(&sessions->scratch, 2 * (size_t)BOUND_VIEW_BYTES);
    dictionary_init(&sessions->dictionary);
    hash_random_id(sessions->node);
    return sessions;
}

void sessions_free(struct sessions **sessions)
{
    if (!*sessions)
        return;
    check(!(*sessions)->first);
    timer_close(&(*sessions)->resume);
    guests_free(&(*sessions)->guests);
    dictionary_done(&(*sessions)->dictionary);
    buffer_done(&(*sessions)->scratch);
    mem_free(*sessions);
    *sessions = NULL;
}

bool sessions_full(const struct sessions *sessions)
{
    return sessions->ended ||
           sessions->options.stats->connections >= sessions->options.connections_max;
}

struct slice sessions_node(const struct sessions *sessions)
{
    struct slice known = hub_node(sessions->options.hub);
    return known.len > 0 ? known : slice_of(sessions->node);
}

size_t sessions_end(struct sessions *sessions, enum ending ending, size_t most)
{
    size_t left = 0;
    sessions->ended = true;
    /* session_end takes nobody off the list: the transport does, in later turns. */
    for (struct session *session = sessions->first; session; session = session->next) {
        if (session->state == SESSION_ENDING)
            continue;
        if (most > 0) {
            most--;
            session_end(session, ending);
        } else {
            left++;
        }
    }
    return left;
}

void sessions_revoke(struct sessions *sessions)
{
    const struct revoked_file *revoked = sessions->options.revoked;
    for (struct session *session = sessions->first; session; session = session->next) {
        if (session->who && revoked_file_holds(revoked, session->subscriber.actor.id, session->who))
            session_end(session, ENDING_REVOKED);
    }
}

struct session *session_open(struct sessions *sessions, struct peer *peer)
{
    int64_t now_ms = loop_tick_ms(sessions->options.loop);
    struct session *session = mem_new(sizeof *session);
    session->all = sessions;
    session->peer = peer;
    session->next = sessions->first;
    session->link = &sessions->first;
    if (session->next)
        session->next->link = &session->next;
    sessions->first = session;
    hash_random_id(session->id);
    intake_init(&session->intake, BOUND_COMMAND_BYTES);
    meter_init(&session->meter, now_ms);
    subscriber_init(&session->subscriber, hub_fanout(sessions->options.hub), &ops,
                    &(struct actor){0});
    session->since_ms = now_ms;
    session->seen_bytes = HANDSHAKE_BYTES;
    session->wheel.fn = tick;
    wheel_set(sessions->options.wheel, &session->wheel, sessions->options.connect_seconds);
    if (sessions->ended)
        session_end(session, ENDING_SHUTDOWN);
    return session;
}

/* RFC 6455 §8.1 has a code for one of the reasons. A NUL is UTF-8, and no JSON. */
static enum ending unreadable(struct slice line)
{
    bool utf8 = text_is_utf8(line) || memchr(line.at, '\0', line.len);
    return utf8 ? ENDING_BAD_REQUEST : ENDING_NOT_UTF8;
}

static void message_run(struct session *session, struct slice message)
{
    struct slice line;
    while (session->state != SESSION_ENDING && codec_next(&message, &line)) {
        struct codec_command command;
        if (codec_command_read(line, &command) != ERR_NONE) {
            session_end(session, unreadable(line));
            return;
        }
        if (command.id > session->last_id)
            session->last_id = command.id;
        verbs_run(session, &command);
        codec_command_done(&command);
    }
}

void session_receive(struct session *session, const struct intake_part *part, bool binary)
{
    struct slice message;
    if (session->state == SESSION_ENDING)
        return;
    session->seen_bytes += part->bytes.len + FRAME_BYTES;
    session->all->options.stats->received_bytes += part->bytes.len;
    if (binary) {
        session_end(session, ENDING_PROTOCOL);
        return;
    }
    switch (intake_add(&session->intake, part, &message)) {
    case INTAKE_MORE:
        break;
    case INTAKE_WHOLE:
        session->pong_wanted = false;
        message_run(session, message);
        intake_clear(&session->intake);
        break;
    case INTAKE_TOO_LARGE:
    case INTAKE_TOO_MANY:
        session_end(session, ENDING_TOO_LARGE);
        break;
    }
}

uint32_t session_last_id(const struct session *session)
{
    return session->last_id;
}

void session_ready(struct session *session)
{
    if (session->state != SESSION_ENDING)
        flush_ready(&session->subscriber);
}

void session_block(struct session *session)
{
    subscriber_block(&session->subscriber);
}

/* All together: a quarter of a second is what a meter needs to allow a dozen commands. */
static void resume(void *context)
{
    struct sessions *sessions = context;
    timer_close(&sessions->resume);
    for (struct session *session = sessions->first; session; session = session->next) {
        if (!session->paused)
            continue;
        session->paused = false;
        if (session->state != SESSION_ENDING)
            session->peer->ops->listen(session->peer, true);
    }
}

void session_pause(struct session *session)
{
    struct sessions *sessions = session->all;
    if (session->paused || session->state == SESSION_ENDING || !session->peer->ops->listen)
        return;
    session->paused = session->was_paused = true;
    session->peer->ops->listen(session->peer, false);
    if (!sessions->resume)
        sessions->resume = loop_after(sessions->options.loop, PAUSE_MS, resume, sessions);
}

void session_push(struct session *session)
{
    struct buffer *scratch = &session->all->scratch;
    /* Views and pages are bounded below the scratch, so that this is a fault of ours: it ends one
     * connection, not all. */
    if (scratch->full)
        session_end(session, ENDING_SERVER);
    else if (session->state != SESSION_ENDING)
        subscriber_push(&session->subscriber, buffer_slice(scratch));
    if (scratch->room > SCRATCH_KEEP)
        buffer_done(scratch);
    else
        buffer_clear(scratch);
}

static size_t send_frames(struct subscriber *subscriber, const char *frames, size_t len,
                          size_t gone)
{
    struct session *session = SESSION_OF(subscriber, subscriber);
    struct peer *peer = session->peer;
    if (session->state == SESSION_ENDING)
        return len;
    return gone ? peer->ops->send_rest(peer, frames, len, gone)
                : peer->ops->send(peer, frames, len);
}

static int direct(const struct subscriber *subscriber)
{
    const char *session = (const char *)subscriber - offsetof(struct session, subscriber);
    const struct peer *peer = ((const struct session *)(const void *)session)->peer;
    return peer->ops->direct ? peer->ops->direct(peer) : -1;
}

static struct slice client(const struct subscriber *subscriber)
{
    const char *session = (const char *)subscriber - offsetof(struct session, subscriber);
    return slice_of(((const struct session *)(const void *)session)->id);
}

static void shut(struct subscriber *subscriber, unsigned code, const char *reason)
{
    struct session *session = SESSION_OF(subscriber, subscriber);
    if (session->state == SESSION_ENDING)
        return;
    session->state = SESSION_ENDING;
    wheel_unset(&session->wheel);
    guests_leave(session->all->guests, &session->guests);
    intake_done(&session->intake);
    session->peer->ops->close(session->peer, code, reason);
}

void session_end(struct session *session, enum ending ending)
{
    if (session->state == SESSION_ENDING)
        return;
    if (endings[ending].refused != REFUSED_COUNT)
        session->all->options.stats->refused[endings[ending].refused]++;
    subscriber_close(&session->subscriber, endings[ending].code, endings[ending].reason);
}

/* Who has said who they are is a member; the others have their own budget (net/strangers.h). */
static void member_count(const struct session *session, int by)
{
    struct net_stats *stats = session->all->options.stats;
    stats->connections += (uint64_t)by;
    stats->carriers[session->peer->ops->carrier] += (uint64_t)by;
}

void session_close(struct session **session)
{
    struct session *old = *session;
    *session = NULL;
    if (!old)
        return;
    *old->link = old->next;
    if (old->next)
        old->next->link = old->link;
    wheel_unset(&old->wheel);
    verbs_forget(old);
    subscriber_done(&old->subscriber);
    guests_leave(old->all->guests, &old->guests);
    intake_done(&old->intake);
    if (old->who)
        member_count(old, -1);
    mem_free(old->who);
    mem_free(old);
}

/* The first ping comes between a half and a whole interval, so that those who came together after
 * an interruption are not pinged together for ever. */
void session_connected(struct session *session)
{
    int64_t whole_ms = session->all->options.ping_seconds * SECOND_MS;
    unsigned char chance;
    hash_random(&chance, 1);
    member_count(session, 1);
    stranger_free(&session->peer->stranger);
    session->state = SESSION_CONNECTED;
    session->since_ms = loop_tick_ms(session->all->options.loop);
    session->moved_s = (unsigned)(session->since_ms / SECOND_MS);
    session->ping_ms = whole_ms / 2 + whole_ms / 2 * chance / 255;
    wheel_set(session->all->options.wheel, &session->wheel, 1);
}

static int64_t seconds_up(int64_t ms)
{
    return ms > 0 ? (ms + SECOND_MS - 1) / SECOND_MS : 1;
}

/* Whether bytes have waited for the peer all the time and it has taken none, whatever it says: what
 * the kernel does not get rid of holds up all that is behind it. */
static bool stands_still(struct session *session, const struct peer_progress *now)
{
    unsigned now_s = (unsigned)(loop_tick_ms(session->all->options.loop) / SECOND_MS);
    if (!now->waiting || now->acked != session->progress.acked)
        session->moved_s = now_s;
    return now_s - session->moved_s >= BOUND_STILL_SECONDS;
}

/* Whether the messages explain what came since the last look; control frames come unseen. */
static bool came_fairly(struct session *session, const struct peer_progress *now)
{
    uint64_t received = now->received - session->progress.received;
    bool fair = session->was_paused || received <= session->seen_bytes + UNSEEN_BYTES;
    session->seen_bytes = 0;
    session->was_paused = session->paused;
    return fair;
}

/* Looks at the connection. False: it has ended. */
static bool behaves(struct session *session)
{
    struct peer_progress now = session->peer->ops->progress(session->peer);
    if (!came_fairly(session, &now))
        session_end(session, ENDING_FLOOD);
    else if (stands_still(session, &now))
        session_end(session, ENDING_SLOW);
    session->progress = now;
    return session->state != SESSION_ENDING;
}

/* No pong yet: 0 ends; a slow link whose other side still confirms bytes gets more time. */
static int64_t pong_missing(struct session *session, int64_t now_ms)
{
    if (session->progress.acked <= session->acked || session->graces >= GRACES) {
        session_end(session, ENDING_NO_PONG);
        return 0;
    }
    session->graces++;
    session->since_ms = now_ms;
    session->acked = session->progress.acked;
    return PONG_MS;
}

/* While a pong is awaited: until it is late, or until the next ping is due if it comes before. */
static int64_t pong_wait(const struct session *session, int64_t passed_ms)
{
    bool ping_first = passed_ms < session->ping_ms && session->ping_ms < PONG_MS;
    return (ping_first ? session->ping_ms : PONG_MS) - passed_ms;
}

static int64_t ping(struct session *session, int64_t now_ms)
{
    session->since_ms = now_ms;
    session->ping_ms = session->all->options.ping_seconds * SECOND_MS;
    session->pong_wanted = true;
    session->graces = 0;
    session->acked = session->progress.acked;
    subscriber_push(&session->subscriber, SLICE("{}"));
    return pong_wait(session, 0);
}

/* Milliseconds until the next thing to do for the connection's life; 0: it has ended. */
static int64_t life(struct session *session)
{
    int64_t now_ms = loop_tick_ms(session->all->options.loop);
    int64_t passed_ms = now_ms - session->since_ms;
    if (session->pong_wanted && passed_ms >= PONG_MS)
        return pong_missing(session, now_ms);
    if (session->pong_wanted)
        return pong_wait(session, passed_ms);
    if (passed_ms >= session->ping_ms)
        return ping(session, now_ms);
    return session->ping_ms - passed_ms;
}

/* Milliseconds until the token has expired for good; 0: it has. */
static int64_t expiry(const struct session *session)
{
    int64_t left_ms =
        session->expires_ms + EXPIRE_SECONDS * SECOND_MS - loop_now_ms(session->all->options.loop);
    if (!session->expires_ms)
        return INT64_MAX;
    return left_ms > 0 ? left_ms : 0;
}

static int64_t opened_tick(struct session *session)
{
    int64_t left_ms = session->since_ms + session->all->options.connect_seconds * SECOND_MS -
                      loop_tick_ms(session->all->options.loop);
    if (left_ms > 0)
        return seconds_up(left_ms);
    session_end(session, ENDING_STALE);
    return 0;
}

static int64_t tick(struct wheel_at *at)
{
    struct session *session = SESSION_OF(at, wheel);
    if (session->state == SESSION_OPENED)
        return opened_tick(session);
    int64_t expiry_ms = expiry(session);
    if (expiry_ms == 0) {
        session_end(session, ENDING_EXPIRED);
        return 0;
    }
    if (!behaves(session))
        return 0;
    int64_t life_ms = life(session);
    if (session->state == SESSION_ENDING)
        return 0;
    int64_t next_ms = life_ms < expiry_ms ? life_ms : expiry_ms;
    return seconds_up(next_ms < LOOK_MS ? next_ms : LOOK_MS);
}
