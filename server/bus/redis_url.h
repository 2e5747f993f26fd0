/* SPDX-License-Identifier: Apache-2.0
 *
 * Where Redis is, as bus.url says it: one or several of
 *
 *     redis://[[USER]:PASSWORD@]HOST[:PORT]
 *     redis+sentinel://[[USER]:PASSWORD@]HOST[:PORT][,HOST[:PORT]…]/MASTER
 *     redis+unix:PATH
 *
 * separated by spaces. USER and PASSWORD are those of the server, not of a sentinel, and are
 * written with %XX where they hold anything but A-Z a-z 0-9 - . _ ~ (RFC 3986 §2.1). Pure.
 */
#ifndef MUSTER_BUS_REDIS_URL_H
#define MUSTER_BUS_REDIS_URL_H

#include "base/slice.h"

enum { REDIS_SERVERS_MAX = 16, REDIS_HOSTS_MAX = 8 };

struct redis_host {
    char *name; /* a path when `port` is 0 */
    unsigned port;
};

/* One Redis server, or those sentinels who know where it is. */
struct redis_place {
    struct redis_host hosts[REDIS_HOSTS_MAX];
    unsigned hosts_count;
    char *master;          /* what the sentinels call it; NULL: hosts[0] is the server itself */
    char *user, *password; /* NULL: none */
    char *label;           /* for people: without user and password */
};

struct redis_url {
    struct redis_place places[REDIS_SERVERS_MAX];
    unsigned count;
};

/* Reads `text`, at least one server. False, and one sentence in `why` that does not repeat the
 * text, when it is wrong. Ended by redis_url_done in both cases. */
bool redis_url_read(struct redis_url *url, const char *text, char *why, size_t why_bytes);
void redis_url_done(struct redis_url *url);
/* Reads HOST and PORT (decimal, 1 to 65535) as a sentinel gives them. */
bool redis_host_read(struct redis_host *host, struct slice name, struct slice port);

#endif
