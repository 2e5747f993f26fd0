/* SPDX-License-Identifier: Apache-2.0
 *
 * Connecting to a named host, or to a socket in the file system, without ever waiting: the name is
 * looked up on a thread, the addresses are tried one after another. How long it may take is the
 * caller's business. Real loops only.
 */
#ifndef MUSTER_LOOP_DIAL_H
#define MUSTER_LOOP_DIAL_H

#include "loop/loop.h"

struct dial;

/* A stream socket that does not block and is the receiver's from now on, `why` NULL; or -1 and a
 * short English reason, static, of the last address tried. The dial is to be closed in both cases,
 * also within the call. */
typedef void dial_fn(void *context, int fd, const char *why);

/* Connects to `port` of `host`, a name or a numeric address. Calls `done` once, in a later turn.
 * The caller owns the dial and ends it with dial_close. */
struct dial *dial_new(struct loop *loop, const char *host, unsigned port, dial_fn *done,
                      void *context);
/* The same for the socket at `path`. */
struct dial *dial_new_local(struct loop *loop, const char *path, dial_fn *done, void *context);
/* Gives up what is not done yet: `done` is not called any more. Sets *dial to NULL. NULL is
 * ignored. */
void dial_close(struct dial **dial);

#endif
