/* SPDX-License-Identifier: Apache-2.0
 *
 * The session of a browser that has signed in, by the API: who it is, a token for a connection,
 * signing out; and a person's other browsers.
 */
#ifndef MUSTER_NET_API_SESSION_H
#define MUSTER_NET_API_SESSION_H

#include "net/api_site.h"

struct exchange;
struct login;
struct login_with;

/* Answers that the browser is signed in now, with what GET /api/session says; `secret` becomes its
 * cookie (empty: it has it). */
void api_session_answer(struct exchange *exchange, const struct login *login, struct slice secret);
/* Signs the browser in as `person`, who has shown who they are, and answers so; `with` is what is
 * written with that (net/logins.h). NULL: nothing. */
void api_session_make(struct exchange *exchange, struct slice person,
                      const struct login_with *with);

#endif
