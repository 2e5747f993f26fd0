/* SPDX-License-Identifier: Apache-2.0
 *
 * Who a connection is, as its token says: one allocation for each, so its texts are kept in as few
 * bytes as they have.
 */
#ifndef MUSTER_NET_IDENTITY_H
#define MUSTER_NET_IDENTITY_H

#include "net/token.h"

struct identity {
    struct token_mark mark;
    unsigned char id_bytes, login_bytes, linked_bytes;
    uint16_t name_bytes;
    char texts[]; /* id, name, login and what is linked, one behind the other */
};

/* Owned by the caller: ended with mem_free. */
struct identity *identity_new(const struct token_claims *claims);
/* The person's id and name; the login (net/logins.h) behind it, empty: a token of somebody else. */
struct slice identity_id(const struct identity *identity);
struct slice identity_name(const struct identity *identity);
struct slice identity_login(const struct identity *identity);
/* What the token means, where the academy knows the person by another id; empty: it is that id. */
struct slice identity_linked(const struct identity *identity);

#endif
