/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens taken back before their end. The list is a text, one rule a line:
 *
 *     jti ID               the token with this `jti`, the rest of the line
 *     sub ID               every token of this person
 *     sub ID before TIME   those of this person issued (`iat`, seconds since 1970) before TIME; a
 *                          token that does not say when it was issued is among them
 *
 * Empty lines and what follows # at the start of a line mean nothing; anything else makes the whole
 * list invalid, for half a list is worse than the last one. Pure: revoked_file.h reads the file.
 */
#ifndef MUSTER_NET_REVOKED_H
#define MUSTER_NET_REVOKED_H

#include "net/token.h"

enum { REVOKED_BYTES = 1 << 20 }; /* of a list: thousands of rules */

struct revoked;

/* The list in `text`, owned by the caller. NULL, and one sentence that names the line in `why`,
 * when it is invalid or too long. */
struct revoked *revoked_read(struct slice text, char *why, size_t why_bytes);
/* Frees *revoked and sets it to NULL. NULL is ignored. */
void revoked_free(struct revoked **revoked);
/* Whether the token of `id` with this mark is on the list. */
bool revoked_holds(const struct revoked *revoked, struct slice id, const struct token_mark *mark);
/* The number of rules. */
size_t revoked_count(const struct revoked *revoked);

#endif
