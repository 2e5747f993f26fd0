/* SPDX-License-Identifier: Apache-2.0
 *
 * The assignments of a course, each the content of an item of a unit and known by its seq: until
 * when, what is taken and who has handed in what. Of words only those that ask for it are here:
 * what people hand in, and what is said of it, is read from the journal by the seq of its entry.
 *
 * Whether something came late is no state: it follows from when it came, and what holds for that
 * person by now. What was asked for again has a time of its own, or none.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_STATE_H
#define MUSTER_FEATURES_ASSIGNMENT_STATE_H

#include "base/bounds.h"
#include "base/map.h"
#include "core/feature.h"

enum assignment_takes { ASSIGNMENT_BOTH, ASSIGNMENT_TEXT, ASSIGNMENT_FILES };
/* "both", "text", "files"; ends with NULL. */
extern const char *const assignment_takings[];

/* What an entry hands in or keeps as a draft, beside its words. */
struct assignment_paper {
    int64_t seq; /* of that entry; 0: there is none */
    size_t files_count;
    int64_t files[BOUND_ASSIGNMENT_FILES];
};

enum { ASSIGNMENT_UNMARKED = -1 };

struct assignment_mark {
    int64_t seq;     /* of the entry that says it; 0: none */
    int64_t back_ms; /* when it was handed back; 0: it is not, and the person is not told */
    bool passed, again;
    int points[BOUND_ASSIGNMENT_ROWS]; /* by the rows of the rubric, or ASSIGNMENT_UNMARKED */
};

/* What was handed in, once. */
struct assignment_hand {
    struct assignment_paper paper;
    int64_t at_ms;
    bool asked;       /* it was asked for again … */
    int64_t until_ms; /* … until then; 0: whenever */
    struct assignment_mark mark;
};

/* What one person has done at it, or was allowed. */
struct assignment_work {
    char *id;                    /* owned */
    int64_t attempts;            /* beside those of everybody */
    int64_t until_ms;            /* their own date, in the place of everybody's; 0: none */
    int64_t dated_seq, dated_ms; /* the entry that last said one of theirs, and when; 0: none */
    bool asked;                  /* it was asked for again, and has not come … */
    int64_t asked_ms;            /* … until then; 0: whenever */
    struct assignment_paper draft;
    size_t count;
    struct assignment_hand *list[BOUND_ASSIGNMENT_ATTEMPTS]; /* owned */
};

struct assignment {
    int64_t item;
    int64_t from;              /* the item of another course that it is a copy of; 0: of none */
    char *text, *rubric;       /* owned; JSON, as the entry says them; NULL: gone, or never said */
    int64_t set_seq;           /* the entry that says what is asked; 0: nothing is yet */
    int64_t due_ms, closes_ms; /* 0: never */
    int64_t dated_seq, dated_ms; /* the entry that last said another `due_ms`, and when */
    enum assignment_takes takes;
    int64_t attempts;
    size_t rows;
    int points[BOUND_ASSIGNMENT_ROWS]; /* the most that a row of the rubric gives */
    struct map *works;                 /* person -> struct assignment_work, owned */
};

/* Items that one entry took away, until the next does: whoever had begun is told. */
struct assignments_gone {
    int64_t seq; /* of that entry */
    size_t count;
    struct assignment *list[BOUND_ITEMS_UNIT]; /* owned */
};

struct assignments {
    struct map *all;  /* item -> struct assignment, owned */
    int64_t start_ms; /* of the course; 0: not said */
    char *zone;       /* owned; that its hours are meant in; NULL: not said */
    struct assignments_gone gone;
    struct map *people;  /* the ids of whoever was a member or here; the values are of no use */
    size_t hands;        /* of all */
    int64_t handed;      /* the last entry by which the lists of works changed; 0: none */
    bool handed_moved;   /* since that was last told */
    int64_t replaced[2]; /* entries whose words the last one replaced; 0: none */
};

/* None; and the end of them. */
struct assignments *assignments_new(void);
void assignments_free(struct assignments *assignments);
/* The assignment of that item, or that the data names by `item`, or as the copy of
 * one by `from`; or NULL. */
struct assignment *assignments_find(const struct assignments *assignments, int64_t item);
struct assignment *assignments_of(const struct assignments *assignments, const struct json *data);
/* One that asks for nothing yet, the content of the item that the entry makes; there must be room.
 * And the end of one, with all that came, by the entry of that seq. */
void assignments_add(struct assignments *assignments, const struct entry *entry);
void assignments_remove(struct assignments *assignments, struct assignment *assignment,
                        int64_t seq);
/* The words that ask for one are those of the entry; or, of the entry of that seq, they are gone.
 */
void assignment_says(struct assignment *assignment, const struct entry *entry);
void assignments_forget(struct assignments *assignments, int64_t seq);
/* Somebody who may be asked for work. */
void assignments_meet(struct assignments *assignments, struct slice person);

/* What somebody has done at it, or was allowed; or NULL. */
struct assignment_work *assignment_work(const struct assignment *assignment, struct slice person);
/* The same, made when there is none; there must be room. */
struct assignment_work *assignment_work_sit(struct assignment *assignment, struct slice person);
/* What they handed in last; NULL: nothing. The same while it is not handed back. */
struct assignment_hand *assignment_last(const struct assignment_work *work);
struct assignment_hand *assignment_waiting(const struct assignment_work *work);
/* What they handed in of that number, from 1; or NULL. */
struct assignment_hand *assignment_numbered(const struct assignment_work *work, int64_t number);
/* How often somebody may still hand in; NULL: somebody who never did anything. */
int64_t assignment_left(const struct assignment *assignment, const struct assignment_work *work);
/* Whether what they were handed back has passed. */
bool assignment_passed(const struct assignment_work *work);
/* The dates that the data says. Until when it is in time, and when nothing is taken any more, for
 * somebody; 0: never. */
void assignment_date(struct assignment *assignment, const struct json *data,
                     const struct entry *entry);
int64_t assignment_due_ms(const struct assignment *assignment, const struct assignment_work *work);
int64_t assignment_closes_ms(const struct assignment *assignment,
                             const struct assignment_work *work);
/* The same of what was handed in, and whether it came late. */
int64_t assignment_hand_due_ms(const struct assignment *assignment,
                               const struct assignment_work *work,
                               const struct assignment_hand *hand);
bool assignment_is_late(const struct assignment *assignment, const struct assignment_work *work,
                        const struct assignment_hand *hand);

/* The paper that the entry's data says. */
void assignment_paper_take(struct assignment_paper *paper, const struct entry *entry);
/* They hand in what the entry says; the draft is gone. */
void assignment_take(struct assignments *assignments, struct assignment_work *work,
                     const struct entry *entry);
/* What they handed in last is a draft again. */
void assignment_give(struct assignments *assignments, struct assignment_work *work);
/* Whether anything that they handed in holds the file. */
bool assignment_holds(const struct assignment_work *work, int64_t file);
/* Whether anything of it was marked. */
bool assignment_is_marked(const struct assignment *assignment);

#endif
