/* SPDX-License-Identifier: Apache-2.0
 *
 * Kinds of room. A kind is a row of one table: its name, its features, who may name its rooms, how
 * they are shown. Nothing else knows a kind by its name. At the start the table becomes a catalogue
 * that finds what an entry's type or a query's name stands for in one look-up; a table that
 * contradicts itself is refused then, never at the first room.
 */
#ifndef MUSTER_CORE_KINDS_H
#define MUSTER_CORE_KINDS_H

#include "core/feature.h"

enum { ROOM_NAME_BYTES = 128 }; /* the longest name of a room */

/* Who may name the rooms of a kind, and so wake them. */
enum naming {
    NAMED_BY_MEMBERS, /* whoever has said who they are */
    NAMED_BY_OWNER,   /* the person whose id it has; they call it "<kind>:me" */
    NAMED_BY_ALL,     /* anybody, where the configuration opens them */
};

struct kind {
    const char *name; /* "webinar": what stands before the colon */
    enum naming naming;
    /* Any text without control characters names such a room, "<kind>:" before it or not, where no
     * other kind's name and a colon begin it. There is no view, entries are told as they came. */
    bool plain;
    bool academy;        /* people have the roles of the academy, several at once */
    bool composed;       /* lean connections get its patches composed */
    bool works;          /* its rooms may have work for the floor above the hub: row->hub.works */
    unsigned phases;     /* which its sessions go through; bits of enum phase, the first is where
                            they begin */
    const char *publish; /* the row that the verb `publish` stands for; NULL: none */
    const struct feature *const *features; /* ends with NULL */
};

/* A feature that follows another's row, and what it does then. */
struct hearer {
    const struct feature *feature; /* NULL: behind the last one of a list */
    size_t place;                  /* its own among the kind's features */
    const struct hearing *hearing;
};

/* What a name stands for in the rooms of a kind: a row or a query, one of them NULL. */
struct method {
    const char *name;
    size_t name_bytes;
    size_t feature; /* its place among the kind's features */
    size_t place;   /* its own, in the order of the features, their rows and their queries */
    const struct row *row;
    const struct query *query;
    const struct hearer *hearers; /* features that follow the row; NULL: none do */
};

static inline bool method_is(const struct method *method, struct slice name)
{
    return slice_equal(name, (struct slice){method->name, method->name_bytes});
}

/* What is asked of a room at every command, and answered by few of its features: the members of
 * struct feature of these names. */
enum decider {
    DECIDES_ROLE,
    DECIDES_RINGS,
    DECIDES_COHORT,
    DECIDES_ADDRESSES,
    DECIDES_PHASE,
    DECIDES_EXISTS,
    DECIDES_LOCKS,
    DECIDES_VEILS,
    DECIDES_DUE,
    DECIDES_BALLOTS,
    DECIDES_PRESENT,
    DECIDES_WAITING,
    DECIDES_NODES,
    DECIDERS
};

enum { NO_FEATURE = 0xffff }; /* behind the last place of a list of features */

struct methods; /* of one kind */
struct kinds;

/* Reads a table of kinds, which ends with NULL and is borrowed for good. NULL, and one sentence in
 * `why`, when two kinds, or two methods of one kind, have one name, or a row does not say what
 * erasing leaves. */
struct kinds *kinds_new(const struct kind *const *table, char *why, size_t why_bytes);
/* Frees *kinds and sets it to NULL; after the last room. */
void kinds_free(struct kinds **kinds);

/* The kind of a room by its name: a kind, a colon and an id (text_is_id): "webinar:w1"; or as a
 * plain kind has it. NULL for anything else: no such room can be. */
const struct kind *kinds_of(const struct kinds *kinds, struct slice room);
/* Whether rooms of any kind have a row or a query named `method`. */
bool kinds_know(const struct kinds *kinds, struct slice method);
/* Whether who does it may be to be known to nobody (row.veil), in rooms of any kind. */
bool kinds_veil(const struct kinds *kinds, struct slice method);
/* The methods of a kind of the table. */
const struct methods *kinds_methods(const struct kinds *kinds, const struct kind *kind);

/* What `name` stands for there, or NULL. */
const struct method *methods_find(const struct methods *methods, struct slice name);
size_t methods_count(const struct methods *methods);
/* By its place, less than their count. */
const struct method *methods_at(const struct methods *methods, size_t place);
/* The places of the kind's features that decide it, in their order, then NO_FEATURE. */
const uint16_t *methods_deciders(const struct methods *methods, enum decider what);

#endif
