/* SPDX-License-Identifier: Apache-2.0
 *
 * The one home of malloc and free. Memory starts as zero. Running out ends the process with a
 * logged line (every input has a bound, so this is a machine too small, not a request too large).
 */
#ifndef MUSTER_BASE_MEM_H
#define MUSTER_BASE_MEM_H

#include "base/slice.h"

/* `bytes` (> 0) of zeroed memory; never NULL. The caller owns it and gives it to mem_free. */
void *mem_new(size_t bytes);

/* Grows or shrinks `old` (may be NULL) from `bytes_old` to `bytes_new`; what is added is zero. */
void *mem_resize(void *old, size_t bytes_old, size_t bytes_new);

/* The same for bytes that will be written before they are read: what is added may hold anything. */
void *mem_capacity(void *old, size_t bytes);

/* Keeps up to MEM_KEPT_BYTES of what is freed for what comes next. Else the heap would shrink and
 * grow again with every answer: two calls of the system each. For a process that serves; once. */
enum { MEM_KEPT_BYTES = 2 << 20 };
void mem_keep(void);
/* Bytes in use, of all threads; looks through what is free, for figures. */
size_t mem_used(void);

/* Frees `memory`; NULL is ignored. */
void mem_free(void *memory);

/* A NUL-terminated copy of `text`, owned by the caller; an absent slice gives an empty string. */
char *mem_text(struct slice text);

/* Says on standard error that `bytes` could not be had, and ends the process. For libraries that
 * allocate for themselves and have just returned NULL. */
_Noreturn void mem_exhausted(size_t bytes);

#endif
