/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens of other systems that mean somebody whom the academy knows by another id, as an organiser
 * said (person.link): the claims are theirs then. The name is the one that the academy has.
 */
#ifndef MUSTER_NET_LINKED_H
#define MUSTER_NET_LINKED_H

#include "net/token.h"

struct hub;
struct revoked_file;

/* Makes claims->id the person that they are, and keeps in claims->linked what the token means. */
void linked_resolve(const struct hub *hub, struct token_claims *claims);
/* Whether that person still is the one whom `linked` means; true where it is empty. */
bool linked_holds(const struct hub *hub, struct slice linked, struct slice person);
/* Whether the token of that person was taken back, under either id. */
bool linked_revoked(const struct revoked_file *revoked, struct slice linked, struct slice person,
                    const struct token_mark *mark);

#endif
