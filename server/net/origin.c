/* SPDX-License-Identifier: Apache-2.0
 * An origin is scheme "://" host [":" port]; "null" and anything else only when named. */
#include "net/origin.h"

#include <strings.h>

enum { HOST_BYTES = 255 };

static bool equal_nocase(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.at, b.at, a.len) == 0);
}

/* What follows "http://" or "https://"; absent for anything else. */
static struct slice origin_host(struct slice origin)
{
    static const char *const schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < 2; i++) {
        struct slice scheme = slice_of(schemes[i]);
        if (slice_starts(origin, scheme))
            return (struct slice){origin.at + scheme.len, origin.len - scheme.len};
    }
    return (struct slice){NULL, 0};
}

const char *origin_listed(struct slice origin, const char *const *allowed)
{
    for (; origin.at && allowed && *allowed; allowed++) {
        if (equal_nocase(origin, slice_of(*allowed)))
            return *allowed;
    }
    return NULL;
}

bool origin_allowed(struct slice origin, struct slice host, const char *const *allowed)
{
    if (!origin.at)
        return true;
    struct slice own = origin_host(origin);
    return (own.len > 0 && equal_nocase(own, host)) || origin_listed(origin, allowed);
}

static bool host_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-.:[]", c));
}

bool origin_host_is_plain(struct slice host)
{
    for (size_t i = 0; i < host.len; i++) {
        if (!host_byte(host.at[i]))
            return false;
    }
    return host.len > 0 && host.len <= HOST_BYTES;
}
