/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to who decides, when a request for access waits for them. They follow from the academy's
 * room, not from whoever has changed it: every instance looks at what waits there, and what was
 * told stands in a row beside the journal. So each request is told once, whoever ends half-way.
 */
#ifndef MUSTER_NET_NOTICES_H
#define MUSTER_NET_NOTICES_H

#include "net/api_site.h"

struct notices;

/* Looks every second; `site` is borrowed and has an outbox. Owned by the caller. */
struct notices *notices_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *notices to NULL; NULL is ignored. */
void notices_free(struct notices **notices);

#endif
