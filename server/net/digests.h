/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails of what is new, each when it is its reader's time: every day or week at their hour, or, for
 * who wants them at once, when they have not looked for some minutes at what came: soon after what
 * was said to them by name, at times for all else. When that is next is a mark of their
 * inbox in the journal (as alarms are), so that nothing is awake, or written, until then. A mail
 * has its id from the inbox and the time, and is put on its way together with a row that remembers
 * it: so there is one, however many instances look and whichever end half-way.
 */
#ifndef MUSTER_NET_DIGESTS_H
#define MUSTER_NET_DIGESTS_H

#include "net/api_site.h"

struct digests;

/* `site` is borrowed and has an outbox. Owned by the caller. */
struct digests *digests_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *digests to NULL; NULL is ignored. */
void digests_free(struct digests **digests);

#endif
