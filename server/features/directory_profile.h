/* SPDX-License-Identifier: Apache-2.0
 *
 * One person of the academy, as the fold keeps them. Owned by struct directory; made and changed in
 * directory.c alone.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_PROFILE_H
#define MUSTER_FEATURES_DIRECTORY_PROFILE_H

#include "base/bounds.h"
#include "core/scene.h"
#include "features/country.h"

/* A folded name is longer than the name by a third at most, for names that people have. */
enum { PROFILE_FOLDED_BYTES = 8 * BOUND_NAME_CHARS };

enum profile_state { PROFILE_ACTIVE, PROFILE_SUSPENDED, PROFILE_ERASED };

struct profile {
    char *id;
    char *name, *folded; /* "" when the words are gone; `folded` is what it is found by */
    char *mail;          /* NULL: none */
    char *why;           /* of the last suspension; NULL: none was given */
    char country[COUNTRY_BYTES];
    char languages[BOUND_PERSON_LANGUAGES]; /* each its place + 1 in directory_languages; 0: the end
                                             */
    char (*coordinates)[COUNTRY_BYTES];     /* NULL: none; ends with "" */
    unsigned roles;                         /* beside that of a member */
    enum profile_state state;
    size_t links;              /* how many tokens of other systems mean them beside their id */
    struct profile *same_mail; /* another who has that address */
    int64_t picture;           /* a file of the academy's room; 0: none */
    int64_t added_seq;
    int64_t added_ms, since_ms; /* when they came, and when the state became what it is */
    int64_t enrolled_ms;        /* when they first signed in with their link; 0: not yet */
    int64_t want_seq;           /* a link is to be sent since that entry; 0: none is */
    int64_t named_seq, mailed_seq, why_seq; /* the entries that gave these words */
    int64_t *words;                         /* the entries that hold words about them */
    size_t words_count;
};

#endif
