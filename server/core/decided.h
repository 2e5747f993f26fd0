/* SPDX-License-Identifier: Apache-2.0
 *
 * A request for access that was decided and whose asker is no person here who could look it up, as
 * the fold of the academy's room knows it (struct gate). Texts are borrowed from the fold.
 */
#ifndef MUSTER_CORE_DECIDED_H
#define MUSTER_CORE_DECIDED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

struct decided {
    int64_t seq, at_ms;    /* of the request; when it was decided */
    struct slice mail;     /* theirs: confirmed, or said by the system that they come from */
    struct slice language; /* "fr"; may be empty */
    bool granted;          /* else refused */
};
typedef void decided_fn(void *context, const struct decided *decided);

#endif
