/* SPDX-License-Identifier: Apache-2.0
 *
 * A browser that wants messages, as a row "push" beside the journal (journal/accounts.h): its id is
 * that of the login it belongs to, so that one browser has one, and none without a login. What is
 * sent to, and by which keys, is sealed.
 */
#ifndef MUSTER_NET_PUSH_ROW_H
#define MUSTER_NET_PUSH_ROW_H

#include "base/json.h"
#include "net/api_site.h"
#include "net/token_push.h"
#include "outbound/push.h"

/* Where it is sent, and what is sealed with. */
struct push_row {
    char url[PUSH_URL_BYTES];
    struct token_push_to to;
};

/* The kind of these rows, "push". */
struct slice push_row_kind(void);
/* A subscription as a browser shows it: {"endpoint", "keys": {"p256dh", "auth"}} in that object.
 * False: it is none, or not to where messages may go. */
bool push_row_of(const struct api_site *site, const struct json *body, struct push_row *row);
/* Appends the value of the row of `login`; false: it cannot be sealed yet. */
bool push_row_write(const struct api_site *site, struct slice login, const struct push_row *row,
                    struct buffer *out);
/* False: it was sealed under another key, or is to where messages may not go any more. */
bool push_row_read(const struct api_site *site, struct slice login, struct slice value,
                   struct push_row *row);

#endif
