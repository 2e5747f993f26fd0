/* SPDX-License-Identifier: Apache-2.0
 * Text to bytes by inet_pton, once what stands around the address is taken off. */
#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { V4_BYTES = 4, V4_BITS = 32, ALL_BITS = 8 * ADDRESS_BYTES, PLACE_BYTES = 8 };

static const unsigned char mapped[ADDRESS_BYTES - V4_BYTES] = {[10] = 0xff, [11] = 0xff};

bool address_is_v4(const struct address *address)
{
    return memcmp(address->bytes, mapped, sizeof mapped) == 0;
}

static void set_v4(struct address *address, const void *four)
{
    memcpy(address->bytes, mapped, sizeof mapped);
    memcpy(address->bytes + sizeof mapped, four, V4_BYTES);
}

static size_t find(struct slice text, char what)
{
    const char *at = text.len > 0 ? memchr(text.at, what, text.len) : NULL;
    return at ? (size_t)(at - text.at) : text.len;
}

/* Without brackets and without a port: two colons mean IPv6 without either. */
static struct slice bare(struct slice text)
{
    text = slice_trimmed(text);
    if (text.len > 0 && text.at[0] == '[') {
        struct slice inner = {text.at + 1, text.len - 1};
        size_t end = find(inner, ']');
        return end < inner.len ? (struct slice){inner.at, end} : (struct slice){NULL, 0};
    }
    size_t colon = find(text, ':');
    if (colon == text.len)
        return text;
    struct slice rest = {text.at + colon + 1, text.len - colon - 1};
    return find(rest, ':') < rest.len ? text : (struct slice){text.at, colon};
}

bool address_read(struct slice text, struct address *address)
{
    char name[INET6_ADDRSTRLEN];
    unsigned char four[V4_BYTES];
    struct slice one = bare(text);
    if (one.len == 0 || one.len >= sizeof name)
        return false;
    memcpy(name, one.at, one.len);
    name[one.len] = '\0';
    if (inet_pton(AF_INET6, name, address->bytes) == 1)
        return true;
    if (inet_pton(AF_INET, name, four) != 1)
        return false;
    set_v4(address, four);
    return true;
}

bool address_of(const struct sockaddr_storage *from, struct address *address)
{
    if (from->ss_family == AF_INET6)
        memcpy(address->bytes, &((const struct sockaddr_in6 *)from)->sin6_addr, ADDRESS_BYTES);
    else if (from->ss_family == AF_INET)
        set_v4(address, &((const struct sockaddr_in *)from)->sin_addr);
    return from->ss_family == AF_INET6 || from->ss_family == AF_INET;
}

static bool bits_read(struct slice text, unsigned bits_max, unsigned *bits)
{
    *bits = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *bits = *bits * 10 + (unsigned)(text.at[i] - '0');
    }
    return text.len > 0 && text.len <= 3 && *bits <= bits_max;
}

bool address_range_read(struct slice text, struct address_range *range)
{
    size_t slash = find(text, '/');
    range->bits = ALL_BITS;
    if (!address_read((struct slice){text.at, slash}, &range->first))
        return false;
    if (slash == text.len)
        return true;
    bool v4 = address_is_v4(&range->first);
    struct slice rest = {text.at + slash + 1, text.len - slash - 1};
    if (!bits_read(rest, v4 ? V4_BITS : ALL_BITS, &range->bits))
        return false;
    range->bits += v4 ? ALL_BITS - V4_BITS : 0;
    return true;
}

bool address_in(const struct address *address, const struct address_range *range)
{
    size_t whole = range->bits / 8;
    unsigned rest = range->bits % 8;
    if (memcmp(address->bytes, range->first.bytes, whole) != 0)
        return false;
    if (rest == 0)
        return true;
    unsigned differs = address->bytes[whole] ^ (unsigned)range->first.bytes[whole];
    return differs >> (8 - rest) == 0;
}

struct slice address_place(const struct address *address)
{
    return (struct slice){(const char *)address->bytes,
                          address_is_v4(address) ? ADDRESS_BYTES : PLACE_BYTES};
}
