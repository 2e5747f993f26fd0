/* SPDX-License-Identifier: Apache-2.0
 *
 * Shared notes: one text of the room, written by many, in paragraphs. One person writes in a
 * paragraph at a time; who begins holds it, until they are done, leave, or are silent for too long.
 * Whoever writes names the words that they saw, so that nobody's are overwritten unseen; earlier
 * words stay to be read back. Staff decide who writes.
 *
 * The text is a part of the room, "notes/text", so that only those pay for it who look at it. All
 * that many are told of is paced, the slower the more people there are.
 */
#ifndef MUSTER_FEATURES_NOTES_H
#define MUSTER_FEATURES_NOTES_H

#include "core/feature.h"

extern const struct feature notes_feature;

#endif
