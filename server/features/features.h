/* SPDX-License-Identifier: Apache-2.0
 *
 * The one table of everything people can do: one feature, one row. Which of them a room has is
 * decided by its kind. Order matters only to the order of members in a view, and to nobody else.
 */
#ifndef MUSTER_FEATURES_FEATURES_H
#define MUSTER_FEATURES_FEATURES_H

#include "core/feature.h"

/* Ends with NULL. */
extern const struct feature *const features_all[];

#endif
