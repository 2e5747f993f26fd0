/* SPDX-License-Identifier: Apache-2.0
 * Verbs that the hub answers leave a `struct owed` behind, the context of the hub's callback. */
#include "net/verbs.h"

#include "base/bounds.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "hub/hub.h"
#include "net/connect.h"
#include "net/media.h"
#include "net/owed.h"

typedef enum err verb_fn(struct session *session, uint32_t id, const struct json *params);

static struct owed *owed_by(struct session *session, const char *verb, uint32_t id)
{
    return owed_new(session_owed(session), session, verb, id);
}

static struct hub *hub_of(const struct session *session)
{
    return session_options(session)->hub;
}

static const struct actor *actor_of(struct session *session)
{
    return &session_subscriber(session)->actor;
}

/* The answers of the hub. */

static void took(const struct owed *owed, struct session *session, bool join)
{
    struct net_stats *stats = session_options(session)->stats;
    histogram_add(join ? &stats->join : &stats->command, loop_clock_us() - owed->begun_us);
}

static void json_answered(void *context, const struct hub_answer *answer)
{
    struct owed *owed = context;
    struct session *session = owed_take(owed);
    if (session && answer->error != ERR_NONE) {
        session_refuse(session, owed->id, answer->error, answer->retry_ms);
    } else if (session) {
        struct slice json = answer->json.at ? answer->json : SLICE("{}");
        codec_reply_raw(session_reply(session), owed->id, owed->verb, json);
        session_push(session);
    }
    owed_free(owed);
}

static void rpc_answered(void *context, const struct hub_answer *answer)
{
    struct owed *owed = context;
    struct session *session = owed_take(owed);
    if (session)
        took(owed, session, false);
    if (session && answer->error != ERR_NONE) {
        session_refuse(session, owed->id, answer->error, answer->retry_ms);
    } else if (session) {
        struct writer writer;
        codec_reply(&writer, session_reply(session), owed->id, owed->verb);
        if (answer->json.at && owed->media) {
            const struct sessions_options *shared = session_options(session);
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
    owed_free(owed);
}

static void subscribe_write(const struct owed *owed, struct session *session,
                            const struct hub_subscribed *answer)
{
    struct writer writer;
    codec_reply(&writer, session_reply(session), owed->id, owed->verb);
    writer_bool(&writer, "recoverable", true);
    writer_bool(&writer, "positioned", true);
    writer_text(&writer, "epoch", answer->epoch);
    writer_int(&writer, "offset", answer->offset);
    if (owed->recovering) {
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
    struct owed *owed = context;
    struct session *session = owed_take(owed);
    if (session)
        took(owed, session, true);
    if (session && answer->error != ERR_NONE) {
        session_refuse(session, owed->id, answer->error, answer->retry_ms);
    } else if (session && owed->cancelled) {
        hub_unsubscribe(hub_of(session), session_subscriber(session), slice_of(owed->channel));
        session_refuse(session, owed->id, ERR_NOT_AVAILABLE, 0);
    } else if (session) {
        subscribe_write(owed, session, answer);
    }
    owed_free(owed);
}

enum { FLAG_REJECT_UNRECOVERED = 2 }; /* of subscribe: client.proto, SubscribeRequest.flag */

/* The verbs. An error becomes the reply; ERR_NONE means that it was answered or will be. */

static enum err channel_get(const struct json *params, struct slice *channel)
{
    if (!json_get_text(params, "channel", channel) || channel->len == 0 ||
        channel->len > VERBS_CHANNEL_BYTES)
        return ERR_BAD_REQUEST;
    return ERR_NONE;
}

static struct owed *waiting_subscribe(struct session *session, struct slice channel)
{
    struct owed *owed = session_owed(session)->first;
    while (owed && !(owed->channel && !owed->cancelled && slice_is(channel, owed->channel)))
        owed = owed->next;
    return owed;
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
    if (session_subscriber(session)->followers_count >= BOUND_SUBSCRIPTIONS)
        return ERR_LIMIT_EXCEEDED;
    if (waiting_subscribe(session, request.channel))
        return ERR_ALREADY_SUBSCRIBED;
    (void)json_get_bool(params, "recover", &request.recover);
    (void)json_get_int(params, "flag", &flag);
    request.whole = flag & FLAG_REJECT_UNRECOVERED;
    struct owed *owed = owed_by(session, "subscribe", id);
    owed->channel = mem_text(request.channel);
    owed->recovering = request.recover;
    hub_subscribe(hub_of(session), session_subscriber(session), &request, subscribe_answered, owed);
    return ERR_NONE;
}

static enum err run_unsubscribe(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    enum err error = channel_get(params, &channel);
    if (error != ERR_NONE)
        return error;
    struct owed *waiting = waiting_subscribe(session, channel);
    if (waiting)
        waiting->cancelled = true;
    hub_unsubscribe(hub_of(session), session_subscriber(session), channel);
    codec_reply_raw(session_reply(session), id, "unsubscribe", SLICE("{}"));
    session_push(session);
    return ERR_NONE;
}

/* One command can be followed by its op through every floor; nothing of what it says. Where nobody
 * may know who does it, neither the op nor the connection, which the time of the entry would join.
 */
static void trace(const struct session *session, struct slice method, const struct json *data)
{
    struct slice op, client = session_id(session);
    if (!log_wanted(LOG_DEBUG) || !text_is_id(method))
        return;
    if (hub_veils(hub_of(session), method))
        log_line(LOG_DEBUG, "command received", "method=%.*s", (int)method.len, method.at);
    else if (json_get_text(data, "op", &op) && text_is_id(op))
        log_line(LOG_DEBUG, "command received", "client=%.*s method=%.*s op=%.*s", (int)client.len,
                 client.at, (int)method.len, method.at, (int)op.len, op.at);
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
    struct hub *hub = hub_of(session);
    const struct json *named = member(params, "method");
    if (named && !json_as_text(named, &method))
        return ERR_BAD_REQUEST;
    enum err error = data_read(params, &data);
    if (error)
        return hub_knows(hub, method) ? error : ERR_METHOD_NOT_FOUND;
    trace(session, method, data);
    struct owed *owed = owed_by(session, "rpc", id);
    owed->media = session_options(session)->media && media_answers(method);
    hub_command(hub, actor_of(session), method, data, rpc_answered, owed);
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
        hub_publish(hub_of(session), actor_of(session), channel, data, json_answered,
                    owed_by(session, "publish", id));
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
    if (epoch.len > 0 && !slice_equal(epoch, session_options(session)->epoch))
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
    hub_history(hub_of(session), actor_of(session), &request, json_answered,
                owed_by(session, "history", id));
    return ERR_NONE;
}

static enum err run_presence(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    enum err error = channel_get(params, &channel);
    if (error == ERR_NONE)
        hub_presence(hub_of(session), actor_of(session), channel, json_answered,
                     owed_by(session, "presence", id));
    return error;
}

static enum err run_presence_stats(struct session *session, uint32_t id, const struct json *params)
{
    struct slice channel;
    enum err error = channel_get(params, &channel);
    if (error == ERR_NONE)
        hub_presence_stats(hub_of(session), actor_of(session), channel, json_answered,
                           owed_by(session, "presence_stats", id));
    return error;
}

static enum err run_ping(struct session *session, uint32_t id, const struct json *params)
{
    UNUSED(params);
    codec_reply_raw(session_reply(session), id, "ping", SLICE("{}"));
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
        hub_signal(hub_of(session), actor_of(session), method, data);
    json_free(&data);
    json_free(&what);
    return ERR_NONE;
}

static enum err run_connect(struct session *session, uint32_t id, const struct json *params)
{
    if (session_state(session) != SESSION_CONNECTED)
        return connect_answer(session, id, params);
    session_end(session, ENDING_BAD_REQUEST);
    return ERR_NONE;
}

static verb_fn *const verbs[] = {
    [VERB_CONNECT] = run_connect,     [VERB_RPC] = run_rpc,
    [VERB_SUBSCRIBE] = run_subscribe, [VERB_UNSUBSCRIBE] = run_unsubscribe,
    [VERB_PUBLISH] = run_publish,     [VERB_HISTORY] = run_history,
    [VERB_PRESENCE] = run_presence,   [VERB_PRESENCE_STATS] = run_presence_stats,
    [VERB_REFRESH] = connect_refresh, [VERB_PING] = run_ping,
    [VERB_SUB_REFRESH] = run_nothing, [VERB_SEND] = run_send,
};

enum err verbs_run(struct session *session, const struct codec_command *command)
{
    if (command->verb == VERB_COUNT)
        return ERR_METHOD_NOT_FOUND;
    return verbs[command->verb](session, command->id, command->params);
}
