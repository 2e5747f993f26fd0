/* SPDX-License-Identifier: Apache-2.0
 *
 * Where mails go: to a file, from which the operator hands them over. A mail that was taken is
 * written before the call returns.
 */
#ifndef MUSTER_OUTBOUND_MAILER_H
#define MUSTER_OUTBOUND_MAILER_H

#include "outbound/mail.h"

struct loop;
struct mailer;

struct mailer_options {
    const struct loop *loop; /* borrowed */
    const char *file;        /* mails are appended to it (mbox, 0600) */
    const char *from, *name; /* the sender's address, and what it is called */
};

/* NULL, and one sentence in `why`, when it cannot be (an address that is none, a file that cannot
 * be written). Owned by the caller. */
struct mailer *mailer_new(const struct mailer_options *options, char *why, size_t why_bytes);
/* Frees *mailer and sets it to NULL; NULL is ignored. */
void mailer_free(struct mailer **mailer);
/* Sends a mail. False: it was not taken, and never will be. */
bool mailer_send(struct mailer *mailer, const struct mail *mail);

#endif
