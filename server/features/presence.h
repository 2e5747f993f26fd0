/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is here. Joins and leaves are entries the server appends for a person; all see a count, sent
 * as a tally. A room that is a session counts their time too (features/attendance.h).
 */
#ifndef MUSTER_FEATURES_PRESENCE_H
#define MUSTER_FEATURES_PRESENCE_H

#include "core/feature.h"

extern const struct feature presence_feature, presence_session_feature;

#endif
