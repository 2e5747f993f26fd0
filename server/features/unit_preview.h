/* SPDX-License-Identifier: Apache-2.0
 *
 * The course as a participant will see it, of everybody's or of a cohort, on a date: for those who
 * build it. It is made of a room that is folded beside the one that lives (core/past.h), in which
 * everything has happened that is due by then; nobody else notices.
 */
#ifndef MUSTER_FEATURES_UNIT_PREVIEW_H
#define MUSTER_FEATURES_UNIT_PREVIEW_H

#include "core/feature.h"

/* The query unit.preview. */
enum err unit_preview(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out);

#endif
