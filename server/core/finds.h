/* SPDX-License-Identifier: Apache-2.0
 *
 * What a feature knows of finding. Twice it is asked: which words an entry says, when it is put
 * into the index, and that alone from the entry; and, when it was found, whether the person who
 * asks sees these words now, from the fold. So what is deleted, narrowed, not open yet or worded
 * anew is found by nobody from then on, whatever the index still holds. Pure;
 * core/room_finds.h asks the features of a room.
 */
#ifndef MUSTER_CORE_FINDS_H
#define MUSTER_CORE_FINDS_H

#include "base/buffer.h"
#include "core/scene.h"

/* Which texts of an entry: what a thing is called, and what it says. */
enum find_texts { FIND_TITLE = 1 << 0, FIND_TEXT = 1 << 1, FIND_ALL = FIND_TITLE | FIND_TEXT };

/* A question to a room that the person is in. */
struct find_ask {
    const struct scene *scene;
    struct rings rings; /* theirs there */
};

/* What was found, as it stands now. Texts are borrowed from the fold. */
struct find_item {
    const char *kind;   /* "post", a constant */
    unsigned shown;     /* bits of enum find_texts: which texts of the entry they see */
    int64_t thing;      /* where it stands: a thread, a unit; 0: it stands for itself */
    int64_t post;       /* in the thing; 0: it is the thing itself */
    struct slice by;    /* absent: nobody, or nobody may know */
    struct slice name;  /* theirs; absent: not known */
    struct slice title; /* of the thing; absent: it has none, or it was removed */
    const char *dir;    /* of a title that is one text; NULL: it is JSON, texts by language */
    int64_t at_ms;      /* when it was said; 0: with the entry */
};

typedef void find_room_fn(void *context, struct slice room);

struct finds {
    /* Appends the texts of `entry`, each with a line feed behind it: those of `shown` alone. Gives
     * the seq of the thing that says them, by which `sees` finds it; 0: it says none. NULL: the
     * feature has none. */
    int64_t (*texts)(const struct entry *entry, unsigned shown, struct buffer *out);
    /* Whether they see texts that the entry `seq` gave that thing, and it has them still. */
    bool (*sees)(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item);
    /* How the room is called; absent: it is not. NULL: another feature says it. */
    struct slice (*title)(const void *state);
    /* Other rooms in which the person of the scene looks, the nearest first. NULL: it knows none.
     */
    void (*rooms)(const void *state, const struct scene *scene, find_room_fn *fn, void *context);
};

#endif
