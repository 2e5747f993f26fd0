/* SPDX-License-Identifier: Apache-2.0
 *
 * A request at the door: what it is for, and what is said to it before anybody else sees it.
 */
#ifndef MUSTER_NET_KNOCK_H
#define MUSTER_NET_KNOCK_H

#include "net/aim.h"
#include "net/http_head.h"
#include "net/transport_options.h"

enum { KNOCK_BYTES = 8192 /* of a request's head, at most */ };

struct http_response;

/* What the socket is for, as far as has come, of which more than `looked` bytes are awaited now.
 * What has come stays there, and is in `room` (of KNOCK_BYTES) too. AIM_NONE: nothing will come. */
enum aim knock_aim(int fd, char *room, bool carries, size_t looked, struct slice *bytes);
/* The socket is readable once more than `bytes` are there; *looked: until now, and from now on. */
void knock_wakes_beyond(int fd, size_t bytes, unsigned short *looked);
/* Whether the request with the head `bytes` (none: it is too long) may become a WebSocket. Reads
 * *head. False: *response says why not. */
bool knock_upgrades(const struct transport_options *options, struct slice bytes,
                    struct http_head *head, struct http_response *response);
/* Whether the request is answered at once: anything but a request, a path that is not written in
 * its one form, a WebSocket that may not be one, and whatever comes through a private door. Else
 * its head is in *head. `bytes` begin with the head, if it is whole. */
bool knock_refused(const struct transport_options *options, bool private, struct slice bytes,
                   struct http_head *head, struct http_response *response);

#endif
