/* SPDX-License-Identifier: Apache-2.0
 *
 * POST /api/search: what people wrote, to who may see it (hub/finding.h). The words stand in the
 * body, for addresses are written into the logs of others.
 */
#include <inttypes.h>
#include <stdio.h>

#include "hub/finding.h"
#include "loop/loop.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/rate.h"

enum { HITS = 20 };

static const int64_t end_ms = INT64_C(4102444800000); /* the year 2100 */

static void told(void *context, const struct hub_answer *answer)
{
    struct exchange *exchange = context;
    if (answer->error)
        exchange_fail_later(exchange, answer->error, answer->retry_ms);
    else
        exchange_send_json(exchange, 200, answer->json);
}

/* A member that may be absent; false when it is no such thing. */
static bool read_text(const struct exchange *exchange, const char *key, struct slice *out)
{
    *out = (struct slice){NULL, 0};
    return !json_get(exchange->body, key) ||
           (json_get_text(exchange->body, key, out) && out->len > 0);
}

static bool read_int(const struct exchange *exchange, const char *key, int64_t least, int64_t most,
                     int64_t *out)
{
    if (!json_get(exchange->body, key))
        return true;
    return json_get_int(exchange->body, key, out) && *out >= least && *out <= most;
}

/* "TIME.SEQ.ROOM", as hub/finding.c writes it. */
static bool read_after(struct slice text, struct search_hit *after)
{
    char copy[SEARCH_ROOM_BYTES + 64], room[SEARCH_ROOM_BYTES + 1];
    int64_t at_ms = -1, seq = -1;
    if (text.len >= sizeof copy || memchr(text.at, '\0', text.len))
        return false;
    snprintf(copy, sizeof copy, "%.*s", (int)text.len, text.at);
    if (sscanf(copy, "%" SCNd64 ".%" SCNd64 ".%128s", &at_ms, &seq, room) != 3 || at_ms < 0 ||
        at_ms > end_ms || seq <= 0)
        return false;
    after->at_ms = at_ms;
    after->seq = seq;
    snprintf(after->room, sizeof after->room, "%s", room);
    return true;
}

/* What comes of a moment before any of its entries. */
static void begin_at(int64_t until_ms, struct search_hit *after)
{
    after->at_ms = until_ms + 1;
    after->seq = 0;
    snprintf(after->room, sizeof after->room, "~");
}

static bool read_question(const struct exchange *exchange, struct hub_find *out)
{
    int64_t until_ms = 0, limit = HITS;
    struct slice after;
    if (!json_get_text(exchange->body, "words", &out->words) ||
        !read_text(exchange, "room", &out->room) || !read_text(exchange, "kind", &out->kind) ||
        !read_text(exchange, "by", &out->by) || !read_text(exchange, "after", &after) ||
        !read_int(exchange, "since", 0, end_ms, &out->since_ms) ||
        !read_int(exchange, "until", 1, end_ms, &until_ms) ||
        !read_int(exchange, "limit", 1, BOUND_SEARCH_HITS, &limit) ||
        (json_get(exchange->body, "begins") &&
         !json_get_bool(exchange->body, "begins", &out->begins)))
        return false;
    out->limit = (size_t)limit;
    if (until_ms > 0)
        begin_at(until_ms, &out->after);
    return after.len == 0 || read_after(after, &out->after);
}

void api_search_post(struct exchange *exchange)
{
    struct hub_find find = {.begins = false};
    const struct api_site *site = exchange->site;
    int64_t retry_ms = rate_take(site->searches, exchange->actor.id, loop_tick_ms(site->loop));
    if (retry_ms)
        exchange_fail_later(exchange, ERR_TOO_MANY_REQUESTS, retry_ms);
    else if (!exchange->body || !read_question(exchange, &find))
        exchange_fail(exchange, ERR_BAD_REQUEST);
    else
        hub_find(site->hub, &exchange->actor, &find, told, exchange);
}
