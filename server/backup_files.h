/* SPDX-License-Identifier: Apache-2.0
 *
 * Contents of files from one folder to another, as journal/blobs_folder.c keeps them.
 */
#ifndef MUSTER_BACKUP_FILES_H
#define MUSTER_BACKUP_FILES_H

#include "backup.h"

/* Copies all of them into the folder `to`, which is made. A folder that is not there has none.
 * False, and one sentence in `why`. */
bool backup_files_copy(const char *from, const char *to, struct backup_count *count,
                       struct buffer *why);
/* Makes the copy as `from` is: new ones come, those that are gone there go. */
bool backup_files_follow(const char *from, const char *to, struct buffer *why);

#endif
