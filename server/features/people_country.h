/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows country.close and country.open, of the feature `people`: nobody of a country that is
 * closed comes in, but for organisers, who can open it again.
 */
#ifndef MUSTER_FEATURES_PEOPLE_COUNTRY_H
#define MUSTER_FEATURES_PEOPLE_COUNTRY_H

#include "features/directory.h"

/* As struct row has them, of both. */
enum err people_country_read(const struct json *data, struct writer *out);
enum err people_country_close_check(const void *state, const struct entry *entry,
                                    const struct scene *scene);
void people_country_close(void *state, const struct entry *entry, const struct scene *scene);
enum err people_country_open_check(const void *state, const struct entry *entry,
                                   const struct scene *scene);
void people_country_open(void *state, const struct entry *entry, const struct scene *scene);
void people_country_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out);
void people_country_moved(const void *state, const struct entry *entry, struct moved *out);
/* Writes `closed` of the view of organisers: the countries; nothing where none is. */
void people_country_view(const struct directory *directory, const struct viewer *viewer,
                         struct writer *out);

#endif
