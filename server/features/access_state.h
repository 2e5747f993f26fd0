/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests for access as the fold keeps them: those that are open, and the last that ended.
 */
#ifndef MUSTER_FEATURES_ACCESS_STATE_H
#define MUSTER_FEATURES_ACCESS_STATE_H

#include "base/map.h"
#include "core/entry.h"
#include "core/scene.h"
#include "features/country.h"

enum access_step {
    ACCESS_ASKED,
    ACCESS_CONFIRMED,
    ACCESS_ENDORSED,
    ACCESS_APPROVED,
    ACCESS_REFUSED,
    ACCESS_EXPIRED,
    ACCESS_LINKED, /* whoever it was asked for is a person by another id (person.link) */
    ACCESS_STEPS
};

/* "asked", "confirmed" …, by their place; ends with NULL. */
extern const char *const access_steps[];

/* The code for a place that nobody knows (CLDR has it, ISO 3166 leaves it free). */
#define ACCESS_NOWHERE "ZZ"

/* When it came to that step, and by whom. */
struct access_done {
    int64_t at_ms; /* 0: not yet, or never */
    char *by;      /* owned */
};

struct access_request {
    int64_t seq;
    enum access_step step;
    struct access_done done[ACCESS_STEPS];
    char country[COUNTRY_BYTES]; /* ACCESS_NOWHERE: it is not known */
    char *status;                /* owned; what its own page is found by; NULL: it has none */
    char *address, *network;     /* owned; prints; NULL: none */
    char *identity; /* owned; who they are in the system that their token is of, or the print of it
                     * (base/token_person.h), once nothing more comes of it; NULL: none is */
    char *name, *mail, *agency;    /* owned; "" where there is none, and once they are forgotten */
    char *reason, *language, *why; /* the same; why it was refused */
    int64_t why_seq;
    int64_t ended_seq; /* the entry by which it ended; 0: it is open */
};

struct access {
    struct map *requests;    /* seq -> struct access_request, owned; in the order of their coming */
    struct map *by_status;   /* status -> struct access_request */
    struct map *by_identity; /* print of an identity -> the last struct access_request for it */
    struct map *addresses;   /* print -> how many are open: features/common_count.h */
    struct map *networks;
    struct map *askers; /* coordinators -> how many of theirs are open */
    size_t open;
    size_t waiting; /* for a coordinator or an organiser */
};

/* None: for struct feature. */
void *access_new(const struct room *room);
/* Wipes what people wrote. */
void access_free(void *state);
/* NULL: there is none of that seq. */
struct access_request *access_find(const struct access *access, int64_t seq);
/* The last one for whoever is known elsewhere by that id; NULL: there is none. */
struct access_request *access_find_identity(const struct access *access, struct slice identity);
/* Whether it has not ended. */
bool access_is_open(const struct access_request *request);
/* The request that `entry` makes. */
void access_add(struct access *access, const struct entry *entry, enum access_step step);
/* It has come to `step` by that entry; one that ends may make the oldest that had ended leave. */
void access_go(struct access *access, const struct entry *entry, struct access_request *request,
               enum access_step step);
/* The oldest that waits to be confirmed; NULL: none. */
const struct access_request *access_unconfirmed(const struct access *access);
/* For struct feature. */
bool access_forget(void *state, int64_t seq);

#endif
