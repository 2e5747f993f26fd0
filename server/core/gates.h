/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a room what it knows of who may come in: for whoever guards the door of an instance, and
 * for the other features of the room. Each is as struct gate (core/gate.h) has it; nothing is known
 * where no feature of the room knows it. Whose standing an entry has moved is what room_moved
 * (core/room.h) says of it.
 */
#ifndef MUSTER_CORE_GATES_H
#define MUSTER_CORE_GATES_H

#include "core/room.h"

/* Somebody, in *out, which is zero when it returns false: there never was such a person. */
bool gates_person(const struct room *room, struct slice id, struct gate_person *out);
/* How somebody stands. */
enum gate_standing gates_stands(const struct room *room, struct slice id);
/* Calls `fn` for everybody. */
void gates_people(const struct room *room, gate_all_fn *fn, void *context);
/* How somebody could come into the room `name`; *out is empty when it returns false. */
bool gates_way(const struct room *room, struct slice person, struct slice name,
               struct gate_way *out);
/* The id of the active person who has this address. */
struct slice gates_mail(const struct room *room, struct slice address);
/* Who an organiser says that is; absent: nobody was said. */
struct slice gates_linked(const struct room *room, struct slice identity);
/* Whether the academy has an organiser. */
bool gates_guarded(const struct room *room);
/* Whether that person may act for that country. */
bool gates_coordinates(const struct room *room, struct slice person, struct slice country);
/* Calls `each` for who decides on people of that country. */
void gates_coordinators(const struct room *room, struct slice country, gate_each_fn *each,
                        void *context);
/* The next link that is to be sent. */
bool gates_wants(const struct room *room, int64_t after, struct gate_want *out);
/* The first of those who are not erased everywhere yet. */
bool gates_leaves(const struct room *room, struct gate_leaving *out);
/* Calls `fn` for each request that waits for a coordinator. */
void gates_waits(const struct room *room, gate_waits_fn *fn, void *context);
/* Calls `fn` for each room for which people register, and that begins between these times. */
void gates_sessions(const struct room *room, const int64_t span_ms[2], gate_session_fn *fn,
                    void *context);
/* Calls `fn` with the id of everybody who has registered for the room `name`. */
void gates_registered(const struct room *room, struct slice name, gate_room_fn *fn, void *context);
/* Calls `fn` for each credential of which its person is to be told at that time. */
void gates_lapses(const struct room *room, int64_t now_ms, lapse_fn *fn, void *context);
/* Calls `fn` for each request that was decided, and whose asker is to be written to. */
void gates_decided(const struct room *room, decided_fn *fn, void *context);
/* What was asked for whoever is known elsewhere by that id. */
enum gate_request gates_request(const struct room *room, struct slice id);
/* The request that waits for them; 0: none does. */
int64_t gates_asked(const struct room *room, struct slice id);
/* Whether nothing of the code of conduct is left for that person to accept. */
bool gates_accepted(const struct room *room, struct slice person);
/* Whether somebody has a valid credential of that kind. */
bool gates_holds(const struct room *room, struct slice person, struct slice kind);
/* Calls `fn` for each room that asks for one and has the person for a host. */
void gates_hosted(const struct room *room, const struct gate_asked *asked, gate_room_fn *fn,
                  void *context);
/* How the academy shows itself; zero where nothing was set. */
void gates_site(const struct room *room, struct gate_site *out);
/* What waits for an organiser to be done, as all features know it. */
void gates_tasks(const struct room *room, int64_t now_ms, struct writer *out);
/* Whether the room `name` was dropped, or is to be; the first that is to be. */
bool gates_drops(const struct room *room, struct slice name);
bool gates_drop_next(const struct room *room, struct gate_drop *out);
/* Calls `fn` with who is invited to a room that is to be, and has not answered. */
void gates_drop_guests(const struct room *room, struct slice name, gate_room_fn *fn, void *context);
/* Whether that login was ended. */
bool gates_ended(const struct room *room, struct slice login);

#endif
