/* SPDX-License-Identifier: Apache-2.0
 * An origin is scheme "://" host [":" port]; "null" and anything else only when named. */
#include "net/origin.h"

#include <arpa/inet.h>
#include <ctype.h>
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

bool origin_name_is_loopback(struct slice name)
{
    char text[INET_ADDRSTRLEN];
    struct in_addr numeric;
    if (slice_is(name, "::1") || equal_nocase(name, SLICE("localhost")))
        return true;
    if (name.len >= sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)name.len, name.at);
    return inet_pton(AF_INET, text, &numeric) == 1 && ntohl(numeric.s_addr) >> 24 == IN_LOOPBACKNET;
}

/* What stands before ":PORT", without the brackets of an IPv6 address (RFC 3986 §3.2.2); absent
 * when it is none. */
static struct slice host_name(struct slice host)
{
    size_t digits = 0;
    while (digits < host.len && isdigit((unsigned char)host.at[host.len - 1 - digits]))
        digits++;
    if (digits > 0 && digits < host.len && host.at[host.len - 1 - digits] == ':')
        host.len -= digits + 1;
    if (host.len > 2 && host.at[0] == '[' && host.at[host.len - 1] == ']')
        return (struct slice){host.at + 1, host.len - 2};
    return host.len > 0 && memchr(host.at, ':', host.len) ? (struct slice){NULL, 0} : host;
}

bool origin_host_is_loopback(struct slice host)
{
    return origin_name_is_loopback(host_name(host));
}
