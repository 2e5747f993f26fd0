/* SPDX-License-Identifier: Apache-2.0
 * rights of the sender -> veil -> rules for whoever it is now. */
#include "core/arrival.h"

#include "base/check.h"
#include "core/room_state.h"

/* The entry as the journal is to know it. */
static struct entry *veiled_of(const struct room *room, const struct entry *entry,
                               struct slice scope)
{
    struct veil_name person, op;
    struct entry made = *entry;
    if (!room_veil(room, scope, entry->by, &person) || !room_veil_op(room, scope, entry, &op))
        return NULL;
    made.by = slice_of(person.text);
    made.name = SLICE("");
    made.op = slice_of(op.text);
    struct entry *veiled = entry_new(&made);
    check(veiled);
    return veiled;
}

/* What only the sender's name can tell. */
static enum err refuses(const struct room *room, const struct entry *entry)
{
    const struct method *method = room_state_method(room, entry->type);
    const struct veiling *veil = method && method->row ? &method->row->veil : NULL;
    if (!veil || !veil->refuses)
        return ERR_NONE;
    const struct scene scene =
        room_state_scene(room, entry->by, room_state_side(room, method, entry->data));
    return veil->refuses(room_state_share(room, method, entry->data)->state, entry, &scene);
}

bool arrival_alone(const struct room *room, const struct entry *entry)
{
    const struct method *method = room_state_method(room, entry->type);
    const struct veiling *veil = &method->row->veil;
    return veil->alone && veil->alone(room_state_share(room, method, entry->data)->state, entry);
}

enum err arrival_check(const struct room *room, const struct entry *entry, struct entry **veiled)
{
    char scope[VEIL_SCOPE_BYTES];
    struct slice in = room_veil_scope(room, entry, scope);
    *veiled = NULL;
    if (!in.at) {
        enum err error = room_check(room, entry);
        return error ? error : refuses(room, entry);
    }
    *veiled = veiled_of(room, entry, in);
    if (!*veiled)
        return ERR_NOT_AVAILABLE;
    enum err error = room_check_rights(room, entry);
    error = error ? error : refuses(room, entry);
    return error ? error : room_check(room, *veiled);
}
