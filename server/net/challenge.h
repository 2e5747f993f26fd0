/* SPDX-License-Identifier: Apache-2.0
 *
 * Challenges: random bytes that say by themselves, under a key of ours, what they are for and until
 * when, so that nothing is kept of one until it is answered. That it is answered once is kept by
 * whoever accepts the answer.
 */
#ifndef MUSTER_NET_CHALLENGE_H
#define MUSTER_NET_CHALLENGE_H

#include "base/hash.h"

enum { CHALLENGE_BYTES = 40, CHALLENGE_SECONDS = 600 };

/* Makes one for `use`, any words, good for CHALLENGE_SECONDS. */
void challenge_make(const struct hash *key, struct slice use, int64_t now_ms,
                    unsigned char challenge[CHALLENGE_BYTES]);
/* Whether `challenge` was made so for `use` and is still good; *ends_ms is until when. */
bool challenge_fits(const struct hash *key, struct slice use, int64_t now_ms,
                    struct slice challenge, int64_t *ends_ms);

#endif
