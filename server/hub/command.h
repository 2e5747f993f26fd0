/* SPDX-License-Identifier: Apache-2.0
 *
 * What people ask of a room: commands, which become entries; queries, which only read; signals,
 * which are counted.
 */
#ifndef MUSTER_HUB_COMMAND_H
#define MUSTER_HUB_COMMAND_H

#include "base/json.h"
#include "core/actor.h"
#include "hub/answer.h"

struct hub;

/* A command or query: `method` is an entry's type ("poll.vote") or a query's name; `data` holds
 * `room`, for commands `op` (text_is_id), and the rest. Answered with what the journal decided,
 * after commit and apply. Everything is borrowed for the call. */
void hub_command(struct hub *hub, const struct actor *actor, struct slice method,
                 const struct json *data, hub_answer_fn *done, void *context);
/* Whether rooms of any kind have a row or a query of that name. */
bool hub_knows(const struct hub *hub, struct slice method);
/* Whether who does it may be to be known to nobody: no line of a log says who did, or by which op.
 */
bool hub_veils(const struct hub *hub, struct slice method);
/* Whether `method` only reads in rooms of the kind of `room`: a query. */
bool hub_reads(const struct hub *hub, struct slice room, struct slice method);
/* The verb `send`: a signal (core/feature.h), by who follows the room here; anything else is
 * ignored. Nobody is told what became of it; by hub_command it can be asked, and is answered with
 * {}. */
void hub_signal(struct hub *hub, const struct actor *actor, struct slice method,
                const struct json *data);
/* The verb `publish`: on a plain channel an entry `publish` holding `data` (any JSON value, which
 * may be unread: json_parse_around), in a webinar chat.post with `data` as its data. */
void hub_publish(struct hub *hub, const struct actor *actor, struct slice channel,
                 const struct json *data, hub_answer_fn *done, void *context);

#endif
