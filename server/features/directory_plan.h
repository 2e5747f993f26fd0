/* SPDX-License-Identifier: Apache-2.0
 *
 * person.plan: what an import of a file would do, line by line, without doing it. The one place
 * that knows what a line of such a file means: whoever imports asks here first, and then does what
 * the answer says. A file comes in pieces, which the asker cuts; what of a piece was no whole line
 * is to come again with the next.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_PLAN_H
#define MUSTER_FEATURES_DIRECTORY_PLAN_H

#include "features/directory.h"

/* The answer of person.plan (core/feature.h). */
enum err directory_plan(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out);

#endif
