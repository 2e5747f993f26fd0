/* SPDX-License-Identifier: Apache-2.0
 *
 * One-time links: a secret that is handed to one person and taken back when it is used. Of it only
 * a hash is kept, as the id of a row beside the journal (journal/accounts.h). In an address the
 * secret stands behind #, which browsers send to nobody: no log, proxy or mail robot has it, and
 * fetching the address changes nothing.
 */
#ifndef MUSTER_NET_LINKS_H
#define MUSTER_NET_LINKS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"

struct accounts;

enum { LINK_SECRET_BYTES = 44, /* of 32 bytes in base64url, and a NUL */ LINK_ID_BYTES = 23 };
enum { LINK_ENROL_SECONDS = 7 * 86400 };

/* What a link for enrolment is kept as. */
extern const struct slice links_enrolment;

/* A fresh secret, and the id of the row that is kept of one. */
void links_secret(char secret[LINK_SECRET_BYTES]);
void links_id(struct slice secret, char id[LINK_ID_BYTES]);
/* The secret that belongs to `what` under a key of ours: whoever asks again gets the same. */
void links_secret_of(const struct hash *key, struct slice what, char secret[LINK_SECRET_BYTES]);

/* `address` is the whole link, for the call; empty after an error. */
typedef void links_issued_fn(void *context, enum err error, struct slice address,
                             int64_t expires_ms);
/* Issues a link for the enrolment of `person`, which begins with `url` and is good for
 * LINK_ENROL_SECONDS from now; earlier ones of theirs die. Issued again with the same secret it is
 * the same link. */
struct links_order {
    const char *url;
    struct slice person;
    int64_t now_ms;
    const char *secret; /* as links_secret_of makes one; NULL: a fresh one */
};
void links_enrol(struct accounts *accounts, const struct links_order *order, links_issued_fn *done,
                 void *context);

#endif
