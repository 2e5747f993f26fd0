/* SPDX-License-Identifier: Apache-2.0
 *
 * Mails to people whose credentials end soon, ninety and thirty days before. They follow from the
 * academy's room, whatever instance sends them; each has its id from the credential, its end and
 * the day on which it is told, and is put on its way together with a row that remembers it: so
 * there is one. Of a credential that was renewed the new end is told.
 */
#ifndef MUSTER_NET_LAPSES_H
#define MUSTER_NET_LAPSES_H

#include "net/api_site.h"

struct lapses;

/* Looks every few seconds; `site` is borrowed and has an outbox. Owned by the caller. */
struct lapses *lapses_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *lapses to NULL; NULL is ignored. */
void lapses_free(struct lapses **lapses);

#endif
