/* SPDX-License-Identifier: Apache-2.0
 *
 * What a message to somebody's browser says, of what the query inbox.news tells of them: the most
 * urgent first, a few lines, where pressing it leads. It is ready words in the reader's language:
 * the worker that shows it (clients/web/src/worker.ts) knows none. Pure.
 */
#ifndef MUSTER_NET_PUSH_NOTICE_H
#define MUSTER_NET_PUSH_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/json.h"

/* What is told: newer than a moment and no newer than another (0: however new), in a language
 * ("fr"). */
struct push_notice_order {
    const struct json *answer; /* of inbox.news */
    struct slice language;
    int64_t since_ms, until_ms;
};

struct push_notice {
    int64_t until_ms;    /* when the youngest of it came to be; 0: nobody has to be told */
    const char *urgency; /* RFC 8030 §5.3: a constant */
    int64_t ttl_s;       /* how long it is of use */
};

enum { PUSH_NOTICE_BYTES = 3000 };

/* Appends {"title","body","lang","dir","path","tag","count"} when there is something to tell. What
 * is not urgent is told along with what is, and never alone. */
struct push_notice push_notice_write(const struct push_notice_order *order, struct buffer *out);

#endif
