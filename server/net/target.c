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

void target_escape(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '&' || text.at[i] == '%')
            buffer_addf(out, "%%%02X", (unsigned char)text.at[i]);
        else
            buffer_add_byte(out, text.at[i]);
    }
}

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

bool target_unescape(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '%') {
            buffer_add_byte(out, text.at[i]);
            continue;
        }
        int high = text.len - i > 2 ? digit_of(text.at[i + 1]) : -1;
        int low = high >= 0 ? digit_of(text.at[i + 2]) : -1;
        if (low < 0)
            return false;
        buffer_add_byte(out, (char)(high << 4 | low));
        i += 2;
    }
    return true;
}
