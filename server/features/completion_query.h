/* SPDX-License-Identifier: Apache-2.0
 *
 * What people have done in a course: all whose work somebody sees, a page at a time, and one of
 * them thing by thing. Everybody sees their own.
 */
#ifndef MUSTER_FEATURES_COMPLETION_QUERY_H
#define MUSTER_FEATURES_COMPLETION_QUERY_H

#include "core/feature.h"

/* Members of struct query. */
enum err completion_participation(const void *state, const struct json *data,
                                  const struct scene *scene, struct writer *out);
enum err completion_record(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
