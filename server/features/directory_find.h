/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding people to invite or to make hosts: ids, names and countries alone. Managers and
 * organisers find everybody, coordinators those of their countries; only who is active is found.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_FIND_H
#define MUSTER_FEATURES_DIRECTORY_FIND_H

#include "features/directory.h"

/* The answer of person.find (core/feature.h). */
enum err directory_find_people(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out);

#endif
