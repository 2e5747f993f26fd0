/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages of slides as they are kept: one content (journal/blobs.h) is a line, `muster 3 page
 * <random> <room> <person> <op> <large> <small>`, the page as two pictures (JPEG), which are as
 * long as that says, and behind them its words. Room, person and op are those of the entry that is
 * to name it, as of uploaded files (net/upload_store.h).
 *
 * Plain functions that may take their time, for a thread that is not the loop's.
 */
#ifndef MUSTER_NET_SLIDE_STORE_H
#define MUSTER_NET_SLIDE_STORE_H

#include "net/upload_store.h"

enum slide_part { SLIDE_LARGE, SLIDE_SMALL, SLIDE_WORDS };

/* A page as it was made. */
struct slide_made {
    struct slice large, small, words;
};

/* Keeps it, and says its id: as blobs_ops.put. `cause` says of which entry. */
enum err slide_store_put(struct blobs *blobs, const struct slide_made *made,
                         const struct upload_cause *cause, char id[HASH_HEX + 1]);
/* Finds that part of the page of that id: as upload_store_get. */
enum err slide_store_get(struct blobs *blobs, struct slice id, enum slide_part part,
                         struct stored *stored);
/* Finds the uploaded file of that id, as a document that can be drawn (convert/document.h): a
 * picture as a page of one. It begins at the beginning of stored->fd. */
enum err slide_store_document(struct blobs *blobs, struct slice id, struct stored *stored);

#endif
