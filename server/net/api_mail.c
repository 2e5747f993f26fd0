/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in with a link by mail, by the API. A link is good once, for 15 minutes, in the browser
 * that asked for it; opened elsewhere it shows six digits to be typed there. Whether an address is
 * known is never told: the answer is given before anybody looks.
 *
 * Two rows: "mail", by the hash of the link's secret, {"ask":id of the other}; "ask", by the hash
 * of what the browser that asked keeps in a cookie, {"mail":id,"digits":hash,"tries":n}, whose
 * digits are there once the link was opened elsewhere.
 */
#include "net/api_routes.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/gate.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/api_session.h"
#include "net/api_site.h"
#include "net/cookies.h"
#include "net/delays.h"
#include "net/exchange.h"
#include "net/links.h"
#include "net/outbox.h"
#include "net/pacing.h"
#include "outbound/mail.h"

/* The answer has gone by then: how long it took must not tell whether the address is known. */
enum { LOOK_MS = 100 };
enum { LINK_SECONDS = 900, TRIES = 5, DIGITS = 6, VALUE_BYTES = 512, URL_BYTES = 1024 };

static const struct slice mail_kind = {"mail", 4}, ask_kind = {"ask", 3};

static struct cookie cookie_of(const struct exchange *exchange)
{
    return (struct cookie){"muster-ask", strncmp(exchange->site->url, "https:", 6) == 0};
}

/* The id of the row of what this browser asked for; "" when it has asked for nothing. */
static void ask_id(const struct exchange *exchange, char id[LINK_ID_BYTES])
{
    const struct cookie cookie = cookie_of(exchange);
    struct slice secret = cookie_find(&cookie, exchange->request.cookie);
    id[0] = '\0';
    if (secret.len > 0)
        links_id(secret, id);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

struct asking {
    const struct api_site *site;
    char address[MAIL_ADDRESS_BYTES + 1], language[3];
    char ask[LINK_ID_BYTES];
};

static void value_write(struct buffer *out, const char *mail, struct slice digits, int64_t tries)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "mail", slice_of(mail));
    writer_text(&writer, "digits", digits);
    writer_int(&writer, "tries", tries);
    writer_end(&writer);
}

static void rows_put(const struct asking *asking, struct slice person, const char *mail)
{
    struct buffer value;
    char link[64];
    const struct api_site *site = asking->site;
    int64_t expires_ms = loop_now_ms(site->loop) + LINK_SECONDS * 1000;
    buffer_init(&value, VALUE_BYTES);
    value_write(&value, mail, SLICE(""), 0);
    snprintf(link, sizeof link, "{\"ask\":\"%s\"}", asking->ask);
    const struct account ask = {.kind = ask_kind,
                                .id = slice_of(asking->ask),
                                .person = person,
                                .value = buffer_slice(&value),
                                .expires_ms = expires_ms};
    const struct account row = {.kind = mail_kind,
                                .id = slice_of(mail),
                                .person = person,
                                .value = slice_of(link),
                                .expires_ms = expires_ms};
    accounts_put(site->accounts, &ask, NULL, NULL);
    accounts_put(site->accounts, &row, NULL, NULL);
    buffer_done(&value);
}

static void look(void *context)
{
    struct asking *asking = context;
    const struct api_site *site = asking->site;
    struct gate_person person;
    char secret[LINK_SECRET_BYTES], id[LINK_ID_BYTES], link[URL_BYTES];
    struct slice known = gate_mail(site->hub, slice_of(asking->address));
    if (site->outbox && known.len > 0 && gate_ask(site->hub, known, &person) == ERR_NONE &&
        person.mail.len > 0) {
        links_secret(secret);
        links_id(slice_of(secret), id);
        snprintf(link, sizeof link, "%s/enter#%s", site->url, secret);
        rows_put(asking, known, id);
        const struct outbox_order order = {.letter = LETTER_SIGNIN,
                                           .to = person.mail,
                                           .language = slice_of(asking->language),
                                           .link = slice_of(link),
                                           .until_ms = loop_now_ms(site->loop) +
                                                       LINK_SECONDS * INT64_C(1000)};
        outbox_add(site->outbox, &order, NULL, NULL);
        explicit_bzero(secret, sizeof secret);
        explicit_bzero(link, sizeof link);
    }
    mem_free(asking);
}

static void set_cookie(struct exchange *exchange, struct slice secret)
{
    struct buffer value;
    const struct cookie cookie = cookie_of(exchange);
    buffer_init(&value, VALUE_BYTES);
    cookie_write(&cookie, secret, secret.len > 0 ? LINK_SECONDS : 0, &value);
    exchange_header(exchange, "Set-Cookie", buffer_slice(&value));
    buffer_done(&value);
}

void api_mail_ask(struct exchange *exchange)
{
    struct slice address, language = SLICE("");
    char secret[LINK_SECRET_BYTES];
    /* Before there is an organiser it could mean nobody. */
    bool begun = exchange->site->demo || gate_guarded(exchange->site->hub);
    if (!exchange->site->outbox || !begun) {
        exchange_fail(exchange, ERR_NOT_AVAILABLE);
        return;
    }
    if (!exchange_text(exchange, "mail", &address) || !mail_address_good(address)) {
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    struct asking *asking = mem_new(sizeof *asking);
    asking->site = exchange->site;
    snprintf(asking->address, sizeof asking->address, "%.*s", (int)address.len, address.at);
    int64_t retry_ms = pacing_mail_ms(exchange->site, slice_of(asking->address));
    if (retry_ms) {
        mem_free(asking);
        exchange_fail_later(exchange, ERR_TOO_MANY_REQUESTS, retry_ms);
        return;
    }
    (void)exchange_text(exchange, "language", &language);
    snprintf(asking->language, sizeof asking->language, "%.*s", (int)language.len, language.at);
    links_secret(secret);
    links_id(slice_of(secret), asking->ask);
    set_cookie(exchange, slice_of(secret));
    explicit_bzero(secret, sizeof secret);
    delays_call(exchange->site->delays, LOOK_MS, look, asking);
    (void)exchange_writer(exchange);
    exchange_send(exchange, 202);
}

/* ---- opening -----------------------------------------------------------------------------------
 */

struct opening {
    struct exchange *exchange;
    char mail[LINK_ID_BYTES], ask[LINK_ID_BYTES], own[LINK_ID_BYTES];
    char person[BOUND_ID_BYTES + 1], digits[DIGITS + 1];
};

static void opening_fail(struct opening *opening, enum err error)
{
    exchange_fail(opening->exchange, error == ERR_NOT_FOUND ? ERR_LINK_INVALID : error);
    mem_free(opening);
}

/* The link is ours alone now. */
static void taken(void *context, enum err error, const struct account *rows, size_t count)
{
    struct opening *opening = context;
    struct exchange *exchange = opening->exchange;
    if (error || count != 1) {
        opening_fail(opening, error);
        return;
    }
    accounts_take(exchange->site->accounts, ask_kind, slice_of(opening->own), NULL, NULL);
    set_cookie(exchange, SLICE(""));
    api_session_make(exchange, rows[0].person, NULL);
    mem_free(opening);
}

static void digits_of(const char *ask, const char *digits, char hash[LINK_ID_BYTES])
{
    const struct slice parts[] = {slice_of(ask), SLICE(":"), slice_of(digits)};
    struct hash digest = hash_of(parts, 3);
    hash_id(&digest, hash);
}

static void shown(void *context, enum err error, const struct account *rows, size_t count)
{
    struct opening *opening = context;
    UNUSED(rows);
    UNUSED(count);
    if (error) {
        opening_fail(opening, error);
        return;
    }
    writer_text(exchange_writer(opening->exchange), "digits", slice_of(opening->digits));
    exchange_send(opening->exchange, 200);
    mem_free(opening);
}

/* Opened elsewhere: digits for the browser that asked. Those shown before are worth nothing. */
static void ask_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct opening *opening = context;
    struct buffer value;
    struct json *json = NULL;
    char hash[LINK_ID_BYTES];
    uint32_t random;
    int64_t tries = 0;
    if (error || count != 1 || json_parse(rows[0].value, &json) != ERR_NONE) {
        opening_fail(opening, error ? error : ERR_INTERNAL);
        return;
    }
    (void)json_get_int(json, "tries", &tries);
    hash_random(&random, sizeof random);
    snprintf(opening->digits, sizeof opening->digits, "%06u", random % 1000000);
    digits_of(opening->ask, opening->digits, hash);
    buffer_init(&value, VALUE_BYTES);
    value_write(&value, opening->mail, slice_of(hash), tries);
    struct account next = rows[0];
    next.value = buffer_slice(&value);
    accounts_change(opening->exchange->site->accounts, &next, rows[0].value, shown, opening);
    buffer_done(&value);
    json_free(&json);
}

static void mail_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct opening *opening = context;
    struct accounts *accounts = opening->exchange->site->accounts;
    struct json *json = NULL;
    struct slice asked = SLICE("");
    if (error || count != 1 || json_parse(rows[0].value, &json) != ERR_NONE) {
        opening_fail(opening, error ? error : ERR_INTERNAL);
        return;
    }
    (void)json_get_text(json, "ask", &asked);
    snprintf(opening->ask, sizeof opening->ask, "%.*s", (int)asked.len, asked.at);
    if (strcmp(opening->ask, opening->own) == 0)
        accounts_take(accounts, mail_kind, slice_of(opening->mail), taken, opening);
    else
        accounts_get(accounts, ask_kind, slice_of(opening->ask), ask_found, opening);
    json_free(&json);
}

void api_mail_open(struct exchange *exchange)
{
    struct slice code;
    struct opening *opening = mem_new(sizeof *opening);
    opening->exchange = exchange;
    ask_id(exchange, opening->own);
    if (!exchange_text(exchange, "code", &code)) {
        opening_fail(opening, ERR_BAD_REQUEST);
        return;
    }
    links_id(code, opening->mail);
    if (!pacing_admits(exchange, slice_of(opening->mail))) {
        mem_free(opening);
        return;
    }
    accounts_get(exchange->site->accounts, mail_kind, slice_of(opening->mail), mail_found, opening);
}

/* ---- typing ------------------------------------------------------------------------------------
 */

static void counted(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    opening_fail(context, error ? error : ERR_LINK_INVALID);
}

/* Wrong ones are counted, and the last try takes the link away. */
static void wrong(struct opening *opening, const struct account *row, const struct json *json)
{
    struct buffer value;
    struct slice digits = SLICE("");
    struct account next = *row;
    int64_t tries = 0;
    (void)json_get_text(json, "digits", &digits);
    (void)json_get_int(json, "tries", &tries);
    struct accounts *accounts = opening->exchange->site->accounts;
    if (tries + 1 >= TRIES)
        accounts_take(accounts, mail_kind, slice_of(opening->mail), NULL, NULL);
    buffer_init(&value, VALUE_BYTES);
    value_write(&value, opening->mail, digits, tries + 1);
    next.value = buffer_slice(&value);
    accounts_change(accounts, &next, row->value, counted, opening);
    buffer_done(&value);
}

static void typed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct opening *opening = context;
    struct json *json = NULL;
    struct slice mail = SLICE(""), kept = SLICE("");
    char hash[LINK_ID_BYTES];
    if (error || count != 1 || json_parse(rows[0].value, &json) != ERR_NONE) {
        opening_fail(opening, error ? error : ERR_INTERNAL);
        return;
    }
    (void)json_get_text(json, "mail", &mail);
    (void)json_get_text(json, "digits", &kept);
    snprintf(opening->mail, sizeof opening->mail, "%.*s", (int)mail.len, mail.at);
    digits_of(opening->own, opening->digits, hash);
    if (kept.len > 0 && hash_same(kept, slice_of(hash)))
        accounts_take(opening->exchange->site->accounts, mail_kind, slice_of(opening->mail), taken,
                      opening);
    else
        wrong(opening, &rows[0], json);
    json_free(&json);
}

void api_mail_digits(struct exchange *exchange)
{
    struct slice digits;
    struct opening *opening = mem_new(sizeof *opening);
    opening->exchange = exchange;
    ask_id(exchange, opening->own);
    if (!exchange_text(exchange, "digits", &digits) || digits.len != DIGITS) {
        opening_fail(opening, ERR_BAD_REQUEST);
        return;
    }
    memcpy(opening->digits, digits.at, DIGITS);
    accounts_get(exchange->site->accounts, ask_kind, slice_of(opening->own), typed, opening);
}
