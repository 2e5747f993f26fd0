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
/* In how many places of this process's memory the bytes stand that `masked` gives when each is
 * exclusive-or'd with BYTES_MASK: the looking itself does not put them there. */
enum { BYTES_MASK = 0x5a };
unsigned bytes_in_memory(const unsigned char *masked, size_t bytes_count);
/* Reads the first bytes of a file so masked; how many. */
size_t bytes_read_masked(const char *path, unsigned char *masked, size_t bytes_max);
/* Removes a folder with all that is in it. */
void bytes_remove(const char *folder);

#endif
