/* SPDX-License-Identifier: Apache-2.0
 *
 * Simulated people: devices over fake connections that drop, stall and come back, each keeping its
 * copies of views by merge patches alone, as a real client does. Everything random comes from the
 * seed. A device keeps every byte it was sent, to be searched afterwards.
 */
#ifndef MUSTER_TESTS_SIM_HELP_PEOPLE_H
#define MUSTER_TESTS_SIM_HELP_PEOPLE_H

#include "base/json.h"
#include "hub/hub.h"

enum { DEVICE_CHANNELS = 12, NAME_BYTES = 64 };

/* One channel as a client keeps it. */
struct copy {
    struct device *device;
    char channel[NAME_BYTES];
    bool wanted; /* the client follows it while online */
    bool subscribed;
    bool asked;    /* a subscribe is on its way */
    unsigned turn; /* which connection asked */
    bool renew;    /* the server told us to subscribe again */
    bool has_position;
    int64_t offset;
    char epoch[NAME_BYTES];
    struct json *view; /* owned */
};

struct device {
    struct subscriber subscriber;
    struct hub *hub;
    char id[NAME_BYTES];
    bool online;
    bool lean;      /* asks for the lean class */
    bool packed;    /* and unpacks its frames */
    bool stalled;   /* takes nothing until it recovers */
    bool ended;     /* by the server: it comes back when tended */
    unsigned turn;  /* counts connections */
    uint64_t *dice; /* the simulation's, for how much a send takes */
    struct copy copies[DEVICE_CHANNELS];
    struct buffer heard; /* every payload it was sent */
    unsigned recovered, fresh;
};

/* The next number of the seed's sequence (splitmix64), and one below `limit`. */
uint64_t dice_next(uint64_t *dice);
unsigned dice_below(uint64_t *dice, unsigned limit);

void device_init(struct device *device, const char *id, uint64_t *dice);
void device_done(struct device *device);
/* Connects and subscribes to everything wanted, resuming where it can. */
void device_connect(struct device *device, struct hub *hub);
void device_drop(struct device *device);
/* Starts to follow a channel, at once when online. */
void device_follow(struct device *device, const char *channel);
void device_unfollow(struct device *device, const char *channel);
/* Subscribes again where told to; to be called between turns. */
void device_tend(struct device *device);
/* A stalled device takes bytes again. */
void device_wake(struct device *device);
struct copy *device_copy(struct device *device, const char *channel);

#endif
