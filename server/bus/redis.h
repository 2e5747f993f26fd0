/* SPDX-License-Identifier: Apache-2.0
 *
 * The bus on Redis pub/sub. Redis is a doorbell and no more: nothing is kept there, nothing waits
 * for it, and what it says is looked up in the journal. Rooms are spread over the servers named, so
 * every instance must name the same ones in the same order. RESP2, without TLS.
 */
#ifndef MUSTER_BUS_REDIS_H
#define MUSTER_BUS_REDIS_H

#include "bus/bus.h"

/* A server (`where`, without user and password) has gone away, for the reason `why`; told once for
 * each reason. `why` NULL: it is there, or back. */
typedef void redis_state_fn(void *context, const char *where, const char *why);

struct redis_options {
    struct loop *loop;    /* borrowed; a real one */
    const char *urls;     /* bus/redis_url.h */
    const char *prefix;   /* of all channels: text_is_id, at most 32 bytes, without ':' */
    redis_state_fn *said; /* may be NULL; for the log */
    void *context;
    /* Times in milliseconds; 0: the default. */
    int64_t beat_ms;    /* 1000: between two life signs */
    int64_t silent_ms;  /* 5000: whoever is not heard for this long is taken for gone */
    int64_t spared_ms;  /* 30000: nobody is given up for this long after bus_see */
    int64_t late_ms;    /* 500: until the own life sign is back; after it the bus is deaf */
    int64_t connect_ms; /* 3000 */
    int64_t
        reply_ms; /* 3000: without an answer, or the own life sign, by then the link is made anew */
    int64_t retry_ms_max; /* 5000: the longest pause before another attempt */
};

/* A bus that connects by itself, for as long as it takes: it is deaf at first. NULL, and one
 * sentence in `why` without any password in it, when the options are wrong. */
struct bus *redis_open(const struct redis_options *options, char *why, size_t why_bytes);

/* Whether `urls` is understood; if not, one sentence in `why` that does not repeat it. */
bool redis_urls_valid(const char *urls, char *why, size_t why_bytes);

#endif
