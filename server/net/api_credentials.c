/* SPDX-License-Identifier: Apache-2.0
 * What a credential says is asked of the academy's room; its code, and the proof that it is in the
 * journal, are made of the link of the entry that gave it. */
#include <stdio.h>

#include "base/mem.h"
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/certificate.h"
#include "net/exchange.h"

enum { LINK_BYTES = 2048, DIGITS_MAX = 15 };

static const char room[] = "academy:main";
/* What makes one: an organiser, or a course that somebody has completed. */
static const char *const given[] = {"credential.give", "credential.award"};

/* A request on its way. */
struct asking {
    struct exchange *exchange;
    int64_t seq;
    struct hash link;
    char *says; /* owned; JSON; NULL: not yet */
};

static struct asking *asking_new(struct exchange *exchange, int64_t seq)
{
    struct asking *asking = mem_new(sizeof *asking);
    asking->exchange = exchange;
    asking->seq = seq;
    return asking;
}

static void asking_free(struct asking *asking)
{
    mem_free(asking->says);
    mem_free(asking);
}

static void fail(struct asking *asking, enum err error, int64_t retry_ms)
{
    exchange_fail_later(asking->exchange, error, retry_ms);
    asking_free(asking);
}

/* Asks the academy as `actor`. */
static void ask(struct asking *asking, const struct actor *actor, const char *query,
                hub_answer_fn *done)
{
    struct json *data = NULL;
    char text[96];
    snprintf(text, sizeof text, "{\"room\":\"%s\",\"credential\":%lld}", room,
             (long long)asking->seq);
    (void)json_parse(slice_of(text), &data);
    hub_command(asking->exchange->site->hub, actor, slice_of(query), data, done, asking);
    json_free(&data);
}

static void read_link(struct asking *asking, journal_link_fn *done)
{
    (void)journal_link(hub_journal(asking->exchange->site->hub), slice_of(room), asking->seq, done,
                       asking);
}

static bool is_given(const struct entry *entry)
{
    return entry && (slice_is(entry->type, given[0]) || slice_is(entry->type, given[1]));
}

/* ---- one's own ---------------------------------------------------------------------------------
 */

static void write_own(const struct asking *asking, const struct hash *link)
{
    struct writer *writer = exchange_writer(asking->exchange);
    char code[CERTIFICATE_BYTES], address[LINK_BYTES];
    certificate_code(asking->seq, link, code);
    snprintf(address, sizeof address, "%s/verify/%s", asking->exchange->site->url, code);
    writer_raw(writer, "credential", slice_of(asking->says));
    writer_text(writer, "code", slice_of(code));
    writer_text(writer, "link", slice_of(address));
}

static void own_linked(void *context, enum err error, const struct entry *entry,
                       const struct hash *link)
{
    struct asking *asking = context;
    if (error || !is_given(entry)) {
        fail(asking, error ? error : ERR_NOT_FOUND, 0);
        return;
    }
    write_own(asking, link);
    exchange_send(asking->exchange, 200);
    asking_free(asking);
}

static void own_told(void *context, const struct hub_answer *answer)
{
    struct asking *asking = context;
    if (answer->error) {
        fail(asking, answer->error, answer->retry_ms);
        return;
    }
    asking->says = mem_text(answer->json);
    read_link(asking, own_linked);
}

static int64_t seq_of(struct slice text)
{
    int64_t seq = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || text.len > DIGITS_MAX)
            return 0;
        seq = seq * 10 + (text.at[i] - '0');
    }
    return seq;
}

void api_credential_get(struct exchange *exchange)
{
    int64_t seq = seq_of(exchange->pieces[0]);
    if (seq == 0)
        exchange_fail(exchange, ERR_NOT_FOUND);
    else
        ask(asking_new(exchange, seq), &exchange->actor, "credential.get", own_told);
}

/* ---- anybody's ---------------------------------------------------------------------------------
 */

/* What it certifies, and where that stands. */
static void verified(void *context, const struct hub_answer *answer)
{
    struct asking *asking = context;
    char hex[HASH_HEX + 1];
    if (answer->error) {
        fail(asking, answer->error, answer->retry_ms);
        return;
    }
    struct writer *writer = exchange_writer(asking->exchange);
    hash_hex(&asking->link, hex);
    writer_raw(writer, "certifies", answer->json);
    writer_object(writer, "proof");
    writer_text(writer, "room", slice_of(room));
    writer_int(writer, "seq", asking->seq);
    writer_text(writer, "chain", slice_of(hex));
    writer_end(writer);
    exchange_send(asking->exchange, 200);
    asking_free(asking);
}

static void code_linked(void *context, enum err error, const struct entry *entry,
                        const struct hash *link)
{
    static const struct actor system = {.id = {"system", 6}};
    struct asking *asking = context;
    struct slice code = asking->exchange->pieces[0];
    if (error) {
        fail(asking, error, 0);
    } else if (!is_given(entry) || !certificate_is(code, asking->seq, link)) {
        fail(asking, ERR_NOT_FOUND, 0);
    } else {
        asking->link = *link;
        ask(asking, &system, "credential.verify", verified);
    }
}

void api_verify_get(struct exchange *exchange)
{
    int64_t seq = certificate_seq(exchange->pieces[0]);
    if (seq == 0)
        exchange_fail(exchange, ERR_NOT_FOUND);
    else
        read_link(asking_new(exchange, seq), code_linked);
}
