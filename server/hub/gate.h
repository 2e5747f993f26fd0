/* SPDX-License-Identifier: Apache-2.0
 *
 * The gate of an instance: who may come in at all, as the academy's room says. The room is kept
 * awake from the start; whoever was suspended, erased or signed out is told to whoever listens as
 * soon as the entry is applied here. Where there is no academy everybody is let in.
 */
#ifndef MUSTER_HUB_GATE_H
#define MUSTER_HUB_GATE_H

#include "base/error.h"
#include "core/gate.h"
#include "core/row.h"
#include "hub/waiters.h"
#include "loop/loop.h"

struct gate_keeper;
struct hub;
struct person;

/* Made and ended by hub.c. Keeps the room of options.academy; NULL when that is NULL. */
struct gate_keeper *gate_new(struct hub *hub);
/* Lets go of the room: before the hub waits for the last calls. NULL is ignored. */
void gate_stop(struct gate_keeper *gate);
void gate_free(struct gate_keeper **gate);
/* Called every now and then. NULL is ignored. */
void gate_tick(struct gate_keeper *gate, int64_t tick_ms);
/* An entry was applied to a room, perhaps the academy's. */
void gate_applied(struct gate_keeper *gate, struct live *live, const struct entry *entry);
/* Whether it keeps this room awake. */
bool gate_keeps(const struct gate_keeper *gate, const struct live *live);

/* Whether `person` may come in, and in *out (may be NULL; zero when not known) who it is.
 * ERR_SUSPENDED: suspended or erased. ERR_NOT_MEMBER: not known, where that is asked for.
 * ERR_JOURNAL_AWAY: not known yet what the academy says, or the journal has been away for
 * hub_options.away_ms. */
enum err gate_ask(const struct hub *hub, struct slice person, struct gate_person *out);
/* The same for what somebody does who has come in before: that the journal is away does not
 * matter. */
enum err gate_allows(const struct hub *hub, struct slice person);
/* The same for what somebody does in that room, or for entering it: who has not accepted the code
 * of conduct as it is, where people are asked for at all, is refused with ERR_CONDUCT_ASKED. Not in
 * the academy's own room and inboxes, and not while they are in the room or were a moment ago: who
 * is in a session stays in it. Nobody enters a room that was dropped (ERR_ROOM_DROPPED). In
 * `record`, theirs (NULL: none), stands the offset of the academy at which they were let in: while
 * that has not moved, nothing about them is looked for again. */
enum err gate_enters(const struct hub *hub, struct live *live, struct slice person,
                     struct person *record);
/* Calls `fn` once the academy here is where the journal was, before somebody is refused for what
 * another instance has written. False: there are no others, or no academy. */
bool gate_catch_up(const struct hub *hub, live_fn *fn, void *context);
/* Whose address this is, of the active; borrowed until the loop goes on; absent: nobody's. */
struct slice gate_mail(const struct hub *hub, struct slice address);
/* Who that is whom a token means by `identity`, where an organiser said so, borrowed likewise;
 * absent: nobody did. */
struct slice gate_linked(const struct hub *hub, struct slice identity);
/* Calls `fn` for each request that waits for a coordinator: see core/gate.h. */
void gate_waits(const struct hub *hub, gate_waits_fn *fn, void *context);
/* Calls `fn` for each room for which people register, and that begins between these times. */
void gate_sessions(const struct hub *hub, const int64_t span_ms[2], gate_session_fn *fn,
                   void *context);
/* Calls `fn` with the id of everybody who has registered for that room. */
void gate_registered(const struct hub *hub, struct slice room, gate_room_fn *fn, void *context);
/* Calls `fn` for each credential of which its person is to be told at that time. */
void gate_lapses(const struct hub *hub, int64_t now_ms, lapse_fn *fn, void *context);
/* Calls `fn` for each request that was decided, and whose asker is to be written to. */
void gate_decided(const struct hub *hub, decided_fn *fn, void *context);
/* What was asked for whoever is known elsewhere by that id. */
enum gate_request gate_request(const struct hub *hub, struct slice id);
/* Whether the academy has an organiser. */
bool gate_guarded(const struct hub *hub);
/* Whether this login was ended lately. */
bool gate_ended(const struct hub *hub, struct slice login);
/* How the academy shows itself to strangers, borrowed until the loop goes on; zero while it is not
 * known. */
void gate_site(const struct hub *hub, struct gate_site *out);
/* Calls `each` for who decides on people of that country: see core/gate.h. */
void gate_coordinators(const struct hub *hub, struct slice country, gate_each_fn *each,
                       void *context);
/* The next link that is to be sent: see core/gate.h. */
bool gate_wants(const struct hub *hub, int64_t after, struct gate_want *out);

/* The first of those who are not erased everywhere yet: see core/gate.h. Valid until the loop goes
 * on. */
bool gate_leaves(const struct hub *hub, struct gate_leaving *out);

/* The first room that is to be dropped; valid until the loop goes on. */
bool gate_drop_next(const struct hub *hub, struct gate_drop *out);
/* Calls `fn` with who is invited to that one, and has not answered. */
void gate_drop_guests(const struct hub *hub, struct slice room, gate_room_fn *fn, void *context);

/* Calls `moved` whenever somebody's standing may have changed: it is to be asked again. One
 * listener; NULL: none any more. */
typedef void gate_moved_fn(void *context, const struct moved *moved);
void gate_listen(struct hub *hub, gate_moved_fn *moved, void *context);
/* Calls `fn` once the academy is known, in a later turn; where there is none too. One waits. */
void gate_when_known(struct hub *hub, loop_fn *fn, void *context);

#endif
