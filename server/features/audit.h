/* SPDX-License-Identifier: Apache-2.0
 *
 * What the staff of a room did to people and to their words, for the host to read: who, whom, what,
 * why. The entries themselves say it; the fold keeps which they are, and a page of them is read
 * from the journal. So whatever is erased there is gone here.
 */
#ifndef MUSTER_FEATURES_AUDIT_H
#define MUSTER_FEATURES_AUDIT_H

#include "core/feature.h"

extern const struct feature audit_feature;

#endif
