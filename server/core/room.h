/* SPDX-License-Identifier: Apache-2.0
 *
 * A room is a fold: entries in, state; what people see of the state is core/room_view.h. Pure: the
 * same entries give the same room and the same bytes, live, on replay, on every instance. The room
 * owns the states of its features; entries are borrowed.
 */
#ifndef MUSTER_CORE_ROOM_H
#define MUSTER_CORE_ROOM_H

#include "core/acts.h"
#include "core/kinds.h"

struct room;

/* An empty room of a kind of `kinds`, which outlives it. */
struct room *room_new(struct slice name, const struct kinds *kinds);
/* Frees *room and sets it to NULL. */
void room_free(struct room **room);

/* Gives it the veil (core/veil.h), which is borrowed. Without one, and while its key is not known,
 * entries that are to be veiled are not. */
void room_set_veil(struct room *room, const struct veil *veil);
/* The pseudonym of `person` in `scope`; false while there is none. */
bool room_veil(const struct room *room, struct slice scope, struct slice person,
               struct veil_name *out);
/* The same for what stands for entry->op. */
bool room_veil_op(const struct room *room, struct slice scope, const struct entry *entry,
                  struct veil_name *out);
/* The scope in which `entry` is veiled, written to `out`; absent when it is not. */
struct slice room_veil_scope(const struct room *room, const struct entry *entry,
                             char out[VEIL_SCOPE_BYTES]);

/* The seq of the last entry applied; 0 at the start. */
int64_t room_seq(const struct room *room);
/* The greatest time of an entry so far: what comes next should be no earlier. 0 at the start. */
int64_t room_at_ms(const struct room *room);
struct slice room_name(const struct room *room);
const struct kind *room_kind(const struct room *room);
/* Whether it was created by an entry (kinds that need none always exist). */
bool room_exists(const struct room *room);
enum phase room_phase(const struct room *room);
enum role room_role(const struct room *room, struct slice person);
/* How a member of the staff is called; absent: nobody keeps a name of theirs. */
struct slice room_staff_name(const struct room *room, struct slice person);
/* Whether people in these rings are not to know that it was `person` who does something just now:
 * one of the staff, whose names are kept from everybody else. What staff write stays signed. */
bool room_veils_staff(const struct room *room, struct slice person, struct rings rings);
/* The seq of the thing that the applied `entry` is about, 0 when it is about many: core/row.h. */
int64_t room_thing(const struct room *room, const struct entry *entry);
/* In which rings a person stands: by their role, and by what features say. */
struct rings room_rings(const struct room *room, struct slice person);
/* The stamp of what is written now for that cohort alone: its people and its staff. False: there is
 * no such cohort. */
bool room_cohort(const struct room *room, int64_t number, struct rings *stamp);
/* Whose role or rings the applied `entry` may have changed; false: nobody's. */
bool room_moved(const struct room *room, const struct entry *entry, struct moved *out);

/* Whose connections to it the applied `entry` ends; false: nobody's. */
bool room_expels(const struct room *room, const struct entry *entry, struct expelled *out);

/* The next of its features, from *place on, that knows of the gate, and its state; NULL after the
 * last. *place is moved on. */
const struct gate *room_gate_next(const struct room *room, size_t *place, const void **state);

/* The row named `type` in rooms of this kind, or NULL. */
const struct row *room_row(const struct room *room, struct slice type);

/* Canonical data for a command (row->read), as an object in `out`. */
enum err room_read(const struct room *room, struct slice type, const struct json *data,
                   struct buffer *out);
/* Whether `entry` may happen now: role, phase, then the feature's own rules. A room that was not
 * created answers people as one that they may not enter: ERR_PERMISSION_DENIED. */
enum err room_check(const struct room *room, const struct entry *entry);
/* The half of room_check that concerns the sender of what is veiled alone: whether people of their
 * role may, now. */
enum err room_check_rights(const struct room *room, const struct entry *entry);
/* Checks once more and applies. entry->seq must be room_seq + 1. A refusal makes the entry void: it
 * takes its place in the order and changes nothing. */
enum err room_apply(struct room *room, const struct entry *entry);
/* The same, and tells what became of each act of an entry that holds several (core/acts.h), right
 * after it: `act` is as an entry of its own, the room as it was left by it. */
typedef void room_act_fn(void *context, const struct entry *act, size_t place,
                         const struct act_result *result);
enum err room_apply_acts(struct room *room, const struct entry *entry, room_act_fn *acted,
                         void *context);
/* Whether the op of `act` (act_of) is known already: *first is its first answer. */
bool room_repeats(const struct room *room, const struct act *act, struct act_result *first);
/* The refusal that made the entry `seq` void, or ERR_NONE. */
enum err room_void(const struct room *room, int64_t seq);

/* Presence and deadlines: see core/feature.h. `node` absent: anywhere. */
bool room_is_present(const struct room *room, struct slice node, struct slice person);
/* The name under which `person` was counted last; absent when they never were. */
struct slice room_present_name(const struct room *room, struct slice person);
/* How many are; 0 where nobody is counted. */
int64_t room_present_count(const struct room *room);
/* Those who wait before the door and are connected to that instance. */
bool room_is_waiting(const struct room *room, struct slice node, struct slice person);
void room_waiting_each(const struct room *room, struct slice node,
                       void (*fn)(void *context, struct slice person), void *context);
/* Whether rooms of this kind count who is there at all. */
bool room_keeps_presence(const struct room *room);
void room_present_each(const struct room *room, struct slice node,
                       void (*fn)(void *context, struct slice person), void *context);

/* When the room has something to do by itself, in ms since 1970: past, or to come; 0: at once, as
 * when secret ballots are to be counted. ROOM_NEVER: it has nothing. */
#define ROOM_NEVER INT64_MAX
int64_t room_due_ms(const struct room *room);
/* The entry of the first deadline at or before `now_ms`; false when there is none. */
bool room_due(const struct room *room, int64_t now_ms, struct due *out);

#endif
