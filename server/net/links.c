/* SPDX-License-Identifier: Apache-2.0
 * Earlier links go first: of two that are issued at once one may be left, and never the older of
 * two that were not. One that is issued again stays. */
#include "net/links.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/accounts.h"

enum { SECRET_RANDOM = 32, ADDRESS_BYTES = 1024 };

const struct slice links_enrolment = {"enrolment", 9};

static void secret_write(const unsigned char bytes[SECRET_RANDOM], char secret[LINK_SECRET_BYTES])
{
    struct buffer text;
    buffer_init(&text, LINK_SECRET_BYTES);
    base64url_write((struct slice){(const char *)bytes, SECRET_RANDOM}, &text);
    memcpy(secret, text.bytes, text.len);
    secret[text.len] = '\0';
    explicit_bzero(text.bytes, text.len);
    buffer_done(&text);
}

void links_secret(char secret[LINK_SECRET_BYTES])
{
    unsigned char bytes[SECRET_RANDOM];
    hash_random(bytes, sizeof bytes);
    secret_write(bytes, secret);
    explicit_bzero(bytes, sizeof bytes);
}

void links_secret_of(const struct hash *key, struct slice what, char secret[LINK_SECRET_BYTES])
{
    struct hash mac = hash_mac((struct slice){(const char *)key->bytes, HASH_BYTES}, &what, 1);
    secret_write(mac.bytes, secret);
    explicit_bzero(&mac, sizeof mac);
}

void links_id(struct slice secret, char id[LINK_ID_BYTES])
{
    struct hash hash = hash_of(&secret, 1);
    hash_id(&hash, id);
}

struct issue {
    struct accounts *accounts;
    char *url; /* owned */
    char person[BOUND_ID_BYTES + 1];
    char secret[LINK_SECRET_BYTES];
    int64_t expires_ms;
    links_issued_fn *done;
    void *context;
};

static void issue_end(struct issue *issue, enum err error)
{
    struct buffer address;
    buffer_init(&address, ADDRESS_BYTES);
    if (!error)
        buffer_addf(&address, "%s/enrol#%s", issue->url, issue->secret);
    issue->done(issue->context, error, buffer_slice(&address), issue->expires_ms);
    if (address.bytes)
        explicit_bzero(address.bytes, address.len);
    buffer_done(&address);
    explicit_bzero(issue->secret, sizeof issue->secret);
    mem_free(issue->url);
    mem_free(issue);
}

static void issued(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    issue_end(context, error == ERR_ALREADY_EXISTS ? ERR_NONE : error);
}

static void cleared(void *context, enum err error, const struct account *rows, size_t count)
{
    struct issue *issue = context;
    char id[LINK_ID_BYTES];
    UNUSED(rows);
    UNUSED(count);
    if (error) {
        issue_end(issue, error);
        return;
    }
    links_id(slice_of(issue->secret), id);
    const struct account row = {.kind = links_enrolment,
                                .id = slice_of(id),
                                .person = slice_of(issue->person),
                                .value = SLICE("{}"),
                                .expires_ms = issue->expires_ms};
    accounts_put(issue->accounts, &row, issued, issue);
}

void links_enrol(struct accounts *accounts, const struct links_order *order, links_issued_fn *done,
                 void *context)
{
    struct issue *issue = mem_new(sizeof *issue);
    char id[LINK_ID_BYTES];
    issue->accounts = accounts;
    issue->url = mem_text(slice_of(order->url));
    snprintf(issue->person, sizeof issue->person, "%.*s", (int)order->person.len, order->person.at);
    if (order->secret)
        snprintf(issue->secret, sizeof issue->secret, "%s", order->secret);
    else
        links_secret(issue->secret);
    links_id(slice_of(issue->secret), id);
    const struct account_drop earlier = {
        .kind = links_enrolment, .person = order->person, .but = slice_of(id)};
    issue->expires_ms = order->now_ms + LINK_ENROL_SECONDS * INT64_C(1000);
    issue->done = done;
    issue->context = context;
    accounts_drop(accounts, &earlier, cleared, issue);
}
