/* SPDX-License-Identifier: Apache-2.0
 *
 * The fold of slides (features/slide.h): decks on a shelf that only staff see, the files they are
 * made of, their pages, and what is shown.
 */
#ifndef MUSTER_FEATURES_SLIDE_STATE_H
#define MUSTER_FEATURES_SLIDE_STATE_H

#include "base/bounds.h"
#include "features/shelf.h"

/* What files of decks are: as net/upload_kind.c tells them apart. Ends with NULL. */
extern const char *const slide_types[];
/* Why a file gave no more pages; ends with NULL. The first two are no fault of the file. */
extern const char *const slide_whys[];
enum slide_why { SLIDE_CANCELLED, SLIDE_LOST };
/* How long a deck that was removed can be put back. */
enum { SLIDE_BACK_MS = 120000 };

struct slide_page {
    int64_t seq, bytes;
    int64_t large, small; /* bytes of the two pictures */
    char *blob;           /* owned; "": erased */
};

/* A file of a deck. Its pages come in order, after those of the files before it. */
struct slide_file {
    int64_t seq, bytes;
    int64_t moved_ms;    /* when something was last heard of it */
    int64_t made, pages; /* 0: it is not known how many it has */
    char *blob;          /* owned; "": erased */
    bool borrowed;       /* it is another room's: its bytes are not counted, nor dropped, here */
    const char *type;    /* in slide_types */
    const char *why;     /* in slide_whys; NULL: it is well */
};

struct deck {
    struct shelf_thing thing; /* first */
    char *name;               /* owned; "": erased */
    int64_t name_seq;         /* the entry that gave it the name */
    int64_t seen;             /* the farthest page that was shown; 0: none */
    int64_t removed_ms;       /* when it was removed: it can be put back; 0: it is there */
    int64_t of;               /* the deck that it is a copy of, in the room it came from; 0: none */
    bool named;               /* the last entry about it gave it its name */
    size_t files_count, pages_count;
    struct slide_file *files; /* owned */
    struct slide_page *pages; /* owned */
};

struct slides {
    struct shelf decks;
    int64_t bytes, pages; /* of all of them */
    struct deck *deck;    /* on the shelf: the one that is shown, or was last; NULL: none */
    int64_t page;         /* of it; 0: nothing is shown */
    struct {              /* what the last entry changed for everybody */
        int64_t seq;
        bool deck, pages, seen;
    } told;
    struct { /* what the last removal, or renaming, takes back */
        size_t count;
        int64_t *seqs; /* owned */
    } gone;
};

/* Without decks; owned by the caller. */
struct slides *slides_new(void);
/* Wipes and frees. */
void slides_free(struct slides *slides);

/* The deck of that seq, or NULL: there is none, or it was removed. */
struct deck *slides_deck(const struct slides *slides, int64_t deck);
/* One that was removed and can be put back, or NULL. */
struct deck *slides_removed(const struct slides *slides, int64_t deck);
/* The copy of that deck of the room where this one came from, or NULL. */
struct deck *slides_copy(const struct slides *slides, int64_t of);
/* The file of that seq and its deck; NULL: there is none. */
struct slide_file *slides_file(const struct slides *slides, int64_t file, struct deck **deck);
/* The first file of a room that is to be turned into pages, or of that deck alone (NULL: any). */
struct slide_file *slides_waiting(const struct slides *slides, const struct deck *only,
                                  struct deck **deck);
bool slide_file_waits(const struct slide_file *file);
/* How many files wait. */
size_t slides_count_waiting(const struct slides *slides);

/* Put a file and a page behind the others of the deck, which has room for them. */
struct slide_file *slides_add_file(struct slides *slides, struct deck *deck,
                                   const struct entry *entry);
void slides_add_page(struct slides *slides, struct deck *deck, const struct entry *entry);
/* The entry changes something for everybody: what, the caller says in slides->told. */
void slides_tell(struct slides *slides, const struct entry *entry);
/* The entry is about to change something of the deck. */
void slides_touch(struct slides *slides, const struct entry *entry, struct deck *deck);
/* Names the deck by the entry, which touched it or made it; the name before is gone. */
void slides_name(struct slides *slides, struct deck *deck, const struct entry *entry);
/* Nobody sees it any more, and it makes no pages, until it is put back. */
void slides_remove(struct slides *slides, const struct entry *entry, struct deck *deck);
void slides_restore(struct slides *slides, const struct entry *entry, struct deck *deck);
/* It goes for good. */
void slides_clear(struct slides *slides, const struct entry *entry, struct deck *deck);
/* The words of that entry are gone. */
bool slides_forget(struct slides *slides, int64_t seq);

#endif
