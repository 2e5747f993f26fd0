/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys by the API: signing in with one, and a person's own: listed, added, named, removed. The
 * last way in is never removed.
 *
 * Signing in:
 *   the row found -> signature checked -> challenge spent, counter kept, signed in: together
 * Whatever is wrong is the same answer, a passkey that is not there too.
 */
#include "net/api_routes.h"

#include "base/mem.h"
#include "base/unused.h"
#include "hub/gate.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/api_session.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/logins.h"
#include "net/pacing.h"
#include "net/passkey_rows.h"

/* ---- signing in --------------------------------------------------------------------------------
 */

/* What one that fits says, and what its row is to be. */
struct signing {
    struct passkey_row row;
    struct passkey_challenge challenge;
    struct buffer value;
};

static enum err verify(struct exchange *exchange, const struct account *account,
                       struct signing *signing)
{
    struct json *value = NULL;
    struct passkey_site site = passkey_site_of(exchange->site->url);
    enum err error = json_parse(account->value, &value);
    if (!error && !passkey_row_read(value, &signing->row))
        error = ERR_INTERNAL;
    if (!error)
        error = passkey_assert(&site, json_get(exchange->body, "credential"), account->person,
                               &signing->row.passkey, &signing->challenge);
    if (!error && !passkey_challenged(exchange, &signing->challenge))
        error = ERR_PASSKEY_INVALID;
    if (!error)
        error = gate_ask(exchange->site->hub, account->person, NULL);
    signing->row.used_ms = loop_now_ms(exchange->site->loop);
    if (!error)
        passkey_row_write(&signing->row, &signing->value);
    json_free(&value);
    return error;
}

/* A passkey that counts cannot sign in twice at once; one that does not, in several devices, can:
 * then only when it was used is not kept. */
static void sign_in(struct exchange *exchange, const struct account *account,
                    const struct signing *signing)
{
    char spent[PASSKEY_ROW_ID_BYTES];
    struct account_write writes[] = {
        {.changes = false},
        {.row = {.kind = passkey_kind, .id = account->id, .value = buffer_slice(&signing->value)},
         .changes = true,
         .optional = signing->row.passkey.counter == 0,
         .was = account->value},
    };
    passkey_spent_row(exchange, &signing->challenge, spent, &writes[0].row);
    api_session_make(exchange, account->person,
                     &(struct login_with){writes, 2, ERR_PASSKEY_INVALID});
}

static void found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    struct signing signing;
    buffer_init(&signing.value, BOUND_ACCOUNT_BYTES);
    if (error == ERR_NOT_FOUND || (!error && count != 1))
        error = ERR_PASSKEY_INVALID;
    if (!error)
        error = verify(exchange, &rows[0], &signing);
    if (error)
        exchange_fail(exchange, error);
    else
        sign_in(exchange, &rows[0], &signing);
    buffer_done(&signing.value);
}

void api_signin(struct exchange *exchange)
{
    char id[PASSKEY_ROW_ID_BYTES];
    struct buffer raw;
    buffer_init(&raw, PASSKEY_ID_BYTES);
    bool read = passkey_read_id(json_get(exchange->body, "credential"), &raw);
    passkey_row_id(buffer_slice(&raw), id);
    buffer_done(&raw);
    if (!read)
        exchange_fail(exchange, ERR_PASSKEY_INVALID);
    else if (pacing_admits(exchange, slice_of(id)))
        accounts_get(exchange->site->accounts, passkey_kind, slice_of(id), found, exchange);
}

void api_signin_options(struct exchange *exchange)
{
    if (passkey_write_request(exchange, exchange_writer(exchange)))
        exchange_send(exchange, 200);
    else
        exchange_fail(exchange, ERR_JOURNAL_AWAY);
}

/* ---- one's own ---------------------------------------------------------------------------------
 */

static void write_one(const struct account *account, struct writer *out)
{
    struct json *value = NULL;
    struct passkey_row row;
    if (json_parse(account->value, &value) == ERR_NONE && passkey_row_read(value, &row)) {
        writer_object(out, NULL);
        writer_text(out, "id", account->id);
        writer_text(out, "name", row.name);
        writer_int(out, "made", row.made_ms);
        if (row.used_ms)
            writer_int(out, "used", row.used_ms);
        writer_end(out);
    }
    json_free(&value);
}

static void listed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    struct writer *writer = exchange_writer(exchange);
    writer_array(writer, "passkeys");
    for (size_t i = 0; i < count; i++)
        write_one(&rows[i], writer);
    writer_end(writer);
    if (error)
        exchange_fail(exchange, error);
    else
        exchange_send(exchange, 200);
}

void api_passkeys_get(struct exchange *exchange)
{
    accounts_list(exchange->site->accounts, passkey_kind, exchange->actor.id, listed, exchange);
}

static void options_listed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    const struct passkey_person person = {exchange->actor.id, exchange->actor.name};
    if (!error &&
        !passkey_write_creation(exchange, &person, rows, count, exchange_writer(exchange)))
        error = ERR_JOURNAL_AWAY;
    if (error)
        exchange_fail(exchange, error);
    else
        exchange_send(exchange, 200);
}

void api_passkeys_options(struct exchange *exchange)
{
    accounts_list(exchange->site->accounts, passkey_kind, exchange->actor.id, options_listed,
                  exchange);
}

struct adding {
    struct exchange *exchange;
    struct passkey_row row;
};

static void added(void *context, enum err error)
{
    struct adding *adding = context;
    struct exchange *exchange = adding->exchange;
    char id[PASSKEY_ROW_ID_BYTES];
    const struct passkey *passkey = &adding->row.passkey;
    passkey_row_id((struct slice){(const char *)passkey->id, passkey->id_bytes}, id);
    if (error) {
        exchange_fail(exchange, error);
    } else {
        writer_text(exchange_writer(exchange), "id", slice_of(id));
        exchange_send(exchange, 200);
    }
    mem_free(adding);
}

static void adding_spent(void *context, enum err error)
{
    struct adding *adding = context;
    if (error)
        added(adding, error);
    else
        passkey_keep(adding->exchange, adding->exchange->actor.id, &adding->row, added, adding);
}

/* Only from a browser that has signed in: a token is not enough to get a way in of one's own. */
void api_passkeys_add(struct exchange *exchange)
{
    struct passkey_challenge challenge;
    struct adding *adding = mem_new(sizeof *adding);
    adding->exchange = exchange;
    enum err error = *exchange->login
                         ? passkey_take(exchange, exchange->actor.id, &adding->row, &challenge)
                         : ERR_UNAUTHORIZED;
    if (error)
        added(adding, error);
    else
        passkey_spend(exchange, &challenge, adding_spent, adding);
}

/* ---- renaming and removing ---------------------------------------------------------------------
 */

static void done(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    UNUSED(rows);
    UNUSED(count);
    if (error)
        exchange_fail(exchange, error);
    else
        exchange_empty(exchange, 204);
}

static bool is_theirs(const struct exchange *exchange, enum err error, const struct account *rows,
                      size_t count)
{
    return !error && count == 1 && slice_equal(rows[0].person, exchange->actor.id);
}

static void remove_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    if (is_theirs(exchange, error, rows, count))
        accounts_take_spare(exchange->site->accounts, passkey_kind, exchange->pieces[0], done,
                            exchange);
    else
        exchange_fail(exchange, error ? error : ERR_NOT_FOUND);
}

void api_passkeys_remove(struct exchange *exchange)
{
    accounts_get(exchange->site->accounts, passkey_kind, exchange->pieces[0], remove_found,
                 exchange);
}

static void rename_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    struct json *value = NULL;
    struct passkey_row row;
    struct buffer text;
    if (!is_theirs(exchange, error, rows, count) || json_parse(rows[0].value, &value) != ERR_NONE ||
        !passkey_row_read(value, &row)) {
        exchange_fail(exchange, error ? error : ERR_NOT_FOUND);
        json_free(&value);
        return;
    }
    buffer_init(&text, BOUND_ACCOUNT_BYTES);
    passkey_row_name(exchange, &row);
    passkey_row_write(&row, &text);
    struct account next = rows[0];
    next.value = buffer_slice(&text);
    accounts_change(exchange->site->accounts, &next, rows[0].value, done, exchange);
    buffer_done(&text);
    json_free(&value);
}

void api_passkeys_rename(struct exchange *exchange)
{
    accounts_get(exchange->site->accounts, passkey_kind, exchange->pieces[0], rename_found,
                 exchange);
}
