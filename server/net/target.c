/* SPDX-License-Identifier: Apache-2.0
 * Byte by byte, and name by name. */
#include "net/target.h"

static bool byte_is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("._-~@+=:/", c));
}

struct slice target_path(struct slice target)
{
    const char *query = target.len > 0 ? memchr(target.at, '?', target.len) : NULL;
    return (struct slice){target.at, query ? (size_t)(query - target.at) : target.len};
}

/* "." and "..", which lead elsewhere, and names of no letters. */
static bool name_is_none(struct slice name)
{
    return name.len == 0 || slice_is(name, ".") || slice_is(name, "..");
}

bool target_is_canonical(struct slice path)
{
    size_t start = 1;
    if (path.len == 0 || path.at[0] != '/')
        return false;
    for (size_t i = 1; i < path.len; i++) {
        if (!byte_is_plain(path.at[i]))
            return false;
        if (path.at[i] != '/')
            continue;
        if (name_is_none((struct slice){path.at + start, i - start}))
            return false;
        start = i + 1;
    }
    /* A slash at the end is written as it is meant. */
    return start == path.len || !name_is_none((struct slice){path.at + start, path.len - start});
}
