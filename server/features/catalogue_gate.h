/* SPDX-License-Identifier: Apache-2.0
 *
 * What the catalogue knows, for struct gate (core/gate.h): rooms that ask their hosts for a
 * credential, sessions that begin soon, and who has registered for one.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_GATE_H
#define MUSTER_FEATURES_CATALOGUE_GATE_H

#include "features/listing.h"

/* As struct gate has them. */
void catalogue_hosted(const void *state, const struct gate_asked *asked, gate_room_fn *fn,
                      void *context);
void catalogue_sessions(const void *state, const int64_t span_ms[2], gate_session_fn *fn,
                        void *context);
void catalogue_registered(const void *state, struct slice room, gate_room_fn *fn, void *context);

#endif
