/* SPDX-License-Identifier: Apache-2.0
 *
 * The chat of a webinar: a window of the last BOUND_CHAT_WINDOW messages that all see, and those
 * that wait for approval, which staff and their author see. A message leaves the window when it is
 * deleted or when a newer one needs its place; its text is then wiped from memory.
 */
#ifndef MUSTER_FEATURES_CHAT_H
#define MUSTER_FEATURES_CHAT_H

#include "core/feature.h"

extern const struct feature chat_feature;

#endif
