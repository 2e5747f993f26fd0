/* SPDX-License-Identifier: Apache-2.0
 *
 * Threads that are a question which a webinar of the course left unanswered: they come by an effect
 * (forum.carry), as threads of the host's there, and the first answer of the course's staff that
 * stands goes back as the question's, with whatever becomes of it.
 */
#ifndef MUSTER_FEATURES_FORUM_CARRY_H
#define MUSTER_FEATURES_FORUM_CARRY_H

#include "core/effect.h"
#include "features/forum_state.h"

/* For the row forum.carry: its data, whether there is room, and the thread that it opens. */
enum err forum_carry_read(const struct json *data, struct writer *out);
enum err forum_carry_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_carry_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Which thread it is goes back to the question. */
void forum_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter);
/* The name of the host who opened some of them is gone. For struct feature. */
bool forum_carry_forget_name(void *state, struct slice person);

/* A post was added; it is the answer when it is the first of staff. */
void forum_carry_post(struct post *post, const struct scene *scene);
/* The words of a post are those of the entry: the question hears it, if it is its answer. */
void forum_carry_tell(const struct post *post, const struct entry *entry, struct emitter *emitter);
/* Between forum_deletion_begin and the deletion of a post, or (NULL) of all in the thread: whether
 * the answer goes with it. */
void forum_carry_deletes(struct forum *forum, struct thread *thread, const struct post *post);
/* And after it. */
void forum_carry_take_back(const struct forum *forum, const struct entry *entry,
                           struct emitter *emitter);

#endif
