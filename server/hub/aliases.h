/* SPDX-License-Identifier: Apache-2.0
 *
 * Who of the people here is behind a pseudonym (core/veil.h), so that they hear what they have
 * done, whichever instance took it. In memory alone, and no more than whoever has the key can find
 * out. A scope is gone through once, when it is first asked about, which takes a microsecond or so
 * for each who is here; from then on whoever comes is added.
 */
#ifndef MUSTER_HUB_ALIASES_H
#define MUSTER_HUB_ALIASES_H

#include "base/map.h"
#include "core/room.h"

struct aliases;

/* Of nobody yet. */
struct aliases *aliases_new(void);
void aliases_free(struct aliases **aliases);
/* Forgets everything, for the room it was asked about ends. */
void aliases_clear(struct aliases *aliases);
/* The id of the person behind `pseudonym` in `scope`, of those in `people`, a map by id; absent
 * when it is none of them. Borrowed until the next call. */
struct slice aliases_find(struct aliases *aliases, const struct room *room, struct slice scope,
                          struct slice pseudonym, const struct map *people);
/* Somebody has come. */
void aliases_add(struct aliases *aliases, struct slice person);

#endif
