/* SPDX-License-Identifier: Apache-2.0
 * Allocation over calloc and realloc, built with MUSTER_ALLOW_ALLOCATION. */
#include "base/mem.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"

void *mem_resize(void *old, size_t bytes_old, size_t bytes_new)
{
    check(bytes_new > 0);
    check(old || bytes_old == 0);
    char *memory = realloc(old, bytes_new);
    if (!memory)
        mem_exhausted(bytes_new);
    if (bytes_new > bytes_old)
        memset(memory + bytes_old, 0, bytes_new - bytes_old);
    return memory;
}

/* What was freed lately is at hand for each thread, where glibc's malloc looks first, and its
 * calloc does not (2.36; up to 1,032 bytes). New pages are zero already, and calloc knows. */
void *mem_new(size_t bytes)
{
    enum { AT_HAND_BYTES = 1024 };
    check(bytes > 0);
    if (bytes <= AT_HAND_BYTES)
        return mem_resize(NULL, 0, bytes);
    void *memory = calloc(1, bytes);
    if (!memory)
        mem_exhausted(bytes);
    return memory;
}

void *mem_capacity(void *old, size_t bytes)
{
    check(bytes > 0);
    void *memory = realloc(old, bytes);
    if (!memory)
        mem_exhausted(bytes);
    return memory;
}

void mem_keep(void)
{
    enum { GROW_BYTES = 256 * 1024 };
    (void)mallopt(M_TRIM_THRESHOLD, MEM_KEPT_BYTES);
    (void)mallopt(M_TOP_PAD, GROW_BYTES);
}

size_t mem_used(void)
{
    struct mallinfo2 all = mallinfo2();
    return all.uordblks + all.hblkhd;
}

void mem_free(void *memory)
{
    free(memory);
}

char *mem_text(struct slice text)
{
    char *copy = mem_capacity(NULL, text.len + 1);
    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    copy[text.len] = 0;
    return copy;
}

_Noreturn void mem_exhausted(size_t bytes)
{
    fprintf(stderr, "out of memory bytes=%zu\n", bytes);
    _Exit(EXIT_FAILURE);
}
