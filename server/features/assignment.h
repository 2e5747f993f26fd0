/* SPDX-License-Identifier: Apache-2.0
 *
 * Assignments of a course: what an item of the kind "assignment" holds. Staff say what is asked,
 * until when, and by what it is judged; people hand in texts and files; staff mark what came and
 * hand it back, or ask for it again. Nothing of it is in a view: it is asked for
 * (features/assignment_query.h), and `me` says where somebody stands. What somebody is given is
 * told to them when it is handed back, and not before.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_H
#define MUSTER_FEATURES_ASSIGNMENT_H

#include "core/feature.h"

extern const struct feature assignment_feature;

#endif
