/* SPDX-License-Identifier: Apache-2.0
 *
 * A shelf is the collection that most features are: things keyed by the seq of the entry that made
 * them, each with an author, and with a stamp that says who sees it (core/rings.h). The shelf
 * writes what each viewer sees of its things, tells what the last entry changed of that, and counts
 * what all of them and each author take.
 *
 * A feature embeds struct shelf_thing as the first member of its own struct, which the shelf makes
 * and owns. Rules are the feature's: who may do what, and when. Functions that change something
 * take the entry that does so; what they changed is remembered until another entry changes the
 * shelf, for patches are asked for in between.
 */
#ifndef MUSTER_FEATURES_SHELF_H
#define MUSTER_FEATURES_SHELF_H

#include "base/map.h"
#include "core/feature.h"
#include "features/common_author.h"

/* What every thing has; the shelf's alone to change. */
struct shelf_thing {
    int64_t seq, at_ms;
    struct rings stamp;
    struct common_author author;
    size_t bytes; /* of a view, at most */
};

/* Writes members of a thing, whose object is open. */
typedef void shelf_write_fn(const struct shelf_thing *thing, struct writer *out);
/* The same as these people see it; as a change, or whole. */
typedef void shelf_write_to_fn(const struct shelf_thing *thing, const struct viewer *viewer,
                               bool change, struct writer *out);

/* The things of one shelf. */
struct shelf_kind {
    size_t thing_bytes;    /* sizeof the feature's struct */
    shelf_write_fn *write; /* the whole thing */
    /* For those who saw the thing before its last change and see it still: what may have changed,
     * null for what is gone; all of it when the row of that change takes back what earlier events
     * showed (row->hides). NULL: the whole thing, which never loses a member. */
    shelf_write_fn *write_change;
    shelf_write_to_fn *write_to; /* instead, where not all see the same of a thing; NULL: all do */
    void (*wipe)(struct shelf_thing *thing); /* what it owns beside the author; NULL: nothing */
    /* Its words are gone: true when there were any. NULL: it has none. */
    bool (*forget)(struct shelf_thing *thing);
    size_t things_max;
    size_t bytes_max;  /* of all things; 0: their number is bound enough */
    size_t author_max; /* things of one author, but staff; 0: nobody counts them */
};

/* One thing, and who saw it before the last change. */
struct shelf_change {
    int64_t seq;
    struct rings before;       /* its stamp; none: it was not there */
    struct shelf_thing *thing; /* borrowed; NULL: it is gone */
    char *author;              /* owned, of a thing that is gone */
};

struct shelf {
    const struct shelf_kind *kind;
    struct map *things; /* seq -> struct shelf_thing, owned; the youngest last */
    struct map *shares; /* person -> how many things of theirs there are; NULL: no author_max */
    size_t bytes;
    size_t hidden;       /* things that not everybody sees */
    int64_t changed_seq; /* the entry that made the changes */
    size_t changes_count, changes_capacity;
    struct shelf_change *changes; /* owned */
};

/* An empty shelf; `kind` is borrowed for good. */
void shelf_init(struct shelf *shelf, const struct shelf_kind *kind);
/* Wipes and frees what is on it. */
void shelf_done(struct shelf *shelf);

/* The thing of that seq, or NULL. The feature may change its own members after shelf_touch. */
struct shelf_thing *shelf_find(const struct shelf *shelf, int64_t seq);
size_t shelf_count(const struct shelf *shelf);
/* How many of them not everybody inside the room sees, and whether this is one of them. */
size_t shelf_hidden(const struct shelf *shelf);
bool shelf_hides(const struct shelf_thing *thing);
/* Whether that entry, the last one, changed anything of it. */
bool shelf_changed(const struct shelf *shelf, const struct entry *entry);
/* How many things of that author there are, where they are counted. */
size_t shelf_share(const struct shelf *shelf, struct slice person);
/* The oldest thing that everybody sees, or NULL. */
struct shelf_thing *shelf_oldest(const struct shelf *shelf);
/* Whether there is room for one more of `bytes` by the author of the entry, who is in `scene`:
 * ERR_LIMIT_EXCEEDED. */
enum err shelf_check(const struct shelf *shelf, const struct entry *entry,
                     const struct scene *scene, size_t bytes);

/* A new thing, the youngest: what `entry` made. There must be room. */
struct shelf_thing *shelf_add(struct shelf *shelf, const struct entry *entry, struct rings stamp,
                              size_t bytes);
/* To be called before the feature's members of a thing are changed. */
void shelf_touch(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing);
/* Gives the thing another stamp. */
void shelf_stamp(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing,
                 struct rings stamp);
/* Wipes and frees the thing; people no longer see it. */
void shelf_remove(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing);
/* For struct feature: the words of the thing, and the name of its author, are gone. True when there
 * is such a thing and it shows less now. */
bool shelf_forget(struct shelf *shelf, int64_t seq);
/* Puts the thing on another shelf of the same kind (or at the end of its own), where it is the
 * youngest. */
void shelf_move(struct shelf *from, struct shelf *to, const struct entry *entry,
                struct shelf_thing *thing);

/* Write an object of things by their seq, as the member `key`; NULL: into the object that is open.
 * Those that the viewer sees; and what the entry changed of that, null for what they see no more;
 * nothing when it changed nothing for them. */
void shelf_view(const struct shelf *shelf, const char *key, const struct viewer *viewer,
                struct writer *out);
void shelf_patch(const struct shelf *shelf, const char *key, const struct entry *entry,
                 const struct viewer *viewer, struct writer *out);
/* The same, into the open object, of what one person wrote and not everybody sees, by a writer for
 * its author: for `me`. */
void shelf_own(const struct shelf *shelf, struct slice person, shelf_write_fn *write,
               struct writer *out);
void shelf_own_patch(const struct shelf *shelf, const struct entry *entry, struct slice person,
                     shelf_write_fn *write, struct writer *out);
/* How many such things that person has. */
size_t shelf_own_count(const struct shelf *shelf, struct slice person);
/* Writes null, into the open object, for each thing that the entry took away: for row->wipe_me. */
void shelf_gone(const struct shelf *shelf, const struct entry *entry, struct writer *out);
/* Fills in the authors for whom shelf_own_patch may write something: for row->touches. */
size_t shelf_touches(const struct shelf *shelf, const struct entry *entry,
                     struct slice out[TOUCH_MAX]);
/* Writes those that the viewer sees after the seq `after`, at most `limit`, into the open object.
 * Returns the seq after which it goes on; 0 at the end. Of a shelf on which nothing was moved. */
int64_t shelf_page(const struct shelf *shelf, const struct viewer *viewer, int64_t after,
                   size_t limit, struct writer *out);

#endif
