/* SPDX-License-Identifier: Apache-2.0
 *
 * The state of surveys: forms of a few questions on a shelf, and for each of the moments at which
 * one is asked who answered what, by pseudonyms (core/veil.h) alone. A pseudonym is one person's in
 * one survey of one room: so that they may change what they said, and what they said before and
 * after is a pair, though nobody can tell whose.
 */
#ifndef MUSTER_FEATURES_SURVEY_STATE_H
#define MUSTER_FEATURES_SURVEY_STATE_H

#include "base/bounds.h"
#include "features/unit_brought.h"
#include "features/worded.h"

enum survey_kind { SURVEY_SCALE, SURVEY_CHOICE, SURVEY_TEXT };
/* "scale", "choice", "text"; ends with NULL. A scale goes from 1 to SURVEY_STEPS. */
extern const char *const survey_kinds[];
enum { SURVEY_STEPS = 5, SURVEY_MOMENTS = 2 };

/* What somebody said. */
struct survey_answer {
    int64_t seq;                             /* the entry that said it */
    uint8_t choices[BOUND_SURVEY_QUESTIONS]; /* from 1; 0: none */
    char *texts[BOUND_SURVEY_QUESTIONS];     /* owned; NULL: none, or erased */
    size_t bytes;
};

enum survey_phase { SURVEY_SHUT, SURVEY_OPEN, SURVEY_CLOSED };
/* "shut", "open", "closed". */
extern const char *const survey_phases[];

/* One time that it is asked. */
struct survey_moment {
    enum survey_phase phase;
    int64_t closes_ms;   /* 0: not by itself */
    struct map *answers; /* pseudonym -> struct survey_answer, owned */
    bool moved;          /* the number of answers, since it was last told */
};

struct survey {
    struct worded words;
    char *questions; /* owned; JSON, an array; "[]": it is erased */
    size_t count;    /* of questions */
    enum survey_kind kinds[BOUND_SURVEY_QUESTIONS];
    int64_t sizes[BOUND_SURVEY_QUESTIONS]; /* how many choices there are; 0: of a text */
    int64_t unit, after;                   /* units of the course, for each moment; 0: none */
    int64_t days;                          /* that it stays open; 0: until somebody closes it */
    bool twice, end;                       /* asked before and after; when the session ends */
    struct survey_moment moments[SURVEY_MOMENTS];
};

struct surveys {
    struct worded_shelf all;
    const struct room *room;
    struct brought units; /* of the course that this one is a copy of */
    size_t bytes;         /* of texts */
    int64_t replaced;     /* the entry whose answer the last answer replaced; 0: none */
    bool moved;           /* any moment's number of answers */
};

/* None; `kind` is of the shelf, and has survey_wipe. */
struct surveys *surveys_new(const struct room *room, const struct shelf_kind *kind);
void survey_wipe(struct shelf_thing *thing);
void surveys_free(struct surveys *surveys);
/* The one that the entry names, or NULL. */
struct survey *survey_of(const struct surveys *surveys, const struct entry *entry);
/* The moment that the data names, from 0; the first where it names none. */
size_t survey_moment_of(const struct json *data);

/* What a command says that makes one or gives it other words. */
void survey_say(struct surveys *surveys, struct survey *survey, const struct entry *entry);
/* Opens and closes it. One that nobody answered is as if it had not been open. */
void survey_open(struct surveys *surveys, const struct entry *entry, struct survey *survey,
                 size_t moment);
void survey_close(struct surveys *surveys, const struct entry *entry, struct survey *survey,
                  size_t moment);
/* How many have answered, and whether these are enough for sums. */
size_t survey_count(const struct survey_moment *moment);
bool survey_enough(const struct survey_moment *moment);
/* Whether its sums are told: then it stays closed, for who answered later would show in them. */
bool survey_told(const struct survey_moment *moment);

/* Keeps what the entry says; frees what it replaces. */
void survey_put(struct surveys *surveys, struct survey *survey, const struct entry *entry);
/* What this person said; NULL: nothing. */
const struct survey_answer *survey_own(const struct surveys *surveys, const struct survey *survey,
                                       size_t moment, struct slice person);
/* The scope of its pseudonyms, in `out`. */
struct slice survey_scope(int64_t seq, char out[VEIL_SCOPE_BYTES]);
/* For struct feature: words that are gone. */
bool survey_forget(void *state, int64_t seq);

#endif
