/* SPDX-License-Identifier: Apache-2.0
 *
 * What the mails of the academy say, in the reader's language. Pure.
 */
#ifndef MUSTER_NET_LETTERS_H
#define MUSTER_NET_LETTERS_H

#include "base/buffer.h"

/* Rows of the outbox say which by its number: new ones stand behind the others. */
enum letter {
    LETTER_SIGNIN,  /* a link to sign in with */
    LETTER_ENROL,   /* a link for enrolment */
    LETTER_CONFIRM, /* a link that confirms the address of a request for access */
    LETTER_WAITING, /* to a coordinator: a request waits */
    LETTER_BEGINS,  /* a session begins soon for which its reader has registered */
    LETTER_LAPSES,  /* a credential of its reader ends soon: net/lapse_mail.h writes it */
    LETTER_NEWS,    /* what is new to its reader: net/news_mail.h writes it */
    LETTER_GRANTED, /* they may sign in by the way that they came */
    LETTER_REFUSED, /* their request for access was refused */
    LETTERS
};

enum { LETTER_BYTES = 4096 };

/* Its language is "en", "fr", "es" or "ar" (anything else: English), `academy` the name of the
 * academy, `link` what it is about. */
struct letter_order {
    enum letter letter;
    struct slice language, academy, link;
};
/* Writes both; the language it came to be in is returned, a constant. */
struct slice letter_write(const struct letter_order *order, struct buffer *subject,
                          struct buffer *text);

#endif
