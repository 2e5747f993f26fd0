/* SPDX-License-Identifier: Apache-2.0
 *
 * What a media server tells of the streams that rooms are sent, and asks: who may send, what has
 * begun, what has ended, what was recorded. It is Debian's nginx with libnginx-mod-rtmp, whose
 * callbacks POST a form (config/nginx-ingest.conf).
 *
 *   publish, update_publish   may this key send? Asked again every few seconds while it does
 *   publish_done              it has gone
 *   record_done               where the recording lies
 *
 * Every call brings the sender's stream key, and is worth no more than that key. Only one that was
 * made here reaches a room, so that names that were guessed wake none.
 */
#include "net/api_routes.h"

#include "base/hash.h"
#include "base/text.h"
#include "core/entry.h"
#include "hub/hub.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/media.h"
#include "net/stats.h"

enum { DATA_BYTES = 1024, OP_BYTES = 23 /* hash_random_id */, CLIENT_CHARS = 15 };

/* What a call becomes in the room. */
static const struct call {
    const char *name, *method;
    bool sends; /* whether the sender is asked about, who is counted when refused */
} calls[] = {
    {"publish", "ingest.begin", true},
    {"update_publish", "ingest.begin", true},
    {"publish_done", "ingest.end", false},
    {"record_done", "ingest.recorded", false},
};

static const struct call *call_find(struct slice name)
{
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (slice_is(name, calls[i].name))
            return &calls[i];
    }
    return NULL;
}

/* Begun and still going on: nothing new, and all is well. Of what has gone there is nothing to
 * refuse. */
static void answered(void *context, const struct hub_answer *answer)
{
    struct exchange *exchange = context;
    const struct call *call = exchange->own;
    enum err error = answer->error;
    if (!error || error == ERR_ALREADY_EXISTS || (!call->sends && error == ERR_NOT_FOUND)) {
        exchange_empty(exchange, 204);
        return;
    }
    if (call->sends && error == ERR_NOT_FOUND)
        exchange->site->stats->refused[REFUSED_STREAM]++;
    exchange_fail_later(exchange, error, answer->retry_ms);
}

/* The connection of the sender, as the media server counts them. */
static int64_t client_of(const struct exchange *exchange)
{
    struct slice text;
    int64_t client = 0;
    if (!exchange_text(exchange, "clientid", &text) || text.len > CLIENT_CHARS)
        return 0;
    for (size_t i = 0; i < text.len && text.at[i] >= '0' && text.at[i] <= '9'; i++)
        client = client * 10 + (text.at[i] - '0');
    return client;
}

/* The name of the recording, without folder and ending; absent: it is none. */
static struct slice file_of(const struct exchange *exchange)
{
    struct slice path;
    if (!exchange_text(exchange, "path", &path) || path.len == 0)
        return (struct slice){NULL, 0};
    const char *slash = memrchr(path.at, '/', path.len);
    size_t before = slash ? (size_t)(slash - path.at) + 1 : 0;
    struct slice file = {path.at + before, path.len - before};
    const char *dot = file.len > 0 ? memrchr(file.at, '.', file.len) : NULL;
    if (dot)
        file.len = (size_t)(dot - file.at);
    return text_is_id(file) ? file : (struct slice){NULL, 0};
}

/* False: the call does not say what it must. */
static bool data_write(const struct exchange *exchange, const struct call *call, struct slice id,
                       int64_t turn, struct buffer *out)
{
    char op[OP_BYTES];
    struct writer writer;
    struct slice file = file_of(exchange);
    bool records = slice_is(slice_of(call->method), "ingest.recorded");
    hash_random_id(op);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    struct buffer room;
    buffer_init(&room, BOUND_ID_BYTES + 16);
    buffer_addf(&room, "webinar:%.*s", (int)id.len, id.at);
    writer_text(&writer, "room", buffer_slice(&room));
    buffer_done(&room);
    writer_text(&writer, "op", slice_of(op));
    writer_int(&writer, "turn", turn);
    if (records && file.at)
        writer_text(&writer, "file", file);
    if (!records)
        writer_int(&writer, "client", client_of(exchange));
    writer_end(&writer);
    return !out->full && (!records || file.at);
}

static void tell(struct exchange *exchange, const struct call *call, struct slice id, int64_t turn)
{
    static const struct actor system = {.id = {"system", 6}};
    struct buffer text;
    struct json *data = NULL;
    buffer_init(&text, DATA_BYTES);
    if (data_write(exchange, call, id, turn, &text) &&
        json_parse(buffer_slice(&text), &data) == ERR_NONE) {
        exchange->own = (void *)call;
        hub_command(exchange->site->hub, &system, slice_of(call->method), data, answered, exchange);
        json_free(&data);
    } else {
        exchange_fail(exchange, ERR_BAD_REQUEST);
    }
    buffer_done(&text);
}

/* The name becomes one of a folder: none that begins with a dot. */
static bool id_good(struct slice id)
{
    return text_is_id(id) && id.at[0] != '.';
}

void api_ingest_post(struct exchange *exchange)
{
    const struct media *media = exchange->site->media;
    struct slice name, id, key;
    int64_t turn;
    const struct call *call = exchange_text(exchange, "call", &name) ? call_find(name) : NULL;
    if (!media_ingests(media)) {
        exchange_fail(exchange, ERR_NOT_AVAILABLE);
        return;
    }
    if (!call || !exchange_text(exchange, "name", &id)) {
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    if (id_good(id) && exchange_text(exchange, "key", &key) &&
        media_ingest_holds(media, id, key, &turn)) {
        tell(exchange, call, id, turn);
        return;
    }
    exchange->site->stats->refused[REFUSED_STREAM] += call->sends;
    exchange_fail(exchange, ERR_PERMISSION_DENIED);
}

/* Whether a signed address of media opens, for a server in front that keeps the media. */
void api_media_get(struct exchange *exchange)
{
    const struct api_site *site = exchange->site;
    struct slice file, path = {exchange->pieces[0].at - 1, exchange->pieces[0].len + 1};
    if (media_opens(site->media, path, loop_now_ms(site->loop), &file)) {
        exchange_header(exchange, "Cache-Control", SLICE("max-age=60"));
        exchange_empty(exchange, 204);
        return;
    }
    site->stats->refused[REFUSED_SIGNATURE]++;
    exchange_fail(exchange, ERR_PERMISSION_DENIED);
}
