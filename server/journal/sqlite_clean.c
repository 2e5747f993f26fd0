/* SPDX-License-Identifier: Apache-2.0
 *
 * A page of a B-tree begins with a header of 8 bytes (a leaf's) or 12: its kind at 0, the number of
 * its rows at 3, the begin of their bytes at 5; then 2 bytes for each row (SQLite's "Database File
 * Format" §1.6). What is between these and the begin of the rows' bytes is unused, so that it may
 * be zero; should the power go halfway, either half is good. The other pages begin with the number
 * of a page, which is smaller than what a kind would make of it as long as the file is.
 */
#include "journal/sqlite_clean.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

enum {
    PAGE_BYTES = 4096, /* SQLite's default, which we leave */
    FILE_HEADER_BYTES = 100,
    INDEX_INNER = 2,
    TABLE_INNER = 5,
    INDEX_LEAF = 10,
    TABLE_LEAF = 13
};

/* Beyond, a page number may begin like a kind: 2 << 24 pages, and some to grow meanwhile. */
static const sqlite3_int64 file_bytes_max = (sqlite3_int64)PAGE_BYTES << 24;

struct clean_vfs {
    sqlite3_vfs vfs; /* first; the real one's but for two members */
    sqlite3_vfs *real;
};

/* The methods of one open file, behind the real VFS's own struct. */
struct methods {
    sqlite3_io_methods ours; /* first; the file's but for writing */
    const sqlite3_io_methods *real;
};

static const struct methods *methods_of(const sqlite3_file *file)
{
    return (const struct methods *)(const void *)file->pMethods;
}

static unsigned number(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

/* The unused middle of a page: *end bytes at the return value, none when it has none. */
static size_t middle(const unsigned char *page, bool first, size_t *bytes)
{
    const unsigned char *header = page + (first ? FILE_HEADER_BYTES : 0);
    bool inner = *header == INDEX_INNER || *header == TABLE_INNER;
    *bytes = 0;
    if (!inner && *header != INDEX_LEAF && *header != TABLE_LEAF)
        return 0;
    size_t begin = (size_t)(header - page) + (inner ? 12 : 8) + 2 * (size_t)number(header + 3);
    size_t end = number(header + 5);
    if (begin < end && end <= PAGE_BYTES)
        *bytes = end - begin;
    return begin;
}

static bool is_zero(const unsigned char *bytes, size_t count)
{
    return count == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, count - 1) == 0);
}

/* Whether `page` has something to be cleaned: then `out` is the page without it. */
static bool page_clean(const unsigned char *page, bool first, unsigned char out[PAGE_BYTES])
{
    size_t bytes, begin = middle(page, first, &bytes);
    if (is_zero(page + begin, bytes))
        return false;
    memcpy(out, page, PAGE_BYTES);
    memset(out + begin, 0, bytes);
    return true;
}

static int clean_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    const struct methods *methods = methods_of(file);
    unsigned char cleaned[PAGE_BYTES];
    sqlite3_int64 whole;
    if (count == PAGE_BYTES && offset % PAGE_BYTES == 0 &&
        page_clean(bytes, offset == 0, cleaned) &&
        methods->real->xFileSize(file, &whole) == SQLITE_OK && whole < file_bytes_max)
        return methods->real->xWrite(file, cleaned, count, offset);
    return methods->real->xWrite(file, bytes, count, offset);
}

/* Where `methods` lie behind a file of the real VFS. */
static size_t methods_at(const sqlite3_vfs *real)
{
    size_t step = _Alignof(max_align_t);
    return ((size_t)real->szOsFile + step - 1) / step * step;
}

static int clean_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
    sqlite3_vfs *real = ((struct clean_vfs *)vfs)->real;
    int code = real->xOpen(real, path, file, flags, out);
    if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB))
        return code;
    struct methods *methods = (struct methods *)(void *)((char *)file + methods_at(real));
    methods->real = file->pMethods;
    methods->ours = *methods->real;
    methods->ours.xWrite = clean_write;
    file->pMethods = &methods->ours;
    return code;
}

const char *sqlite_clean_vfs(void)
{
    static const char name[] = "muster-clean";
    if (sqlite3_vfs_find(name))
        return name;
    struct clean_vfs *clean = mem_new(sizeof *clean);
    clean->real = sqlite3_vfs_find(NULL);
    clean->vfs = *clean->real;
    clean->vfs.zName = name;
    clean->vfs.pNext = NULL;
    clean->vfs.szOsFile = (int)(methods_at(clean->real) + sizeof(struct methods));
    clean->vfs.xOpen = clean_open;
    sqlite3_vfs_register(&clean->vfs, 0);
    return name;
}

bool sqlite_clean_file(sqlite3 *writer)
{
    sqlite3_file *file = NULL;
    sqlite3_int64 whole = 0;
    unsigned char page[PAGE_BYTES], cleaned[PAGE_BYTES];
    int code = sqlite3_file_control(writer, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK)
        code = file->pMethods->xFileSize(file, &whole);
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at + PAGE_BYTES <= whole; at += PAGE_BYTES) {
        code = file->pMethods->xRead(file, page, PAGE_BYTES, at);
        if (code == SQLITE_OK && page_clean(page, at == 0, cleaned))
            code = file->pMethods->xWrite(file, page, PAGE_BYTES, at);
    }
    return code == SQLITE_OK && file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) == SQLITE_OK;
}
