/* SPDX-License-Identifier: Apache-2.0
 *
 * The word of a person with which mails of what is new are ended without signing in: made of their
 * id under a key of ours, the same each time, so that also an old mail ends them.
 */
#ifndef MUSTER_NET_UNSUBSCRIBE_H
#define MUSTER_NET_UNSUBSCRIBE_H

#include "base/buffer.h"
#include "net/api_site.h"

enum { UNSUBSCRIBE_WORD_BYTES = 160 };

/* Appends it; false: the key is not known yet. */
bool unsubscribe_word(const struct api_site *site, struct slice person, struct buffer *out);
/* Appends whose it is; false: it is none of ours. */
bool unsubscribe_whose(const struct api_site *site, struct slice word, struct buffer *out);

#endif
