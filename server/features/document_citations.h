/* SPDX-License-Identifier: Apache-2.0
 *
 * What each post and item of a room cites by its words of now: documents of this room's library or
 * of another one, by their addresses, ".../course/c7/document/12".
 */
#ifndef MUSTER_FEATURES_DOCUMENT_CITATIONS_H
#define MUSTER_FEATURES_DOCUMENT_CITATIONS_H

#include "base/map.h"
#include "core/entry.h"
#include "features/unit_brought.h"

struct citation {
    char *room; /* owned */
    int64_t document;
};

/* A post, or an item, and what it cites. */
struct source {
    int64_t said_seq;      /* the entry with its words */
    int64_t unit;          /* of an item; 0: a post */
    struct citation *list; /* owned */
    size_t count;
};

struct citations {
    struct map *sources; /* seq -> struct source, owned */
    struct map *units;   /* seq in the course that this is a copy of -> seq here, owned */
};

/* None; and the end of them. */
struct citations *citations_new(void);
void citations_free(struct citations **citations);
/* The words of a thing are those of this entry now; `unit` is that of an item, 0 of a post. */
void citations_say(struct citations *citations, int64_t seq, int64_t unit,
                   const struct entry *entry);
/* What that thing cites of the course that this one is a copy of it cites here. */
void citations_readdress(struct citations *citations, int64_t seq, const struct brought *brought);
/* The words of that entry are gone, and what they cited. */
void citations_forget(struct citations *citations, int64_t seq);
/* Whether it cites that document of that room. */
bool source_cites(const struct source *source, struct slice room, int64_t document);

#endif
