/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking for access, by the API, without an account: a request becomes an entry of the academy's
 * room; where it stands is seen by whoever has the random code that its asker was given.
 *
 * Instead of the address and the network the academy is told prints of them, under a key of ours:
 * it counts them, and cannot know them. Too many of one get the same answer as the first. Where
 * mails are sent a request waits until the address is confirmed (net/api_confirm.c).
 */
#include "net/api_routes.h"

#include "base/hash.h"
#include "base/mem.h"
#include "hub/hub.h"
#include "loop/loop.h"
#include "net/api_site.h"
#include "net/confirming.h"
#include "net/exchange.h"
#include "net/links.h"
#include "net/login_keys.h"
#include "net/rate.h"
#include "outbound/mail.h"

enum { DATA_BYTES = BOUND_COMMAND_BYTES, PRINT_BYTES = 23 /* hash_id */ };

struct applying {
    struct exchange *exchange;
    char code[LINK_SECRET_BYTES];
};

/* Where mails are sent: to the address, unless it was written to too often. */
static void send_link(const struct applying *applying)
{
    struct slice mail, language = SLICE("");
    char status[HASH_HEX + 1];
    const struct exchange *exchange = applying->exchange;
    if (!exchange->site->outbox || !exchange_text(exchange, "mail", &mail))
        return;
    (void)exchange_text(exchange, "language", &language);
    confirming_status(slice_of(applying->code), status);
    (void)confirming_send(exchange->site, slice_of(status), mail, language);
}

/* A full queue is told; that an address or a network has asked often is not. */
static void applied(void *context, const struct hub_answer *answer)
{
    struct applying *applying = context;
    struct exchange *exchange = applying->exchange;
    if (answer->error && answer->error != ERR_LIMIT_EXCEEDED) {
        exchange_fail_later(exchange, answer->error, answer->retry_ms);
    } else {
        if (!answer->error)
            send_link(applying);
        writer_text(exchange_writer(exchange), "status", slice_of(applying->code));
        exchange_send(exchange, 202);
    }
    explicit_bzero(applying->code, sizeof applying->code);
    mem_free(applying);
}

static void print_of(const struct hash *key, const char *what, struct slice words,
                     char print[PRINT_BYTES])
{
    const struct slice parts[] = {slice_of(what), words};
    struct hash hash = hash_mac((struct slice){(const char *)key->bytes, HASH_BYTES}, parts, 2);
    hash_id(&hash, print);
}

static void write_prints(const struct exchange *exchange, const struct hash *key, struct slice mail,
                         struct writer *out)
{
    char print[PRINT_BYTES], place[ADDRESS_BYTES];
    struct buffer canonical;
    buffer_init(&canonical, MAIL_ADDRESS_BYTES);
    mail_address_key(mail, &canonical);
    print_of(key, "address ", buffer_slice(&canonical), print);
    writer_text(out, "address", slice_of(print));
    buffer_done(&canonical);
    /* The network: /24 of IPv4, /48 of IPv6. */
    memset(place, 0, sizeof place);
    if (exchange->request.from)
        memcpy(place, exchange->from.bytes, address_is_v4(&exchange->from) ? 15 : 6);
    print_of(key, "network ", (struct slice){place, sizeof place}, print);
    writer_text(out, "network", slice_of(print));
}

/* What the asker says, as it is: the row reads it strictly. */
static void write_request(const struct applying *applying, const struct hash *key,
                          struct slice mail, struct buffer *out)
{
    static const char *const members[] = {"name",   "mail",   "country",
                                          "agency", "reason", "language"};
    struct writer writer;
    char hex[HASH_HEX + 1], op[LINK_ID_BYTES];
    struct slice text;
    const struct exchange *exchange = applying->exchange;
    confirming_status(slice_of(applying->code), hex);
    links_id(slice_of(applying->code), op);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", SLICE("academy:main"));
    writer_text(&writer, "op", slice_of(op));
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (exchange_text(exchange, members[i], &text))
            writer_text(&writer, members[i], text);
    writer_text(&writer, "status", slice_of(hex));
    if (exchange->site->outbox)
        writer_bool(&writer, "confirms", true);
    write_prints(exchange, key, mail, &writer);
    writer_end(&writer);
}

void api_apply(struct exchange *exchange)
{
    static const struct actor system = {.id = {"system", 6}};
    struct slice mail;
    struct hash key;
    struct buffer text;
    struct json *data = NULL;
    enum err error = ERR_NONE;
    struct gate_site set;
    gate_site(exchange->site->hub, &set);
    /* Before there is an organiser nobody could decide. */
    bool decided = exchange->site->demo || gate_guarded(exchange->site->hub);
    if (set.shut || !decided)
        error = ERR_NOT_AVAILABLE;
    else if (!exchange_text(exchange, "mail", &mail) || !mail_address_good(mail))
        error = ERR_BAD_REQUEST;
    else if (!login_keys_derive(exchange->site->keys, "apply", &key))
        error = ERR_JOURNAL_AWAY;
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    struct applying *applying = mem_new(sizeof *applying);
    applying->exchange = exchange;
    links_secret(applying->code);
    buffer_init(&text, DATA_BYTES);
    write_request(applying, &key, mail, &text);
    error = text.full ? ERR_LIMIT_EXCEEDED : json_parse(buffer_slice(&text), &data);
    if (error) {
        exchange_fail(exchange, error);
        mem_free(applying);
    } else {
        hub_command(exchange->site->hub, &system, SLICE("access.request"), data, applied, applying);
    }
    json_free(&data);
    buffer_done(&text);
}

static void told(void *context, const struct hub_answer *answer)
{
    struct exchange *exchange = context;
    if (answer->error || !answer->json.at)
        exchange_fail(exchange, answer->error ? answer->error : ERR_NOT_FOUND);
    else
        exchange_send_json(exchange, 200, answer->json);
}

void api_apply_status(struct exchange *exchange)
{
    static const struct actor system = {.id = {"system", 6}};
    char hex[HASH_HEX + 1], text[HASH_HEX + 64];
    struct slice code;
    struct json *data = NULL;
    if (!exchange_text(exchange, "code", &code)) {
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    confirming_status(code, hex);
    snprintf(text, sizeof text, "{\"room\":\"academy:main\",\"status\":\"%s\"}", hex);
    (void)json_parse(slice_of(text), &data);
    hub_command(exchange->site->hub, &system, SLICE("access.status"), data, told, exchange);
    json_free(&data);
}
