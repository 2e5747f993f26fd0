/* SPDX-License-Identifier: Apache-2.0
 *
 * What polls ask, for whoever asks it again elsewhere: staff of the room bring it into another one,
 * and a room that is copied has the polls of the one before, as drafts.
 */
#ifndef MUSTER_FEATURES_POLL_COPY_H
#define MUSTER_FEATURES_POLL_COPY_H

#include "core/feature.h"

/* The query poll.prepared: as poll.prepare would say them, in the team's order, by pages. */
enum err poll_prepared(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out);

/* Of the row poll.carry: all of them are prepared in the room "to". */
void poll_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);

#endif
