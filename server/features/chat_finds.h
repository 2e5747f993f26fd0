/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of a chat: every message that stands and that everybody saw, as it reads now.
 */
#ifndef MUSTER_FEATURES_CHAT_FINDS_H
#define MUSTER_FEATURES_CHAT_FINDS_H

#include "core/finds.h"

extern const struct finds chat_finds;

#endif
