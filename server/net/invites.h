/* SPDX-License-Identifier: Apache-2.0
 *
 * Links for enrolment that the academy asks for (core/gate.h, wants): when somebody is approved, or
 * is to get another one, a link is made and mailed to them. Every instance does it, and all do the
 * same, so that it is done once, whoever ends half-way.
 */
#ifndef MUSTER_NET_INVITES_H
#define MUSTER_NET_INVITES_H

#include "net/api_site.h"

struct invites;

/* Looks every second; `site` is borrowed and has an outbox. Owned by the caller. */
struct invites *invites_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *invites to NULL; NULL is ignored. */
void invites_free(struct invites **invites);

#endif
