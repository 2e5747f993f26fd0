/* SPDX-License-Identifier: Apache-2.0
 *
 * A letter becomes a mail as it leaves: some by their words alone (net/letters.h), the others by
 * what is asked for them at that moment.
 */
#ifndef MUSTER_NET_OUTBOX_COMPOSE_H
#define MUSTER_NET_OUTBOX_COMPOSE_H

#include "base/json.h"
#include "net/addressee.h"
#include "net/letters.h"

/* Has that letter, as net/outbox_seal.c seals it, written, and calls `done` once, later. False: it
 * says too little. `site` is borrowed for as long as it takes. */
bool outbox_compose(const struct api_site *site, enum letter kind, const struct json *letter,
                    addressee_mail_fn *done, void *context);

#endif
