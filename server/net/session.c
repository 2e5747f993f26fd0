/* SPDX-License-Identifier: Apache-2.0
 * The life of a session: from pieces of messages to commands that may be run, and its time: one
 * place on the wheel asks in turn for connect, ping, pong and the end of the token. */
#include "net/session.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fanout/flush.h"
#include "hub/hub.h"
#include "net/dictionary.h"
#include "net/meter.h"
#include "net/owed.h"
#include "net/person_connections.h"
#include "net/pulse.h"
#include "net/strangers.h"
#include "net/wheel.h"

enum {
    SECOND_MS = 1000,
    PAUSE_MS = 250,
    HASTY_MS = 500,        /* when whoever is faster than a connection may be should try again */
    ID_BYTES = 23,         /* hash_random_id */
    EXPIRE_SECONDS = 25,   /* grace for a refresh after the token's end, as Centrifugo gives */
    SCRATCH_KEEP = 1 << 20 /* the scratch buffer gives back what exceeds this */
};

struct sessions {
    struct sessions_options options;
    struct session *first; /* list of all */
    struct buffer scratch; /* one reply while it is written */
    struct dictionary dictionary;
    char node[ID_BYTES]; /* of an instance that is alone */
    bool ended;
    struct timer *resume; /* NULL: nobody is paused */
};

struct session {
    struct sessions *all;
    struct session *next, **link;
    struct peer *peer;
    struct subscriber subscriber;
    uint32_t last_id;   /* of the commands that have come, the greatest */
    uint32_t expires_s; /* of its token, wall clock; 0: never */
    struct assembly assembly;
    struct meter meter;
    struct pulse pulse;
    struct wheel_at wheel;
    struct person_connection of_person;
    struct owed_list owed;
    char id[ID_BYTES];
    unsigned char state;  /* enum session_state; step() alone changes it */
    struct identity *who; /* owned; subscriber.actor borrows of it; NULL: nobody yet */
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

static void step(struct session *session, enum session_state to)
{
    static const unsigned char from[] = {
        [SESSION_REFUSED] = 1 << SESSION_OPENED,
        [SESSION_CONNECTED] = 1 << SESSION_OPENED | 1 << SESSION_REFUSED,
        [SESSION_ENDING] = 1 << SESSION_OPENED | 1 << SESSION_REFUSED | 1 << SESSION_CONNECTED,
    };
    check(from[to] & 1 << session->state);
    session->state = (unsigned char)to;
}

static size_t send_frames(struct subscriber *subscriber, const char *frames, size_t len,
                          size_t gone);
static int direct(const struct subscriber *subscriber);
static size_t kept(const struct subscriber *subscriber);
static void shut(struct subscriber *subscriber, unsigned code, const char *reason);
static int64_t tick(struct wheel_at *at);

static struct slice client(const struct subscriber *subscriber);
static const struct subscriber_ops ops = {
    .send = send_frames, .direct = direct, .kept = kept, .close = shut, .client = client};

struct sessions *sessions_new(const struct sessions_options *options)
{
    struct sessions *sessions = mem_new(sizeof *sessions);
    sessions->options = *options;
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
    dictionary_done(&(*sessions)->dictionary);
    buffer_done(&(*sessions)->scratch);
    mem_free(*sessions);
    *sessions = NULL;
}

bool sessions_full(const struct sessions *sessions)
{
    return sessions->ended ||
           sessions->options.stats->connections >= sessions->options.limits->connections_max;
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

void sessions_each(const struct sessions *sessions, sessions_each_fn *fn, void *context)
{
    for (struct session *session = sessions->first; session; session = session->next) {
        if (session->who && session->state != SESSION_ENDING)
            fn(context, session);
    }
}

struct session *session_of_person(struct person_connection *at)
{
    return SESSION_OF(at, of_person);
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
    assembly_init(&session->assembly, BOUND_COMMAND_BYTES);
    meter_init(&session->meter, now_ms);
    subscriber_init(&session->subscriber, hub_fanout(sessions->options.hub), &ops,
                    &(struct actor){0});
    pulse_init(&session->pulse, now_ms);
    session->wheel.fn = tick;
    wheel_set(sessions->options.wheel, &session->wheel, sessions->options.connect_seconds);
    if (sessions->ended)
        session_end(session, ENDING_SHUTDOWN);
    return session;
}

/* What no client of the protocol would send: `send` alone has no id and gets no answer, and the
 * first of all is `connect`. Once that has been refused, what came behind it is too. */
static bool well_formed(const struct session *session, const struct codec_command *command)
{
    if (session->state == SESSION_OPENED && command->verb != VERB_CONNECT)
        return false;
    if (session->state == SESSION_REFUSED && command->pong)
        return true;
    return command->id > 0 || command->verb == VERB_SEND;
}

static enum err run(struct session *session, const struct codec_command *command)
{
    if (command->error)
        return command->error;
    if (session->state != SESSION_CONNECTED && command->verb != VERB_CONNECT)
        return ERR_UNAUTHORIZED;
    return session->all->options.run(session, command);
}

/* Nothing is read from the peer for a moment: it is too fast. */
static void hold_off(struct session *session);

static void command_run(struct session *session, const struct codec_command *command)
{
    session->all->options.stats->commands++;
    enum meter_verdict verdict =
        meter_take(&session->meter, loop_tick_ms(session->all->options.loop));
    if (verdict == METER_ABUSE) {
        session_end(session, ENDING_RATE);
        return;
    }
    if (command->pong && session->state == SESSION_CONNECTED)
        return;
    if (!well_formed(session, command)) {
        session_end(session, ENDING_BAD_REQUEST);
        return;
    }
    bool hasty = verdict == METER_REFUSE || session->owed.count >= OWED_MAX;
    enum err error = hasty ? ERR_TOO_MANY_REQUESTS : run(session, command);
    if (error != ERR_NONE && command->verb == VERB_CONNECT && session->state == SESSION_OPENED)
        step(session, SESSION_REFUSED);
    if (hasty)
        hold_off(session);
    if (error != ERR_NONE && command->id > 0)
        session_refuse(session, command->id, error, hasty ? HASTY_MS : 0);
}

static void message_run(struct session *session, struct slice message)
{
    struct slice line;
    while (session->state != SESSION_ENDING && codec_next(&message, &line)) {
        struct codec_command command;
        if (codec_command_read(line, &command) != ERR_NONE) {
            session_end(session, codec_is_utf8(line) ? ENDING_BAD_REQUEST : ENDING_NOT_UTF8);
            return;
        }
        if (command.id > session->last_id)
            session->last_id = command.id;
        command_run(session, &command);
        codec_command_done(&command);
    }
}

void session_receive(struct session *session, const struct assembly_part *part, bool binary)
{
    struct slice message;
    if (session->state == SESSION_ENDING)
        return;
    pulse_heard(&session->pulse, part->bytes.len);
    session->all->options.stats->received_bytes += part->bytes.len;
    if (binary) {
        session_end(session, ENDING_PROTOCOL);
        return;
    }
    switch (assembly_add(&session->assembly, part, &message)) {
    case ASSEMBLY_MORE:
        break;
    case ASSEMBLY_WHOLE:
        pulse_alive(&session->pulse);
        message_run(session, message);
        assembly_clear(&session->assembly);
        break;
    case ASSEMBLY_TOO_LARGE:
    case ASSEMBLY_TOO_MANY:
        session_end(session, ENDING_TOO_LARGE);
        break;
    }
}

uint32_t session_last_id(const struct session *session)
{
    return session->last_id;
}

bool session_is_among_few(const struct session *session)
{
    return session->who && subscriber_is_among_few(&session->subscriber);
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
        if (session->pulse.reading != PULSE_PAUSED)
            continue;
        pulse_resume(&session->pulse);
        if (session->state != SESSION_ENDING)
            session->peer->ops->listen(session->peer, true);
    }
}

static void hold_off(struct session *session)
{
    struct sessions *sessions = session->all;
    if (session->pulse.reading == PULSE_PAUSED || session->state == SESSION_ENDING ||
        !session->peer->ops->listen)
        return;
    pulse_pause(&session->pulse);
    session->peer->ops->listen(session->peer, false);
    if (!sessions->resume)
        sessions->resume = loop_after(sessions->options.loop, PAUSE_MS, resume, sessions);
}

struct buffer *session_reply(struct session *session)
{
    return &session->all->scratch;
}

void session_push(struct session *session)
{
    struct buffer *scratch = &session->all->scratch;
    /* Views and pages are bounded below it: a fault of ours, which ends one connection, not all. */
    if (scratch->full)
        session_end(session, ENDING_SERVER);
    else if (session->state != SESSION_ENDING)
        subscriber_push(&session->subscriber, buffer_slice(scratch));
    if (scratch->room > SCRATCH_KEEP)
        buffer_done(scratch);
    else
        buffer_clear(scratch);
}

void session_refuse(struct session *session, uint32_t id, enum err error, int64_t retry_ms)
{
    session->all->options.stats->budgets += error == ERR_TOO_MANY_REQUESTS;
    codec_error(&session->all->scratch, id, error, retry_ms);
    session_push(session);
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

static const struct peer *peer_of(const struct subscriber *subscriber)
{
    const char *session = (const char *)subscriber - offsetof(struct session, subscriber);
    return ((const struct session *)(const void *)session)->peer;
}

static int direct(const struct subscriber *subscriber)
{
    const struct peer *peer = peer_of(subscriber);
    return peer->ops->direct ? peer->ops->direct(peer) : -1;
}

static size_t kept(const struct subscriber *subscriber)
{
    const struct peer *peer = peer_of(subscriber);
    return peer->ops->kept ? peer->ops->kept(peer) : 0;
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
    step(session, SESSION_ENDING);
    wheel_unset(&session->wheel);
    person_connections_leave(subscriber->actor.person, &session->of_person);
    assembly_done(&session->assembly);
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
    owed_forget(&old->owed);
    subscriber_done(&old->subscriber);
    person_connections_leave(old->subscriber.actor.person, &old->of_person);
    people_release(old->subscriber.fanout->people, &old->subscriber.actor.person);
    assembly_done(&old->assembly);
    if (old->who)
        member_count(old, -1);
    mem_free(old->who);
    mem_free(old);
}

static struct pulse_limits limits(const struct session *session)
{
    const struct sessions_options *options = &session->all->options;
    return (struct pulse_limits){options->ping_seconds * SECOND_MS, options->still_seconds};
}

/* Its person's oldest connection makes room where there are too many. */
static void join(struct session *session)
{
    struct person *person = session->subscriber.actor.person;
    struct person_connection *oldest = person_connections_join(
        person, &session->of_person, session->all->options.limits->connections_person);
    if (oldest)
        session_end(SESSION_OF(oldest, of_person), ENDING_PERSON);
}

static int64_t seconds_up(int64_t ms)
{
    return ms > 0 ? (ms + SECOND_MS - 1) / SECOND_MS : 1;
}

/* Milliseconds until the token has expired for good; 0: it has. */
static int64_t expiry(const struct session *session)
{
    int64_t late_ms = ((int64_t)session->expires_s + EXPIRE_SECONDS) * SECOND_MS;
    int64_t left_ms = late_ms - loop_now_ms(session->all->options.loop);
    if (!session->expires_s)
        return INT64_MAX;
    return left_ms > 0 ? left_ms : 0;
}

/* Seconds until it is looked at again, `look_ms` from now or when its token expires. */
static int64_t next_look(const struct session *session, int64_t look_ms)
{
    int64_t expiry_ms = expiry(session);
    return seconds_up(look_ms < expiry_ms ? look_ms : expiry_ms);
}

bool session_admit(struct session *session, const struct token_claims *claims)
{
    const struct pulse_limits limit = limits(session);
    int64_t now_ms = loop_tick_ms(session->all->options.loop);
    struct people *people = session->subscriber.fanout->people;
    struct person *person = people_hold(people, slice_of(claims->id), now_ms);
    if (!person)
        return false;
    session->who = identity_new(claims);
    session->expires_s = token_until_s(claims);
    session->subscriber.actor = (struct actor){.id = identity_id(session->who),
                                               .name = identity_name(session->who),
                                               .person = person,
                                               .anonymous = claims->anonymous};
    join(session);
    session->all->options.stats->connected++;
    member_count(session, 1);
    stranger_free(&session->peer->stranger);
    step(session, SESSION_CONNECTED);
    int64_t look_ms = pulse_start(&session->pulse, now_ms, &limit);
    wheel_set(session->all->options.wheel, &session->wheel, next_look(session, look_ms));
    return true;
}

void session_renew(struct session *session, const struct token_claims *claims)
{
    session->who->mark = claims->mark;
    session->expires_s = token_until_s(claims);
}

static int64_t opened_tick(struct session *session)
{
    int64_t left_ms = session->pulse.since_ms + session->all->options.connect_seconds * SECOND_MS -
                      loop_tick_ms(session->all->options.loop);
    if (left_ms > 0)
        return seconds_up(left_ms);
    session_end(session, ENDING_STALE);
    return 0;
}

/* Seconds until the connection is to be looked at again; 0: it has ended. */
static int64_t look(struct session *session)
{
    int64_t next_ms = 0;
    int64_t now_ms = loop_tick_ms(session->all->options.loop);
    const struct pulse_limits limit = limits(session);
    uint64_t explained = pulse_explains(&session->pulse);
    const struct peer_progress now = session->peer->ops->progress(session->peer, explained);
    switch (pulse_look(&session->pulse, &now, now_ms, &limit, &next_ms)) {
    case PULSE_GOOD:
        break;
    case PULSE_PING:
        subscriber_push(&session->subscriber, SLICE("{}"));
        break;
    case PULSE_FLOOD:
        session_end(session, ENDING_FLOOD);
        break;
    case PULSE_STILL:
        session_end(session, ENDING_SLOW);
        break;
    case PULSE_NO_PONG:
        session_end(session, ENDING_NO_PONG);
        break;
    }
    return session->state == SESSION_ENDING ? 0 : next_look(session, next_ms);
}

static int64_t tick(struct wheel_at *at)
{
    struct session *session = SESSION_OF(at, wheel);
    if (session->state != SESSION_CONNECTED)
        return opened_tick(session);
    if (expiry(session) == 0) {
        session_end(session, ENDING_EXPIRED);
        return 0;
    }
    return look(session);
}

struct sessions *session_all(const struct session *session)
{
    return session->all;
}

const struct sessions_options *session_options(const struct session *session)
{
    return &session->all->options;
}

enum session_state session_state(const struct session *session)
{
    return (enum session_state)session->state;
}

struct slice session_id(const struct session *session)
{
    return slice_of(session->id);
}

struct subscriber *session_subscriber(struct session *session)
{
    return &session->subscriber;
}

struct owed_list *session_owed(struct session *session)
{
    return &session->owed;
}

int64_t session_expires_ms(const struct session *session)
{
    return session->who && session->who->login_bytes ? 0 : (int64_t)session->expires_s * SECOND_MS;
}

const struct identity *session_who(const struct session *session)
{
    return session->who;
}

const char *session_secret(struct session *session)
{
    const struct peer_ops *peer = session->peer->ops;
    return peer->secret ? peer->secret(session->peer) : NULL;
}

const struct dictionary *sessions_dictionary(const struct sessions *sessions)
{
    return &sessions->dictionary;
}

size_t session_bytes(void)
{
    return sizeof(struct session);
}
