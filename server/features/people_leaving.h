/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of people whose words leave all rooms: person.erasing and person.erased
 * (features/directory_leaving.h), of the feature `people`.
 */
#ifndef MUSTER_FEATURES_PEOPLE_LEAVING_H
#define MUSTER_FEATURES_PEOPLE_LEAVING_H

#include "features/directory.h"

/* Writes the member `erasing` of the view, to organisers; in a patch null where there is none. */
void people_leaving_write(const struct directory *directory, const struct viewer *viewer,
                          bool patch, struct writer *out);

/* As struct row has them, of person.erasing. */
enum err people_erasing_read(const struct json *data, struct writer *out);
enum err people_erasing_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void people_erasing_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Also of person.erase. */
void people_erasing_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out);
/* The same of person.erased. */
enum err people_erased_read(const struct json *data, struct writer *out);
enum err people_erased_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
void people_erased_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
