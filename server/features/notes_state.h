/* SPDX-License-Identifier: Apache-2.0
 *
 * What shared notes are made of. notes.c decides what changes them, notes_view.c what people see of
 * them and notes_history.c what can be read back; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_NOTES_STATE_H
#define MUSTER_FEATURES_NOTES_STATE_H

#include "features/notes_order.h"
#include "features/shelf.h"

/* Who writes in a paragraph at the moment. */
struct notes_hold {
    int64_t seq; /* the entry that began it; 0: nobody does */
    int64_t at_ms, until_ms;
    struct common_author by;
};

/* Words that a paragraph had, or has: they are in the journal. */
struct notes_words {
    int64_t seq; /* the entry that holds them */
    char *by;    /* owned */
    bool none;   /* it was emptied */
};

struct paragraph {
    struct shelf_thing thing;
    char *text; /* owned; NULL: it has no words, or they are erased */
    enum text_dir dir;
    struct common_author said; /* who gave it these words, or made it */
    int64_t said_seq, said_ms; /* its version, and when that was */
    size_t text_bytes;         /* of a view, at most; 0: it has no words */
    struct notes_hold hold;
    struct notes_words *past; /* owned; all it had, the oldest first; the last is what it has */
    size_t past_count;
    char *removed_by;           /* owned; NULL: it stands */
    int64_t removed_ms, behind; /* and behind which it stood */
};

struct notes {
    int who;            /* place in notes_who */
    struct shelf stand; /* the paragraphs of the text */
    struct shelf bin;   /* those that were removed, and may come back */
    struct notes_order order;
    size_t bytes;     /* of the words that stand */
    size_t holds;     /* paragraphs that are held */
    int64_t paced_ms; /* what was told so far is paid for by then */
    /* Entries that lost their words by the last one. */
    int64_t *gone; /* owned */
    size_t gone_count, gone_capacity;
};

/* "all", "staff", "off"; ends with NULL. */
enum { NOTES_ALL, NOTES_STAFF, NOTES_OFF };
extern const char *const notes_who[];

/* An empty text; owned by the caller. */
struct notes *notes_new(void);
/* Wipes and frees. */
void notes_free(struct notes *notes);

/* The paragraph of that seq: in the text, or in either place; NULL when there is none. */
struct paragraph *notes_find(const struct notes *notes, int64_t seq);
struct paragraph *notes_find_any(const struct notes *notes, int64_t seq);
bool notes_held(const struct paragraph *paragraph);
bool notes_held_by(const struct paragraph *paragraph, struct slice person);
/* How many bytes of words `person` gave that stand, but for `paragraph` (NULL: none). */
size_t notes_share(const struct notes *notes, struct slice person,
                   const struct paragraph *paragraph);
/* What the words of the entry take of a view; 0 when it has none. */
size_t notes_entry_bytes(const struct entry *entry);

/* Writes what may have changed of a paragraph: all of it, null for what it has not. */
void notes_write_change(const struct shelf_thing *thing, struct writer *out);

/* To be called first for every entry that changes paragraphs. */
void notes_begin(struct notes *notes);
/* A paragraph without words; there must be room. */
struct paragraph *notes_add(struct notes *notes, const struct entry *entry);
/* It has the words of the entry, by who holds it. What they gave it since they hold it goes. */
void notes_say(struct notes *notes, const struct entry *entry, struct paragraph *paragraph);
/* The author of the entry holds it from now on. */
void notes_hold(struct notes *notes, const struct entry *entry, struct paragraph *paragraph);
/* Nobody does any more; one that never had words goes. */
void notes_free_hold(struct notes *notes, const struct entry *entry, struct paragraph *paragraph);
/* Into the bin, where the oldest leaves for good; and back. */
void notes_remove(struct notes *notes, const struct entry *entry, struct paragraph *paragraph);
void notes_restore(struct notes *notes, const struct entry *entry, struct paragraph *paragraph);
/* Its words are withdrawn for good, wherever it is: all of them, or one that it had earlier. */
void notes_wipe(struct notes *notes, const struct entry *entry, struct paragraph *paragraph);
void notes_wipe_past(struct notes *notes, struct paragraph *paragraph, size_t place);
/* The place among what it had; past_count: it had no such words, or has them still. */
size_t notes_past(const struct paragraph *paragraph, int64_t seq);

/* For struct feature. */
bool notes_forget(void *state, int64_t seq);
bool notes_forget_name(void *state, struct slice person);

#endif
