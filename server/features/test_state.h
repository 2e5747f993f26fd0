/* SPDX-License-Identifier: Apache-2.0
 *
 * The tests of a course, each the content of an item of a unit and known by its seq: what they ask,
 * and who has answered what. A question is a poll that nobody else sees (features/poll_type.h),
 * with something correct. Whoever has begun is asked what they saw: from then on a question may get
 * other words and another answer, and everything is marked anew, but none comes or goes.
 *
 * An attempt is open until it is handed in, or its time is over by the clock of the journal; then
 * the server marks it, by an entry of its own. What is not marked yet waits.
 *
 * What is handed in after it was due counts, and is said to be late; once it is closed nobody
 * begins, and who sits there has no more time. One person may have a date of their own.
 */
#ifndef MUSTER_FEATURES_TEST_STATE_H
#define MUSTER_FEATURES_TEST_STATE_H

#include "base/bounds.h"
#include "features/poll_state.h"

/* When a person learns what would have been right: never, and of their own answers nothing either;
 * once they have passed or have no attempt left; after each attempt. */
enum test_reveal { TEST_NEVER, TEST_LAST, TEST_ATTEMPT };
/* "never", "last", "attempt"; ends with NULL. */
extern const char *const test_reveals[];

struct test_question {
    int64_t seq;       /* of the entry that first asked it */
    int64_t text_seq;  /* of the one that gave its words */
    int64_t weight;    /* of its points among those of the others */
    struct poll *asks; /* owned; nobody votes in it */
    char *feedback;    /* owned; JSON; NULL: none */
};

struct test_attempt {
    int64_t seq;                          /* of the entry that began it */
    int64_t number;                       /* from 1 */
    int64_t began_ms, ends_ms, handed_ms; /* 0: not so */
    int64_t limit_ms;                     /* by its minutes; ends_ms is that, or when it closes */
    bool marked, passed;
    bool waits;                          /* to be marked, perhaps anew */
    int64_t score;                       /* of 100 */
    size_t count;                        /* questions there were */
    void *ballots[BOUND_TEST_QUESTIONS]; /* owned; by the question's place; NULL: none */
};

/* Somebody who takes it, or for whom something was allowed. */
struct test_taker {
    char *id;                  /* owned */
    int64_t attempts, minutes; /* beside those of everybody */
    int64_t until_ms;          /* their own date, in the place of everybody's; 0: none */
    size_t count;
    struct test_attempt *list[BOUND_TEST_ATTEMPTS]; /* owned */
};

struct test {
    int64_t item;
    int64_t from;              /* the item of another course that it is a copy of; 0: of none */
    int64_t pass;              /* of 100 */
    int64_t attempts;          /* 0: as many as BOUND_TEST_ATTEMPTS */
    int64_t minutes;           /* 0: no limit */
    int64_t due_ms, closes_ms; /* 0: never */
    bool straight;             /* everybody is asked in the same order */
    enum test_reveal reveal;
    size_t count;
    struct test_question *list[BOUND_TEST_QUESTIONS]; /* owned; in their order */
    struct map *takers;                               /* person -> struct test_taker, owned */
    bool begun;                                       /* somebody has */
    int64_t version; /* the last entry that changed how it is marked */
};

/* An attempt that is not marked. */
struct test_sitting {
    struct test *test;
    struct test_taker *taker;
    struct test_attempt *attempt;
};

/* Items that one entry took away, until the next does: whoever had begun is told. */
struct tests_gone {
    int64_t seq; /* of that entry */
    size_t count;
    struct test *list[BOUND_ITEMS_UNIT]; /* owned */
};

struct tests {
    int64_t start_ms; /* of the course; 0: not said */
    char *zone;       /* owned; its zone; NULL: not said */
    struct tests_gone gone;
    struct map *all;     /* item -> struct test, owned */
    struct map *waiting; /* seq of the attempt -> struct test_sitting, owned */
    size_t attempts;     /* of all */
    size_t questions;
    int64_t replaced; /* what was written and the last entry replaced; 0: nothing */
};

/* None; and the end of them. */
struct tests *tests_new(void);
void tests_free(struct tests *tests);

/* The test of that item, or NULL. */
struct test *tests_find(const struct tests *tests, int64_t item);
/* The test that the data names by `item`, or as the copy of one by `from`, or NULL. */
struct test *tests_of(const struct tests *tests, const struct json *data);
/* One without questions, the content of the item that the entry makes; there must be room. And the
 * end of one, with all that was answered, by the entry of that seq. */
void tests_add(struct tests *tests, const struct entry *entry);
void tests_remove(struct tests *tests, struct test *test, int64_t seq);
/* The words of that entry are gone, of a question or an answer. */
void tests_forget(struct tests *tests, int64_t seq);

/* A question as the data asks it; the caller owns it. */
struct test_question *test_question_new(const struct json *data, int64_t seq);
void test_question_free(struct test_question *question);
/* The place of the question of that seq; `count` when there is none. */
size_t test_place(const struct test *test, int64_t seq);

/* What somebody has done at it, or was allowed; or NULL. */
struct test_taker *test_taker(const struct test *test, struct slice person);
/* The same, made when there is none; there must be room. */
struct test_taker *test_taker_sit(struct test *test, struct slice person);
/* Their attempt that is neither handed in nor marked; NULL: none. */
struct test_attempt *test_open(const struct test_taker *taker);
/* The attempt that counts, the best of those marked; NULL: none. */
struct test_attempt *test_best(const struct test_taker *taker);
/* How many attempts somebody has left; NULL: somebody who was never here. */
int64_t test_left(const struct test *test, const struct test_taker *taker);
bool test_passed(const struct test_taker *taker);
/* How many minutes somebody has; 0: no limit. */
int64_t test_minutes(const struct test *test, const struct test_taker *taker);

/* Until when somebody is not late, and may take it at all; 0: for ever. */
int64_t test_due_ms(const struct test *test, const struct test_taker *taker);
int64_t test_closes_ms(const struct test *test, const struct test_taker *taker);
bool test_is_late(const struct test *test, const struct test_taker *taker,
                  const struct test_attempt *attempt);
/* After a change of dates or minutes: when attempts that are open end. */
void test_settle_one(const struct test *test, const struct test_taker *taker);
void test_settle(const struct test *test);

/* Begins an attempt of theirs by the entry; one must be left. */
struct test_attempt *test_begin(struct tests *tests, struct test *test, struct test_taker *taker,
                                const struct entry *entry);
/* What somebody has of a question, of 100; and of the whole. */
int64_t test_score_one(const struct test_question *question, const void *ballot);
int64_t test_score(const struct test *test, const struct test_attempt *attempt);
/* The attempt is marked, and waits no more; or is to be marked anew, as all of the test. */
void test_mark(struct tests *tests, struct test_attempt *attempt, int64_t score, bool passed);
void test_unmark(struct tests *tests, struct test *test, int64_t version);

#endif
