/* SPDX-License-Identifier: Apache-2.0
 *
 * The state of presence: who is here, at which instance, and what counts of everybody's time. Of a
 * person's spans there are sums: enough for attendance, and the same size for one who stays and one
 * whose link drops all day. What counts is the time of the session (features/session_time.h) that
 * passed while they were here, at however many instances and devices; what they do after its end is
 * kept apart.
 */
#ifndef MUSTER_FEATURES_PRESENCE_STATE_H
#define MUSTER_FEATURES_PRESENCE_STATE_H

#include "base/bounds.h"
#include "base/map.h"
#include "core/feature.h"
#include "features/session_time.h"

enum { NODES = 64, ANSWERED_WORDS = (BOUND_POLLS + 63) / 64 };

/* What the team says of somebody's time instead. */
struct correction {
    int64_t seq, at_ms, minutes;
    char *by, *why; /* owned; why NULL: it is gone */
};

struct watched;

/* What is known of some of them alone. */
struct attendance_rest {
    uint64_t answered[ANSWERED_WORDS]; /* a bit for each poll, by its place in presence.polls */
    struct correction *correction;     /* owned; NULL: none */
    struct watched *watched;           /* owned; NULL: nothing (watched.h) */
};

/* Of everybody who ever came: a room of 17,000 holds as many. */
struct attendance {
    char *name;          /* owned; of the last join */
    uint64_t nodes;      /* where they are connected, a bit per place in presence.nodes; 0: gone */
    int64_t since_ms;    /* the last coming */
    int64_t since_count; /* what had passed of the session then */
    int64_t seen_ms;     /* the last sign of life, as told by the instances that they left since the
                            last coming */
    int64_t cut_ms; /* when it was told that their instance went away, not they; 0: it did not */
    /* Until the end of the session: the first coming, the last going (0: never), comings after a
     * going, and what counts of the spans that have ended. */
    int64_t first_ms, left_ms, counted_ms;
    int64_t after_ms;             /* after it, the time of the spans that have ended … */
    struct attendance_rest *rest; /* owned; NULL: nothing is known */
    uint32_t rejoins, visits;     /* … and comings */
    uint32_t told_in;             /* the course, by the entry of that number; 0: nothing yet … */
    bool told;  /* … that they took part (attendance_told.h), or that they did not */
    bool wrote; /* in the chat of the room */
    char id[];  /* ends with NUL */
};

/* An instance of the server that people are connected to. Its place is another's once all of them
 * have left. */
struct node {
    char *name;        /* owned; NULL: a free place */
    int64_t joined;    /* seq of the last join */
    int64_t first_ms;  /* of the first */
    int64_t sign_ms;   /* when a server was last known to run before that */
    int64_t before_ms; /* of the room's last entry before that */
    int64_t count;     /* people */
};

/* What there is to say of a session that has ended. */
struct session_sum {
    int64_t people;             /* who were here while it was live */
    int64_t mean_ms, median_ms; /* of what counts of theirs */
    int64_t length_ms;
    int64_t messages; /* in the chat of the room, without those that were taken out of it */
    int64_t writers;  /* who wrote there, of those who were ever here */
    int64_t votes;    /* answers of theirs to polls, one a person and poll */
};

struct presence {
    struct map *people; /* id -> struct attendance, owned */
    struct node nodes[NODES];
    int64_t count;    /* of those present */
    int64_t sign_ms;  /* of the last coming or going */
    bool count_moved; /* since the last tally; also when it is back where it was: a view may have
                         been made in between */
    struct session_time time;
    bool live;
    int64_t ended_ms; /* 0: it has not */
    int64_t peak;     /* the most who were here while it was live */
    int64_t messages; /* so far */
    struct session_sum sum;
    bool had_sum;               /* before the last change of its phase */
    int64_t polls[BOUND_POLLS]; /* that somebody answered, by seq */
    size_t polls_count;         /* more of them do not count */
    struct {
        int64_t percent, checks;
        bool replay;                /* what was watched again counts as well */
    } rule;                         /* what it takes to have taken part; 0: nothing */
    int64_t corrections, corrected; /* how many; the entry of the last */
    struct {
        char *course;   /* owned; that it is of; NULL: none */
        bool moved;     /* somebody may have taken part of whom it was told otherwise */
        int64_t number; /* of entries that told it something */
    } told;
};

/* Frees what the map holds of a person. */
void attendance_free(void *value);
/* What is known of this one, to be written to; and what they are corrected to and have watched:
 * NULL for nothing. */
struct attendance_rest *attendance_rest_of(struct attendance *attendance);
const struct correction *attendance_correction(const struct attendance *attendance);
const struct watched *attendance_watched(const struct attendance *attendance);
void correction_free(struct correction **correction);

/* They are here from `at_ms` on, and were not before. */
void attendance_come(struct presence *presence, struct attendance *attendance, int64_t at_ms);
/* Their last link was lost at seen_ms. */
void attendance_go(struct presence *presence, struct attendance *attendance);
/* From `from_ms` to `to_ms` no server ran, as is known only now: nobody's time. */
void attendance_cut(struct presence *presence, int64_t from_ms, int64_t to_ms);
/* What counts of their time at `at_ms`, without what the team says. */
int64_t attendance_counted_ms(const struct presence *presence, const struct attendance *attendance,
                              int64_t at_ms);

/* Polls that they answered. */
int64_t attendance_checks(const struct attendance *attendance);

/* Writes the member `session`, of a session that has ended; nothing of one that goes on. */
void attendance_write_sum(const struct presence *presence, struct writer *out);

/* For presence_session_feature.hears: the phase has changed, an answer was given, a message was
 * written or taken out. */
void attendance_phase_heard(void *state, const struct entry *entry, const struct scene *scene);
void attendance_phase_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out);
void attendance_message_heard(void *state, const struct entry *entry, const struct scene *scene);
void attendance_answer_heard(void *state, const struct entry *entry, const struct scene *scene);

#endif
