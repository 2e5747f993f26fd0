/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether bytes are in a file, or in any file of a folder: for what must be in none.
 */
#ifndef MUSTER_TESTS_HELP_BYTES_H
#define MUSTER_TESTS_HELP_BYTES_H

#include <stddef.h>

/* In how many files of `folder`, and of the folders in it, `bytes` stand; the name of the last one
 * of them goes to standard error. 0 when there is no such folder. */
unsigned bytes_found(const char *folder, const void *bytes, size_t bytes_count);
/* Removes a folder with all that is in it. */
void bytes_remove(const char *folder);

#endif
