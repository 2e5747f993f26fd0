/* SPDX-License-Identifier: Apache-2.0
 *
 * Credentials as the fold keeps them: in the order of their coming, and those of each person.
 */
#ifndef MUSTER_FEATURES_CREDENTIAL_STATE_H
#define MUSTER_FEATURES_CREDENTIAL_STATE_H

#include "base/map.h"
#include "core/entry.h"
#include "core/room.h"

enum credential_state { CREDENTIAL_VALID, CREDENTIAL_LAPSED, CREDENTIAL_WITHDRAWN };

struct credential {
    int64_t seq;
    char *person, *kind;           /* owned; ids */
    char *of;                      /* owned; the room that it was earned in; NULL: none */
    char *title;                   /* owned; JSON by language; NULL: none */
    char *reference;               /* owned; NULL: none */
    char *why;                     /* owned; why it was withdrawn; NULL: none was given */
    int64_t issued_ms, until_ms;   /* until: 0: for good */
    int64_t referred_seq, why_seq; /* the entries that gave these words */
    enum credential_state state;
    struct credential *next; /* of the same person */
};

struct credentials {
    struct map *all;                 /* seq -> struct credential, owned */
    struct map *people;              /* id -> the last credential of theirs; the others by `next` */
    const struct credential *ending; /* of those that are valid the one that lapses first */
    /* What the last entry changed of whether somebody holds one of a kind. */
    const struct credential *about; /* NULL: nothing */
};

/* "valid", "lapsed", "withdrawn"; ends with NULL. */
extern const char *const credential_states[];

/* None: for struct feature. */
void *credentials_new(const struct room *room);
void credentials_free(void *state);
bool credentials_forget(void *state, int64_t seq);
/* NULL: there is none of that seq. */
struct credential *credentials_find(const struct credentials *credentials, int64_t seq);
/* Whether that person has a valid one of that kind. */
bool credentials_hold(const struct credentials *credentials, struct slice person,
                      struct slice kind);

/* The valid one of that kind that they have earned in that room; NULL: none. */
const struct credential *credentials_earned(const struct credentials *credentials,
                                            struct slice person, struct slice kind,
                                            struct slice of);

/* What `entry` does. Afterwards `about` is the credential when its person holds one of its kind now
 * and did not before, or the other way round. */
void credentials_give(struct credentials *credentials, const struct entry *entry);
void credentials_renew(struct credentials *credentials, const struct entry *entry);
void credentials_end(struct credentials *credentials, int64_t seq, const struct entry *entry,
                     enum credential_state state);

#endif
