/* SPDX-License-Identifier: Apache-2.0
 *
 * What follows when a room is made that is a copy of another: that one sends what was prepared
 * there.
 */
#ifndef MUSTER_FEATURES_STAGE_COPY_H
#define MUSTER_FEATURES_STAGE_COPY_H

#include "core/effect.h"

/* Of stage.create, for struct row. */
void stage_copy_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);

#endif
