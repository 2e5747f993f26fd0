/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP on plain sockets of our own: one exchange at a time. The door (net/ws.h) has looked at the
 * head of the request and found it whole; here it is taken off the socket, the body is read to its
 * last byte and not beyond, the answer leaves in as few sends as it takes. Then the socket stands
 * where it stood before, at the door, which looks at the next request as at the first; or it is
 * ended: when whoever asks wants that, when it is not clear where the request ends, when many wait.
 *
 * Not here: what becomes a connection of a client, and everything over TLS (net/lws.h).
 */
#ifndef MUSTER_NET_PLAIN_HTTP_H
#define MUSTER_NET_PLAIN_HTTP_H

#include "base/slice.h"
#include "net/transport_options.h"

struct plain;
struct plain_http;
struct stranger;
struct watch;

/* Whether a request to `path` is answered here. */
bool plain_http_is(struct slice path);

/* Takes over a socket whose exchange is over and which may be asked again, its watch and its
 * stranger. */
typedef void plain_http_fn(void *context, int fd, struct watch *watch, struct stranger *stranger);

/* Nobody asks yet. The options are copied; what they name is borrowed. */
struct plain_http *plain_http_new(const struct transport_options *options, plain_http_fn *kept,
                                  void *context);
/* Drops what is under way, frees *all and sets it to NULL. NULL is ignored. */
void plain_http_close(struct plain_http **all);

/* Answers the request whose sound head is `head`, which waits on the socket as its next bytes.
 * NULL: all of it has left, and the socket may be asked again. Else the exchange goes on, or the
 * socket is to end: plain_http_take follows. */
struct plain *plain_http_begin(struct plain_http *all, int fd, struct stranger *stranger,
                               struct slice head);
/* Takes over the socket, its watch and its stranger. */
void plain_http_take(struct plain *plain, struct watch *watch);

#endif
