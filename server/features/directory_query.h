/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking for people: a list in pages, and one of them. Who may see whom is decided here: organisers
 * everybody, coordinators those of their countries, everybody themselves. Who may not be seen is
 * answered like who is not there.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_QUERY_H
#define MUSTER_FEATURES_DIRECTORY_QUERY_H

#include "features/directory.h"

/* Answers of person.list and person.get (core/feature.h). */
enum err directory_list(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out);
enum err directory_get(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);
/* The same people as person.list, as lines of a file (features/directory_file.h). */
enum err directory_export(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out);
/* Members of somebody, whose object is open. */
void directory_write_person(const struct profile *person, struct writer *out);
/* Members of somebody's own `me`, and of what an entry changes of it: all of them, each time. */
void directory_write_me(const struct profile *person, struct writer *out);

#endif
