/* SPDX-License-Identifier: Apache-2.0
 *
 * Files in one file (ZIP), written and read in memory, by libarchive.
 */
#ifndef MUSTER_FOLLOWERS_ZIP_H
#define MUSTER_FOLLOWERS_ZIP_H

#include <stdatomic.h>

#include "base/buffer.h"
#include "base/error.h"

struct zip;

/* An empty one that is written to `out`, which is borrowed and bounds it; owned by the caller. Once
 * *stop is true (NULL: never) it ends soon, as none. */
struct zip *zip_new(struct buffer *out, const atomic_bool *stop);
/* Adds a file by its name, UTF-8, with folders before it; written at `at_ms` since 1970. */
void zip_add(struct zip *zip, const char *name, struct slice bytes, int64_t at_ms);
/* Writes its end, frees it and sets *zip to NULL. ERR_LIMIT_EXCEEDED: it does not fit; then what
 * stands in `out` is none. */
enum err zip_close(struct zip **zip);

/* Calls `fn` for each file of a ZIP, in its order; false of `fn` ends it. ERR_BAD_REQUEST: it is
 * none, or not whole; ERR_LIMIT_EXCEEDED: a file in it has more than `bytes_max`. */
typedef bool zip_file_fn(void *context, struct slice name, struct slice bytes);
enum err zip_each(struct slice whole, size_t bytes_max, zip_file_fn *fn, void *context);

#endif
