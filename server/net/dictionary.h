/* SPDX-License-Identifier: Apache-2.0
 *
 * The dictionary of packed frames (base/pack.h) as the protocol offers it in `connect`: by its id,
 * and with its content for whoever has not got it yet. Written out once, at start.
 */
#ifndef MUSTER_NET_DICTIONARY_H
#define MUSTER_NET_DICTIONARY_H

#include "base/json.h"
#include "base/writer.h"

struct dictionary {
    struct buffer id;      /* the first 12 bytes of its SHA-256, base64url without padding */
    struct buffer content; /* compressed, base64 with padding (RFC 4648 §4) */
};

/* Writes it out. */
void dictionary_init(struct dictionary *dictionary);
void dictionary_done(struct dictionary *dictionary);
/* Whether `params` of a connect ask for packed frames. */
bool dictionary_wanted(const struct json *params);
/* Writes the members of connect's result that grant them; without the content when `params` name
 * this dictionary. */
void dictionary_write(const struct dictionary *dictionary, const struct json *params,
                      struct writer *writer);

#endif
