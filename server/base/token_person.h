/* SPDX-License-Identifier: Apache-2.0
 *
 * The ids of people that tokens mean: of their subject, and of the system that they are of.
 */
#ifndef MUSTER_BASE_TOKEN_PERSON_H
#define MUSTER_BASE_TOKEN_PERSON_H

#include <stdbool.h>

#include "base/bounds.h"
#include "base/slice.h"

/* How the ids of people without a token begin. */
#define TOKEN_ANONYMOUS "anon-"
/* How the id begins that a person gets whose sub cannot be one. */
#define TOKEN_MAPPED "x."

/* The person that `sub` names: sub itself where it is an id (text_is_id), else "x." and the first
 * 16 bytes of its SHA-256 in base64url (`auth0|…`, spaces, any UTF-8), which nobody can take for
 * another's: a sub that looks like such an id, or like an anonymous one's, is mapped too. False,
 * *id untouched, when it is empty or "system". */
bool token_person(struct slice sub, char id[BOUND_ID_BYTES + 1]);

/* The person that `sub` names among those of `issuer`: "x." and 16 bytes of a MAC of both, so that
 * two issuers never mean the same person. False, *id untouched, when `sub` is empty. */
bool token_person_of(struct slice issuer, struct slice sub, char id[BOUND_ID_BYTES + 1]);

/* What stands for such an id where the id itself must not be kept: itself where it is one of "x.",
 * which nobody can go back from without trying, else the "x." of its hash, which no subject has. */
void token_person_print(struct slice id, char print[BOUND_ID_BYTES + 1]);

#endif
