/* SPDX-License-Identifier: Apache-2.0
 *
 * What an operator is told of commands and queries that were refused: a line each, of who wanted
 * what where and why not, never of what they said. Of methods by which something may be said
 * without a name neither who nor the op is told: both would lead to what is taken later. At most 20
 * lines a second.
 */
#ifndef MUSTER_HUB_REFUSAL_H
#define MUSTER_HUB_REFUSAL_H

#include "base/json.h"
#include "core/actor.h"
#include "core/entry.h"
#include "hub/site.h"

struct refused;

/* What is to be told of a command or query that is no entry (yet): copies of the names alone. Owned
 * by the caller. */
struct refused *refusal_name(struct slice room, const struct actor *actor, struct slice method,
                             const struct json *data);
/* Frees *refused and sets it to NULL; NULL is ignored. */
void refusal_forget(struct refused **refused);
/* Counts what was answered with `error`, and says so: of `entry`, or else of `refused`; both NULL:
 * it is counted alone, as is what the server asked itself. ERR_NONE is ignored. */
void refusal_tell(struct hub *hub, const struct entry *entry, const struct refused *refused,
                  enum err error);

#endif
