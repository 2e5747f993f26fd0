/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms that are dropped for good (hub/dropping.h): `room.drop` takes one out of the catalogue, so
 * that nobody comes in any more, and `room.dropped` says that it is done, and where its chain
 * ended. The name stays taken. Members of the two rows, and what the gate knows of them.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_DROP_H
#define MUSTER_FEATURES_CATALOGUE_DROP_H

#include "features/listing.h"

/* Whether that room was dropped, or is about to be. */
bool catalogue_drops(const void *state, struct slice of);
/* The first that is about to be; false: none is. */
bool catalogue_drop_next(const void *state, struct gate_drop *out);
/* Calls `fn` with who was invited there, and has not answered. */
void catalogue_drop_guests(const void *state, struct slice of, gate_room_fn *fn, void *context);

/* Of room.drop. */
enum err catalogue_drop_read(const struct json *data, struct writer *out);
enum err catalogue_drop_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void catalogue_drop_apply(void *state, const struct entry *entry, const struct scene *scene);
/* What was said of it in the catalogue, and the answers of those who registered. */
void catalogue_drop_erases(const void *state, const struct entry *entry,
                           struct withdrawal *withdrawal);

/* Of room.dropped. */
enum err catalogue_dropped_read(const struct json *data, struct writer *out);
enum err catalogue_dropped_check(const void *state, const struct entry *entry,
                                 const struct scene *scene);
void catalogue_dropped_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
