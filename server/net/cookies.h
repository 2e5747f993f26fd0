/* SPDX-License-Identifier: Apache-2.0
 *
 * Cookies of ours: HttpOnly, SameSite=Lax, and over https Secure, with a name that no neighbouring
 * host can set (__Host-, RFC 6265bis §4.1.3.2).
 */
#ifndef MUSTER_NET_COOKIES_H
#define MUSTER_NET_COOKIES_H

#include "base/buffer.h"

struct cookie {
    const char *name; /* at most 32 letters */
    bool secure;
};

/* Appends the value of Set-Cookie that keeps `value` for `seconds`; 0: it is forgotten. */
void cookie_write(const struct cookie *cookie, struct slice value, int64_t seconds,
                  struct buffer *out);
/* What the header Cookie says of it; absent: nothing. */
struct slice cookie_find(const struct cookie *cookie, struct slice header);

#endif
