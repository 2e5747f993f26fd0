/* SPDX-License-Identifier: Apache-2.0
 *
 * What everybody's view of the academy shows of its rooms: the window, and who may make some.
 * Functions for struct feature and struct row.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_VIEW_H
#define MUSTER_FEATURES_CATALOGUE_VIEW_H

#include "core/feature.h"

/* The window, whole. */
void catalogue_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                    struct writer *out);
/* What the last entry changed of the window. */
void catalogue_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out);
/* Of who may make rooms. */
void catalogue_policy_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out);

#endif
