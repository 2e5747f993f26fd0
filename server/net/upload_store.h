/* SPDX-License-Identifier: Apache-2.0
 *
 * Uploaded files as they are kept: one content (journal/blobs.h) is a line, `muster 2 <kind>
 * <random> <room> <person> <op> <name>`, and then the file. The random part makes every upload a
 * content of its own, so that its id tells nothing about the file, and removing it takes nothing
 * from anybody else. Room, person and op are those of the entry that is to name it: by them
 * net/upload_sweep.h finds whether it came. (`muster 1 <kind> <random> <name>` is older,
 * `muster 3` is net/slide_store.h's, `muster 4` net/export_store.h's.)
 *
 * Plain functions that may take their time, for a thread that is not the loop's.
 */
#ifndef MUSTER_NET_UPLOAD_STORE_H
#define MUSTER_NET_UPLOAD_STORE_H

#include "journal/blobs.h"
#include "net/picture.h"

enum { UPLOAD_NAME_BYTES = 4 * 200 + 8 };

/* What is kept, or was found. */
struct stored {
    enum upload_kind kind;
    char id[HASH_HEX + 1];
    char name[UPLOAD_NAME_BYTES + 1];
    int64_t bytes;            /* of the file */
    struct picture_size size; /* of a picture, as it is put; 0 */
    int fd;     /* of upload_store_get: the content, without a name in any folder; the caller's */
    int64_t at; /* where in it the file begins */
};

/* Where a file comes from: its name, and the entry that is to name it, `by` and `op` as the journal
 * will have them. Without a name it is called by what it is. */
struct upload_cause {
    struct slice name, room, by, op;
};

/* Looks what `content` is, takes out what a picture says beside the picture, and keeps it.
 * ERR_FILE_KIND: it is none that is taken; else as blobs_ops.put. */
enum err upload_store_put(struct blobs *blobs, struct slice content,
                          const struct upload_cause *cause, struct stored *stored);
/* The cause of a content that begins so (but for its name), borrowed; false when it does not say.
 */
bool upload_store_cause(struct slice head, struct upload_cause *cause);
/* Finds the file of that id: as blobs_ops.get. */
enum err upload_store_get(struct blobs *blobs, struct slice id, struct stored *stored);
/* The same in memory: *file is in `content`, which is made, and always the caller's to end. */
enum err upload_store_read(struct blobs *blobs, struct slice id, struct buffer *content,
                           struct stored *stored, struct slice *file);
/* A file that is in no folder, with that content: whoever is sent it slowly holds no memory. -1: it
 * could not be made. */
int upload_store_spool(struct slice content);

#endif
