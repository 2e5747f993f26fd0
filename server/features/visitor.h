/* SPDX-License-Identifier: Apache-2.0
 *
 * Guests of a course, for a time: people who are no members of it, and whom its organisers let
 * into some topics, units and documents (core/area.h) until an end. Outside of these there is
 * nothing for them. Their role is visitor, or contributor where they may write. At their end they
 * are out by an entry of the server's, as what opens by itself opens. Whoever is a member is none,
 * whatever was said before.
 */
#ifndef MUSTER_FEATURES_VISITOR_H
#define MUSTER_FEATURES_VISITOR_H

#include "core/feature.h"

extern const struct feature visitor_feature;

#endif
