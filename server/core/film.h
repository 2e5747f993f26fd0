/* SPDX-License-Identifier: Apache-2.0
 *
 * The film of a session, docs/film.md: while a room is folded anew, what people in some rings saw
 * of it is cut into segments, each the view at its begin and the patches that follow, without `me`.
 * Pure, and in two goes: the first finds out what the film is of (struct film_span) and how the
 * room stands now; the second, with entries as they will be once what was withdrawn is erased
 * (core/erasure.h), makes the segments.
 *
 * Moments are ms since 1970; what is shown moves in whole seconds from the begin of the film.
 */
#ifndef MUSTER_CORE_FILM_H
#define MUSTER_CORE_FILM_H

#include "base/json.h"
#include "core/room.h"

enum { FILM_SECOND_MS = 1000 };

/* A time in which the session was live. */
struct film_live {
    int64_t from_ms, to_ms;
};

/* What a film is of. All zero at the start. */
struct film_span {
    int64_t from_ms, to_ms;   /* the session first went live, and ended last; 0: not yet */
    int64_t from_seq, to_seq; /* the entries that did it */
    struct film_live *live;   /* owned */
    size_t live_count;
};

/* The first go: after the entry `seq` was applied to the room, or was void. */
void film_span_take(struct film_span *span, const struct room *room, int64_t seq);
/* Whether there is something to show: it was live, and is over. */
bool film_span_whole(const struct film_span *span, const struct room *room);
void film_span_done(struct film_span *span);

/* What things of a feature have that came after the session, and belongs to them from their first
 * moment in a film: an answer to a question. */
struct late {
    /* Members of its share of the view, of such things alone; the caller has opened the object. */
    void (*write)(const void *state, const struct viewer *viewer, const struct film_span *span,
                  struct writer *out);
};
/* All that came late, as the viewer may see it in the room as it stands now: share -> collection ->
 * thing -> members. Owned by the caller; NULL: nothing did. */
struct json *film_late(const struct room *room, const struct viewer *viewer,
                       const struct film_span *span);

/* One segment, borrowed for the call: an object, and an array of [moment, patch]. */
struct film_piece {
    int64_t number;
    struct slice view, changes;
};
typedef void film_piece_fn(void *context, const struct film_piece *piece);

/* What a strip is of. */
struct film_of {
    struct viewer viewer; /* its part is borrowed */
    /* Members that things of the view have from their first moment: share -> collection -> thing.
     * Borrowed; NULL: none. */
    const struct json *late;
    const struct film_span *span; /* borrowed */
    int64_t step_ms;              /* the length of a segment: whole seconds */
    film_piece_fn *piece;         /* called for each segment, in their order */
    void *context;
};

/* One viewer's film in the making. */
struct film_strip;

/* Owned by the caller. */
struct film_strip *film_strip_new(const struct film_of *of);
/* Sets *strip to NULL. */
void film_strip_free(struct film_strip **strip);
/* How much happened in each step, as numbers of an array. */
void film_strip_busy(const struct film_strip *strip, struct writer *out);
/* Something did not fit, and the film is not whole. */
bool film_strip_failed(const struct film_strip *strip);

/* The second go, for all strips of one room: before each entry behind span->from_seq is applied,
 * where `at_ms` is when it came; and after it was, unless it was void. `counts`: it is something
 * that people do. */
void film_before(struct film_strip *const *strips, size_t count, struct room *room, int64_t at_ms);
void film_take(struct film_strip *const *strips, size_t count, const struct room *room,
               const struct entry *entry, bool counts);
/* The entry span->to_seq was taken. */
void film_end(struct film_strip *const *strips, size_t count, struct room *room);

#endif
