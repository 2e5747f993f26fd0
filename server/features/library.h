/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody keeps to use it again: polls, and the agendas of sessions, in their own inbox,
 * which nobody else reads. They are brought into a room by preparing them there.
 */
#ifndef MUSTER_FEATURES_LIBRARY_H
#define MUSTER_FEATURES_LIBRARY_H

#include "core/feature.h"

extern const struct feature library_feature;

#endif
