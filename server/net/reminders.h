/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to everybody who has registered for a session that begins within the hour. Like those of
 * net/notices.h they follow from the academy's room, whatever instance sends them: that a session
 * was told of stands in a row beside the journal, and each mail has its id from the session, its
 * start and the person. So each is sent once, and once more where the session was moved.
 */
#ifndef MUSTER_NET_REMINDERS_H
#define MUSTER_NET_REMINDERS_H

#include "net/api_site.h"

struct reminders;

/* Looks every two seconds; `site` is borrowed and has an outbox. Owned by the caller. */
struct reminders *reminders_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *reminders to NULL; NULL is ignored. */
void reminders_free(struct reminders **reminders);

#endif
