/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking for a place in the academy: a person asks, or a coordinator for them; the address is
 * confirmed; the country's coordinator endorses; an organiser approves, and a person comes to be
 * (person.add, as an effect). Requests stand in no view but for their number, which organisers see.
 *
 * Rules compare prints of addresses and networks, never the addresses: those are erased some time
 * after the end, and a replay must decide the same.
 */
#ifndef MUSTER_FEATURES_ACCESS_H
#define MUSTER_FEATURES_ACCESS_H

#include "core/feature.h"

extern const struct feature access_feature;

#endif
