/* SPDX-License-Identifier: Apache-2.0
 *
 * One mail as it is sent (RFC 5322, MIME): the same words as text and as HTML, in any language.
 * Names and subjects are encoded (RFC 2047), the words go in base64, so that no line of them can
 * end the mail or become a header. A host that is not ASCII is written in its ASCII form (IDNA
 * 2008), in headers as in the envelope; what stands before the @ may be UTF-8, which needs a server
 * that speaks SMTPUTF8 (RFC 6531). Pure. The only place that shows libidn2.
 */
#ifndef MUSTER_OUTBOUND_MAIL_H
#define MUSTER_OUTBOUND_MAIL_H

#include "base/buffer.h"

enum { MAIL_ADDRESS_BYTES = 254 /* RFC 5321 §4.5.3.1.3, without its brackets */ };

struct mail {
    struct slice to;            /* an address: mail_address_good */
    struct slice subject, text; /* UTF-8; lines of the text end with \n, paragraphs with two */
    struct slice language;      /* "fr": of the words; absent or empty: not said */
    struct slice id;            /* a word of its own, the same each time it is sent */
    int64_t made_ms;            /* when it was written */
    struct slice unsubscribe;   /* where one POST ends mails of its kind (RFC 8058); absent: none */
    struct slice calendar;      /* a file for calendars that goes with it; absent: none */
    struct slice bounce;        /* a word that tells its return path apart; absent: none */
};

/* Whether mail can be sent to it without doubt about what it says: one @, a host behind it, no
 * white space, control, quote, comma or bracket. */
bool mail_address_good(struct slice address);
/* Appends the address in the form in which it is counted, whoever writes it how: small letters,
 * without dots in what stands before the @, and without what follows a + there. */
void mail_address_key(struct slice address, struct buffer *out);
/* Appends the address as it stands in a mail, its host in ASCII. False: it is not good, or its host
 * is no name of a host. */
bool mail_address_write(struct slice address, struct buffer *out);

/* Who it is from. */
struct mail_sender {
    struct slice from, name; /* an address, and what it is called */
};
/* Appends the whole mail; lines end with CR LF. False: an address is not good, or it does not fit.
 */
bool mail_write(const struct mail *mail, const struct mail_sender *sender, struct buffer *out);

#endif
