/* SPDX-License-Identifier: Apache-2.0
 *
 * What the groups of a room are made of: who has a place in which, and what the last entry changed
 * of that. group.c decides what changes them, group_view.c what people see of them.
 */
#ifndef MUSTER_FEATURES_GROUP_STATE_H
#define MUSTER_FEATURES_GROUP_STATE_H

#include "core/room.h"
#include "features/shelf.h"

/* MADE: nobody but staff knows of them yet, unless people choose. */
enum groups_phase { GROUPS_NONE, GROUPS_MADE, GROUPS_OPEN, GROUPS_CLOSING, GROUPS_CLOSED };

/* A call to the staff. */
struct group_help {
    char *by; /* owned; NULL: there is none */
    int64_t at_ms;
};

struct group {
    int64_t number;
    char *title;   /* owned; JSON by language; NULL: it has no name */
    int64_t limit; /* 0: none */
    size_t count;  /* of its people */
    struct group_help help;
    bool made;    /* by the last entry */
    bool changed; /* by it, in any way */
};

/* Somebody who has a place, or had one and was put out. */
struct place {
    struct group *group; /* borrowed; NULL: none */
    char *name;          /* owned; may be empty */
    int64_t seq;         /* the last entry that gave the place */
};

/* What the last entry did with somebody: the number of their group, 0 for none. */
struct group_step {
    char *id; /* owned */
    int64_t from, to;
};

struct groups {
    enum groups_phase phase;
    bool choice;                /* people choose themselves */
    bool spread;                /* late comers get a place, else they stay with everybody */
    int64_t opened_ms, ends_ms; /* 0: not, or never by itself */
    int64_t last;               /* the greatest number ever given */
    struct map *groups;         /* number -> struct group, owned */
    struct map *people;         /* id -> struct place, owned */
    struct map *before; /* owned; who had a place before the last entry cleared them; or NULL */
    struct map *late;   /* ids to be looked at: they may have no place, or a new name */
    int64_t late_seq;   /* the entry that changed that list last */
    struct shelf told;  /* messages to all groups */
    int64_t seq;        /* the entry that the rest is about */
    bool whole;         /* it changed more than single groups */
    bool shown_before;  /* what groups_shown gave before it */
    int64_t *gone;      /* owned; numbers of groups that it ended */
    size_t gone_count;
    struct group_step *steps; /* owned */
    size_t steps_count, steps_capacity;
};

/* None; and the end of them. */
struct groups *groups_new(void);
void groups_free(struct groups *groups);

/* Must come first in apply, of the feature's own rows and of what it hears. */
void groups_begin(struct groups *groups, const struct entry *entry);
/* Whether participants know of them. */
bool groups_shown(const struct groups *groups);
/* Whether one may write in them. */
bool groups_are_open(const struct groups *groups);
/* The group of that number, or of that person; NULL: none. */
struct group *groups_find(const struct groups *groups, int64_t number);
struct group *groups_of(const struct groups *groups, struct slice person);
bool group_full(const struct group *group);
/* The one with the fewest people that is not full; NULL: there is none. */
struct group *groups_least(const struct groups *groups);

/* One more; there must be room. `title` is JSON, owned by it now, or NULL. */
struct group *groups_add(struct groups *groups, char *title, int64_t limit);
/* Ends one, or all of them; their people have no place then. */
void groups_remove(struct groups *groups, struct group *group);
void groups_clear(struct groups *groups);
/* Gives somebody a place (NULL: takes it), under that name. There must be room for them. */
void groups_put(struct groups *groups, const struct entry *entry, struct slice person,
                struct slice name, struct group *group);
/* They have none, as if they had never had one. */
void groups_forget(struct groups *groups, const struct entry *entry, struct slice person);
/* A call for help, or its end. */
void group_help_set(struct group *group, const struct entry *entry);
void group_help_clear(struct group *group);
/* Places for people of the room of `scene`, in an order of chance, which the entry decides; `ids`
 * is used up. */
void groups_deal(struct groups *groups, const struct entry *entry, const struct scene *scene,
                 struct slice *ids, size_t count);
/* A message to all groups; the oldest one leaves where there are too many. Veiled: who said it is
 * for staff alone to see. */
void groups_tell(struct groups *groups, const struct entry *entry, bool veiled);

#endif
