/* SPDX-License-Identifier: Apache-2.0
 *
 * A room taken out of a journal as a file, beside a running server.
 */
#ifndef MUSTER_TAKEOUT_H
#define MUSTER_TAKEOUT_H

#include "base/slice.h"

struct backend;

struct takeout {
    struct slice room;
    struct slice person;   /* who takes it; absent: a host of the room */
    struct slice what;     /* one part; absent: all */
    struct slice language; /* of what stands on its pages; absent: English */
    const char *path;      /* the file, whose ending says of which form it is; overwritten */
};

/* Writes it and takes over `backend`. False, and one sentence in `why`. */
bool takeout_write(struct backend *backend, const struct takeout *takeout, char *why,
                   size_t why_bytes);
/* Whether the archive in that file is as it was made; a sentence about it in `says` either way. */
bool takeout_verify(const char *path, char *says, size_t says_bytes);

#endif
