/* SPDX-License-Identifier: Apache-2.0
 * The first of a name counts. */
#include "net/cookies.h"

enum { NAME_BYTES = 64 };

static void name_write(const struct cookie *cookie, struct buffer *out)
{
    buffer_addf(out, "%s%s=", cookie->secure ? "__Host-" : "", cookie->name);
}

void cookie_write(const struct cookie *cookie, struct slice value, int64_t seconds,
                  struct buffer *out)
{
    name_write(cookie, out);
    buffer_add(out, value);
    buffer_addf(out, "; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s", (long long)seconds,
                cookie->secure ? "; Secure" : "");
}

struct slice cookie_find(const struct cookie *cookie, struct slice header)
{
    struct buffer name;
    struct slice found = {NULL, 0};
    buffer_init(&name, NAME_BYTES);
    name_write(cookie, &name);
    while (!found.at && header.len > 0) {
        const char *end = memchr(header.at, ';', header.len);
        size_t len = end ? (size_t)(end - header.at) : header.len;
        struct slice one = slice_trimmed((struct slice){header.at, len});
        if (slice_starts(one, buffer_slice(&name)))
            found = (struct slice){one.at + name.len, one.len - name.len};
        len += end != NULL;
        header = (struct slice){header.at + len, header.len - len};
    }
    buffer_done(&name);
    return found;
}
