/* SPDX-License-Identifier: Apache-2.0
 *
 * What a course that is a copy knows of the one that it is a copy of: which of its units, topics,
 * files and documents came from which there, and which webinar there is held here as which. And,
 * for every course, the topics that there are, which its items may name.
 */
#ifndef MUSTER_FEATURES_UNIT_BROUGHT_H
#define MUSTER_FEATURES_UNIT_BROUGHT_H

#include "base/map.h"
#include "base/slice.h"
#include "core/entry.h"

struct brought {
    struct map *topics;   /* seq -> itself, owned: the topics of this course */
    struct map *seqs;     /* seq there -> seq here, owned */
    struct map *webinars; /* room there -> room here, owned */
    char *there, *here;   /* the ids of both, "c1"; owned; NULL: it is no copy */
};

/* Nothing; and the end of it. */
void brought_init(struct brought *brought);
void brought_done(struct brought *brought);

/* A topic has come, or is gone; and whether there is one of that seq. */
void brought_topic(struct brought *brought, int64_t seq, bool there);
bool brought_has_topic(const struct brought *brought, int64_t seq);
/* What came from that thing there has this seq here; 0: nothing came. What is beyond the bound is
 * not remembered. */
void brought_put(struct brought *brought, int64_t there, int64_t here);
int64_t brought_find(const struct brought *brought, int64_t there);
/* It is a copy: of that room, as this one. Said again it changes nothing. */
void brought_begin(struct brought *brought, struct slice there, struct slice here);
/* An entry that makes a document: one that came along has its number there, `from`, and the room,
 * `of`. */
void brought_document(struct brought *brought, const struct entry *entry, struct slice here);
/* Puts addresses of this course in the place of those of the other one, in *text, which is owned:
 * of the document, unit or topic that came from the one there; where none did, of the page here
 * that has such things. */
void brought_readdress(const struct brought *brought, char **text);
/* The same of webinars, by their rooms; absent: none. */
void brought_meet(struct brought *brought, struct slice there, struct slice here);
struct slice brought_met(const struct brought *brought, struct slice there);

#endif
