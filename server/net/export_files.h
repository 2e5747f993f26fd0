/* SPDX-License-Identifier: Apache-2.0
 *
 * Exports on their way to whoever fetches them: each is brought together from its pieces
 * (net/export_store.h) once, in a file in no folder (base/spool.h), for all who fetch it meanwhile,
 * on whatever instance it was made. Between two pieces others have their turn at the store. A few
 * files are held at once; one that nobody fetches goes after a minute.
 */
#ifndef MUSTER_NET_EXPORT_FILES_H
#define MUSTER_NET_EXPORT_FILES_H

#include "journal/contents.h"

struct export_files;

/* `contents` is borrowed, and outlives them. Owned by the caller. */
struct export_files *export_files_new(struct loop *loop, struct contents *contents);
/* Frees *files, once what was asked is answered, and sets it to NULL; NULL is ignored. Nothing may
 * be asked any more. */
void export_files_free(struct export_files **files);

/* `file` is whoever's it is told, and is -1 with an error: as blobs_ops.get;
 * ERR_TOO_MANY_REQUESTS: others are being brought together. */
typedef void export_files_fn(void *context, enum err error, int file, int64_t bytes);
/* Opens the export of that id, and calls `done` in the loop; at once where nothing is to be waited
 * for. */
void export_files_open(struct export_files *files, struct slice id, export_files_fn *done,
                       void *context);
/* It is gone, or for nobody any more. */
void export_files_forget(struct export_files *files, struct slice id);
/* Once in a while: lets go what nobody has fetched for a minute. */
void export_files_tidy(struct export_files *files);

#endif
