/* SPDX-License-Identifier: Apache-2.0
 *
 * What queries share that show a course as a participant will see it on a date: the room that they
 * are asked of is folded beside the one that lives, and all has happened that is due by then
 * (core/past.h). The members `at`, and `cohort`: of everybody's, or of somebody of that one.
 */
#ifndef MUSTER_FEATURES_COMMON_PREVIEW_H
#define MUSTER_FEATURES_COMMON_PREVIEW_H

#include "base/json.h"
#include "core/past.h"
#include "core/query.h"

/* A member of struct query. */
enum err common_preview_past(const struct json *data, struct past_ask *out);
/* Where somebody of that cohort alone stands; false: there is no such cohort. */
bool common_preview_rings(const struct room *room, const struct json *data, struct rings *rings);

#endif
