/* SPDX-License-Identifier: Apache-2.0
 *
 * The rooms of the demo academy: one webinar and one course, made through the hub by the server
 * itself with fixed ops, so that a restart makes nothing twice. A webinar that has ended stays as
 * it is, and the next start offers a new one.
 */
#ifndef MUSTER_DEMO_ROOMS_H
#define MUSTER_DEMO_ROOMS_H

#include "base/buffer.h"
#include "hub/hub.h"
#include "journal/backend.h"
#include "loop/loop.h"

struct demo_rooms;

/* Whether the demo may use the journal of `backend`: it holds nothing, or what a demo made there
 * first. ERR_PERMISSION_DENIED when it is somebody else's; else what kept it from being read.
 * Before the journal's threads start. */
enum err demo_rooms_own(struct backend *backend);
/* Borrows all three for its life. */
struct demo_rooms *demo_rooms_new(struct loop *loop, struct journal *journal, struct hub *hub);
/* Looks for the webinar to offer, makes what is missing, and calls `ready` once, in a later turn;
 * what cannot be made is logged. Not called when demo_rooms_stop came first. */
void demo_rooms_start(struct demo_rooms *rooms, loop_fn *ready, void *context);
/* Asks for nothing more: before the hub and the journal end. */
void demo_rooms_stop(struct demo_rooms *rooms);
/* Frees after the journal has been closed; sets *rooms to NULL. */
void demo_rooms_free(struct demo_rooms **rooms);
/* Writes the member "rooms": [{"room","title"}]. */
void demo_rooms_view(const struct demo_rooms *rooms, struct writer *out);

#endif
