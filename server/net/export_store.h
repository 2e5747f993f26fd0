/* SPDX-License-Identifier: Apache-2.0
 *
 * Exports as they are kept (journal/blobs.h): a line, `muster 4 <random>`, and then the file. No
 * entry names one, so it waits for good, and net/upload_sweep.c removes it after an hour, on
 * whatever instance. For a thread that is not the loop's.
 */
#ifndef MUSTER_NET_EXPORT_STORE_H
#define MUSTER_NET_EXPORT_STORE_H

#include "journal/blobs.h"

/* What the content of one begins with; and how much longer it is than its file, at most. */
extern const char export_store_mark[];
enum { EXPORT_STORE_HEAD = 64 };

/* Keeps the file; `id` are 64 hexadecimal digits and a NUL. As blobs_ops.put. */
enum err export_store_put(struct blobs *blobs, struct slice file, char id[HASH_HEX + 1]);
/* Opens it, in no folder: *fd is the caller's, the file begins at *at. As blobs_ops.get. */
enum err export_store_open(struct blobs *blobs, struct slice id, int *fd, int64_t *at,
                           int64_t *bytes);

#endif
