/* SPDX-License-Identifier: Apache-2.0
 *
 * The feeds of one room: one for each set of rings in which people stand, in the room and in each
 * part that somebody looks at. Each is the source of its fan-out feed (fanout/feed.h), and makes
 * the view that its followers share once for each seq.
 */
#ifndef MUSTER_HUB_FEEDS_H
#define MUSTER_HUB_FEEDS_H

#include "core/part.h"
#include "core/room.h"
#include "fanout/feed.h"
#include "hub/site.h"

struct texts;

struct room_feed {
    struct source source;
    struct feeds *feeds;
    struct viewer viewer;
    struct part *part;   /* owned: what viewer.part points to; NULL: the room itself */
    struct feed *feed;   /* owned; at full pace */
    struct buffer view;  /* shared by all who follow; empty until somebody asks */
    int64_t view_seq;    /* as of which it was made; -1: never */
    size_t tape_bytes;   /* that its tape may keep beyond the least */
    struct texts *texts; /* owned by hub/texts.c: being read for a view; NULL: none are */
    struct room_feed *next;
};

struct feeds {
    struct hub *hub;
    struct room *room;         /* borrowed */
    struct room_feed *first;   /* owned */
    size_t count, parts_count; /* of the room itself, and of parts */
    size_t tape_bytes;         /* of all of them */
    struct rings *expected;    /* owned: of who wait to resume, while the room wakes */
    size_t expected_count;
    unsigned appending; /* entries of the room on their way to disk */
    bool tally_anew;    /* all sums are to be told, changed or not */
};

/* No feed yet. */
void feeds_init(struct feeds *feeds, struct hub *hub, struct room *room);
void feeds_done(struct feeds *feeds);
/* While the room wakes: somebody in these rings will want to resume, so that their feed is made
 * with the roots. */
void feeds_expect(struct feeds *feeds, struct rings rings);
/* Makes the feeds that a room of this kind always has, where they are missing. */
void feeds_make_roots(struct feeds *feeds);
/* The feed of a viewer, made when missing; `channel` is what clients call it. NULL when the room
 * has too many. */
struct room_feed *feeds_get(struct feeds *feeds, const struct viewer *viewer, struct slice channel);
/* Frees the feeds, but for the roots, that nobody follows or waits for: their next viewer gets a
 * view. */
void feeds_drop_idle(struct feeds *feeds);

/* The feed that a follower's feed belongs to; the follower must have been let in. */
struct room_feed *feeds_of(const struct follower *follower);
/* Whether the shared view is as of now, so that nothing needs to be read for it. */
bool feeds_view_stands(const struct room_feed *feed);
/* Makes the shared view, where it does not stand; `bodies` gives the texts of a part, and is NULL
 * for the room itself. */
void feeds_make_view(struct room_feed *feed, const struct bodies *bodies);
/* Writes the whole view of one person: the shared view, which stands or is the room's own, and
 * `me`, an object. A view beyond its bound makes `out` full. */
void feeds_write_view(struct room_feed *feed, struct slice me, struct buffer *out);

#endif
