/* SPDX-License-Identifier: Apache-2.0
 *
 * Files in no folder, mapped into memory: what is too large to be held in memory, and is gone with
 * the process. They lie in TMPDIR, else in /var/tmp, which is on a disk where /tmp is not. The
 * disk's room is taken before anything is written, so that a full disk is an answer and no signal.
 */
#ifndef MUSTER_BASE_SPOOL_H
#define MUSTER_BASE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

/* The folder, without a / at its end. */
const char *spool_folder(void);
/* An empty one: its descriptor, the caller's to close. -1: there is no such folder, or no room. */
int spool_open(void);
/* Lengthens the file to `bytes` (more than `old_bytes`) and maps it anew: `old` is where it was
 * mapped (NULL: nowhere yet), and is nowhere any more then. What was touched so far is the system's
 * to take out of memory. NULL: the disk has no room, and all is as before. */
char *spool_grow(int file, char *old, size_t old_bytes, size_t bytes);
/* Ends the mapping (NULL is ignored); the file stays. */
void spool_unmap(char *at, size_t bytes);
/* Maps `bytes` (more than 0) of any file, to be read alone. NULL: it cannot be. */
const char *spool_map(int file, size_t bytes);
/* The pages leave this process's memory; they are there again when they are read. */
void spool_rest(const char *at, size_t bytes);

#endif
