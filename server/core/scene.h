/* SPDX-License-Identifier: Apache-2.0
 *
 * Where and for whom things happen in a room: its phase, the roles of people, and for whom a view
 * is written. Roles and phases are bits, so that a row of a feature says in one number who
 * may and when.
 */
#ifndef MUSTER_CORE_SCENE_H
#define MUSTER_CORE_SCENE_H

#include <stdint.h>

#include "base/slice.h"
#include "core/rings.h"

/* Roles in a room, as bits, rising in rights. ROLE_NONE may not even look; who waits stands before
 * the door; a guest is inside and reads only. Visitors stand in those areas alone into which
 * they were let (core/area.h); contributors are those who write there. In the academy a person has
 * several at once: there a role is the set of them. */
enum role {
    ROLE_NONE = 0,
    ROLE_WAITING = 1 << 0,
    ROLE_GUEST = 1 << 1,
    ROLE_PARTICIPANT = 1 << 2,
    ROLE_PRESENTER = 1 << 3,
    ROLE_MODERATOR = 1 << 4,
    ROLE_HOST = 1 << 5,
    ROLE_SYSTEM = 1 << 6, /* the server itself: never given to a person */
    ROLE_ACADEMY_MEMBER = 1 << 7,
    ROLE_ACADEMY_MANAGER = 1 << 8,     /* makes rooms */
    ROLE_ACADEMY_COORDINATOR = 1 << 9, /* of some countries */
    ROLE_ACADEMY_ORGANISER = 1 << 10,
    ROLE_VISITOR = 1 << 11,
    ROLE_CONTRIBUTOR = 1 << 12,
    ROLE_VISITORS = ROLE_VISITOR | ROLE_CONTRIBUTOR,
    ROLE_LIMITED = ROLE_PARTICIPANT | ROLE_CONTRIBUTOR, /* who has a share of what is bounded */
    ROLE_STAFF = ROLE_PRESENTER | ROLE_MODERATOR | ROLE_HOST,
    ROLE_ORGANISERS = ROLE_MODERATOR | ROLE_HOST,
    ROLE_ALL = ROLE_PARTICIPANT | ROLE_STAFF,
    ROLE_READERS = ROLE_GUEST | ROLE_ALL, /* whoever is inside */
    ROLE_ACADEMY_STAFF = ROLE_ACADEMY_MANAGER | ROLE_ACADEMY_COORDINATOR | ROLE_ACADEMY_ORGANISER,
    ROLE_ACADEMY_ALL = ROLE_ACADEMY_MEMBER | ROLE_ACADEMY_STAFF,
};

/* Phases of a session, as bits. A room without phases is always live. */
enum phase {
    PHASE_SCHEDULED = 1 << 0,
    PHASE_REHEARSAL = 1 << 1,
    PHASE_LIVE = 1 << 2,
    PHASE_PAUSED = 1 << 3,
    PHASE_ENDED = 1 << 4,
    PHASE_ON_AIR = PHASE_LIVE | PHASE_PAUSED,
    PHASE_ANY = (1 << 5) - 1,
};

/* For whom a view or patch is written: people who stand in the same rings. */
struct viewer {
    struct rings rings;      /* within the part, where it is one */
    const struct part *part; /* borrowed; NULL: the room itself */
};

struct entry;
struct others;
struct part;
struct past;
struct room;

/* Texts too long for the fold, read from the journal by seq for a view or an answer. */
struct bodies {
    /* The entry `seq`, or NULL when it was not asked for. */
    const struct entry *(*find)(void *context, int64_t seq);
    void *context;
};

/* Where an entry is checked, or a query answered: what features may know of each other. */
struct scene {
    struct slice person; /* entry->by, or who asks */
    enum role role;      /* theirs, at this moment */
    enum phase phase;
    const struct room *room;     /* for core/room.h's room_role and room_rings, of anybody */
    const struct bodies *bodies; /* of a query that reads; NULL: nothing was read */
    const struct room *own;      /* of a query: the asker's own room (struct query); or NULL */
    const struct past *past;     /* of a query about the past (core/past.h) */
    const struct others *others; /* of a query about other rooms too (core/room_news.h) */
    int64_t side;                /* the part in which it happens (core/side.h); 0: the room */
    struct rings *staff; /* out: who decides on a thing that is shown, if not all staff; or NULL */
};

#endif
