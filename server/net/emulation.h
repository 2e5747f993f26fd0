/* SPDX-License-Identifier: Apache-2.0
 *
 * The way up for clients of streaming transports: each message is a request of its own that names
 * the instance and, by a secret of 128 bits, the session it is for. Any instance takes it; one for
 * another instance goes there over the bus. What comes is run as if it had come on a WebSocket, in
 * the order in which it was said (net/order.h). A place is embedded in what it belongs to.
 */
#ifndef MUSTER_NET_EMULATION_H
#define MUSTER_NET_EMULATION_H

#include "base/error.h"
#include "hub/hub.h"
#include "net/order.h"
#include "net/stats.h"

struct emulation;
struct session;
struct sessions;

enum { EMULATION_SECRET_BYTES = 23 };

/* Where the messages for one secret go. */
struct emulated {
    struct session *session; /* NULL: not in */
    struct order order;      /* of what comes for it */
    char secret[EMULATION_SECRET_BYTES];
};

struct emulation_options {
    struct loop *loop;
    struct hub *hub;
    struct sessions *sessions;
    struct net_stats *stats;
    size_t sessions_max;
};

/* Nobody yet; hears from now on what the bus brings (hub_on_told). What is named in `options` is
 * borrowed. Owned by the caller. */
struct emulation *emulation_new(const struct emulation_options *options);
/* Frees *emulation and sets it to NULL. Everybody must have left. NULL is ignored. */
void emulation_free(struct emulation **emulation);

/* Lets `session` be spoken to by a new secret, which stands in `place` from now on. */
void emulation_join(struct emulation *emulation, struct emulated *place, struct session *session);
/* Forgets the secret; does nothing when it is not in. */
void emulation_leave(struct emulation *emulation, struct emulated *place);

/* Answers a request whose body is {"node":…,"session":…,"data":"<message>"}. ERR_BAD_REQUEST when
 * it is something else, ERR_NOT_FOUND when nobody here or elsewhere is meant. */
enum err emulation_answer(struct emulation *emulation, struct slice body);
/* A message from another instance, as emulation_answer tells it; anything else is ignored. */
void emulation_told(struct emulation *emulation, struct slice message);

#endif
