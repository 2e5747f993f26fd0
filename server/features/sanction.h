/* SPDX-License-Identifier: Apache-2.0
 *
 * Sanctions: who was silenced (reads only), removed (sent away, and may come back) or banned (may
 * not, until it is taken back), with the reason. Nobody of the staff ever is: what holds of a
 * person ends when they join it, so that a room cannot lose a host this way. Staff see who is
 * silenced and who is banned, by whom and why; the silenced person is told.
 */
#ifndef MUSTER_FEATURES_SANCTION_H
#define MUSTER_FEATURES_SANCTION_H

#include "core/feature.h"

/* What a subscription that was ended for good says of itself. */
enum sanction_code { SANCTION_REMOVED = 2001, SANCTION_BANNED = 2002 };

extern const struct feature sanction_feature;

#endif
