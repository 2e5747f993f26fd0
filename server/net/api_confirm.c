/* SPDX-License-Identifier: Apache-2.0
 *
 * Confirming the address of a request for access, by the link that was mailed to it, and asking for
 * that link again, by the code that the asker was given. What a mail robot fetches changes nothing:
 * the page posts when somebody says so.
 */
#include "base/mem.h"
#include "hub/gate.h"
#include "hub/hub.h"
#include "loop/loop.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/confirming.h"
#include "net/exchange.h"
#include "net/outbox.h"

enum { QUESTION_BYTES = HASH_HEX + 64, LINK_BYTES = 1024, WAITING_MS = 3 * 86400000 };

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

/* A request that is being confirmed. */
struct confirming {
    struct exchange *exchange;
    int64_t request;
    char country[3];
};

/* Once for each person, whoever tells it how often. */
static void write_to(void *context, struct slice id, const struct gate_person *person)
{
    const struct confirming *confirming = context;
    const struct api_site *site = confirming->exchange->site;
    char mail[64], print[23], link[LINK_BYTES];
    struct hash hash = hash_of(&id, 1);
    if (person->mail.len == 0)
        return;
    hash_id(&hash, print);
    snprintf(mail, sizeof mail, "waits.%lld.%s", (long long)confirming->request, print);
    snprintf(link, sizeof link, "%s/academy/requests", site->url);
    const struct outbox_order order = {.letter = LETTER_WAITING,
                                       .to = person->mail,
                                       .language = person->locale,
                                       .link = slice_of(link),
                                       .until_ms = loop_now_ms(site->loop) + WAITING_MS,
                                       .id = mail};
    outbox_add(site->outbox, &order, NULL, NULL);
}

/* Of two at once one was first. */
static void confirmed(void *context, const struct hub_answer *said)
{
    struct confirming *confirming = context;
    struct exchange *exchange = confirming->exchange;
    if (said->error && said->error != ERR_REQUEST_STATE) {
        exchange_fail_later(exchange, said->error, said->retry_ms);
    } else {
        if (!said->error && exchange->site->outbox)
            gate_coordinators(exchange->site->hub, slice_of(confirming->country), write_to,
                              confirming);
        answer(exchange, SLICE("confirmed"));
    }
    mem_free(confirming);
}

static void confirm(struct exchange *exchange, int64_t request, struct slice country)
{
    struct confirming *confirming = mem_new(sizeof *confirming);
    *confirming = (struct confirming){.exchange = exchange, .request = request};
    snprintf(confirming->country, sizeof confirming->country, "%.*s", (int)country.len, country.at);
    char text[QUESTION_BYTES];
    struct json *data = NULL;
    snprintf(text, sizeof text,
             "{\"room\":\"academy:main\",\"op\":\"confirm.%lld\",\"request\":%lld}",
             (long long)request, (long long)request);
    (void)json_parse(slice_of(text), &data);
    hub_command(exchange->site->hub, &system_actor, SLICE("access.confirm"), data, confirmed,
                confirming);
    json_free(&data);
}

static void found_for_confirm(void *context, const struct hub_answer *said)
{
    struct exchange *exchange = context;
    struct json *json = NULL;
    struct slice state = SLICE(""), country = SLICE("");
    int64_t request = 0;
    if (!said->error)
        (void)json_parse(said->json, &json);
    bool known = json_get_text(json, "state", &state) && json_get_text(json, "country", &country) &&
                 json_get_int(json, "request", &request);
    if (said->error && said->error != ERR_NOT_FOUND)
        exchange_fail_later(exchange, said->error, said->retry_ms);
    else if (!known || slice_is(state, "expired"))
        exchange_fail(exchange, ERR_LINK_INVALID);
    else if (slice_is(state, "asked"))
        confirm(exchange, request, country);
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
