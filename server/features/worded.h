/* SPDX-License-Identifier: Apache-2.0
 *
 * Things on a shelf (features/shelf.h) whose words are in up to four languages and are only ever
 * given anew as a whole: announcements, items of an agenda, handouts. All that people read of one
 * comes from one entry, the last that gave it its words, so that the words before it can go.
 *
 * A feature embeds struct worded as the first member of its thing, and struct worded_shelf as the
 * first of its state.
 */
#ifndef MUSTER_FEATURES_WORDED_H
#define MUSTER_FEATURES_WORDED_H

#include "features/shelf.h"

struct worded {
    struct shelf_thing thing;
    char *title, *text;          /* owned; JSON by language; {}: none, or erased */
    struct common_author said;   /* who gave these words */
    int64_t said_seq;            /* the entry that gave them */
    int64_t edited_ms, until_ms; /* 0: never */
    bool veiled;                 /* who gave these words is for staff alone to see */
};

struct worded_shelf {
    struct shelf shelf;
    int64_t gone_seq; /* the entry whose words the last entry took away */
};

/* The thing that the member `key` of the entry's data names, or NULL. */
struct worded *worded_of(const void *state, const struct entry *entry, const char *key);
/* For struct shelf_kind. */
void worded_wipe(struct shelf_thing *thing);

/* A new thing, or other words for one: those of the entry's data (title, text, until). There must
 * be room. */
struct worded *worded_add(struct worded_shelf *all, const struct entry *entry, struct rings stamp);
void worded_edit(struct worded_shelf *all, const struct entry *entry, struct worded *one);
void worded_remove(struct worded_shelf *all, const struct entry *entry, struct worded *one);
/* For row->erases of what edits and removes: the words that were replaced, or taken back. */
void worded_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal);
/* For struct feature. */
bool worded_forget(void *state, int64_t seq);
bool worded_forget_name(void *state, struct slice person);

/* Write members of the open object: who said it, and when ("by", "name", "at", "edited", "until").
 * As a change, what may be gone is null. */
void worded_write_said(const struct worded *one, struct writer *out);
void worded_write_said_change(const struct worded *one, struct writer *out);
/* One of these two, as people in these rings see it: who said it may be veiled to them. */
void worded_write_said_to(const struct worded *one, const struct viewer *viewer, bool change,
                          struct writer *out);

/* For struct feature: the next to end, as an entry of `type` that names it by `key` and says which
 * end of it has come ("until"). False when none ends. */
bool worded_due(const void *state, const char *type, const char *key, struct due *out);
/* For that row: its data, and whether that end is still its end: ERR_NOT_FOUND. */
enum err worded_expire_read(const struct json *data, const char *key, struct writer *out);
enum err worded_expire_check(const void *state, const struct entry *entry, const char *key);

#endif
