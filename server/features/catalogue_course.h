/* SPDX-License-Identifier: Apache-2.0
 *
 * Webinars of a course: its members come into them too. The course tells the catalogue who is one
 * (room.member); who is none any more is let in no longer, and leaves those into which being one
 * was their only way.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_COURSE_H
#define MUSTER_FEATURES_CATALOGUE_COURSE_H

#include "core/effect.h"
#include "features/listing.h"

/* The member `course` of who makes or changes a webinar: a course of theirs. It is said once;
 * `listing` NULL: a new room. */
enum err catalogue_course_check(const struct catalogue *catalogue, const struct listing *listing,
                                const struct entry *entry, const struct scene *scene);
void catalogue_course_set(struct catalogue *catalogue, struct listing *listing,
                          const struct json *data);

/* Functions for the row room.member. */
enum err catalogue_course_read_member(const struct json *data, struct writer *out);
void catalogue_course_member_apply(void *state, const struct entry *entry,
                                   const struct scene *scene);
void catalogue_course_member_effects(const void *state, const struct entry *entry,
                                     const struct scene *scene, struct emitter *emitter);

/* Of room.hold: a course says of one of its webinars whether its unit is still to open, so that its
 * members find it no sooner. */
enum err catalogue_course_read_hold(const struct json *data, struct writer *out);
void catalogue_course_hold_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
