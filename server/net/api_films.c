/* SPDX-License-Identifier: Apache-2.0
 *
 * GET /api/films/…: docs/film.md. Each time the room is asked first whether whoever asks may watch
 * it, as what, and what the film is to know; so who was sent away sees no more of it, and nobody
 * sees what was taken back.
 */
#include <stdio.h>

#include "base/mem.h"
#include "base/writer.h"
#include "core/part.h"
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/files.h"
#include "net/films.h"

enum { ASKS_BYTES = 256, TAG_BYTES = 32, NAME_BYTES = 32 };

/* What the address names. */
struct place {
    struct slice room, set, part, segment; /* no `set`: the index */
    struct slice of;                       /* "group.3": whose film it is; absent: the room's */
};

#define OF_GROUP SLICE("group.")

/* Takes the first name off a path, and the slash behind it. */
static struct slice name_take(struct slice *path)
{
    const char *slash = path->len ? memchr(path->at, '/', path->len) : NULL;
    struct slice name = {path->at, slash ? (size_t)(slash - path->at) : path->len};
    size_t gone = name.len + (slash != NULL);
    *path = (struct slice){path->at + gone, path->len - gone};
    return name;
}

static struct place place_of(const struct exchange *exchange)
{
    struct slice path = exchange->pieces[0];
    struct place place;
    place.room = name_take(&path);
    place.set = name_take(&path);
    place.part = name_take(&path);
    place.segment = path;
    place.of = (struct slice){NULL, 0};
    if (place.part.len == 0 && slice_starts(place.set, OF_GROUP)) {
        place.of = place.set;
        place.set = (struct slice){NULL, 0};
    } else if (slice_starts(place.part, OF_GROUP)) {
        place.of = place.part;
    }
    return place;
}

/* Of a group; 0: none is called so. Written anew it is the same: one film has one address. */
static int64_t number_of(struct slice of)
{
    char text[NAME_BYTES], again[NAME_BYTES];
    long long number = 0;
    snprintf(text, sizeof text, "%.*s", (int)of.len, of.at);
    if (sscanf(text, "group.%lld", &number) != 1)
        return 0;
    snprintf(again, sizeof again, "group.%lld", number);
    return slice_is(of, again) ? number : 0;
}

static void send(struct exchange *exchange, const char *version, bool on,
                 const struct film_file *file)
{
    char tag[TAG_BYTES];
    bool brotli = files_accepts(exchange->request.accept_encoding, "br");
    snprintf(tag, sizeof tag, "\"%s%s%s\"", version, on ? ".on" : "", brotli ? ".br" : "");
    const struct packed packed = {.type = "application/json",
                                  .coding = brotli ? "br" : "gzip",
                                  .etag = slice_of(tag),
                                  .bytes = brotli ? file->brotli : file->gzip};
    exchange_header(exchange, "Vary", SLICE("Authorization, Cookie, Accept-Encoding"));
    exchange_send_packed(exchange, &packed);
}

static void ready(void *context, enum err error, const struct film *film)
{
    struct exchange *exchange = context;
    const struct place place = place_of(exchange);
    const struct film_segment *segment = NULL;
    bool on = false;
    if (!error && place.set.len > 0) {
        segment = film_find(film, place.part, place.segment, &on);
        error = segment ? ERR_NONE : ERR_NOT_FOUND;
    }
    if (error)
        exchange_fail(exchange, error);
    else if (segment)
        send(exchange, segment->version, on, on ? &segment->on : &segment->whole);
    else
        send(exchange, film->version, false, &film->index);
}

static void told(void *context, const struct hub_answer *answer)
{
    struct exchange *exchange = context;
    const struct place place = place_of(exchange);
    struct films_ask ask = {.room = place.room, .part = place.of};
    struct json *json = NULL;
    if (answer->error) {
        exchange_fail_later(exchange, answer->error, answer->retry_ms);
        return;
    }
    if (json_parse(answer->json, &json) || !json_get_text(json, "set", &ask.set) ||
        !json_get_int(json, "upto", &ask.upto))
        exchange_fail(exchange, ERR_INTERNAL);
    else if (place.set.len > 0 && !slice_equal(place.set, ask.set))
        exchange_fail(exchange, ERR_NOT_FOUND);
    else
        films_get(exchange->site->films, &ask, ready, exchange);
    json_free(&json);
}

void api_films_get(struct exchange *exchange)
{
    struct buffer text;
    struct writer writer;
    struct json *data = NULL;
    buffer_init(&text, ASKS_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    const struct place place = place_of(exchange);
    writer_text(&writer, "room", place.room);
    if (place.of.len > 0)
        writer_int(&writer, SIDE_MEMBER, number_of(place.of));
    writer_end(&writer);
    if (text.full || json_parse(buffer_slice(&text), &data))
        exchange_fail(exchange, ERR_NOT_FOUND);
    else
        hub_command(exchange->site->hub, &exchange->actor, SLICE("film.get"), data, told, exchange);
    json_free(&data);
    buffer_done(&text);
}
