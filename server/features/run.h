/* SPDX-License-Identifier: Apache-2.0
 *
 * The run sheet: what the team means to do in a session, in what order, and which step it is at.
 * The team's alone: nobody else is sent a byte of it. A step names what was prepared ("poll:12",
 * "item:41", "deck:5", "deck:5:8-14") or a length of time ("timer:5", minutes; "timer:5:2", the
 * second such); what it does is a command of its own, by whoever goes on. What is named and is
 * gone, or was not named yet, is the client's to leave out or to put behind.
 */
#ifndef MUSTER_FEATURES_RUN_H
#define MUSTER_FEATURES_RUN_H

#include "core/feature.h"

extern const struct feature run_feature;

#endif
