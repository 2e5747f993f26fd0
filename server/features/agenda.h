/* SPDX-License-Identifier: Apache-2.0
 *
 * The agenda of a session: its chapters in their order, each with a title and perhaps a length, and
 * which of them is on ("agenda.go"). Everybody sees it, before the session too; in the recording
 * its chapters are where they began.
 */
#ifndef MUSTER_FEATURES_AGENDA_H
#define MUSTER_FEATURES_AGENDA_H

#include "core/feature.h"

extern const struct feature agenda_feature;

#endif
