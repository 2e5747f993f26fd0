/* SPDX-License-Identifier: Apache-2.0
 *
 * The people of the academy as the fold keeps them: by id, in the order of their names, by country,
 * and those with a role. An id is never given twice: of somebody erased it stays.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_H
#define MUSTER_FEATURES_DIRECTORY_H

#include "base/map.h"
#include "core/feature.h"
#include "features/directory_index.h"

struct directory_leaving;

struct directory {
    struct map *by_id;     /* id -> struct profile, owned */
    struct map *countries; /* code -> struct directory_index, owned */
    struct map *closed;    /* code -> itself, borrowed from by the map: countries that are closed */
    struct map *mails;     /* canonical address -> a struct profile, and same_mail of it */
    struct map *wanted;    /* id -> struct profile, in the order of want_seq */
    struct map *links;     /* the print of what a token means -> a link: features/people_link.h */
    struct directory_index *all, *staff, *suspended; /* owned; of those who are not erased */
    struct directory_leaving *leaving;               /* owned; features/directory_leaving.h */
    size_t organisers;                               /* who are active */
};

/* "ar", "en", "fr", "es"; and the names of roles that are given; both end with NULL. */
extern const char *const directory_languages[], *const directory_roles[];

/* The bit of a role by its name; 0: there is none of that name. */
unsigned directory_role(struct slice name);

/* Nobody: for struct feature. */
void *directory_new(const struct room *room);
/* Wipes all names and addresses. */
void directory_free(void *state);
/* Somebody, erased or not; NULL: there never was such a person. */
struct profile *directory_find(const struct directory *directory, struct slice id);
/* One who has that address, however it is written; the others follow by same_mail. NULL: nobody. */
const struct profile *directory_find_mail(const struct directory *directory, struct slice mail);
/* Whether they may come in at all. */
bool directory_active(const struct directory *directory, const struct profile *person);
/* Their roles in the academy; none unless they are active. */
unsigned directory_roles_of(const struct directory *directory, const struct profile *person);
bool profile_coordinates(const struct profile *person, struct slice country);

/* The id of whom `entry` adds: the one that it gives, else one made of its seq. */
enum { DIRECTORY_ID_BYTES = 24 };
struct slice directory_added_id(const struct entry *entry, char made[DIRECTORY_ID_BYTES]);
/* Whether that is an id as directory_added_id makes them. */
bool directory_is_made_id(struct slice id);

/* Somebody new, of that id, and what the entry says of them. */
struct profile *directory_add(struct directory *directory, const struct entry *entry,
                              struct slice id);
/* What the data of the entry says becomes theirs. */
void directory_change(struct directory *directory, const struct entry *entry,
                      struct profile *person);
/* Gives them another state; `why` may be absent. Who is erased loses all words. */
void directory_set_state(struct directory *directory, const struct entry *entry,
                         struct profile *person, enum profile_state state);
/* A link is to be sent to them since that entry; and no longer. */
void directory_want(struct directory *directory, struct profile *person, int64_t seq);
void directory_want_no_more(struct directory *directory, struct profile *person);
/* The entry holds words about them, which go when they are erased. */
void directory_add_words(struct profile *person, int64_t seq);
/* For struct feature. */
bool directory_forget(void *state, int64_t seq);

#endif
