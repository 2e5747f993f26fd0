/* SPDX-License-Identifier: Apache-2.0
 *
 * The address of an upload, /api/uploads/<ticket>.<mac>: the ticket is base64url of JSON that says
 * who ("person", "called"), what ("name", "bytes"), where ("room", "for", "op"; for slides "use"
 * and "deck"; for what is to have no author "mask") and until when ("until", seconds since 1970).
 * Whoever has the address may use it, once for each op; nobody else can make one. Nothing is kept
 * of it: any instance knows it.
 */
#ifndef MUSTER_NET_UPLOAD_TICKET_H
#define MUSTER_NET_UPLOAD_TICKET_H

#include "net/exchange.h"

struct media;

/* Whether `path` could be such an address. */
bool upload_ticket_is(struct slice path);
/* Answers an announcement of at most `bytes_max` bytes with an address, or with what is wrong. */
void upload_ticket_announce(struct exchange *exchange, const struct media *media,
                            int64_t bytes_max);
/* The ticket of `path` (upload_ticket_is), owned by the caller; NULL when it is not ours, or no
 * longer good. */
struct json *upload_ticket_read(const struct media *media, struct slice path, int64_t now_ms);
/* Members of a ticket: 0 and "" where there is none. */
int64_t upload_ticket_int(const struct json *ticket, const char *key);
struct slice upload_ticket_text(const struct json *ticket, const char *key);

#endif
