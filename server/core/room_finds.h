/* SPDX-License-Identifier: Apache-2.0
 *
 * Asks the features of a room what of it can be found (core/finds.h).
 */
#ifndef MUSTER_CORE_ROOM_FINDS_H
#define MUSTER_CORE_ROOM_FINDS_H

#include "core/entry.h"
#include "core/finds.h"
#include "core/kinds.h"

struct room;

/* Whether anything is found in rooms of that kind. */
bool room_finds_any(const struct kind *kind);

/* Whether `entry` may say such texts, or take some away. */
bool room_finds_concerns(const struct kinds *kinds, const struct entry *entry);

/* The feature and the thing that say the texts of an entry, as text: "forum/55". */
enum { FIND_PLACE_BYTES = 64 };

/* Appends the texts of `entry` that may be found, of `shown` alone, and writes to `place` who says
 * them. False: it says none; an entry of a side room, for one, which is not searched. */
bool room_finds_texts(const struct kinds *kinds, const struct entry *entry, unsigned shown,
                      struct buffer *out, char place[FIND_PLACE_BYTES]);
/* Calls `fn` for each entry whose words `entry` takes away for good. */
void room_finds_gone(const struct entry *entry, void (*fn)(void *context, int64_t seq),
                     void *context);

/* Whether the person stands inside the room, and sees there what the entry `seq` says at `place`.
 */
bool room_finds_sees(const struct room *room, struct slice person, struct slice place, int64_t seq,
                     struct find_item *item);
/* How the room is called, JSON by language; absent: it is not. */
struct slice room_finds_title(const struct room *room);
/* The rooms of which this one knows that the person looks there. */
void room_finds_rooms(const struct room *room, struct slice person, find_room_fn *fn,
                      void *context);

#endif
