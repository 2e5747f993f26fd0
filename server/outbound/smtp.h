/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to a server by SMTP (RFC 5321), with libcurl: the only place that shows it. Each is sent
 * over a connection of its own, on a thread, so that no server holds up the loop: what
 * libcurl does at the end of a connection (QUIT) waits for the answer where it is called.
 */
#ifndef MUSTER_OUTBOUND_SMTP_H
#define MUSTER_OUTBOUND_SMTP_H

#include "base/buffer.h"

struct loop;
struct smtp;

enum smtp_tls {
    SMTP_TLS_AUTO,          /* as the next, but off where the server is this machine */
    SMTP_TLS_REQUIRED,      /* no mail without TLS, to a server whose certificate is good */
    SMTP_TLS_OPPORTUNISTIC, /* where the server offers it, whoever it is; checked if `ca` is given
                             */
    SMTP_TLS_OFF
};

enum { SMTP_SAID_BYTES = 256, SMTP_CONNECTIONS_MAX = 32 };

/* Texts are copied. */
struct smtp_options {
    struct loop *loop;           /* borrowed */
    const char *url;             /* smtp://HOST[:PORT] or smtps://HOST[:PORT] */
    const char *helo;            /* the name we say we are */
    const char *user, *password; /* NULL or "": without */
    const char *ca;              /* file of certificates to trust; NULL or "": the system's */
    enum smtp_tls tls;
    int64_t timeout_ms; /* of one mail, from the first byte to the last */
    size_t connections; /* at once: 1 to SMTP_CONNECTIONS_MAX; each costs a thread */
};

enum smtp_outcome {
    SMTP_SENT,  /* the server has taken it */
    SMTP_LATER, /* not now: the server is away, does not let us in, or says so (4xx) */
    SMTP_NEVER, /* refused for good (5xx): sending it again changes nothing */
};

struct smtp_report {
    enum smtp_outcome outcome;
    long code;       /* the server's last; 0: it said nothing */
    const char *why; /* what went wrong, a constant sentence; "" */
    char
        said[SMTP_SAID_BYTES]; /* the last line of the server. It may hold the address: never log */
};

typedef void smtp_fn(void *context, const struct smtp_report *report);

/* NULL, and one sentence in `why`, when the url is none. Owned by the caller. */
struct smtp *smtp_new(const struct smtp_options *options, char *why, size_t why_bytes);
/* Gives up what is under way, which is told before it returns, and sets *smtp to NULL, which is
 * ignored. */
void smtp_free(struct smtp **smtp);
/* How many more mails may be sent now. */
size_t smtp_room(const struct smtp *smtp);
/* Sends the mail `bytes` (copied) from one address to another, both good (outbound/mail.h) and with
 * hosts in ASCII. There must be room. */
struct smtp_mail {
    struct slice from, to, bytes;
};
void smtp_send(struct smtp *smtp, const struct smtp_mail *mail, smtp_fn *done, void *context);

#endif
