/* SPDX-License-Identifier: Apache-2.0
 *
 * Connections of people who may not stay: suspended or erased in the academy, signed out, or with a
 * token that was taken back. Asked when they come, and again whenever that may have changed.
 */
#ifndef MUSTER_NET_EXPEL_H
#define MUSTER_NET_EXPEL_H

#include "net/session.h"

/* Ends those whose token is on the list of revoked ones by now. */
void expel_revoked(const struct sessions *sessions, const struct revoked_file *revoked);
/* From now on whoever the gate (hub/gate.h) does not let in any more is ended at once. Both are
 * borrowed; ended by expel_free, which sets *expel to NULL, before the sessions. NULL is ignored.
 */
struct expel;
struct expel *expel_new(const struct sessions *sessions, struct hub *hub);
void expel_free(struct expel **expel);
/* Whether the gate lets somebody in who has this token, and is not anonymous. False: the connection
 * ends, or *error says why not now. */
bool expel_lets_in(struct session *session, const struct token_claims *claims, enum err *error);

#endif
