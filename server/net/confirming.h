/* SPDX-License-Identifier: Apache-2.0
 *
 * The link that confirms the address of a request for access. Nothing is kept of it: it names the
 * request by the hash that stands in its entry, under a key of ours, and is good as long as the
 * request waits for it. Opened again it changes nothing.
 */
#ifndef MUSTER_NET_CONFIRMING_H
#define MUSTER_NET_CONFIRMING_H

#include "base/hash.h"
#include "net/api_site.h"

enum { CONFIRMING_CODE_BYTES = 66 };

/* What a request is found by, made from the code that its asker was given. */
void confirming_status(struct slice code, char status[HASH_HEX + 1]);
/* The code of the link for the request found by `status`. False: no key yet, or no such text. */
bool confirming_code(const struct login_keys *keys, struct slice status,
                     char code[CONFIRMING_CODE_BYTES]);
/* What request the code of a link is for; false: we never made it, or no key yet. */
bool confirming_read(const struct login_keys *keys, struct slice code, char status[HASH_HEX + 1]);
/* Sends the link to `mail`: 0; or after how many milliseconds the address may be written to again.
 * `site` has an outbox. */
int64_t confirming_send(const struct api_site *site, struct slice status, struct slice mail,
                        struct slice language);

#endif
