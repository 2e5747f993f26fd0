/* SPDX-License-Identifier: Apache-2.0
 *
 * The tables of an export: a room, folded for it alone, is asked as one person what the query
 * `export.parts` (features/export.c) says that there is for them, one question after another. So
 * nothing stands in a table that this person may not see. What a question needs of the journal is
 * read by whoever runs it.
 */
#ifndef MUSTER_FOLLOWERS_COLLECT_H
#define MUSTER_FOLLOWERS_COLLECT_H

#include "core/feature.h"
#include "followers/sheet.h"

struct collect;

/* A table. */
struct collect_part {
    struct slice name;      /* borrowed from the plan, as `how` */
    const struct json *how; /* what the plan says of it */
    char *as;               /* owned; the column that its rows have by what it goes through */
    struct sheet *sheet;    /* owned; may be without a row */
};

/* Borrows the room, which nobody changes meanwhile. `what` is the name of one part; absent: all.
 * Owned by the caller. */
struct collect *collect_new(const struct room *room, struct slice person, struct slice what);
/* Frees *collect and sets it to NULL; NULL is ignored. */
void collect_free(struct collect **collect);

/* Goes on, on any thread, until something is to be read: then `bodies`, given with the next call,
 * hold it. COLLECT_FAILED: `error` says why. */
enum collect_step { COLLECT_NEEDS, COLLECT_DONE, COLLECT_FAILED };
struct collect_state {
    enum err error;
    int64_t seqs[BOUND_QUERY_READS]; /* that are to be read */
    size_t seqs_count;
    unsigned percent; /* about how far it has come */
};
enum collect_step collect_run(struct collect *collect, const struct bodies *bodies,
                              struct collect_state *state);

/* Once it is done: its parts, in order; NULL after the last. */
const struct collect_part *collect_at(const struct collect *collect, size_t place);
/* The part of that name, or NULL. */
const struct collect_part *collect_part(const struct collect *collect, struct slice name);
/* What the room is called, by language; NULL: it has no title. */
const struct json *collect_title(const struct collect *collect);
/* The moment that files for players count from, in ms; 0: the plan says none. */
int64_t collect_zero_ms(const struct collect *collect);
/* Whether the entries themselves are a part. */
bool collect_has_journal(const struct collect *collect);
/* erasure_moved of the room: what the tables hold nothing of that had been taken away by then. */
int64_t collect_redacted(const struct collect *collect);
/* The value at a place ("stage.title") of an object; NULL: there is none. */
const struct json *collect_find(const struct json *object, struct slice place);

#endif
