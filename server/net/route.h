/* SPDX-License-Identifier: Apache-2.0
 *
 * A request that main.c answers, not this floor: plain data, a row of a table that is borrowed.
 */
#ifndef MUSTER_NET_ROUTE_H
#define MUSTER_NET_ROUTE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

/* `query` is the undecoded part after "?", `json_out` takes one JSON value; an error becomes
 * problem details (RFC 9457). */
struct net_route {
    const char *method; /* "GET" or "POST"; GET answers HEAD too */
    const char *path;   /* "/demo" */
    const char *local; /* NULL: whoever may connect may ask. Else only pages of a loopback Host, and
                          programs that name one; others get 403 and this sentence */
    enum err (*answer)(void *context, struct slice query, struct buffer *json_out);
    void *context;
};

#endif
