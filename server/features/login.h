/* SPDX-License-Identifier: Apache-2.0
 *
 * Browsers that were signed out, in the academy's room: a login is a row beside the journal
 * (journal/accounts.h), its end is an entry, so that every instance hears of it, and tokens made
 * from that login are worth nothing any more. Ends are remembered for an hour of the room's time:
 * longer than any such token lives.
 */
#ifndef MUSTER_FEATURES_LOGIN_H
#define MUSTER_FEATURES_LOGIN_H

#include "core/feature.h"

extern const struct feature login_feature;

#endif
