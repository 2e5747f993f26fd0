/* SPDX-License-Identifier: Apache-2.0
 *
 * Threads that are a question which a webinar of the course left unanswered: they come by an effect
 * (forum.carry), as threads of the host's there, and the answer that was accepted, whoever's it is,
 * or else the first of the course's staff that stands, goes back as the question's, with whatever
 * becomes of it. Of a thread that was narrowed to cohorts nothing goes back any more.
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

/* A post was added, or has other words: they are kept as long as it may be accepted. The first of
 * staff is the answer where there is none. */
void forum_carry_post(struct forum *forum, struct post *post, const struct entry *entry,
                      const struct scene *scene);
/* The words of a post are those of the entry: the question hears it, if it is its answer. */
void forum_carry_tell(const struct post *post, const struct entry *entry, struct emitter *emitter);
/* A post was accepted and is the answer from now on, or is so no longer: then the first of staff
 * is. */
void forum_carry_accept(const struct post *post, const struct entry *entry);
/* And what the question hears of that. */
void forum_carry_accepted(const struct forum *forum, const struct post *post,
                          const struct entry *entry, struct emitter *emitter);
/* Between forum_deletion_begin and the deletion of a post, or (NULL) of all in the thread: whether
 * the answer goes with it, and which one stands in its place. */
void forum_carry_deletes(struct forum *forum, struct thread *thread, const struct post *post);
/* And after it. */
void forum_carry_take_back(const struct forum *forum, const struct entry *entry,
                           struct emitter *emitter);

#endif
