/* SPDX-License-Identifier: Apache-2.0
 *
 * Calendars by the API: the file of one session, for whoever sees it listed; and private addresses
 * from which the calendar of a person, or of a course of theirs, is fetched again and again
 * (net/calendars.h). Whoever has the address has the file, until its person takes it back, or is
 * let in no more. Of an address only its hash is kept: the row "feed",
 * {"course","language","made"}.
 */
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "core/entry.h"
#include "hub/gate.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/calendars.h"
#include "net/exchange.h"
#include "net/links.h"

enum { LINK_BYTES = 2048, VALUE_BYTES = 256 };
/* What was longer ago has left the file: calendars keep it as they like. */
#define PAST_MS (60 * INT64_C(86400000))

static const struct slice feed_kind = {"feed", 4};

/* The host of this server, as the page has it in its own file of the session. */
static struct slice host_of(const struct exchange *exchange)
{
    const char *host = strstr(exchange->site->url, "://");
    return host ? slice_of(host + 3) : exchange->request.host;
}

static void send_made(void *context, enum err error, struct slice file)
{
    struct exchange *exchange = context;
    if (error)
        exchange_fail(exchange, error);
    else
        exchange_send_file(exchange, "text/calendar; charset=utf-8", file);
}

static struct calendars_order order_of(const struct exchange *exchange)
{
    const struct api_site *site = exchange->site;
    return (struct calendars_order){.hub = site->hub,
                                    .url = slice_of(site->url),
                                    .host = host_of(exchange),
                                    .name = slice_of(*site->name ? site->name : "Muster"),
                                    .person = exchange->actor.id,
                                    .called = exchange->actor.name,
                                    .language = exchange_language(exchange)};
}

static bool is_room(struct slice room)
{
    return entry_room_kind(room).at && text_is_id(entry_room_id(room));
}

void api_calendar_get(struct exchange *exchange)
{
    struct calendars_order order = order_of(exchange);
    order.of = exchange->pieces[0];
    if (is_room(order.of))
        calendars_make(&order, send_made, exchange);
    else
        exchange_fail(exchange, ERR_NOT_FOUND);
}

/* ---- addresses ---------------------------------------------------------------------------------
 */

struct feed {
    struct exchange *exchange;
    char secret[LINK_SECRET_BYTES], id[LINK_ID_BYTES];
};

static void made(void *context, enum err error, const struct account *rows, size_t count)
{
    struct feed *feed = context;
    struct exchange *exchange = feed->exchange;
    char address[LINK_BYTES];
    UNUSED(rows);
    UNUSED(count);
    snprintf(address, sizeof address, "%s/api/feed/%s.ics", exchange->site->url, feed->secret);
    if (error) {
        exchange_fail(exchange, error);
    } else {
        struct writer *writer = exchange_writer(exchange);
        writer_text(writer, "id", slice_of(feed->id));
        writer_text(writer, "link", slice_of(address));
        exchange_send(exchange, 200);
    }
    explicit_bzero(feed->secret, sizeof feed->secret);
    mem_free(feed);
}

void api_feeds_make(struct exchange *exchange)
{
    struct slice course = SLICE(""), language = SLICE("");
    struct buffer value;
    struct writer writer;
    bool said = exchange_text(exchange, "course", &course);
    (void)exchange_text(exchange, "language", &language);
    if ((said && !is_room(course)) || (language.len != 0 && language.len != 2)) {
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    struct feed *feed = mem_new(sizeof *feed);
    feed->exchange = exchange;
    links_secret(feed->secret);
    links_id(slice_of(feed->secret), feed->id);
    buffer_init(&value, VALUE_BYTES);
    writer_init(&writer, &value);
    writer_object(&writer, NULL);
    if (said)
        writer_text(&writer, "course", course);
    writer_text(&writer, "language", language);
    writer_int(&writer, "made", loop_now_ms(exchange->site->loop));
    writer_end(&writer);
    const struct account row = {.kind = feed_kind,
                                .id = slice_of(feed->id),
                                .person = exchange->actor.id,
                                .value = buffer_slice(&value)};
    accounts_put(exchange->site->accounts, &row, made, feed);
    buffer_done(&value);
}

static void write_feed(const struct account *row, struct writer *writer)
{
    struct json *json = NULL;
    struct slice course;
    int64_t made_ms = 0;
    (void)json_parse(row->value, &json);
    (void)json_get_int(json, "made", &made_ms);
    writer_object(writer, NULL);
    writer_text(writer, "id", row->id);
    if (json_get_text(json, "course", &course))
        writer_text(writer, "course", course);
    writer_int(writer, "made", made_ms);
    writer_end(writer);
    json_free(&json);
}

static void listed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    writer_array(writer, "feeds");
    for (size_t i = 0; i < count; i++)
        write_feed(&rows[i], writer);
    writer_end(writer);
    exchange_send(exchange, 200);
}

void api_feeds_get(struct exchange *exchange)
{
    accounts_list(exchange->site->accounts, feed_kind, exchange->actor.id, listed, exchange);
}

static void ended(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    if (error)
        exchange_fail(context, error);
    else
        exchange_empty(context, 204);
}

static void to_end(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    if (error || count != 1 || !slice_equal(rows[0].person, exchange->actor.id))
        exchange_fail(exchange, error ? error : ERR_NOT_FOUND);
    else
        accounts_take(exchange->site->accounts, feed_kind, exchange->pieces[0], ended, exchange);
}

void api_feeds_end(struct exchange *exchange)
{
    accounts_get(exchange->site->accounts, feed_kind, exchange->pieces[0], to_end, exchange);
}

/* ---- fetching ----------------------------------------------------------------------------------
 */

static void found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct exchange *exchange = context;
    struct calendars_order order = order_of(exchange);
    struct gate_person person;
    struct json *json = NULL;
    if (error || count != 1 || gate_ask(exchange->site->hub, rows[0].person, &person) != ERR_NONE) {
        exchange_fail(exchange, error && error != ERR_NOT_FOUND ? error : ERR_NOT_FOUND);
        return;
    }
    (void)json_parse(rows[0].value, &json);
    (void)json_get_text(json, "course", &order.course);
    (void)json_get_text(json, "language", &order.language);
    order.person = rows[0].person;
    order.called = person.name;
    order.from_ms = loop_now_ms(exchange->site->loop) - PAST_MS;
    calendars_make(&order, send_made, exchange);
    json_free(&json);
}

void api_feeds_file(struct exchange *exchange)
{
    struct slice secret = exchange->pieces[0];
    char id[LINK_ID_BYTES];
    if (secret.len < 4 || memcmp(secret.at + secret.len - 4, ".ics", 4) != 0) {
        exchange_fail(exchange, ERR_NOT_FOUND);
        return;
    }
    secret.len -= 4;
    links_id(secret, id);
    accounts_get(exchange->site->accounts, feed_kind, slice_of(id), found, exchange);
}
