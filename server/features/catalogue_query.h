/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking for rooms of the catalogue. Everybody is answered for those that are listed to them; what
 * is listed to others is answered like what is not there.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_QUERY_H
#define MUSTER_FEATURES_CATALOGUE_QUERY_H

#include "features/listing.h"

/* Answers of room.list, room.get and room.find (core/feature.h). */
enum err catalogue_list(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out);
enum err catalogue_get(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);
enum err catalogue_find_by_code(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);
/* Members of a listing that everybody sees to whom it is listed; its object is open. For a patch,
 * languages in which there is no title are null. */
void listing_write(const struct listing *listing, bool patch, struct writer *out);

#endif
