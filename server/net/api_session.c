/* SPDX-License-Identifier: Apache-2.0
 * Small routes over net/logins.h. */
#include "net/api_session.h"

#include "base/mem.h"
#include "net/api_routes.h"
#include "net/exchange.h"
#include "net/login_keys.h"
#include "net/logins.h"

enum { COOKIE_BYTES = 256 };

static void set_cookie(struct exchange *exchange, struct slice secret)
{
    struct buffer value;
    buffer_init(&value, COOKIE_BYTES);
    logins_write_cookie(exchange->site->logins, secret, &value);
    exchange_header(exchange, "Set-Cookie", buffer_slice(&value));
    buffer_done(&value);
}

void api_session_answer(struct exchange *exchange, const struct login *login, struct slice secret)
{
    struct buffer token;
    int64_t expires_ms = 0;
    buffer_init(&token, TOKEN_BYTES);
    const struct login_token order = {login->person, login->name, slice_of(login->id),
                                      login->ends_ms};
    if (!login_keys_sign(exchange->site->keys, &order, &token, &expires_ms)) {
        exchange_fail(exchange, ERR_JOURNAL_AWAY);
        buffer_done(&token);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    writer_object(writer, "person");
    writer_text(writer, "id", login->person);
    writer_text(writer, "name", login->name);
    writer_end(writer);
    writer_text(writer, "token", buffer_slice(&token));
    writer_int(writer, "expires", expires_ms);
    if (secret.len > 0)
        set_cookie(exchange, secret);
    exchange_send(exchange, 200);
    buffer_done(&token);
}

/* ---- signing in --------------------------------------------------------------------------------
 */

struct making {
    struct exchange *exchange;
    char secret[LOGIN_SECRET_BYTES];
};

static void made(void *context, enum err error, const struct login *login)
{
    struct making *making = context;
    if (error)
        exchange_fail(making->exchange, error);
    else
        api_session_answer(making->exchange, login, slice_of(making->secret));
    explicit_bzero(making->secret, sizeof making->secret);
    mem_free(making);
}

void api_session_make(struct exchange *exchange, struct slice person, const struct login_with *with)
{
    struct logins *logins = exchange->site->logins;
    struct login_order order = {.person = person,
                                .agent = exchange->request.agent,
                                .old = logins_cookie(logins, exchange->request.cookie),
                                .from = exchange->request.from};
    if (with)
        order.with = *with;
    struct making *making = mem_new(sizeof *making);
    making->exchange = exchange;
    logins_make(logins, &order, making->secret, made, making);
}

/* ---- routes ------------------------------------------------------------------------------------
 */

/* Only a browser has a session; a program has a token. */
static bool has_session(struct exchange *exchange)
{
    if (*exchange->login)
        return true;
    exchange_fail(exchange, ERR_UNAUTHORIZED);
    return false;
}

void api_session_get(struct exchange *exchange)
{
    struct login login = {.person = exchange->actor.id,
                          .name = exchange->actor.name,
                          .ends_ms = exchange->login_ends_ms};
    if (!has_session(exchange))
        return;
    memcpy(login.id, exchange->login, sizeof login.id);
    /* The browser keeps the cookie for as long as the login goes on from here. */
    api_session_answer(exchange, &login,
                       logins_cookie(exchange->site->logins, exchange->request.cookie));
}

static void ended(void *context, enum err error)
{
    struct exchange *exchange = context;
    if (error)
        exchange_fail(exchange, error);
    else
        exchange_empty(exchange, 204);
}

void api_session_end(struct exchange *exchange)
{
    if (!has_session(exchange))
        return;
    set_cookie(exchange, SLICE(""));
    logins_end(exchange->site->logins, exchange->actor.id, slice_of(exchange->login), SLICE(""),
               ended, exchange);
}

static void list_one(void *context, const struct login *login)
{
    struct exchange *exchange = context;
    struct writer *writer = &exchange->writer;
    writer_object(writer, NULL);
    writer_text(writer, "id", slice_of(login->id));
    writer_text(writer, "agent", login->agent);
    writer_text(writer, "place", login->place);
    writer_int(writer, "made", login->made_ms);
    writer_int(writer, "seen", login->seen_ms);
    writer_bool(writer, "here", strcmp(login->id, exchange->login) == 0);
    writer_end(writer);
}

static void listed(void *context, enum err error)
{
    struct exchange *exchange = context;
    writer_end(&exchange->writer);
    if (error)
        exchange_fail(exchange, error);
    else
        exchange_send(exchange, 200);
}

void api_sessions_get(struct exchange *exchange)
{
    writer_array(exchange_writer(exchange), "sessions");
    logins_list(exchange->site->logins, exchange->actor.id, list_one, listed, exchange);
}

void api_sessions_end_others(struct exchange *exchange)
{
    logins_end(exchange->site->logins, exchange->actor.id, SLICE(""), slice_of(exchange->login),
               ended, exchange);
}

void api_sessions_end_one(struct exchange *exchange)
{
    logins_end(exchange->site->logins, exchange->actor.id, exchange->pieces[0], SLICE(""), ended,
               exchange);
}
