/* SPDX-License-Identifier: Apache-2.0
 *
 * Sockets that have not said who they are: without a whole request yet, with an HTTP exchange under
 * way, answered and kept for the next, or upgraded and not connected. They have a budget of their
 * own, beside the members': in all, and for each address. Where it is full one is ended for the one
 * that comes: the longest silent, if it had some seconds to speak, else the longest at its
 * exchange. So whoever says at once what they want gets in and is heard, however many others say or
 * read nothing.
 *
 * A stranger is made with its socket, owned by whoever owns that, and let go of when the socket is
 * gone or has said who it is.
 */
#ifndef MUSTER_NET_STRANGERS_H
#define MUSTER_NET_STRANGERS_H

#include "base/slice.h"
#include "loop/loop.h"
#include "net/stats.h"

struct address;
struct stranger;
struct strangers;

/* Ends the socket, at once or in a later turn. */
typedef void stranger_fn(void *context);

struct strangers_options {
    const struct loop *loop; /* borrowed, as stats */
    size_t all_max, address_max;
    const char *const *proxies; /* NULL-terminated addresses and networks whose word is taken for
                                   the address of others (strangers_proxy_bad); may be NULL */
    struct net_stats *stats;
};

/* The first of `proxies` that is no address or network, or NULL. */
const char *strangers_proxy_bad(const char *const *proxies);
/* Nobody yet. The proxies are all good. Owned by the caller. */
struct strangers *strangers_new(const struct strangers_options *options);
/* Frees *strangers and sets it to NULL. All must have been freed. NULL is ignored. */
void strangers_free(struct strangers **strangers);
/* How many there are. */
size_t strangers_count(const struct strangers *strangers);

/* Ends up to `most` of them, the longest silent first. */
void strangers_shed(struct strangers *strangers, size_t most);

/* One more, silent, whose socket comes from `from` (NULL: unknown). `end` and `context` end it when
 * its place is needed; they can be changed as the socket changes hands. It must still be freed
 * then. */
struct stranger *stranger_new(struct strangers *strangers, const struct address *from);
void stranger_owned(struct stranger *stranger, stranger_fn *end, void *context);
/* A whole request has come. `forwarded` is its X-Forwarded-For, which counts when a trusted proxy
 * has sent it: the address from its end that is no trusted proxy. */
void stranger_speaks(struct stranger *stranger, struct slice forwarded);
/* Where it comes from, as far as that is believed; NULL: not known. */
const struct address *stranger_address(const struct stranger *stranger);
/* Silent from now on: upgraded, and not connected. */
void stranger_waits(struct stranger *stranger);
/* Whether there is room for it to stay though nothing is asked for: fewer than half of the places
 * are taken, of all and of its address. */
bool stranger_may_rest(const struct stranger *stranger);
/* Silent from now on: answered, and may be asked again; the next request of a proxy's socket may be
 * somebody else's. */
void stranger_rests(struct stranger *stranger);
/* Gone, or no stranger any more. Sets *stranger to NULL; NULL is ignored. */
void stranger_free(struct stranger **stranger);

#endif
