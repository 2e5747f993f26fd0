/* SPDX-License-Identifier: Apache-2.0
 * Who a session is: the verbs connect and refresh. */
#include "base/hash.h"
#include "base/mem.h"
#include "net/verbs.h"

enum { SECOND_MS = 1000 };

static struct slice token_of(const struct json *params)
{
    struct slice token = {NULL, 0};
    (void)json_get_text(params, "token", &token);
    return token;
}

static enum err verify(const struct session *session, struct slice token,
                       struct token_claims *claims)
{
    const struct sessions_options *shared = &session->all->options;
    if (!shared->tokens)
        return ERR_UNAUTHORIZED;
    return token_verify(shared->tokens, token, loop_now_ms(shared->loop), claims);
}

static bool taken_back(const struct session *session, const struct token_claims *claims)
{
    return revoked_file_holds(session->all->options.revoked, slice_of(claims->id), &claims->mark);
}

/* The end that a token brings which is not taken. */
static enum ending token_ending(enum err error)
{
    return error == ERR_LIMIT_EXCEEDED ? ENDING_TOKEN_LIFE : ENDING_TOKEN;
}

/* Plain channels may be open to people without a token: each gets a name of its own. */
static enum err anonymous(const struct session *session, struct token_claims *claims)
{
    char id[SESSION_ID_BYTES];
    if (!session->all->options.channels_open)
        return ERR_UNAUTHORIZED;
    hash_random_id(id);
    *claims = (struct token_claims){0};
    snprintf(claims->id, sizeof claims->id, TOKEN_ANONYMOUS "%s", id);
    claims->anonymous = true;
    return ERR_NONE;
}

static void displaced(struct guests_at *at)
{
    struct session *oldest =
        (struct session *)(void *)((char *)at - offsetof(struct session, guests));
    session_end(oldest, ENDING_PERSON);
}

static void admit(struct session *session, const struct token_claims *claims)
{
    struct slice id = slice_of(claims->id), name = slice_of(claims->name);
    session->who = mem_new(sizeof *session->who + id.len + name.len);
    *session->who = claims->mark;
    char *text = (char *)(session->who + 1);
    memcpy(text, id.at, id.len);
    memcpy(text + id.len, name.at, name.len);
    session->expires_ms = claims->exp_ms;
    session->subscriber.actor = (struct actor){.id = {text, id.len},
                                               .name = {text + id.len, name.len},
                                               .metered = true,
                                               .anonymous = claims->anonymous};
    struct guests_at *oldest = guests_join(session->all->guests, session->subscriber.actor.id,
                                           &session->guests, BOUND_CONNECTIONS_PERSON);
    if (oldest)
        displaced(oldest);
    session->all->options.stats->connected++;
    session_connected(session);
}

static void write_expiry(struct writer *writer, const struct session *session)
{
    if (!session->expires_ms)
        return;
    int64_t left_s = (session->expires_ms - loop_now_ms(session->all->options.loop)) / SECOND_MS;
    writer_bool(writer, "expires", true);
    writer_int(writer, "ttl", left_s > 0 ? left_s : 1);
}

static void write_identity(struct writer *writer, const struct session *session)
{
    writer_text(writer, "client", slice_of(session->id));
    writer_text(writer, "version", SLICE("muster " MUSTER_VERSION));
    write_expiry(writer, session);
}

static void write_data(struct writer *writer, const struct session *session)
{
    writer_object(writer, "data");
    writer_int(writer, "now", loop_now_ms(session->all->options.loop));
    writer_object(writer, "person");
    writer_text(writer, "id", session->subscriber.actor.id);
    writer_text(writer, "name", session->subscriber.actor.name);
    writer_end(writer);
    writer_end(writer);
}

/* The client's own choice: fewer bytes, a few seconds later. Its data may be anything, also what
 * cannot be read. */
static bool wants_lean(const struct json *params)
{
    struct slice raw, class = {NULL, 0};
    struct json *data = NULL;
    if (json_as_raw(json_get(params, "data"), &raw))
        (void)json_parse(raw, &data);
    bool lean = json_get_text(data, "class", &class) && slice_is(class, "lean");
    json_free(&data);
    return lean;
}

/* What a streaming connection is spoken to by; a WebSocket needs none, and is told one all the same
 * as the protocol has it. */
static void write_session(struct writer *writer, const struct session *session)
{
    char random[SESSION_ID_BYTES];
    const struct peer_ops *ops = session->peer->ops;
    hash_random_id(random);
    writer_text(writer, "session", slice_of(ops->secret ? ops->secret(session->peer) : random));
    writer_text(writer, "node", sessions_node(session->all));
}

static void write_welcome(struct session *session, uint32_t id, const struct json *params,
                          bool packed)
{
    struct writer writer;
    codec_reply(&writer, &session->all->scratch, id, "connect");
    write_identity(&writer, session);
    writer_int(&writer, "ping", session->all->options.ping_seconds);
    writer_bool(&writer, "pong", true);
    write_session(&writer, session);
    write_data(&writer, session);
    if (packed)
        dictionary_write(&session->all->dictionary, params, &writer);
    codec_reply_end(&writer);
}

enum err entrance_connect(struct session *session, uint32_t id, const struct json *params)
{
    struct token_claims claims;
    struct slice token = token_of(params);
    enum err error = token.len > 0 ? verify(session, token, &claims) : anonymous(session, &claims);
    if ((error == ERR_UNAUTHORIZED && token.len > 0) || error == ERR_LIMIT_EXCEEDED) {
        session_end(session, token_ending(error));
        return ERR_NONE;
    }
    if (error == ERR_NONE && taken_back(session, &claims)) {
        session_end(session, ENDING_REVOKED);
        return ERR_NONE;
    }
    if (error != ERR_NONE) {
        enum refused as = error == ERR_TOKEN_EXPIRED ? REFUSED_EXPIRED : REFUSED_TOKEN;
        session->all->options.stats->refused[as]++;
        return error;
    }
    if (sessions_full(session->all)) {
        session->all->options.stats->refused[REFUSED_FULL]++;
        return ERR_TOO_MANY_REQUESTS;
    }
    admit(session, &claims);
    session->subscriber.lean = wants_lean(params);
    bool packed =
        session->subscriber.lean && !session->peer->ops->secret && dictionary_wanted(params);
    write_welcome(session, id, params, packed);
    session_push(session);
    /* The reply that brings the dictionary is the last frame that stands as it is. */
    session->subscriber.packed = packed;
    return ERR_NONE;
}

/* As Centrifugo does: a refresh with an expired token is the end of the session (the client comes
 * back with a new one), with another person's or an invalid one the end for good. */
enum err entrance_refresh(struct session *session, uint32_t id, const struct json *params)
{
    struct writer writer;
    struct token_claims claims;
    enum err error = verify(session, token_of(params), &claims);
    if (error == ERR_TOKEN_EXPIRED) {
        session_end(session, ENDING_EXPIRED);
        return ERR_NONE;
    }
    if (error != ERR_NONE || !slice_is(session->subscriber.actor.id, claims.id)) {
        session_end(session, token_ending(error));
        return ERR_NONE;
    }
    if (taken_back(session, &claims)) {
        session_end(session, ENDING_REVOKED);
        return ERR_NONE;
    }
    *session->who = claims.mark;
    session->expires_ms = claims.exp_ms;
    codec_reply(&writer, &session->all->scratch, id, "refresh");
    write_identity(&writer, session);
    codec_reply_end(&writer);
    session_push(session);
    return ERR_NONE;
}
