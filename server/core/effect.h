/* SPDX-License-Identifier: Apache-2.0
 *
 * What an entry causes in other rooms: a mention reaches an inbox, a release makes an announcement.
 * A row names such effects (core/feature.h, `effects`); it decides nothing else about them. Like
 * all of a feature this is pure: asked again after the same history, a row names the same effects.
 * That they happen, once, is the business of hub/effects.h.
 */
#ifndef MUSTER_CORE_EFFECT_H
#define MUSTER_CORE_EFFECT_H

#include "core/room.h"

/* An entry of the system for another room. All but the type is borrowed for the call of
 * effect_emit. */
struct effect {
    const char *name;  /* of the effect: an entry has at most one of a name in a room */
    struct slice room; /* where it goes */
    const char *type;  /* a constant, the row there; of ROLE_SYSTEM, or one that the system may */
    struct slice text; /* canonical data, an object */
};

/* Whom a row, or a feature that hears the entry, gives its effects to: at most BOUND_EFFECTS for
 * one entry reach `take`, and `cut` says that there were more. Made by whoever asks, with `take`
 * and `context` alone. */
struct emitter {
    void (*take)(void *context, const struct effect *effect);
    void *context;
    size_t count;
    bool cut;
};

/* For rows: hands on one effect. */
void effect_emit(struct emitter *emitter, const struct effect *effect);

/* The effects of `entry`, which has just been applied (room_apply returned ERR_NONE) and nothing
 * after it. */
void effect_ask(const struct room *room, const struct entry *entry, struct emitter *emitter);
/* What rooms of a kind may cause: whether any row has effects, any feature deadlines. */
struct causes {
    bool effects, deadlines;
};
struct causes effect_causes(const struct kind *kind);

#endif
