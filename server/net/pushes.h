/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages to browsers of what is new, for who wants them: some seconds after something was said to
 * somebody by name, some minutes after other things came. What they say is asked of the reader's
 * inbox at that moment (the query inbox.news), so that what was read, deleted or taken from their
 * sight is not in it; nothing leaves in their quiet hours. When somebody is looked at next is a
 * mark of their inbox in the journal, and what was told is claimed before it is sent: so it is
 * never told twice, however many instances look. What an instance has claimed when it dies is not
 * told by message at all; it stands in the inbox.
 */
#ifndef MUSTER_NET_PUSHES_H
#define MUSTER_NET_PUSHES_H

#include "net/api_site.h"

struct pushes;

/* `site` is borrowed and has what sends them, accounts and keys. Owned by the caller. */
struct pushes *pushes_new(const struct api_site *site);
/* Ends it, once what was asked is answered, and sets *pushes to NULL; NULL is ignored. */
void pushes_free(struct pushes **pushes);
/* Our public key, by which browsers subscribe; absent: not known yet. */
struct slice pushes_key(struct pushes *pushes);
/* A browser of `person` is there: they are told of what is new from now on. */
void pushes_begin(struct pushes *pushes, struct slice person);

#endif
