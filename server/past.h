/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room showed, as of an entry: for questions about a day that is past.
 */
#ifndef MUSTER_PAST_H
#define MUSTER_PAST_H

#include "base/buffer.h"

struct backend;

struct past {
    struct slice room;
    int64_t seq;         /* after this entry; -1: after the last */
    struct slice person; /* who looks; absent: staff, without a `me` */
};

/* Writes the view, a JSON object, and takes over `backend`. False, and one sentence in `why`, when
 * there was no such room then or nothing to be seen for that person. */
bool past_view(struct backend *backend, const struct past *past, struct buffer *out, char *why,
               size_t why_bytes);

#endif
