/* SPDX-License-Identifier: Apache-2.0
 *
 * The stream that a room is sent: whether one arrives, since when, and what was recorded of it.
 * A media server in front takes it and tells us (net/api_ingest.c); media themselves never come
 * here.
 *
 * Who may send has the room's stream key. It stands nowhere, neither in the journal nor in a view:
 * it is proved by the room's name and its *turn* (net/media.h), the entry that last renewed it, or
 * 0. The host asks for it; a key of another turn is refused.
 */
#ifndef MUSTER_FEATURES_INGEST_H
#define MUSTER_FEATURES_INGEST_H

#include "core/feature.h"

extern const struct feature ingest_feature;

#endif
