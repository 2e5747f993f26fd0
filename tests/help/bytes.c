/* SPDX-License-Identifier: Apache-2.0
 * See bytes.h. */
#include "help/bytes.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a file holds; the caller frees it. Sockets and what cannot be read hold nothing. */
static char *file_read(const char *path, size_t *len)
{
    struct stat about;
    char *text = NULL;
    *len = 0;
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size == 0)
        return NULL;
    FILE *file = fopen(path, "rb");
    if (file)
        text = malloc((size_t)about.st_size);
    if (text)
        *len = fread(text, 1, (size_t)about.st_size, file);
    if (file)
        fclose(file);
    return text;
}

static unsigned found_in(const char *path, const void *bytes, size_t bytes_count)
{
    size_t len;
    char *text = file_read(path, &len);
    bool found = text && len >= bytes_count && memmem(text, len, bytes, bytes_count);
    free(text);
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
