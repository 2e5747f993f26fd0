/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages to push services of browsers, by HTTP (RFC 8030 §5), with libcurl, as mails are sent:
 * each on one of a few threads, so that no service holds up the loop. Where to is named by the
 * browsers of people, so it is not believed: https alone, hosts that the operator lists, no address
 * of an inner network, no other place that a service points to. What waits is bounded, in all and
 * for each host; of a host or a person only some are under way at once, so that one that hangs
 * holds up no other. What a message says is true when it is made: one that has waited is not sent,
 * but given back to whoever made it.
 */
#ifndef MUSTER_OUTBOUND_PUSH_H
#define MUSTER_OUTBOUND_PUSH_H

#include "base/buffer.h"

struct loop;
struct push;

enum { PUSH_URL_BYTES = 1024, PUSH_BODY_BYTES = 4096, PUSH_WORD_BYTES = 1024 };

/* Texts are copied. */
struct push_options {
    struct loop *loop;           /* borrowed */
    const char *const *services; /* NULL-terminated hosts; ".example.org": all below it */
    const char *ca;              /* file of certificates to trust; NULL or "": the system's */
    bool inside;                 /* also at addresses of inner networks, and at any port */
    int64_t timeout_ms;          /* of one message, from the look-up of the name on */
    int64_t retry_ms; /* what cannot be taken now is to be tried again after this, twice */
};

/* Owned by the caller. */
struct push *push_new(const struct push_options *options);
/* Gives up what waits and what is under way, which is told (status 0) before it returns, and sets
 * *push to NULL, which is ignored. */
void push_free(struct push **push);
/* Whether that is an address that messages may go to. */
bool push_admits(const struct push *push, struct slice url);
/* Appends its origin: "https://push.example.org". */
void push_origin(struct slice url, struct buffer *out);

/* Everything is copied. */
struct push_message {
    struct slice url, person;   /* admitted; whose it is */
    struct slice authorization; /* the value of that header */
    struct slice body;          /* aes128gcm */
    const char *urgency;        /* "low", "normal", "high" */
    int64_t ttl_s;              /* how long the service is to keep it */
    bool again;                 /* it was given back, and goes before those that wait */
    unsigned tries;             /* how often it was sent before */
};
struct push_report {
    long status;    /* what the service said at last; 0: nothing */
    bool old;       /* it was not sent: it has waited, and is to be made anew, with these tries */
    unsigned tries; /* how often it was sent */
};
typedef void push_fn(void *context, const struct push_report *report);
/* Sends it. False: there is no room, and `done` is not called; else it is once, later. */
bool push_send(struct push *push, const struct push_message *message, push_fn *done, void *context);

#endif
