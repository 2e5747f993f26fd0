/* SPDX-License-Identifier: Apache-2.0
 *
 * What became of something that was asked of the hub.
 */
#ifndef MUSTER_HUB_ANSWER_H
#define MUSTER_HUB_ANSWER_H

#include "base/error.h"
#include "base/slice.h"

struct hub_answer {
    enum err error;
    int64_t seq;       /* of the entry; 0 for a query or an error */
    struct slice json; /* what a query or a signal is answered with; absent for a command; valid
                          for the call */
    int64_t retry_ms;  /* with ERR_TOO_MANY_REQUESTS: when it may be tried again; 0: not known */
};
typedef void hub_answer_fn(void *context, const struct hub_answer *answer);

#endif
