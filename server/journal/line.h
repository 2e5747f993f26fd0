/* SPDX-License-Identifier: Apache-2.0
 *
 * The order in which questions are begun, private to journal/. What is small (questions, and first
 * steps of visits) and what is large (the steps that follow) is begun in turn, and one thread is
 * always left for the small. A visit goes to the back after each step, so that rooms take turns.
 * What has ended waits behind one another to be answered. Not locked: whoever shares it sees to
 * that. Questions are borrowed.
 */
#ifndef MUSTER_JOURNAL_LINE_H
#define MUSTER_JOURNAL_LINE_H

#include "journal/question.h"

struct line_list {
    struct question *first, **last;
};

struct line {
    struct line_list small, large, ended;
    unsigned visiting, visiting_max; /* threads at a large step */
    bool large_next;                 /* whose turn it is */
    uint64_t begun;                  /* how many, each step counted */
};

/* An empty line for this many threads; it stays at its address. */
void line_init(struct line *line, unsigned threads);
/* Puts a WAITING question that was never begun at the back. */
void line_add(struct line *line, struct question *question);
/* The next question that may be begun, BEGUN from now on; NULL when there is none, or only large
 * ones and enough threads at such. */
struct question *line_begin(struct line *line);
/* Takes back one that was begun: it waits for its next step, when there is `more`, or has ended. */
void line_put(struct line *line, struct question *question, bool more);
/* Ends a question that is not in the line: it waits to be answered. */
void line_end(struct line *line, struct question *question);
/* Takes a WAITING question out; false when it is not. */
bool line_remove(struct line *line, struct question *question);
/* The next one that has ended, taken out; NULL when there is none. */
struct question *line_take_ended(struct line *line);

#endif
