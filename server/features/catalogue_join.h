/* SPDX-License-Identifier: Apache-2.0
 *
 * Coming into a room of the catalogue: by a link, by the code, by an invitation, or because it is
 * for people like them; where the room asks questions, by answering them. Functions for struct row,
 * of room.join, room.register, room.unregister and room.take.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_JOIN_H
#define MUSTER_FEATURES_CATALOGUE_JOIN_H

#include "features/listing.h"

/* Who comes by a way that holds, and has registered where that is asked for. */
enum err catalogue_join_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void catalogue_join_apply(void *state, const struct entry *entry, const struct scene *scene);
/* The same with answers; who registers again gives others. */
enum err catalogue_register_check(const void *state, const struct entry *entry,
                                  const struct scene *scene);
void catalogue_register_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Who has registered does not come. */
enum err catalogue_unregister_check(const void *state, const struct entry *entry,
                                    const struct scene *scene);
void catalogue_unregister_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Answers that the last entry took back or replaced. */
void catalogue_answers_erases(const void *state, const struct entry *entry,
                              struct withdrawal *withdrawal);

/* Where no host is left, or those that are rest, an organiser becomes one; the others stay, should
 * they come back. */
enum err catalogue_take_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void catalogue_take_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Whether a question brings what lets its asker into the room: the code, or the key of a link that
 * is good for them, as far as the room's time goes. */
bool catalogue_brings(const struct catalogue *catalogue, struct listing *listing,
                      const struct json *data, const struct scene *scene);

#endif
