/* SPDX-License-Identifier: Apache-2.0
 *
 * Exports as they are kept (journal/blobs.h), however long: in pieces, each a content that begins
 * with the line `muster 4 <random>`, and one that lists them, by which the whole is known: the line
 * `muster 5 <random>`, and the ids of the pieces in their order, a line each. No entry names any of
 * them, so they wait for good, and net/upload_sweep.c removes them after an hour, on whatever
 * instance. A piece at a time is in memory. For a thread that is not the loop's.
 */
#ifndef MUSTER_NET_EXPORT_STORE_H
#define MUSTER_NET_EXPORT_STORE_H

#include "journal/blobs.h"

enum { EXPORT_STORE_PIECE = 8 << 20, EXPORT_STORE_LIST_BYTES = 1 << 16 };

/* Whether a content that begins so is of an export. */
bool export_store_is(struct slice head);

/* Keeps a piece, at most EXPORT_STORE_PIECE bytes, and adds the line of its id to `list`. As
 * blobs_ops.put. */
enum err export_store_put(struct blobs *blobs, struct slice piece, struct buffer *list);
/* Keeps the list; `id` are 64 hexadecimal digits and a NUL. The same. */
enum err export_store_bind(struct blobs *blobs, struct slice list, char id[HASH_HEX + 1]);

/* Adds the list of the export of that id to `list`. As blobs_ops.get. */
enum err export_store_list(struct blobs *blobs, struct slice id, struct buffer *list);
/* Takes the first line off a list: false when there is none. */
bool export_store_next(struct slice *list, struct slice *piece);
/* Writes a piece at the end of an open file. As blobs_ops.get; ERR_INTERNAL: the disk is full. */
enum err export_store_get(struct blobs *blobs, struct slice piece, int file);

/* Removes the pieces of a list; an export, with its list. What cannot be removed now is swept. */
void export_store_drop_list(struct blobs *blobs, struct slice list);
void export_store_drop(struct blobs *blobs, struct slice id);

#endif
