/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking for credentials: organisers know all, everybody their own. What is another's is answered
 * like what is not there.
 */
#ifndef MUSTER_FEATURES_CREDENTIAL_QUERY_H
#define MUSTER_FEATURES_CREDENTIAL_QUERY_H

#include "core/news.h"
#include "features/credential_state.h"

/* Answers of credential.list, credential.get and credential.verify (core/feature.h). */
enum err credential_list(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out);
enum err credential_get(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out);
/* What anybody is told who has its code: nothing of somebody who was erased. */
enum err credential_verify(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

/* What tells somebody that one of theirs ends, or has ended (core/news.h). */
extern const struct news credential_news;
/* A member of struct gate. */
void credential_lapses(const void *state, int64_t now_ms, lapse_fn *fn, void *context);

/* For struct gate: those that have lapsed, or will within ninety days. */
void credential_tasks(const void *state, const struct room *room, int64_t now_ms,
                      struct writer *out);

#endif
