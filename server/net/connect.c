/* SPDX-License-Identifier: Apache-2.0
 * Who a session is: the verbs connect and refresh. */
#include "net/connect.h"

#include "base/hash.h"
#include "hub/hub.h"
#include "net/dictionary.h"
#include "net/expel.h"
#include "net/linked.h"
#include "net/login_keys.h"
#include "net/revoked_file.h"

enum { SECOND_MS = 1000, ID_BYTES = 23 /* hash_random_id */ };

static struct slice token_of(const struct json *params)
{
    struct slice token = {NULL, 0};
    (void)json_get_text(params, "token", &token);
    return token;
}

static enum err verify(const struct session *session, struct slice token,
                       struct token_claims *claims)
{
    const struct sessions_options *shared = session_options(session);
    enum err own = shared->keys ? login_keys_verify(shared->keys, token, claims) : ERR_UNAUTHORIZED;
    if ((own != ERR_UNAUTHORIZED && own != ERR_JOURNAL_AWAY) || !shared->tokens)
        return own;
    enum err error = token_verify(shared->tokens, token, loop_now_ms(shared->loop), claims);
    if (!error)
        linked_resolve(shared->hub, claims);
    return error == ERR_UNAUTHORIZED ? own : error;
}

static bool taken_back(const struct session *session, const struct token_claims *claims)
{
    return linked_revoked(session_options(session)->revoked, slice_of(claims->linked),
                          slice_of(claims->id), &claims->mark);
}

/* The end that a token brings which is not taken. */
static enum ending token_ending(enum err error)
{
    return error == ERR_LIMIT_EXCEEDED ? ENDING_TOKEN_LIFE : ENDING_TOKEN;
}

/* Plain channels may be open to people without a token: each gets a name of its own. */
static enum err anonymous(const struct session *session, struct token_claims *claims)
{
    char id[ID_BYTES];
    if (!session_options(session)->channels_open)
        return ERR_UNAUTHORIZED;
    hash_random_id(id);
    *claims = (struct token_claims){0};
    snprintf(claims->id, sizeof claims->id, TOKEN_ANONYMOUS "%s", id);
    claims->anonymous = true;
    return ERR_NONE;
}

static void write_expiry(struct writer *writer, const struct session *session)
{
    int64_t expires_ms = session_expires_ms(session);
    if (!expires_ms)
        return;
    int64_t left_s = (expires_ms - loop_now_ms(session_options(session)->loop)) / SECOND_MS;
    writer_bool(writer, "expires", true);
    writer_int(writer, "ttl", left_s > 0 ? left_s : 1);
}

static void write_identity(struct writer *writer, const struct session *session)
{
    writer_text(writer, "client", session_id(session));
    writer_text(writer, "version", SLICE("muster " MUSTER_VERSION));
    write_expiry(writer, session);
}

static void write_data(struct writer *writer, struct session *session)
{
    const struct actor *actor = &session_subscriber(session)->actor;
    writer_object(writer, "data");
    writer_int(writer, "now", loop_now_ms(session_options(session)->loop));
    writer_object(writer, "person");
    writer_text(writer, "id", actor->id);
    writer_text(writer, "name", actor->name);
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
static void write_session(struct writer *writer, const char *secret, struct slice node)
{
    char random[ID_BYTES];
    hash_random_id(random);
    writer_text(writer, "session", slice_of(secret ? secret : random));
    writer_text(writer, "node", node);
}

/* `secret` is the session's; `packed` grants packed frames, as `params` ask for. */
static void write_welcome(struct session *session, uint32_t id, const char *secret,
                          const struct json *params, bool packed)
{
    struct writer writer;
    const struct sessions *all = session_all(session);
    codec_reply(&writer, session_reply(session), id, "connect");
    write_identity(&writer, session);
    writer_int(&writer, "ping", session_options(session)->ping_seconds);
    writer_bool(&writer, "pong", true);
    write_session(&writer, secret, sessions_node(all));
    write_data(&writer, session);
    if (packed)
        dictionary_write(sessions_dictionary(all), params, &writer);
    codec_reply_end(&writer);
}

static void welcome(struct session *session, uint32_t id, const struct json *params)
{
    struct subscriber *subscriber = session_subscriber(session);
    const char *secret = session_secret(session);
    subscriber->lean = wants_lean(params);
    bool packed = subscriber->lean && !secret && dictionary_wanted(params);
    write_welcome(session, id, secret, params, packed);
    session_push(session);
    /* The reply that brings the dictionary is the last frame that stands as it is. */
    subscriber->packed = packed;
}

enum err connect_answer(struct session *session, uint32_t id, const struct json *params)
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
    if (error == ERR_NONE && !claims.anonymous && !expel_lets_in(session, &claims, &error))
        return error;
    if (error != ERR_NONE) {
        enum refused as = error == ERR_TOKEN_EXPIRED ? REFUSED_EXPIRED : REFUSED_TOKEN;
        session_options(session)->stats->refused[as]++;
        return error;
    }
    if (sessions_full(session_all(session)) || !session_admit(session, &claims)) {
        session_options(session)->stats->refused[REFUSED_FULL]++;
        return ERR_TOO_MANY_REQUESTS;
    }
    welcome(session, id, params);
    return ERR_NONE;
}

static bool same_login(const struct session *session, const struct token_claims *claims)
{
    return slice_equal(identity_login(session_who(session)),
                       claims->ends_ms ? slice_of(claims->jti) : SLICE(""));
}

/* As Centrifugo does: a refresh with an expired token is the end of the session (the client comes
 * back with a new one), with another person's or an invalid one the end for good. */
enum err connect_refresh(struct session *session, uint32_t id, const struct json *params)
{
    struct writer writer;
    struct token_claims claims;
    enum err error = verify(session, token_of(params), &claims);
    if (error == ERR_TOKEN_EXPIRED) {
        session_end(session, ENDING_EXPIRED);
        return ERR_NONE;
    }
    if (error != ERR_NONE || !slice_is(session_subscriber(session)->actor.id, claims.id) ||
        !same_login(session, &claims)) {
        session_end(session, token_ending(error));
        return ERR_NONE;
    }
    if (taken_back(session, &claims)) {
        session_end(session, ENDING_REVOKED);
        return ERR_NONE;
    }
    session_renew(session, &claims);
    codec_reply(&writer, session_reply(session), id, "refresh");
    write_identity(&writer, session);
    codec_reply_end(&writer);
    session_push(session);
    return ERR_NONE;
}
