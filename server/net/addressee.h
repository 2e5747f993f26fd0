/* SPDX-License-Identifier: Apache-2.0
 *
 * Whom a mail is to that is written when it leaves: a person, as they are known at that moment, and
 * whether their address takes mails (net/bounces.h). Every such mail begins here; so none leaves
 * for who is suspended, or without the word under which it would come back.
 */
#ifndef MUSTER_NET_ADDRESSEE_H
#define MUSTER_NET_ADDRESSEE_H

#include "base/bounds.h"
#include "net/api_site.h"
#include "net/bounces.h"
#include "outbound/mail.h"

enum { ADDRESSEE_LANGUAGE_BYTES = 8 };

struct addressee {
    char person[BOUND_ID_BYTES + 1], name[4 * BOUND_NAME_CHARS + 1];
    char mail[MAIL_ADDRESS_BYTES + 1];
    char language[ADDRESSEE_LANGUAGE_BYTES]; /* "fr": the first of theirs; "": none is known */
    char bounce[BOUNCES_WORD_BYTES];
};

/* `addressee` is valid for the call; NULL: nobody takes this mail, or (with an error) it cannot be
 * told now. */
typedef void addressee_fn(void *context, enum err error, const struct addressee *addressee);
/* Finds that person. Calls `done` once, later. `site` is borrowed for as long as it takes. */
void addressee_find(const struct api_site *site, struct slice person, addressee_fn *done,
                    void *context);

/* A mail that was written for its addressee: it has no id and no time yet, and is valid for the
 * call; NULL: there is nothing to say, or nobody to say it to. */
typedef void addressee_mail_fn(void *context, enum err error, struct mail *mail);

#endif
