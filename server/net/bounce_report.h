/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether mails to an address are of no use any more, by what mail servers say: at once, as they
 * refuse one, or later, in a report that comes back (RFC 3464). A mailbox that is full, a mail that
 * is too long or not wanted, a server that is away for days: all that says nothing of the address.
 * Pure.
 */
#ifndef MUSTER_NET_BOUNCE_REPORT_H
#define MUSTER_NET_BOUNCE_REPORT_H

#include <stdbool.h>

#include "base/slice.h"

/* Of a status such as "5.1.1" (RFC 3463), with anything behind it. */
bool bounce_status_is_nobody(struct slice status);
/* Of a server's refusal: its code (RFC 5321 §4.2.3), and its line, which may hold a status. */
bool bounce_refusal_is_nobody(long code, struct slice line);
/* Of a whole mail: it reports that one was not delivered to somebody, for good. What a reader's
 * absence answers, also where it quotes a report, is none. */
bool bounce_report_is_nobody(struct slice mail);

#endif
