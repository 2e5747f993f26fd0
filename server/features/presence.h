/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is here. Joins and leaves are entries the server appends for a person; all see a count, sent
 * as a tally. A person's spans are kept as sums (first join, last leave, total, rejoins): enough
 * for attendance, and the same size for one who stays and one whose link drops all day.
 */
#ifndef MUSTER_FEATURES_PRESENCE_H
#define MUSTER_FEATURES_PRESENCE_H

#include "core/feature.h"

extern const struct feature presence_feature;

#endif
