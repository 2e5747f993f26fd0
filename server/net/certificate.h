/* SPDX-License-Identifier: Apache-2.0
 *
 * The code of a certificate: the seq of the entry that gave the credential, and 80 bits made of
 * that entry's link of the hash chain. The link is over a random salt, so that nobody guesses it;
 * whoever reads the journal makes the code again, at any time and without a key.
 */
#ifndef MUSTER_NET_CERTIFICATE_H
#define MUSTER_NET_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/slice.h"

enum { CERTIFICATE_BYTES = 48 };

/* The code of the entry `seq`, whose link is `link`, with NUL: "812-7KQ2-M0XD-R4TB-ZC5G". */
void certificate_code(int64_t seq, const struct hash *link, char out[CERTIFICATE_BYTES]);
/* The seq that a code names, as somebody typed it: in any case, with O for 0, I and L for 1, and
 * with or without the lines after the first. 0 when it is no code. */
int64_t certificate_seq(struct slice code);
/* Whether it is the code of that entry. It takes as long for any. */
bool certificate_is(struct slice code, int64_t seq, const struct hash *link);

#endif
