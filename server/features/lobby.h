/* SPDX-License-Identifier: Apache-2.0
 *
 * The lobby: who waits before the door of a webinar, in the order of their coming. They wait
 * because strangers ask to be let in (the policy `ask`), and staff admit or refuse them; or because
 * the room is full, and a place that gets free is the first one's, by itself. Who has been inside,
 * and was not sent out, is no stranger. Who waits sees their place in the line and what staff tell
 * them.
 */
#ifndef MUSTER_FEATURES_LOBBY_H
#define MUSTER_FEATURES_LOBBY_H

#include "core/feature.h"

/* What a subscription that was refused at the door says of itself; see features/sanction.h. */
enum { LOBBY_REFUSED = 2003 };

extern const struct feature lobby_feature;

#endif
