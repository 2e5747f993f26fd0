/* SPDX-License-Identifier: Apache-2.0
 *
 * The reminder of a session, written as it is to be sent, with the session's file for calendars:
 * what that says is asked as its reader at that moment. Of a session that is called off by then, or
 * that they see no more, there is none.
 */
#ifndef MUSTER_NET_SESSION_MAIL_H
#define MUSTER_NET_SESSION_MAIL_H

#include "base/error.h"
#include "net/api_site.h"
#include "net/letters.h"
#include "outbound/mail.h"

/* All texts are copied. */
struct session_mail_order {
    const struct api_site *site; /* borrowed for as long as it takes */
    struct slice person, room;   /* its reader, and the session */
    struct slice to;             /* their address */
    struct letter_order words;
};

/* `mail` has no id and no time yet, and is valid for the call; NULL: there is nothing to say. */
typedef void session_mail_fn(void *context, enum err error, struct mail *mail);
/* Calls `done` once, later. */
void session_mail_make(const struct session_mail_order *order, session_mail_fn *done,
                       void *context);

#endif
