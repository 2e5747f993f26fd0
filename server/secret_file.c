/* SPDX-License-Identifier: Apache-2.0
 * Files, read whole. */
#include "secret_file.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char scheme[] = "credential:";

static bool is_credential(const char *name)
{
    return strncmp(name, scheme, sizeof scheme - 1) == 0;
}

bool secret_file_path(const char *name, struct buffer *out, struct buffer *why)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    const char *credential = is_credential(name) ? name + sizeof scheme - 1 : "";
    if (is_credential(name) && (!*credential || strchr(credential, '/'))) {
        buffer_addf(why, "%s is not the name of a credential", name);
        return false;
    }
    if (*credential && folder)
        buffer_addf(out, "%s/%s", folder, credential);
    else
        buffer_add(out, slice_of(name));
    buffer_add_byte(out, 0);
    if (out->full)
        buffer_addf(why, "%s is too long", name);
    return !out->full;
}

bool secret_file_private(const char *path, struct buffer *why)
{
    struct stat about;
    if (stat(path, &about) != 0 || !(about.st_mode & S_IROTH))
        return true;
    buffer_addf(why, "%s: everybody on this machine can read it (chmod o= helps)", path);
    return false;
}

bool secret_file_read(const char *path, struct buffer *out, struct buffer *why)
{
    char part[1024];
    size_t len;
    FILE *file = fopen(path, "re");
    if (!file) {
        buffer_addf(why, "%s: %s", path,
                    is_credential(path) ? "was not handed over (LoadCredential= in the unit)"
                                        : strerror(errno));
        return false;
    }
    while ((len = fread(part, 1, sizeof part, file)) > 0)
        buffer_add(out, (struct slice){part, len});
    bool good = !ferror(file) && !out->full && out->len > 0;
    if (!good)
        buffer_addf(why, "%s: is empty, cannot be read, or is too large for a key", path);
    fclose(file);
    return good;
}

/* Editors end files with a newline that is no part of a secret. */
static void white_space_drop(struct buffer *text)
{
    size_t start = 0;
    while (text->len > 0 && isspace((unsigned char)text->bytes[text->len - 1]))
        text->len--;
    while (start < text->len && isspace((unsigned char)text->bytes[start]))
        start++;
    if (start > 0)
        buffer_drop(text, start);
}

bool secret_file_take(const char *path, struct buffer *out, struct buffer *why)
{
    if (!secret_file_private(path, why) || !secret_file_read(path, out, why))
        return false;
    white_space_drop(out);
    return true;
}
