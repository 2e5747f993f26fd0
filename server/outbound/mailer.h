/* SPDX-License-Identifier: Apache-2.0
 *
 * Where mails go: to a server by SMTP, or, where none is configured, to a file from which the
 * operator hands them over. It sends a mail once, and tells how that went; whoever asks keeps it
 * until then.
 */
#ifndef MUSTER_OUTBOUND_MAILER_H
#define MUSTER_OUTBOUND_MAILER_H

#include "outbound/mail.h"
#include "outbound/smtp.h"

struct mailer;

struct mailer_options {
    struct loop *loop;        /* borrowed */
    struct smtp_options smtp; /* its loop and its helo are filled in; no url: the file */
    const char *file;         /* mails are appended to it (mbox, 0600) */
    const char *from, *name;  /* the sender's address, and what it is called */
    const char *bounces;      /* where mails come back to, each with its word behind a + in front of
                                 the @; NULL or "": to `from`, without one */
    int64_t retry_ms;         /* see mailer_times */
};

/* How long a mail may be under way, and how long to wait before it is tried again the first time.
 */
struct mailer_times {
    int64_t send_ms, retry_ms;
};

/* NULL, and one sentence in `why`, when it cannot be (an address that is none, a file that cannot
 * be written). Owned by the caller. */
struct mailer *mailer_new(const struct mailer_options *options, char *why, size_t why_bytes);
/* Gives up what is under way, which is told before it returns, frees *mailer and sets it to NULL;
 * NULL is ignored. */
void mailer_free(struct mailer **mailer);
struct mailer_times mailer_times(const struct mailer *mailer);
/* How many more mails it takes now. */
size_t mailer_room(const struct mailer *mailer);
/* Sends a mail; there must be room. `done` is called once, never before this has returned. What
 * cannot be written as a mail is SMTP_NEVER; a file that cannot be written, SMTP_LATER. */
void mailer_send(struct mailer *mailer, const struct mail *mail, smtp_fn *done, void *context);

#endif
