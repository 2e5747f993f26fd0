/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths, from the program's own place and the journal's.
 */
#include "paths.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static struct slice folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (struct slice){path, (size_t)(slash - path)} : SLICE(".");
}

/* Ends `out` as a C string whose NUL is not part of its content. */
static void path_end(struct buffer *out)
{
    buffer_add_byte(out, 0);
    if (!out->full)
        out->len--;
}

static bool folder_exists(struct buffer *path)
{
    struct stat about;
    path_end(path);
    return !path->full && path->len > 0 && stat(path->bytes, &about) == 0 && S_ISDIR(about.st_mode);
}

bool paths_find(const char *named, const char *beside, const char *installed, struct buffer *out)
{
    char program[PATHS_BYTES];
    buffer_clear(out);
    if (*named) {
        buffer_add(out, slice_of(named));
        return folder_exists(out);
    }
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len > 0) {
        program[len] = 0;
        buffer_add(out, folder_of(program));
        buffer_addf(out, "/%s", beside);
        if (folder_exists(out))
            return true;
    }
    buffer_clear(out);
    buffer_add(out, slice_of(installed));
    if (folder_exists(out))
        return true;
    buffer_clear(out);
    return false;
}

void paths_beside(const char *path, const char *name, struct buffer *out)
{
    buffer_clear(out);
    buffer_add(out, folder_of(path));
    buffer_addf(out, "/%s", name);
    path_end(out);
}

bool paths_make_folder(const char *path, struct buffer *why)
{
    char folder[PATHS_BYTES];
    struct slice name = folder_of(path);
    snprintf(folder, sizeof folder, "%.*s", (int)name.len, name.at);
    if (name.len == 0 || mkdir(folder, 0700) == 0 || errno == EEXIST)
        return true;
    buffer_addf(why, "%s: %s", folder, strerror(errno));
    return false;
}
