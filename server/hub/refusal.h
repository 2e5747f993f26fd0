/* SPDX-License-Identifier: Apache-2.0
 *
 * What an operator is told of commands and queries that were refused: a line each, of who wanted
 * what where and why not, never of what they said. Of methods by which something may be said
 * without a name neither who nor the op is told: both would lead to what is taken later. At most 20
 * lines a second.
 */
#ifndef MUSTER_HUB_REFUSAL_H
#define MUSTER_HUB_REFUSAL_H

#include "base/error.h"
#include "base/slice.h"
#include "hub/site.h"

/* What was refused. */
struct refused {
    struct slice room, by, method; /* an empty method: it came to none, and is counted alone */
    struct slice op;               /* empty: a query has none */
};

/* Counts what was answered with `error`, and says so. ERR_NONE is ignored. */
void refusal_tell(struct hub *hub, const struct refused *refused, enum err error);

#endif
