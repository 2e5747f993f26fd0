/* SPDX-License-Identifier: Apache-2.0
 *
 * The recordings of a session, one below the other: each has an address, perhaps a language and a
 * length, and *anchors*: this position of it is that moment of the session. Where it is is told to
 * the team; whoever is inside asks for it, and gets an address that is signed where it lies with
 * us. A stream that a media server took while the session went on is attached by itself when it was
 * recorded (features/ingest.h).
 *
 * Between two anchors the moment goes on with the position, but never beyond that of the second:
 * so a cut is an anchor whose moment is later than it would be, and what was put in, or a pause of
 * the session that was recorded too, one whose moment is earlier. What to play when is the page's
 * to decide.
 */
#ifndef MUSTER_FEATURES_MEDIA_H
#define MUSTER_FEATURES_MEDIA_H

#include "core/feature.h"

extern const struct feature media_feature;

#endif
