/* SPDX-License-Identifier: Apache-2.0
 *
 * The session of a room as a file for calendars. What it says is asked of the academy's room as
 * whoever asks, so that nobody is told of a room that is not listed to them.
 */
#include <stdio.h>

#include "base/json_edit.h"
#include "followers/calendar.h"
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/exchange.h"

enum { PLACE_BYTES = 2048, ASKS_BYTES = 512, FILE_BYTES = 65536, USUAL_MINUTES = 60 };

/* Of texts by language: that which was asked for, English, or whichever comes first. */
static struct slice in_language(const struct json *texts, const char **language)
{
    struct slice text = {NULL, 0};
    if (json_get_text(texts, *language, &text))
        return text;
    *language = "en";
    if (json_get_text(texts, *language, &text))
        return text;
    *language = "";
    (void)json_as_text(json_first(texts), &text);
    return text;
}

/* The language that stands in the query; "": none. */
static void read_language(struct slice query, char language[3])
{
    static const struct slice key = SLICE("language=");
    language[0] = 0;
    if (query.len != key.len + 2 || memcmp(query.at, key.at, key.len) != 0)
        return;
    for (size_t i = 0; i < 2; i++)
        language[i] = query.at[key.len + i];
    language[2] = 0;
}

/* The host of this server, as the page has it in its own file of the session. */
static struct slice host_of(const struct exchange *exchange)
{
    const char *host = strstr(exchange->site->url, "://");
    return host ? slice_of(host + 3) : exchange->request.host;
}

static void write_file(struct exchange *exchange, struct calendar_event *event)
{
    struct slice room = exchange->pieces[0];
    const char *url = exchange->site->url;
    char uid[PLACE_BYTES], address[PLACE_BYTES];
    struct slice host = host_of(exchange);
    struct buffer file;
    snprintf(uid, sizeof uid, "%.*s@%.*s", (int)room.len, room.at, (int)host.len, host.at);
    snprintf(address, sizeof address, "%s/%.*s", url, (int)room.len, room.at);
    *strrchr(address, ':') = '/';
    event->uid = slice_of(uid);
    if (*url)
        event->url = slice_of(address);
    buffer_init(&file, FILE_BYTES);
    calendar_write(event, &file);
    if (file.full)
        exchange_fail(exchange, ERR_INTERNAL);
    else
        exchange_send_file(exchange, "text/calendar; charset=utf-8", buffer_slice(&file));
    buffer_done(&file);
}

static void told(void *context, const struct hub_answer *answer)
{
    struct exchange *exchange = context;
    struct calendar_event event = {.minutes = USUAL_MINUTES};
    struct json *room = NULL;
    char asked[3];
    if (answer->error) {
        exchange_fail_later(exchange, answer->error, answer->retry_ms);
        return;
    }
    (void)json_parse(answer->json, &room);
    read_language(exchange->request.query, asked);
    event.language = event.text_language = asked;
    event.text = in_language(json_get(room, "summary"), &event.text_language);
    event.title = in_language(json_get(room, "title"), &event.language);
    (void)json_get_int(room, "minutes", &event.minutes);
    (void)json_get_int(room, "revision", &event.revision);
    (void)json_get_int(room, "changed", &event.changed_ms);
    (void)json_get_bool(room, "archived", &event.cancelled);
    if (json_get_int(room, "start", &event.start_ms))
        write_file(exchange, &event);
    else
        exchange_fail(exchange, ERR_NOT_FOUND);
    json_free(&room);
}

void api_calendar_get(struct exchange *exchange)
{
    struct slice room = exchange->pieces[0];
    struct json *data = NULL;
    char asks[ASKS_BYTES];
    int len = snprintf(asks, sizeof asks, "{\"room\":\"academy:main\",\"of\":\"%.*s\"}",
                       (int)room.len, room.at);
    if (len >= (int)sizeof asks || !memchr(room.at, ':', room.len) ||
        json_parse(slice_of(asks), &data)) {
        exchange_fail(exchange, ERR_NOT_FOUND);
        return;
    }
    hub_command(exchange->site->hub, &exchange->actor, SLICE("room.get"), data, told, exchange);
    json_free(&data);
}
