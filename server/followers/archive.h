/* SPDX-License-Identifier: Apache-2.0
 *
 * What an export that is one file (ZIP) says of itself, and the proof that it is as it was made:
 * its file manifest.json names the room, the last entry and its link of the chain, and every other
 * file with its SHA-256; journal.ndjson, where it is there, is followers/chained.h.
 */
#ifndef MUSTER_FOLLOWERS_ARCHIVE_H
#define MUSTER_FOLLOWERS_ARCHIVE_H

#include <stdatomic.h>

#include "base/buffer.h"
#include "base/error.h"
#include "followers/zip.h"

/* What is written. */
struct archive_of {
    struct slice room;
    int64_t seq, at_ms;      /* the last entry that it holds; when it was made */
    const atomic_bool *stop; /* once it is true, nothing more is written; NULL: never */
};

/* Writes files into `out`, and at last the manifest. Owned by the caller. Adding says whether more
 * is wanted: not where it was stopped. */
struct archive_maker;
struct archive_maker *archive_maker_new(const struct archive_of *of, struct buffer *out);
bool archive_maker_add(struct archive_maker *maker, const char *name, struct slice bytes);
/* Frees it and sets *maker to NULL. */
enum err archive_maker_close(struct archive_maker **maker);

/* Whether the file is whole; one sentence for people in `says`, with the room and the end of the
 * chain, or with the first thing that is wrong. */
bool archive_verify(struct slice whole, char *says, size_t says_bytes);

#endif
