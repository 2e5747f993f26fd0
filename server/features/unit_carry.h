/* SPDX-License-Identifier: Apache-2.0
 *
 * A course that is a copy: what the other one sends of its units and items, and how those of this
 * one find what came with them. A webinar is not copied with a course: the academy makes one for
 * this run, says so by item.meet, and until then its item waits.
 */
#ifndef MUSTER_FEATURES_UNIT_CARRY_H
#define MUSTER_FEATURES_UNIT_CARRY_H

#include "core/feature.h"

/* Of the rows unit.carry and item.carry. The first has two parts: the units, and what these say of
 * things of the course, once such things have come along. */
void unit_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);
void item_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);

/* Members of the row item.meet: the webinar `from` of the other course is `of` here. */
enum err item_meet_read(const struct json *data, struct writer *out);
void item_meet_apply(void *state, const struct entry *entry, const struct scene *scene);
/* The units with items that waited for it; of more than PARTS_MAX these are staff's to set. */
size_t item_meet_units(const void *state, const int64_t **units);
void item_meet_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);

/* For struct feature. */
void unit_readdress(const void *state, char **text);
/* For struct hearing: of topic.add and topic.remove, of file.bring, and of document.add. */
void unit_heard_topic(void *state, const struct entry *entry, const struct scene *scene);
void unit_heard_file(void *state, const struct entry *entry, const struct scene *scene);
void unit_heard_document(void *state, const struct entry *entry, const struct scene *scene);

#endif
