/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules of a course, who has completed it, and who has met the rules and waits for the entry
 * that says so.
 */
#ifndef MUSTER_FEATURES_COMPLETION_STATE_H
#define MUSTER_FEATURES_COMPLETION_STATE_H

#include "base/map.h"
#include "core/entry.h"
#include "core/ledger.h"
#include "core/room.h"
#include "features/completion_attended.h"

enum completion_rule {
    RULE_POSTS,
    RULE_ANSWERS,
    RULE_ITEMS,
    RULE_TESTS,
    RULE_ASSIGNMENTS,
    RULE_WEBINARS,
    RULES_COUNT
};
/* "posts", "answers" …; ends with NULL. */
extern const char *const completion_rules[];

/* Somebody who has completed it, or of whom the staff said that they have not. */
struct completed {
    int64_t at_ms;   /* 0: they have not */
    char *why;       /* owned; what the staff said; NULL: nothing, or it is erased */
    int64_t why_seq; /* the entry that said it */
};

/* Somebody who has met the rules. */
struct reached {
    int64_t number; /* counted from 1 */
};

struct completion {
    int64_t rules[RULES_COUNT]; /* how many of each; 0: none is asked for */
    struct map *people;         /* id -> struct completed, owned */
    struct map *waiting;        /* id -> struct reached, owned; the first waits longest */
    int64_t number;             /* of those who ever waited */
    struct attended *attended;  /* owned; webinars that they took part in */
    char *title;                /* owned; of the course, JSON by language; NULL: none */
    int64_t titled_seq;         /* the entry that gave it */
};

/* Without rules; and the end of it. */
struct completion *completion_new(void);
void completion_free(struct completion *completion);

/* What the entry says of rules, of one person, of the title. */
void completion_set_rules(struct completion *completion, const struct entry *entry);
void completion_set_person(struct completion *completion, const struct entry *entry, bool done);
void completion_set_title(struct completion *completion, const struct entry *entry);
/* The words of that entry are gone. */
void completion_forget(struct completion *completion, int64_t seq);

/* What is known of that person; NULL: nothing. */
const struct completed *completion_of(const struct completion *completion, struct slice person);
/* How many of what the rule counts these deeds are. */
int64_t completion_has(const struct deeds *deeds, enum completion_rule rule);
/* Whether they meet all rules; never without any. */
bool completion_meets(const struct completion *completion, const struct deeds *deeds);
/* Whoever meets the rules, and of whom nothing is known, waits; that person, or everybody. */
void completion_look(struct completion *completion, const struct room *room, struct slice person);
void completion_look_all(struct completion *completion, const struct room *room);

#endif
