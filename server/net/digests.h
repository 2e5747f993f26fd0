/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of what is new, each when it is its reader's time: an inbox says so by an entry
 * (features/digest.h), whoever appended it takes the turn, and one that nobody has answered comes
 * again. A mail has its id from the inbox and the time, and is put on its way together with a row
 * that remembers it: so there is one, however many instances there are and whichever end half-way.
 */
#ifndef MUSTER_NET_DIGESTS_H
#define MUSTER_NET_DIGESTS_H

#include "net/api_site.h"

struct digests;

/* `site` is borrowed. Where it has no outbox turns are answered, and nothing is sent. Owned by the
 * caller. */
struct digests *digests_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *digests to NULL; NULL is ignored. */
void digests_free(struct digests **digests);

#endif
