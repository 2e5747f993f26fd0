/* SPDX-License-Identifier: Apache-2.0
 *
 * What may be taken out of a room as files (followers/export_job.h), and by whom: one query,
 * `export.parts`, says it, to nobody else. Each part is a table: of what a query answers, page
 * after page, or of things in the view. So a file holds what whoever takes it may see, and what a
 * poll, a question or a group keeps to itself it keeps there too.
 */
#ifndef MUSTER_FEATURES_EXPORT_H
#define MUSTER_FEATURES_EXPORT_H

#include "core/feature.h"

extern const struct feature export_session_feature; /* of webinars */
extern const struct feature export_course_feature;

#endif
