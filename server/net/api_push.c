/* SPDX-License-Identifier: Apache-2.0
 * Whether this browser gets messages of what is new, by the API. Only one that has signed in does:
 * they end with its login. */
#include "net/api_routes.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/push_row.h"
#include "net/pushes.h"

enum { KEPT_DAYS = 400 /* a login is not as old without being used */ };

/* Who has a token alone is in no browser that we know. */
static bool can_be(struct exchange *exchange)
{
    if (exchange->site->pushes && *exchange->login)
        return true;
    exchange_fail(exchange, ERR_NOT_AVAILABLE);
    return false;
}

static void known(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    struct slice key = pushes_key(exchange->site->pushes);
    UNUSED(rows);
    UNUSED(count);
    if ((error && error != ERR_NOT_FOUND) || !key.at) {
        exchange_fail(exchange, error ? error : ERR_JOURNAL_AWAY);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    writer_text(writer, "key", key);
    writer_bool(writer, "on", error == ERR_NONE);
    exchange_send(exchange, 200);
}

void api_push_get(struct exchange *exchange)
{
    if (can_be(exchange))
        accounts_get(exchange->site->accounts, push_row_kind(), slice_of(exchange->login), known,
                     exchange);
}

/* ---- beginning ---------------------------------------------------------------------------------
 */

static void put_done(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    UNUSED(rows);
    UNUSED(count);
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    pushes_begin(exchange->site->pushes, exchange->actor.id);
    exchange_empty(exchange, 204);
}

/* What this browser had before is gone. */
static void cleared(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    struct push_row *row = exchange->own;
    struct buffer value;
    UNUSED(rows);
    UNUSED(count);
    buffer_init(&value, BOUND_ACCOUNT_BYTES);
    bool good = push_row_write(exchange->site, slice_of(exchange->login), row, &value);
    explicit_bzero(row, sizeof *row);
    mem_free(row);
    if ((error && error != ERR_NOT_FOUND) || !good) {
        exchange_fail(exchange, error && error != ERR_NOT_FOUND ? error : ERR_JOURNAL_AWAY);
    } else {
        const struct account account = {.kind = push_row_kind(),
                                        .id = slice_of(exchange->login),
                                        .person = exchange->actor.id,
                                        .value = buffer_slice(&value),
                                        .expires_ms = loop_now_ms(exchange->site->loop) +
                                                      KEPT_DAYS * INT64_C(86400000)};
        accounts_put(exchange->site->accounts, &account, put_done, exchange);
    }
    buffer_done(&value);
}

void api_push_set(struct exchange *exchange)
{
    if (!can_be(exchange))
        return;
    struct push_row *row = mem_new(sizeof *row);
    if (!push_row_of(exchange->site, exchange->body, row)) {
        mem_free(row);
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    exchange->own = row;
    accounts_take(exchange->site->accounts, push_row_kind(), slice_of(exchange->login), cleared,
                  exchange);
}

/* ---- ending ------------------------------------------------------------------------------------
 */

static void ended(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    if (error && error != ERR_NOT_FOUND)
        exchange_fail(context, error);
    else
        exchange_empty(context, 204);
}

void api_push_end(struct exchange *exchange)
{
    if (can_be(exchange))
        accounts_take(exchange->site->accounts, push_row_kind(), slice_of(exchange->login), ended,
                      exchange);
}
