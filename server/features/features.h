/* SPDX-License-Identifier: Apache-2.0
 *
 * The one table of everything people can do, and where: the kinds of room, and the features of
 * each. The order of features matters only to the order of members in a view, and to nobody else.
 */
#ifndef MUSTER_FEATURES_FEATURES_H
#define MUSTER_FEATURES_FEATURES_H

#include "core/kinds.h"

/* Ends with NULL. */
extern const struct kind *const kinds_all[];

#endif
