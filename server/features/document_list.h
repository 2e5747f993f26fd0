/* SPDX-License-Identifier: Apache-2.0
 *
 * What is asked about documents: a page of those that somebody looks for, one of them whole, and
 * how it is cited. Who does not see one gets the answer of what is not there.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_LIST_H
#define MUSTER_FEATURES_DOCUMENT_LIST_H

#include "core/feature.h"

/* Of the queries document.list, document.get and document.cite (core/feature.h). */
enum err document_list(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);
enum err document_get(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out);
enum err document_cite(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);

#endif
