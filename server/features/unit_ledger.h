/* SPDX-License-Identifier: Apache-2.0
 *
 * What people have opened and done of a course, for whoever sees their work: sums, and for each
 * unit that is open, or item in it, where they are.
 */
#ifndef MUSTER_FEATURES_UNIT_LEDGER_H
#define MUSTER_FEATURES_UNIT_LEDGER_H

#include "core/ledger.h"

/* Of the feature `unit`. */
extern const struct ledger unit_ledger;

#endif
