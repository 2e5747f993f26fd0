/* SPDX-License-Identifier: Apache-2.0
 *
 * WebSockets on sockets of our own: with a general library each costs more memory than all the rest
 * of a participant, and a third of what it takes to come in (bench/README.md). A socket that is
 * adopted says first what it wants: its request is awaited whole here, whatever it is for, so that
 * whoever answers HTTP never holds anything for a head that does not end. A request for
 * anything but a WebSocket is handed over then, unread, and so is one for a WebSocket where the
 * library carries those. A path in any but its one form is refused here. A socket whose request was
 * answered comes back, and is looked at as a new one is: it rests here until it is asked again.
 */
#ifndef MUSTER_NET_WS_H
#define MUSTER_NET_WS_H

#include <stddef.h>

#include "net/transport_options.h"

struct address;
struct plain_http;
struct stranger;
struct watch;

/* Takes over a socket that asks for something else, and its stranger. */
typedef void ws_other_fn(void *context, int fd, struct stranger *stranger);

struct ws_door;

/* No socket yet. The options are copied; what they name is borrowed, and so is `http`, which
 * answers what it says is its own (plain_http_is; NULL: nothing). Without `other` nothing is a
 * WebSocket here: every request is answered by http_private. */
struct ws_door *ws_door_new(const struct transport_options *options, struct plain_http *http,
                            ws_other_fn *other, void *context);
/* Drops what is still open, frees *door and sets it to NULL. */
void ws_door_close(struct ws_door **door);
/* Takes over a socket just accepted, which comes from `from` (NULL: unknown). */
void ws_adopt(struct ws_door *door, int fd, const struct address *from);
/* Takes over a socket that was answered and may be asked again, its watch and its stranger. */
void ws_adopt_again(struct ws_door *door, int fd, struct watch *watch, struct stranger *stranger);
/* Sockets that have become WebSockets and are not closed yet. */
size_t ws_count(const struct ws_door *door);
/* What each of them costs of our own memory, its session apart. */
size_t ws_bytes(void);

#endif
