/* SPDX-License-Identifier: Apache-2.0
 *
 * Break-out groups. Staff make some, by hand, by chance or by people's choice, and open them for a
 * while. Each is a side room (core/side.h): the part `group/<number>`, which holds a chat, hands,
 * polls and notes of its own. Numbers are of the room and never given twice.
 *
 * Staff enter any group. A participant has a place in one at most, which is in the fold: they find
 * it again after a lost connection or a restart. Once the groups have been opened, whoever has a
 * place in one reads it, also after everybody was called back, until they are moved or other groups
 * are made; then its words are seen by staff only, and by nobody when the group is gone. It is
 * written in while the groups are open. The end of the stage closes them.
 */
#ifndef MUSTER_FEATURES_GROUP_H
#define MUSTER_FEATURES_GROUP_H

#include "core/feature.h"

extern const struct feature group_feature;

#endif
