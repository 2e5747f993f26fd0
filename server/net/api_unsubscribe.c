/* SPDX-License-Identifier: Apache-2.0
 *
 * Ending mails of what is new, by the word that each of them holds (net/unsubscribe.h): by one POST
 * of the reader's mail program (RFC 8058), or by the page /u/WORD; nobody need sign in, and what
 * only looks, as robots in front of mail boxes do, changes nothing. And what mail servers send back
 * (net/bounces.h): who brings it need not be known either, for the word proves it.
 */
#include <stdio.h>

#include "base/hash.h"
#include "base/unused.h"
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/bounces.h"
#include "net/exchange.h"
#include "net/stats.h"
#include "net/unsubscribe.h"

enum { DATA_BYTES = 512, LINK_BYTES = 2048, RANDOM_BYTES = 23 };

static void ended(void *context, const struct hub_answer *answer)
{
    if (answer->error)
        exchange_fail_later(context, answer->error, answer->retry_ms);
    else
        exchange_empty(context, 204);
}

static void end_mails(struct exchange *exchange, struct slice word)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct json *data = NULL;
    struct buffer person;
    char text[DATA_BYTES], op[RANDOM_BYTES];
    buffer_init(&person, BOUND_ID_BYTES);
    bool good = unsubscribe_whose(exchange->site, word, &person);
    hash_random_id(op);
    snprintf(text, sizeof text, "{\"room\":\"inbox:%.*s\",\"op\":\"ended.%s\",\"mail\":\"none\"}",
             (int)person.len, person.bytes ? person.bytes : "", op);
    buffer_done(&person);
    if (!good || json_parse(slice_of(text), &data) != ERR_NONE) {
        exchange_fail(exchange, ERR_LINK_INVALID);
        return;
    }
    hub_command(exchange->site->hub, &system, SLICE("inbox.set"), data, ended, exchange);
    json_free(&data);
}

/* A mail program says List-Unsubscribe=One-Click. */
void api_unsubscribe_once(struct exchange *exchange)
{
    end_mails(exchange, exchange->pieces[0]);
}

void api_unsubscribe(struct exchange *exchange)
{
    struct slice code;
    if (exchange_text(exchange, "code", &code))
        end_mails(exchange, code);
    else
        exchange_fail(exchange, ERR_BAD_REQUEST);
}

/* Somebody whose mail program knows only links: the page asks them. */
void api_unsubscribe_look(struct exchange *exchange)
{
    char link[LINK_BYTES];
    struct slice word = exchange->pieces[0];
    struct buffer person;
    buffer_init(&person, BOUND_ID_BYTES);
    bool good = unsubscribe_whose(exchange->site, word, &person);
    buffer_done(&person);
    if (!good) {
        exchange_fail(exchange, ERR_LINK_INVALID);
        return;
    }
    snprintf(link, sizeof link, "%s/u/%.*s", exchange->site->url, (int)word.len, word.at);
    exchange_header(exchange, "Location", slice_of(link));
    exchange_empty(exchange, 303);
}

/* ---- what came back ----------------------------------------------------------------------------
 */

static void noted(void *context, enum err error, int64_t at_ms)
{
    UNUSED(at_ms);
    if (error)
        exchange_fail(context, error);
    else
        exchange_empty(context, 204);
}

void api_mail_bounce(struct exchange *exchange)
{
    struct slice code;
    if (!exchange_text(exchange, "code", &code) || !bounces_is(exchange->site, code)) {
        exchange_fail(exchange, ERR_LINK_INVALID);
        return;
    }
    exchange->site->stats->mails[MAILS_BOUNCED]++;
    bounces_note(exchange->site, code, noted, exchange);
}

/* ---- one's own address -------------------------------------------------------------------------
 */

static void state_known(void *context, enum err error, int64_t at_ms)
{
    struct exchange *exchange = context;
    struct gate_person person = {0};
    (void)gate_ask(exchange->site->hub, exchange->actor.id, &person);
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    if (person.mail.len > 0)
        writer_text(writer, "mail", person.mail);
    writer_bool(writer, "sends", exchange->site->outbox);
    if (at_ms)
        writer_int(writer, "bounced", at_ms);
    exchange_send(exchange, 200);
}

void api_mail_state(struct exchange *exchange)
{
    struct gate_person person = {0};
    (void)gate_ask(exchange->site->hub, exchange->actor.id, &person);
    if (person.mail.len > 0)
        bounces_look(exchange->site, person.mail, state_known, exchange);
    else
        state_known(exchange, ERR_NONE, 0);
}

/* It is to be tried again. */
void api_mail_again(struct exchange *exchange)
{
    struct gate_person person = {0};
    char word[BOUNCES_WORD_BYTES];
    if (gate_ask(exchange->site->hub, exchange->actor.id, &person) != ERR_NONE ||
        person.mail.len == 0)
        exchange_fail(exchange, ERR_NOT_FOUND);
    else if (!bounces_word(exchange->site, person.mail, word))
        exchange_fail(exchange, ERR_JOURNAL_AWAY);
    else
        bounces_forget(exchange->site, slice_of(word), noted, exchange);
}
