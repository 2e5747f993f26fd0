/* SPDX-License-Identifier: Apache-2.0
 *
 * The agenda of a session: its chapters in their order, each with a title and perhaps a length, and
 * which of them is on ("agenda.go"). Everybody sees it, before the session too; in the recording
 * its chapters are where they began.
 * Whoever is of the team may ask for them (agenda.prepared), to bring them in elsewhere.
 */
#ifndef MUSTER_FEATURES_AGENDA_H
#define MUSTER_FEATURES_AGENDA_H

#include "core/feature.h"

extern const struct feature agenda_feature;

/* Reads a chapter, as the data of an agenda.add; for the library too. */
enum err agenda_read(const struct json *data, struct writer *out);

#endif
