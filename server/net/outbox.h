/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails on their way: rows beside the journal (journal/accounts.h), so that what was taken survives
 * the end of this instance and a server that is away. Any of the instances sends one, alone: it
 * claims the row for as long as a mail may be under way. What the server cannot take now is tried
 * again, later each time; what it refuses for good, and what has come too late to be of use, is
 * given up. A mail that may have been sent when an instance died is sent again under the same
 * Message-ID. What a mail says, and to whom, is sealed under a key of ours: a copy of the rows
 * opens no link.
 */
#ifndef MUSTER_NET_OUTBOX_H
#define MUSTER_NET_OUTBOX_H

#include "base/error.h"
#include "net/api_site.h"
#include "net/outbox_order.h"

struct outbox;

/* ERR_NONE: it is durable, or was before. ERR_LIMIT_EXCEEDED: as many wait as may.
 * ERR_JOURNAL_AWAY: not known, or it cannot be sealed yet. */
typedef void outbox_fn(void *context, enum err error);

/* `site` is borrowed; it has a mailer, accounts and keys. Owned by the caller. */
struct outbox *outbox_new(const struct api_site *site);
/* Sends nothing any more; freed once what was asked is answered. Sets *outbox to NULL, which is
 * ignored. */
void outbox_free(struct outbox **outbox);
/* `done` (may be NULL) is called once, never before this has returned. */
void outbox_add(struct outbox *outbox, const struct outbox_order *order, outbox_fn *done,
                void *context);

#endif
