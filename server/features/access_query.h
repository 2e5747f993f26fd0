/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking how requests for access stand: the queue, the page of who asked, and how long it takes.
 * Coordinators are answered for their countries alone.
 */
#ifndef MUSTER_FEATURES_ACCESS_QUERY_H
#define MUSTER_FEATURES_ACCESS_QUERY_H

#include "features/access_state.h"

/* Answers of access.list, access.status, access.find and access.figures (core/feature.h). */
enum err access_list(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out);
enum err access_status(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);
enum err access_found(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out);

/* For struct gate: how many wait, and the one that has waited longest. */
void access_tasks(const void *state, const struct room *room, int64_t now_ms, struct writer *out);

#endif
