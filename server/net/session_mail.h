/* SPDX-License-Identifier: Apache-2.0
 *
 * The reminder of a session, written as it is to be sent, with the session's file for calendars:
 * what that says is asked as its reader at that moment. Of a session that is called off by then, or
 * that they see no more, there is none.
 */
#ifndef MUSTER_NET_SESSION_MAIL_H
#define MUSTER_NET_SESSION_MAIL_H

#include "net/addressee.h"

/* All texts are copied. */
struct session_mail_order {
    const struct api_site *site; /* borrowed for as long as it takes */
    struct slice person, room;   /* its reader, and the session */
    struct slice link;           /* where it is */
};

/* Calls `done` once, later. */
void session_mail_make(const struct session_mail_order *order, addressee_mail_fn *done,
                       void *context);

#endif
