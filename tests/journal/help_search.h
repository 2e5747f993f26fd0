/* SPDX-License-Identifier: Apache-2.0
 *
 * An index of each kind, for tests: opened, closed, filled and asked in few words.
 */
#ifndef MUSTER_TESTS_HELP_SEARCH_H
#define MUSTER_TESTS_HELP_SEARCH_H

#include "journal/help_journal.h"
#include "journal/search.h"
#include "journal/search_backend.h"

struct finder {
    enum kind kind;
    char folder[64], path[CLUSTER_URL_BYTES]; /* of the file, or the URL */
    struct search *search;
    struct search_page page; /* of the last question */
};

/* cmocka's set-up and tear-down: `*state` is an enum kind before and a finder after. */
int finder_setup(void **state);
int finder_teardown(void **state);
/* Runs the cases (their initial states are set here) over each kind from `first` on; how many have
 * failed. The cluster must be open. */
int finder_run(enum kind first, const struct CMUnitTest *cases, size_t count);
#define FINDER_CASE(fn)                                                                            \
    {                                                                                              \
#fn, fn, finder_setup, finder_teardown, NULL                                               \
    }

/* A new, empty one; finder_done closes and removes it. */
struct finder *finder_new(enum kind kind);
void finder_done(struct finder *finder);
/* Opens it; closes it. */
void finder_open(struct finder *finder);
void finder_close(struct finder *finder);

/* Indexes one document in the room; its time is 1,000 ms for each seq. */
void finder_add(struct finder *finder, const char *room, int64_t seq, const char *text);
/* Asks in up to two rooms (the second may be NULL) for a first page of 100; how many there are. */
size_t finder_ask(struct finder *finder, const char *text, const char *room, const char *other);
/* The same with the last word as a begin. */
size_t finder_ask_begin(struct finder *finder, const char *text, const char *room);
/* Forgets one document. */
void finder_forget(struct finder *finder, const char *room, int64_t seq);
/* Cleans until nothing is left; how many steps it took. */
unsigned finder_clean(struct finder *finder);

#endif
