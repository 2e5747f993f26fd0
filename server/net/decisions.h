/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to who has asked for access for themselves, once it was decided: that it was refused, or
 * that they may sign in. (Who needs a link to sign in with is written to by net/invites.h instead.)
 * They follow from the academy's room, as those of net/notices.h, and each has its id from its
 * request: so there is one, whichever instances look. The reason is not in it; it stands at the
 * private address that the asker was given.
 */
#ifndef MUSTER_NET_DECISIONS_H
#define MUSTER_NET_DECISIONS_H

#include "net/api_site.h"

struct decisions;

/* Looks every second; `site` is borrowed and has an outbox. Owned by the caller. */
struct decisions *decisions_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *decisions to NULL; NULL is ignored. */
void decisions_free(struct decisions **decisions);

#endif
