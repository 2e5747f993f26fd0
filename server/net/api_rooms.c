/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms by the API: every row of every kind by POST, every query by GET, and the view.
 *
 * A command's data is the body, with the room and the op put in; a query's is made of what stands
 * behind the question mark.
 */
#include "net/api_routes.h"

#include "base/hash.h"
#include "base/json_edit.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "fanout/subscriber.h"
#include "hub/hub.h"
#include "net/api_sheet.h"
#include "net/api_site.h"
#include "net/arguments.h"
#include "net/exchange.h"
#include "net/media.h"

enum {
    DATA_BYTES = 8192,
    SIGNED_BYTES = 16384,
    ID_BYTES = 23 /* hash_random_id */
};

/* An answer with an address, which is signed. */
static void send_signed(struct exchange *exchange, struct slice json)
{
    const struct api_site *site = exchange->site;
    struct buffer text;
    struct writer writer;
    buffer_init(&text, SIGNED_BYTES);
    writer_init(&writer, &text);
    media_write(site->media, json, loop_now_ms(site->loop), NULL, &writer);
    if (text.full)
        exchange_fail(exchange, ERR_INTERNAL);
    else
        exchange_send_json(exchange, 200, buffer_slice(&text));
    buffer_done(&text);
}

static void answered(void *context, const struct hub_answer *answer)
{
    struct exchange *exchange = context;
    if (answer->error) {
        exchange_fail_later(exchange, answer->error, answer->retry_ms);
    } else if (answer->json.at && exchange->own) {
        send_signed(exchange, answer->json);
    } else if (answer->json.at) {
        exchange_send_json(exchange, 200, answer->json);
    } else {
        writer_int(exchange_writer(exchange), "seq", answer->seq);
        exchange_send(exchange, 200);
    }
}

/* Sets a text member, whatever was there. */
static void set_text(struct json *object, const char *key, struct slice text)
{
    struct buffer quoted;
    struct json *value = NULL, *old = json_edit_find(object, key);
    buffer_init(&quoted, DATA_BYTES);
    writer_quote(&quoted, text);
    if (old)
        json_edit_remove(object, old);
    if (json_parse(buffer_slice(&quoted), &value) == ERR_NONE)
        json_edit_add(object, key, &value);
    buffer_done(&quoted);
}

/* A request without a key is done as often as it is sent. */
static void set_op(struct exchange *exchange)
{
    char random[ID_BYTES];
    struct slice op = exchange->request.key;
    if (op.len == 0 && exchange_text(exchange, "op", &op))
        return;
    hash_random_id(random);
    set_text(exchange->body, "op", op.len > 0 ? op : slice_of(random));
}

static void ask_hub(struct exchange *exchange, struct slice method)
{
    const struct api_site *site = exchange->site;
    if (site->media && media_answers(method))
        exchange->own = exchange;
    set_text(exchange->body, "room", exchange->pieces[0]);
    hub_command(site->hub, &exchange->actor, method, exchange->body, answered, exchange);
}

void api_rooms_post(struct exchange *exchange)
{
    if (!exchange->body)
        exchange->body = json_object();
    set_op(exchange);
    ask_hub(exchange, exchange->pieces[1]);
}

/* ---- queries -----------------------------------------------------------------------------------
 */

/* Whether the name of a query has `end` behind it, which is taken off. */
static bool takes(struct slice *method, struct slice end)
{
    bool asks = method->len > end.len &&
                memcmp(method->at + method->len - end.len, end.at, end.len) == 0 &&
                memchr(method->at, '.', method->len - end.len);
    if (asks)
        method->len -= end.len;
    return asks;
}

static void query(struct exchange *exchange, struct slice method)
{
    bool sheet = takes(&method, SLICE(".csv")), cues = takes(&method, SLICE(".vtt"));
    json_free(&exchange->body);
    enum err error = arguments_read(exchange->request.query, false, &exchange->body);
    if (cues && (sheet || !slice_is(method, "captions.history")))
        error = ERR_METHOD_NOT_FOUND;
    if (!error && !hub_reads(exchange->site->hub, exchange->pieces[0], method))
        error = ERR_METHOD_NOT_FOUND;
    if (!error)
        set_text(exchange->body, "room", exchange->pieces[0]);
    if (error)
        exchange_fail(exchange, error);
    else if (sheet)
        api_sheet(exchange, method);
    else if (cues)
        api_cues(exchange, method);
    else
        ask_hub(exchange, method);
}

/* ---- views -------------------------------------------------------------------------------------
 */

/* A connection that is none: what would be sent to it is dropped. */
struct looker {
    struct subscriber subscriber; /* first */
    struct exchange *exchange;
};

static size_t drop(struct subscriber *subscriber, const char *frames, size_t len, size_t gone)
{
    UNUSED(subscriber);
    UNUSED(frames);
    UNUSED(gone);
    return len;
}

static void shut(struct subscriber *subscriber, unsigned code, const char *reason)
{
    UNUSED(subscriber);
    UNUSED(code);
    UNUSED(reason);
}

static struct slice nameless(const struct subscriber *subscriber)
{
    UNUSED(subscriber);
    return SLICE("");
}

static void looked(void *context, const struct hub_subscribed *answer)
{
    struct looker *looker = context;
    struct exchange *exchange = looker->exchange;
    if (answer->error) {
        exchange_fail_later(exchange, answer->error, answer->retry_ms);
    } else {
        struct writer *writer = exchange_writer(exchange);
        writer_text(writer, "epoch", answer->epoch);
        writer_int(writer, "offset", answer->offset);
        if (answer->view.at)
            writer_raw(writer, "view", answer->view);
        exchange_send(exchange, 200);
    }
    subscriber_done(&looker->subscriber);
    mem_free(looker);
}

static void look(struct exchange *exchange, struct slice channel)
{
    static const struct subscriber_ops ops = {.send = drop, .close = shut, .client = nameless};
    struct looker *looker = mem_new(sizeof *looker);
    const struct hub_subscribe request = {.channel = channel, .looks = true};
    looker->exchange = exchange;
    subscriber_init(&looker->subscriber, hub_fanout(exchange->site->hub), &ops, &exchange->actor);
    hub_subscribe(exchange->site->hub, &looker->subscriber, &request, looked, looker);
}

/* The last name of what stands behind /api/rooms/ is a query's, or still of the channel: names of
 * queries alone have a dot, and no part of a room is called so. */
void api_rooms_get(struct exchange *exchange)
{
    struct slice channel = exchange->pieces[0];
    const char *slash = memrchr(channel.at, '/', channel.len);
    size_t len = slash ? (size_t)(slash - channel.at) : channel.len;
    struct slice last = {channel.at + len + 1, slash ? channel.len - len - 1 : 0};
    if (!slash || !memchr(last.at, '.', last.len)) {
        look(exchange, channel);
        return;
    }
    exchange->pieces[0].len = len;
    query(exchange, last);
}
