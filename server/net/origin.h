/* SPDX-License-Identifier: Apache-2.0
 *
 * Which pages may speak to this server (RFC 6454): those of the same host, those named in the
 * configuration, and clients that are no browser and send no Origin.
 */
#ifndef MUSTER_NET_ORIGIN_H
#define MUSTER_NET_ORIGIN_H

#include "base/slice.h"

/* `origin` and `host` are the headers' values, absent when not sent. `allowed` is NULL-terminated
 * or NULL. */
bool origin_allowed(struct slice origin, struct slice host, const char *const *allowed);
/* Which of `allowed` is `origin`: NULL when none, as for a page of the same host. */
const char *origin_listed(struct slice origin, const char *const *allowed);
/* Whether `host` (a Host header) may be written into a header of ours: name or address, and port.
 */
bool origin_host_is_plain(struct slice host);
/* Whether `name` (no port, no brackets) can only mean this machine: localhost, 127.0.0.0/8, ::1. */
bool origin_name_is_loopback(struct slice name);
/* Whether `host` (a Host header) names it, with or without a port; not when absent. */
bool origin_host_is_loopback(struct slice host);

#endif
