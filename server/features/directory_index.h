/* SPDX-License-Identifier: Apache-2.0
 *
 * People in the order of their names, and of each word of their names: "Adviser At Sfax" stands
 * under adviser, under at and under sfax, as text_fold writes them. So everybody whose name has a
 * word that begins in some way stands together. People are borrowed: their names must not change
 * while they stand here. Adding and taking cost a few microseconds among twenty thousand.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_INDEX_H
#define MUSTER_FEATURES_DIRECTORY_INDEX_H

#include "features/directory_profile.h"

struct directory_index;

/* Nobody. */
struct directory_index *directory_index_new(void);
/* Frees *index and sets it to NULL; NULL is ignored. */
void directory_index_free(struct directory_index **index);
/* How many people stand there. */
size_t directory_index_count(const struct directory_index *index);
void directory_index_add(struct directory_index *index, const struct profile *person);
/* They must stand there. */
void directory_index_take(struct directory_index *index, const struct profile *person);

/* A walk over those of whose names a word begins with `prefix` (folded); each comes once. With an
 * empty prefix everybody comes, in the order of whole names. `after` (NULL: from the start) is one
 * of them, behind whom it goes on. */
struct directory_walk {
    const struct directory_index *index;
    struct slice prefix;
    size_t block, place;
};
void directory_walk_start(struct directory_walk *walk, const struct directory_index *index,
                          struct slice prefix, const struct profile *after);
/* NULL at the end. */
const struct profile *directory_walk_next(struct directory_walk *walk);

#endif
