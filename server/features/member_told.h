/* SPDX-License-Identifier: Apache-2.0
 *
 * What follows elsewhere from what somebody is in a room: their inbox says it, and of a course the
 * catalogue, whose webinars its members come into.
 */
#ifndef MUSTER_FEATURES_MEMBER_TOLD_H
#define MUSTER_FEATURES_MEMBER_TOLD_H

#include "core/effect.h"

/* `role`: by their membership. */
void member_tell_inbox(const struct scene *scene, const struct entry *entry, enum role role,
                       struct emitter *emitter);
/* Of a guest (features/visitor.h): until when, and how the room is called. */
void member_tell_visitor(const struct scene *scene, const struct entry *entry, struct slice whom,
                         int64_t until_ms, struct emitter *emitter);
/* Nothing of rooms that are no course. */
void member_tell_catalogue(const struct scene *scene, const struct entry *entry, bool is_in,
                           struct emitter *emitter);
/* Of a guest whom the entry names: whether they may write, and which units are open to them. */
struct member_guest {
    bool writes;
    const int64_t *units;
    size_t count;
};
void member_tell_guest(const struct scene *scene, const struct entry *entry,
                       const struct member_guest *guest, struct emitter *emitter);

#endif
