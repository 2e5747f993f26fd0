/* SPDX-License-Identifier: Apache-2.0
 *
 * Confirming the address of a request for access, by the link that was mailed to it, and asking for
 * that link again, by the code that the asker was given. What a mail robot fetches changes nothing:
 * the page posts when somebody says so.
 */
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/confirming.h"
#include "net/exchange.h"

enum { QUESTION_BYTES = HASH_HEX + 64 };

static const struct actor system_actor = {.id = {"system", 6}};

/* Asks the academy for the request found by `status`. */
static void find(struct exchange *exchange, const char *status, hub_answer_fn *found)
{
    char text[QUESTION_BYTES];
    struct json *data = NULL;
    snprintf(text, sizeof text, "{\"room\":\"academy:main\",\"status\":\"%s\"}", status);
    (void)json_parse(slice_of(text), &data);
    hub_command(exchange->site->hub, &system_actor, SLICE("access.find"), data, found, exchange);
    json_free(&data);
}

static void answer(struct exchange *exchange, struct slice state)
{
    writer_text(exchange_writer(exchange), "state", state);
    exchange_send(exchange, 200);
}

/* Of two at once one was first. Who decides is told of it by net/notices.h. */
static void confirmed(void *context, const struct hub_answer *said)
{
    struct exchange *exchange = context;
    if (said->error && said->error != ERR_REQUEST_STATE)
        exchange_fail_later(exchange, said->error, said->retry_ms);
    else
        answer(exchange, SLICE("confirmed"));
}

static void confirm(struct exchange *exchange, int64_t request)
{
    char text[QUESTION_BYTES];
    struct json *data = NULL;
    snprintf(text, sizeof text,
             "{\"room\":\"academy:main\",\"op\":\"confirm.%lld\",\"request\":%lld}",
             (long long)request, (long long)request);
    (void)json_parse(slice_of(text), &data);
    hub_command(exchange->site->hub, &system_actor, SLICE("access.confirm"), data, confirmed,
                exchange);
    json_free(&data);
}

static void found_for_confirm(void *context, const struct hub_answer *said)
{
    struct exchange *exchange = context;
    struct json *json = NULL;
    struct slice state = SLICE("");
    int64_t request = 0;
    if (!said->error)
        (void)json_parse(said->json, &json);
    bool known = json_get_text(json, "state", &state) && json_get_int(json, "request", &request);
    if (said->error && said->error != ERR_NOT_FOUND)
        exchange_fail_later(exchange, said->error, said->retry_ms);
    else if (!known || slice_is(state, "expired"))
        exchange_fail(exchange, ERR_LINK_INVALID);
    else if (slice_is(state, "asked"))
        confirm(exchange, request);
    else
        answer(exchange, state);
    json_free(&json);
}

void api_apply_confirm(struct exchange *exchange)
{
    struct slice code;
    char status[HASH_HEX + 1];
    if (!exchange_text(exchange, "code", &code))
        exchange_fail(exchange, ERR_BAD_REQUEST);
    else if (!confirming_read(exchange->site->keys, code, status))
        exchange_fail(exchange, ERR_LINK_INVALID);
    else
        find(exchange, status, found_for_confirm);
}

static void found_for_again(void *context, const struct hub_answer *said)
{
    struct exchange *exchange = context;
    struct json *json = NULL;
    struct slice state = SLICE(""), mail = SLICE(""), language = SLICE(""), code = SLICE("");
    char status[HASH_HEX + 1];
    if (!said->error)
        (void)json_parse(said->json, &json);
    (void)json_get_text(json, "state", &state);
    (void)json_get_text(json, "language", &language);
    (void)exchange_text(exchange, "code", &code);
    confirming_status(code, status);
    if (said->error) {
        exchange_fail_later(exchange, said->error, said->retry_ms);
    } else if (!slice_is(state, "asked") || !json_get_text(json, "mail", &mail)) {
        exchange_fail(exchange, ERR_REQUEST_STATE);
    } else {
        int64_t retry_ms = exchange->site->outbox
                               ? confirming_send(exchange->site, slice_of(status), mail, language)
                               : 0;
        (void)exchange_writer(exchange);
        if (retry_ms)
            exchange_fail_later(exchange, ERR_TOO_MANY_REQUESTS, retry_ms);
        else
            exchange_send(exchange, 202);
    }
    json_free(&json);
}

void api_apply_again(struct exchange *exchange)
{
    struct slice code;
    char status[HASH_HEX + 1];
    if (!exchange->site->outbox) {
        exchange_fail(exchange, ERR_NOT_AVAILABLE);
        return;
    }
    if (!exchange_text(exchange, "code", &code)) {
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    confirming_status(code, status);
    find(exchange, status, found_for_again);
}
