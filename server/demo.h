/* SPDX-License-Identifier: Apache-2.0
 *
 * The demo academy: everybody may be whoever they choose, so it is for loopback alone, with a key
 * and a journal of its own. Two routes (GET /demo, POST /demo/token) hand out identities: host,
 * moderator, presenter, organiser, manager, coordinator, and as many participants as want to come;
 * they answer pages of this machine alone. The demo owns its rooms; loop, journal, hub and
 * configuration are borrowed.
 */
#ifndef MUSTER_DEMO_H
#define MUSTER_DEMO_H

#include "config.h"
#include "hub/hub.h"
#include "net/net.h"

enum { DEMO_ROUTES = 2 };

struct demo;

struct demo_options {
    struct loop *loop;
    struct journal *journal;
    struct hub *hub;
    const struct config *config; /* issuer, audience and key id of its tokens */
    struct slice key;            /* HS256; borrowed */
    const char *count_path;      /* file that remembers the last participant; NULL: none */
};

/* Whether `address` ("127.0.0.1", "::1", "localhost") is this machine alone. */
bool demo_address_allowed(struct slice address);
struct demo *demo_new(const struct demo_options *options);
/* Makes the rooms, then calls `ready` once, in a later turn. */
void demo_start(struct demo *demo, loop_fn *ready, void *context);
/* Asks hub and journal for nothing more: before they end. */
void demo_stop(struct demo *demo);
/* Frees after the journal has been closed; sets *demo to NULL. */
void demo_free(struct demo **demo);
/* Fills in the routes, answered as long as `demo` lives. */
void demo_routes(struct demo *demo, struct net_route routes[DEMO_ROUTES]);

#endif
