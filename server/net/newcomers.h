/* SPDX-License-Identifier: Apache-2.0
 *
 * People with a good token of another system (net/token.h, claims->newcomer) whom the academy does
 * not know, where it asks for people at all. Either access is asked for them, once, and they wait
 * for it like anybody; or they are a member from then on, where the configuration says so for the
 * issuer. Both are entries of the academy's room, under the id that the token means: the fold knows
 * from then on who that is, whatever instance they come to.
 */
#ifndef MUSTER_NET_NEWCOMERS_H
#define MUSTER_NET_NEWCOMERS_H

#include "base/error.h"
#include "net/token.h"

struct hub;
struct newcomers;

/* `hub` is borrowed. Owned by the caller. */
struct newcomers *newcomers_new(struct hub *hub);
/* Freed once what was asked is answered; sets *newcomers to NULL, which is ignored. */
void newcomers_free(struct newcomers **newcomers);
/* Somebody has come whom the gate does not know. ERR_PERSON_NEW: their entry is on its way, they
 * are to try again; ERR_ACCESS_ASKED: it was asked for them and is not decided; ERR_NOT_MEMBER: it
 * was refused, or nothing is done for such people; ERR_QUEUE_FULL: not now. */
enum err newcomers_ask(struct newcomers *newcomers, const struct token_claims *claims);

#endif
