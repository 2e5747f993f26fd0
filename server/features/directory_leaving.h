/* SPDX-License-Identifier: Apache-2.0
 *
 * People who were erased here and whose words may stand in other rooms still, the first erased
 * first. One is worked on at a time, by one instance: who takes a turn (`person.erasing`) has the
 * work until somebody takes the next one, and says with each turn how far it has come.
 * `person.erased` ends it.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_LEAVING_H
#define MUSTER_FEATURES_DIRECTORY_LEAVING_H

#include "core/gate.h"
#include "features/directory_profile.h"

struct directory_leaving;

/* Nobody. */
struct directory_leaving *directory_leaving_new(void);
void directory_leaving_free(struct directory_leaving **leaving);
/* Somebody was erased by that entry; `person` is borrowed for good. */
void directory_leaving_add(struct directory_leaving *leaving, const struct entry *entry,
                           const struct profile *person);
/* For struct gate. */
bool directory_leaves(const struct directory_leaving *leaving, struct gate_leaving *out);
/* Writes the member `erasing` of the view: null when nobody is. */
void directory_leaving_write(const struct directory_leaving *leaving, bool patch,
                             struct writer *out);

/* Writes `erasing` of that person: how far it is; nothing when they are not, or no more. */
void directory_leaving_write_person(const struct directory_leaving *leaving, struct slice person,
                                    struct writer *out);

/* Whether `entry`, a person.erasing, is the next turn; and takes it. */
bool directory_leaving_is_next(const struct directory_leaving *leaving, const struct entry *entry);
void directory_leaving_turn(struct directory_leaving *leaving, const struct entry *entry);
/* Whether the person that `entry` names is being erased; and that nothing is left of them. */
bool directory_leaving_has(const struct directory_leaving *leaving, const struct entry *entry);
void directory_leaving_end(struct directory_leaving *leaving, const struct entry *entry);

#endif
