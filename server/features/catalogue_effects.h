/* SPDX-License-Identifier: Apache-2.0
 *
 * What follows in other rooms from what happens in the catalogue: the room is made or changed, gets
 * hosts and members, and people are told in their inboxes. Functions for row->effects.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_EFFECTS_H
#define MUSTER_FEATURES_CATALOGUE_EFFECTS_H

#include "core/effect.h"
#include "features/listing.h"

/* The room of a new listing, its policy and its hosts. */
void catalogue_effects_made(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter);
/* What the entry changes of it; hosts who are none any more become participants. */
void catalogue_effects_changed(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter);
/* A course that is archived is read and not written, or is written again. */
void catalogue_effects_archived(const void *state, const struct entry *entry,
                                const struct scene *scene, struct emitter *emitter);
/* Each who was invited by it is told. */
void catalogue_effects_invited(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter);
/* What was taken back leaves their inboxes. */
void catalogue_effects_uninvited(const void *state, const struct entry *entry,
                                 const struct scene *scene, struct emitter *emitter);
/* The invitation leaves the inbox; who accepts is admitted. */
void catalogue_effects_answered(const void *state, const struct entry *entry,
                                const struct scene *scene, struct emitter *emitter);
/* Who has changed their mind is no member any more, unless they are a host. */
void catalogue_effects_unregistered(const void *state, const struct entry *entry,
                                    const struct scene *scene, struct emitter *emitter);
/* Who has taken the room over is its host, and everybody in it is told. */
void catalogue_effects_taken(const void *state, const struct entry *entry,
                             const struct scene *scene, struct emitter *emitter);
/* Who comes in is admitted. */
void catalogue_effects_joined(const void *state, const struct entry *entry,
                              const struct scene *scene, struct emitter *emitter);

#endif
