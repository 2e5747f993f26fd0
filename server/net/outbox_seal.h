/* SPDX-License-Identifier: Apache-2.0
 *
 * What a row of the outbox says of its mail, sealed under a key of ours, so that a copy of the rows
 * opens no link and tells nobody's address. Pure.
 */
#ifndef MUSTER_NET_OUTBOX_SEAL_H
#define MUSTER_NET_OUTBOX_SEAL_H

#include "base/buffer.h"
#include "base/json.h"
#include "base/seal.h"
#include "net/outbox_order.h"

/* Appends it, in base64url, for the row `id`. */
void outbox_seal(struct seal *seal, const struct outbox_order *order, const char *id,
                 struct buffer *out);
/* What was sealed for that row; the caller owns it. NULL: not by us, or not for that row. */
struct json *outbox_unseal(struct seal *seal, struct slice sealed, const char *id);

#endif
