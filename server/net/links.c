/* SPDX-License-Identifier: Apache-2.0
 * Earlier links go first: of two that are issued at once one may be left, and never the older of
 * two that were not. */
#include "net/links.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/accounts.h"

enum { SECRET_RANDOM = 32, ADDRESS_BYTES = 1024 };

const struct slice links_enrolment = {"enrolment", 9};

void links_secret(char secret[LINK_SECRET_BYTES])
{
    unsigned char bytes[SECRET_RANDOM];
    struct buffer text;
    buffer_init(&text, LINK_SECRET_BYTES);
    hash_random(bytes, sizeof bytes);
    base64url_write((struct slice){(const char *)bytes, sizeof bytes}, &text);
    memcpy(secret, text.bytes, text.len);
    secret[text.len] = '\0';
    buffer_done(&text);
    explicit_bzero(bytes, sizeof bytes);
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
    issue_end(context, error);
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
    const struct account_drop earlier = {.kind = links_enrolment, .person = order->person};
    issue->accounts = accounts;
    issue->url = mem_text(slice_of(order->url));
    snprintf(issue->person, sizeof issue->person, "%.*s", (int)order->person.len, order->person.at);
    links_secret(issue->secret);
    issue->expires_ms = order->now_ms + LINK_ENROL_SECONDS * INT64_C(1000);
    issue->done = done;
    issue->context = context;
    accounts_drop(accounts, &earlier, cleared, issue);
}
