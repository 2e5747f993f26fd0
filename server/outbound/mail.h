/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail as it is sent (RFC 5322, MIME): text alone, any language. Names and subjects are encoded
 * (RFC 2047), the text goes in base64, so that no line of it can end the mail or become a header.
 * Pure.
 */
#ifndef MUSTER_OUTBOUND_MAIL_H
#define MUSTER_OUTBOUND_MAIL_H

#include "base/buffer.h"

enum { MAIL_ADDRESS_BYTES = 254 /* RFC 5321 §4.5.3.1.3, without its brackets */ };

struct mail {
    struct slice to;            /* an address: mail_address_good */
    struct slice subject, text; /* UTF-8; lines of the text end with \n */
};

/* Whether mail can be sent to it without doubt about what it says: one @, a host behind it, no
 * white space, control, quote, comma or bracket. */
bool mail_address_good(struct slice address);
/* Appends the address in the form in which it is counted, whoever writes it how: small letters,
 * without dots in what stands before the @, and without what follows a + there. */
void mail_address_key(struct slice address, struct buffer *out);
/* Appends the whole mail from `from`, an address, called `name`; lines end with CR LF. `id` is a
 * random word. False: an address is not good, or it does not fit. */
struct mail_sender {
    struct slice from, name;
    int64_t now_ms;
    const char *id;
};
bool mail_write(const struct mail *mail, const struct mail_sender *sender, struct buffer *out);

#endif
