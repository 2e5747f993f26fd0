/* SPDX-License-Identifier: Apache-2.0
 *
 * What a unit is made of: items in an order, each of a kind. Who sees them is the door of the unit;
 * here they are all there. Whoever sees an item has its files too (features/file.h), which are
 * uploaded for the team alone.
 */
#ifndef MUSTER_FEATURES_UNIT_CONTENT_H
#define MUSTER_FEATURES_UNIT_CONTENT_H

#include "base/bounds.h"
#include "core/effect.h"
#include "features/common_order.h"
#include "features/unit_brought.h"
#include "features/worded.h"

enum item_kind {
    ITEM_ARTICLE,
    ITEM_LINK,
    ITEM_WEBINAR,
    ITEM_VIDEO,
    ITEM_PODCAST,
    ITEM_FILE,
    ITEM_TOPIC,      /* one of the course's forum */
    ITEM_TEST,       /* its content is features/test.h, under the seq of the item */
    ITEM_ASSIGNMENT, /* and of this one features/assignment.h */
    ITEM_LTI,        /* an activity of a tool of others (features/tool.h) */
};
/* "article", "link" …; ends with NULL. */
extern const char *const item_kinds[];
/* "hls", "mp4": how a video is played; ends with NULL. */
extern const char *const item_videos[];

struct item {
    struct worded words; /* first; the text of an article, and what others may say beside */
    enum item_kind kind;
    char *where;                        /* owned; an address or a room; empty: none, or erased */
    const char *played;                 /* of a video: one of item_videos; NULL: of none */
    char *captions;                     /* owned; JSON: addresses by language; NULL: none */
    int64_t files[BOUND_ITEM_PICTURES]; /* the file that it is, or the pictures of its text */
    size_t files_count;
    char *languages; /* owned; JSON; NULL: not said */
    int64_t minutes; /* 0: not said */
    int64_t topic;   /* that it is; 0: none */
    int64_t tool;    /* of the academy, that it is an activity of; 0: none */
    char *custom;    /* owned; JSON: what that tool is told of it; NULL: nothing */
    bool waits;      /* a webinar of the course that this one is a copy of: it has none here yet */
    bool counts;     /* towards the progress of people */
    int64_t unit;
};

struct content {
    struct worded_shelf items;
    struct common_order order;
};

/* Empty. */
void content_init(struct content *content);
/* Frees what is in it. */
void content_done(struct content *content);
/* The item of that seq, or NULL. */
struct item *content_find(const struct content *content, int64_t seq);
/* Writes what a launch of an activity says of it: tool, url, title and custom. */
void item_write_launch(const struct item *item, struct writer *out);
/* Whether a person says themselves that they have done it. */
bool item_is_marked_by_hand(const struct item *item);
/* How many there are, and how many of them count. */
size_t content_count(const struct content *content);
size_t content_counting(const struct content *content);
/* How many files they hold; and whether one of them holds that one. */
size_t content_files(const struct content *content);
bool content_holds(const struct content *content, int64_t file);
/* Writes those that count, in their order: an array of seqs. */
void content_write_counting(const struct content *content, const char *key, struct writer *out);

/* A new item, at the end; or other words for one, of the same kind: those of the entry's data. What
 * names things of another course, of which this one is a copy, means those that came from them:
 * `brought`; NULL: it names this one's. */
void content_add(struct content *content, const struct entry *entry, int64_t unit,
                 const struct brought *brought);
void content_edit(struct content *content, const struct entry *entry, struct item *item);
void content_remove(struct content *content, const struct entry *entry, struct item *item);
/* The words of that entry are gone. True when there were any here. */
bool content_forget(struct content *content, int64_t seq);

/* Items that wait for that webinar have it now, as that room; false: none waited. */
bool content_meet(struct content *content, const struct entry *entry, struct slice there,
                  struct slice here);

/* For a course that is a copy: an effect for each item. */
void content_carry(const struct content *content, const struct entry *entry,
                   struct emitter *emitter);

/* Write `items` and `order` of the open object: whole, and what the entry changed of them. */
void content_view(const struct content *content, const struct viewer *viewer, struct writer *out);
void content_patch(const struct content *content, const struct entry *entry,
                   const struct viewer *viewer, struct writer *out);

#endif
