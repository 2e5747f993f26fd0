/* SPDX-License-Identifier: Apache-2.0
 *
 * What people have done in a course, and when they have done enough: participation for whoever sees
 * their work, and rules of which the host says how many of what. Who meets them all has completed
 * the course, for good: the server says so by an entry of its own, and a certificate follows it in
 * the academy. Staff correct it with a reason.
 */
#ifndef MUSTER_FEATURES_COMPLETION_H
#define MUSTER_FEATURES_COMPLETION_H

#include "core/feature.h"

extern const struct feature completion_feature;

#endif
