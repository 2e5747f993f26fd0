/* SPDX-License-Identifier: Apache-2.0
 *
 * What a connected client may ask. Verbs that the hub answers leave a `struct call` behind: it is
 * the context of the hub's callback, lives until that comes, and loses its session when that ends
 * first.
 */
#include "net/verbs.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "net/media.h"

typedef enum err verb_fn(struct session *session, uint32_t id, const struct json *params);

struct call {
    struct session *session; /* NULL: it has ended */
    struct call *next, **link;
    const char *verb;
    uint32_t id;
    char *channel;  /* of a subscribe; NULL for the others */
    bool cancelled; /* an unsubscribe came before the answer */
    bool recovering;
    bool media; /* the answer tells an address to be signed */
};

static struct call *call_new(struct session *session, const char *verb, uint32_t id)
{
    struct call *call = mem_new(sizeof *call);
    call->session = session;
    call->verb = verb;
    call->id = id;
    call->next = session->calls;
    call->link = &session->calls;
    if (call->next)
        call->next->link = &call->next;
    session->calls = call;
    session->calls_count++;
    return call;
}

/* The session that still waits, or NULL. */
static struct session *call_take(struct call *call)
{
    struct session *session = call->session;
    if (!session)
        return NULL;
    *call->link = call->next;
    if (call->next)
        call->next->link = call->link;
    call->session = NULL;
    session->calls_count--;
    return session;
}

static void call_free(struct call *call)
{
    mem_free(call->channel);
    mem_free(call);
}

void verbs_forget(struct session *session)
{
    while (session->calls)
        (void)call_take(session->calls);
}

static void push_refusal(struct session *session, uint32_t id, enum err error, int64_t retry_ms)
{
    codec_error(&session->all->scratch, id, error, retry_ms);
    session_push(session);
}

static void push_error(struct session *session, uint32_t id, enum err error)
{
    push_refusal(session, id, error, 0);
}

/* The answers of the hub. */

static void json_answered(void *context, const struct hub_answer *answer)
{
    struct call *call = context;
    struct session *session = call_take(call);
    if (session && answer->error != ERR_NONE) {
        push_refusal(session, call->id, answer->error, answer->retry_ms);
    } else if (session) {
        struct slice json = answer->json.at ? answer->json : SLICE("{}");
        codec_reply_raw(&session->all->scratch, call->id, call->verb, json);
        session_push(session);
    }
    call_free(call);
}

static void rpc_answered(void *context, const struct hub_answer *answer)
{
    struct call *call = context;
    struct session *session = call_take(call);
    if (session && answer->error != ERR_NONE) {
        push_refusal(session, call->id, answer->error, answer->retry_ms);
    } else if (session) {
        struct writer writer;
        codec_reply(&writer, &session->all->scratch, call->id, call->verb);
        if (answer->json.at && call->media) {
            const struct sessions_options *shared = &session->all->options;
            media_write(shared->media, answer->json, loop_now_ms(shared->loop), "data", &writer);
        } else if (answer->json.at) {
            writer_raw(&writer, "data", answer->json);
        } else {
            writer_object(&writer, "data");
            writer_int(&writer, "seq", answer->seq);
            writer_end(&writer);
        }
        codec_reply_end(&writer);
        session_push(session);
    }
    call_free(call);
}

static void subscribe_write(const struct call *call, struct session *session,
                            const struct hub_subscribed *answer)
{
    struct writer writer;
    codec_reply(&writer, &session->all->scratch, call->id, call->verb);
    writer_bool(&writer, "recoverable", true);
    writer_bool(&writer, "positioned", true);
    writer_text(&writer, "epoch", answer->epoch);
    writer_int(&writer, "offset", answer->offset);
    if (call->recovering) {
        writer_bool(&writer, "was_recovering", true);
        writer_bool(&writer, "recovered", answer->recovered);
    }
    if (answer->publications.at)
        writer_raw(&writer, "publications", answer->publications);
    if (answer->view.at)
        writer_raw(&writer, "data", answer->view);
    codec_reply_end(&writer);
    session_push(session);
}

static void subscribe_answered(void *context, const struct hub_subscribed *answer)
{
    struct call *call = context;
    struct session *session = call_take(call);
    if (session && answer->error != ERR_NONE) {
        push_refusal(session, call->id, answer->error, answer->retry_ms);
    } else if (session && call->cancelled) {
        hub_unsubscribe(session->all->options.hub, &session->subscriber, slice_of(call->channel));
        push_error(session, call->id, ERR_NOT_AVAILABLE);
    } else if (session) {
        subscribe_write(call, session, answer);
    }
    call_free(call);
}

enum { FLAG_REJECT_UNRECOVERED = 2 }; /* of subscribe: client.proto, SubscribeRequest.flag */

/* The verbs. An error becomes the reply; ERR_NONE means that it was answered or will be. */

static enum err channel_get(const struct json *params, struct slice *channel)
{
    if (!json_get_text(params, "channel", channel) || channel->len == 0 ||
        channel->len > CHANNEL_BYTES)
        return ERR_BAD_REQUEST;
    return ERR_NONE;
}

static struct call *waiting_subscribe(const struct session *session, struct slice channel)
{
    struct call *call = session->calls;
    while (call && !(call->channel && !call->cancelled && slice_is(channel, call->channel)))
        call = call->next;
    return call;
}

/* A member that is there and says something. */
static const struct json *member(const struct json *params, const char *key)
{
    const struct json *value = json_get(params, key);
    return json_is_null(value) ? NULL : value;
}

/* Maps, shared polls and filters are not served: what asks for one is never taken for a stream. */
static bool is_stream(const struct json *params)
{
    int64_t type = 0;
    const struct json *said = member(params, "type");
    return (!said || (json_as_int(said, &type) && type == 0)) && !member(params, "tf");
}

static enum err position_get(const struct json *params, int64_t *offset, struct slice *epoch)
{
    (void)json_get_offset(params, "offset", offset);
    (void)json_get_text(params, "epoch", epoch);
    return *offset < 0 ? ERR_BAD_REQUEST : ERR_NONE;
}

static enum err run_subscribe(struct session *session, uint32_t id, const struct json *params)
{
    int64_t flag = 0;
    struct hub_subscribe request = {.offset = 0};
    enum err error = channel_get(params, &request.channel);
    if (!error)
        error = position_get(params, &request.offset, &request.epoch);
    if (!error && !is_stream(params))
        error = ERR_NOT_AVAILABLE;
    if (error != ERR_NONE)
        return error;
    if (session->subscriber.followers_count >= BOUND_SUBSCRIPTIONS)
        return ERR_LIMIT_EXCEEDED;
    if (waiting_subscribe(session, request.channel))
        return ERR_ALREADY_SUBSCRIBED;
    (void)json_get_bool(params, "recover", &request.recover);
    (void)json_get_int(params, "flag", &flag);
    request.whole = flag & FLAG_REJECT_UNRECOVERED;
    struct call *call = call_new(session, "subscribe", id);
    call->channel = mem_text(request.channel);
    call->recovering = request.recover;
    hub_subscribe(session->all->options.hub, &session->subscriber, &request, subscribe_answered,
                  call);
    return ERR_NONE;
}

static enum err run_unsubscribe(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    enum err error = channel_get(params, &channel);
    if (error != ERR_NONE)
        return error;
    struct call *waiting = waiting_subscribe(session, channel);
    if (waiting)
        waiting->cancelled = true;
    hub_unsubscribe(session->all->options.hub, &session->subscriber, channel);
    codec_reply_raw(&session->all->scratch, id, "unsubscribe", SLICE("{}"));
    session_push(session);
    return ERR_NONE;
}

/* One command can be followed by its op through every floor; nothing of what it says. */
static void trace(const struct session *session, struct slice method, const struct json *data)
{
    struct slice op;
    if (log_wanted(LOG_DEBUG) && text_is_id(method) && json_get_text(data, "op", &op) &&
        text_is_id(op))
        log_line(LOG_DEBUG, "command received", "client=%s method=%.*s op=%.*s", session->id,
                 (int)method.len, method.at, (int)op.len, op.at);
}

/* What a method is told; *data is owned. */
static enum err data_read(const struct json *params, struct json **data)
{
    struct slice raw;
    *data = NULL;
    return json_as_raw(json_get(params, "data"), &raw) ? json_parse_around(raw, data)
                                                       : ERR_BAD_REQUEST;
}

static enum err run_rpc(struct session *session, uint32_t id, const struct json *params)
{
    struct json *data;
    struct slice method = {NULL, 0};
    struct hub *hub = session->all->options.hub;
    const struct json *named = member(params, "method");
    if (named && !json_as_text(named, &method))
        return ERR_BAD_REQUEST;
    enum err error = data_read(params, &data);
    if (error)
        return hub_knows(hub, method) ? error : ERR_METHOD_NOT_FOUND;
    trace(session, method, data);
    struct call *call = call_new(session, "rpc", id);
    call->media = session->all->options.media && media_answers(method);
    hub_command(hub, &session->subscriber.actor, method, data, rpc_answered, call);
    json_free(&data);
    return ERR_NONE;
}

static bool is_map(const struct json *params)
{
    struct slice key = {NULL, 0};
    bool removed = false;
    (void)json_get_text(params, "key", &key);
    (void)json_get_bool(params, "removed", &removed);
    return !is_stream(params) || key.len > 0 || removed;
}

static enum err run_publish(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    const struct json *data = json_get(params, "data");
    enum err error = data ? channel_get(params, &channel) : ERR_BAD_REQUEST;
    if (!error && is_map(params))
        error = ERR_NOT_AVAILABLE;
    if (error == ERR_NONE)
        hub_publish(session->all->options.hub, &session->subscriber.actor, channel, data,
                    json_answered, call_new(session, "publish", id));
    return error;
}

/* Where history starts: *since stays -1 without a position. */
static enum err since_get(const struct session *session, const struct json *params, int64_t *since)
{
    struct slice epoch = {NULL, 0};
    const struct json *position = json_get(params, "since");
    *since = -1;
    if (!position || json_is_null(position))
        return ERR_NONE;
    if (!json_is_object(position))
        return ERR_BAD_REQUEST;
    *since = 0;
    if (position_get(position, since, &epoch) != ERR_NONE)
        return ERR_BAD_REQUEST;
    if (epoch.len > 0 && !slice_equal(epoch, session->all->options.epoch))
        return ERR_UNRECOVERABLE_POSITION;
    return ERR_NONE;
}

static enum err run_history(struct session *session, uint32_t id, const struct json *params)
{
    struct hub_history request = {.limit = 0};
    enum err error = channel_get(params, &request.channel);
    if (error == ERR_NONE)
        error = since_get(session, params, &request.since);
    if (error != ERR_NONE)
        return error;
    (void)json_get_int(params, "limit", &request.limit);
    (void)json_get_bool(params, "reverse", &request.reverse);
    if (request.limit < 0 || request.limit > BOUND_HISTORY_PAGE)
        request.limit = BOUND_HISTORY_PAGE;
    hub_history(session->all->options.hub, &session->subscriber.actor, &request, json_answered,
                call_new(session, "history", id));
    return ERR_NONE;
}

static enum err run_presence(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    enum err error = channel_get(params, &channel);
    if (error == ERR_NONE)
        hub_presence(session->all->options.hub, &session->subscriber.actor, channel, json_answered,
                     call_new(session, "presence", id));
    return error;
}

static enum err run_presence_stats(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    enum err error = channel_get(params, &channel);
    if (error == ERR_NONE)
        hub_presence_stats(session->all->options.hub, &session->subscriber.actor, channel,
                           json_answered, call_new(session, "presence_stats", id));
    return error;
}

static enum err run_ping(struct session *session, uint32_t id, const struct json *params)
{
    UNUSED(params);
    codec_reply_raw(&session->all->scratch, id, "ping", SLICE("{}"));
    session_push(session);
    return ERR_NONE;
}

static enum err run_nothing(struct session *session, uint32_t id, const struct json *params)
{
    UNUSED(session);
    UNUSED(id);
    UNUSED(params);
    return ERR_NOT_AVAILABLE;
}

/* The client hears nothing of it, whatever it is. */
static enum err run_send(struct session *session, uint32_t id, const struct json *params)
{
    struct json *what = NULL, *data = NULL;
    struct slice method;
    if (id > 0)
        return ERR_NOT_AVAILABLE; /* an answer would be awaited */
    if (data_read(params, &what) == ERR_NONE && json_get_text(what, "method", &method) &&
        data_read(what, &data) == ERR_NONE)
        hub_signal(session->all->options.hub, &session->subscriber.actor, method, data);
    json_free(&data);
    json_free(&what);
    return ERR_NONE;
}

static enum err run_connect(struct session *session, uint32_t id, const struct json *params)
{
    if (session->state == SESSION_OPENED)
        return entrance_connect(session, id, params);
    session_end(session, ENDING_BAD_REQUEST);
    return ERR_NONE;
}

static verb_fn *const verbs[] = {
    [VERB_CONNECT] = run_connect,      [VERB_RPC] = run_rpc,
    [VERB_SUBSCRIBE] = run_subscribe,  [VERB_UNSUBSCRIBE] = run_unsubscribe,
    [VERB_PUBLISH] = run_publish,      [VERB_HISTORY] = run_history,
    [VERB_PRESENCE] = run_presence,    [VERB_PRESENCE_STATS] = run_presence_stats,
    [VERB_REFRESH] = entrance_refresh, [VERB_PING] = run_ping,
    [VERB_SUB_REFRESH] = run_nothing,  [VERB_SEND] = run_send,
};

/* What no client of the protocol would send: `send` alone has no id and gets no answer, and the
 * first of all is `connect`. Once that has been refused, what came behind it is too. */
static bool well_formed(const struct session *session, const struct codec_command *command)
{
    if (session->state == SESSION_OPENED && !session->refused && command->verb != VERB_CONNECT)
        return false;
    if (session->state == SESSION_OPENED && command->pong)
        return true;
    return command->id > 0 || command->verb == VERB_SEND;
}

static enum err run(struct session *session, const struct codec_command *command)
{
    if (command->error)
        return command->error;
    if (session->state == SESSION_OPENED && command->verb != VERB_CONNECT)
        return ERR_UNAUTHORIZED;
    if (command->verb == VERB_COUNT)
        return ERR_METHOD_NOT_FOUND;
    return verbs[command->verb](session, command->id, command->params);
}

/* When whoever is faster than a connection may be should try again. */
enum { HASTY_MS = 500 };

void verbs_run(struct session *session, const struct codec_command *command)
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
    bool hasty = verdict == METER_REFUSE || session->calls_count >= CALLS_MAX;
    enum err error = hasty ? ERR_TOO_MANY_REQUESTS : run(session, command);
    if (error != ERR_NONE && command->verb == VERB_CONNECT)
        session->refused = true;
    if (hasty)
        session_pause(session);
    if (error != ERR_NONE && command->id > 0)
        push_refusal(session, command->id, error, hasty ? HASTY_MS : 0);
}
