/* SPDX-License-Identifier: Apache-2.0
 *
 * Direct messages. Each person has one conversation with the team of the room: whoever is of the
 * staff reads all of these and may answer. Where the room allows it, two people have one of their
 * own. Nobody else is sent a byte of either; but a message that was reported may be read by those
 * who moderate.
 *
 * A view holds the last message of each conversation; the others are read by direct.history.
 */
#ifndef MUSTER_FEATURES_DIRECT_H
#define MUSTER_FEATURES_DIRECT_H

#include "core/feature.h"

extern const struct feature direct_feature;

#endif
