/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a journal in SQLite has what belongs to it, and where a backup has it.
 */
#ifndef MUSTER_BACKUP_PLACES_H
#define MUSTER_BACKUP_PLACES_H

#include "base/buffer.h"
#include "config.h"
#include "paths.h"

/* Paths of one journal, or of one backup; each ends with a NUL. */
struct places {
    char journal[PATHS_BYTES], accounts[PATHS_BYTES], files[PATHS_BYTES];
    char manifest[PATHS_BYTES]; /* of a backup alone */
    char search[PATHS_BYTES];   /* of a journal alone: the index, which is made again */
};

/* What errno says of that path, in `why`; false. */
bool places_fail(struct buffer *why, const char *path);
/* The two behind each other. False: too long to be a path. */
bool places_path(char path[PATHS_BYTES], const char *first, const char *rest);
/* Of the journal of `config`; of a backup in that folder. False, and one sentence in `why`. */
bool places_own(const struct config *config, struct places *places, struct buffer *why);
bool places_backup(const char *folder, struct places *places, struct buffer *why);
/* Makes a folder (mode 0700); puts on disk what stands in one. False, and one sentence in `why`. */
bool places_make(const char *path, struct buffer *why);
bool places_sync(const char *path, struct buffer *why);

#endif
