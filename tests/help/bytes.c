/* SPDX-License-Identifier: Apache-2.0
 * See bytes.h. */
#include "help/bytes.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a file holds, read without a buffer between: file_done clears the only copy. Sockets and
 * what cannot be read hold nothing. */
static char *file_read(const char *path, size_t *len)
{
    struct stat about;
    char *text = NULL;
    *len = 0;
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0)
        return NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0)
        text = malloc((size_t)about.st_size);
    for (ssize_t got = 1; text && got > 0 && *len < (size_t)about.st_size;) {
        got = read(file, text + *len, (size_t)about.st_size - *len);
        *len += got > 0 ? (size_t)got : 0;
    }
    if (file >= 0)
        close(file);
    return text;
}

static void file_done(char *text, size_t len)
{
    if (text)
        explicit_bzero(text, len);
    free(text);
}

static unsigned found_in(const char *path, const void *bytes, size_t bytes_count)
{
    size_t len;
    char *text = file_read(path, &len);
    bool found = text && len >= bytes_count && memmem(text, len, bytes, bytes_count);
    file_done(text, len);
    if (found)
        fprintf(stderr, "found in %s\n", path);
    return found;
}

unsigned bytes_found(const char *folder, const void *bytes, size_t bytes_count)
{
    unsigned count = 0;
    DIR *list = opendir(folder);
    for (const struct dirent *at; list && (at = readdir(list));) {
        char path[4096];
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, at->d_name);
        count += at->d_type == DT_DIR ? bytes_found(path, bytes, bytes_count)
                                      : found_in(path, bytes, bytes_count);
    }
    if (list)
        closedir(list);
    return count;
}

/* Where `masked` stands in `at`, unmasked. */
static unsigned count_in(const unsigned char *at, size_t len, const unsigned char *masked,
                         size_t bytes_count)
{
    unsigned found = 0;
    for (size_t i = 0; i + bytes_count <= len; i++) {
        size_t k = 0;
        while (k < bytes_count && (at[i + k] ^ BYTES_MASK) == masked[k])
            k++;
        found += k == bytes_count;
    }
    return found;
}

/* Copies of memory are looked at, so that what may not be read is an error and no more. The copy
 * itself is not; nor is what is reserved by the terabyte (a sanitizer's shadow). */
enum { WINDOW_BYTES = 1 << 16 };
#define REGION_MAX (1UL << 32)

static unsigned region_count(int memory, unsigned long from, unsigned long to,
                             const unsigned char *masked, size_t bytes_count)
{
    static unsigned char window[WINDOW_BYTES];
    unsigned long own = (unsigned long)(uintptr_t)window;
    unsigned found = 0;
    for (unsigned long at = from; at < to; at += WINDOW_BYTES / 2) {
        size_t want = to - at < WINDOW_BYTES ? to - at : WINDOW_BYTES;
        if (at < own + WINDOW_BYTES && own < at + want)
            continue;
        ssize_t got = pread(memory, window, want, (off_t)at);
        if (got > 0)
            found += count_in(window, (size_t)got, masked, bytes_count);
    }
    return found;
}

unsigned bytes_in_memory(const unsigned char *masked, size_t bytes_count)
{
    unsigned found = 0;
    unsigned long from, to;
    char line[512], rights[8];
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    while (maps && memory >= 0 && fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[0] == 'r' &&
            rights[1] == 'w' && to - from < REGION_MAX)
            found += region_count(memory, from, to, masked, bytes_count);
    if (maps)
        fclose(maps);
    if (memory >= 0)
        close(memory);
    return found;
}

size_t bytes_read_masked(const char *path, unsigned char *masked, size_t bytes_max)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t count = file >= 0 ? read(file, masked, bytes_max) : 0;
    for (ssize_t i = 0; i < count; i++)
        masked[i] ^= BYTES_MASK;
    if (file >= 0)
        close(file);
    return count > 0 ? (size_t)count : 0;
}

void bytes_remove(const char *folder)
{
    DIR *list = opendir(folder);
    for (const struct dirent *at; list && (at = readdir(list));) {
        char path[4096];
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, at->d_name);
        if (at->d_type == DT_DIR)
            bytes_remove(path);
        else
            unlink(path);
    }
    if (list)
        closedir(list);
    rmdir(folder);
}
