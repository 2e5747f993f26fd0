/* SPDX-License-Identifier: Apache-2.0
 * O_TMPFILE, or a name that is removed at once; fallocate, mremap. */
#include "base/spool.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

const char *spool_folder(void)
{
    const char *folder = getenv("TMPDIR");
    if (folder && *folder)
        return folder;
    return access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp";
}

int spool_open(void)
{
    char path[PATH_BYTES];
    int file = open(spool_folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    /* Not all file systems know files without a name. */
    snprintf(path, sizeof path, "%s/muster-XXXXXX", spool_folder());
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    return file;
}

char *spool_grow(int file, char *old, size_t old_bytes, size_t bytes)
{
    if (posix_fallocate(file, (off_t)old_bytes, (off_t)(bytes - old_bytes)) != 0)
        return NULL;
    spool_rest(old, old_bytes);
    void *at = old ? mremap(old, old_bytes, bytes, MREMAP_MAYMOVE)
                   : mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return at == MAP_FAILED ? NULL : at;
}

void spool_unmap(char *at, size_t bytes)
{
    if (at)
        munmap(at, bytes);
}

const char *spool_map(int file, size_t bytes)
{
    void *at = mmap(NULL, bytes, PROT_READ, MAP_SHARED, file, 0);
    return at == MAP_FAILED ? NULL : at;
}

void spool_rest(const char *at, size_t bytes)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)at / page * page;
    uintptr_t end = ((uintptr_t)at + bytes) / page * page;
    if (at && end > from)
        (void)madvise((void *)from, end - from, MADV_DONTNEED);
}
