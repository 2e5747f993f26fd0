/* SPDX-License-Identifier: Apache-2.0
 *
 * A question to the journal on its way, private to journal/: what is asked, who waits for the
 * answer (each with a ticket), and the answer. A question belongs to the loop while it is made and
 * when it has been answered; in between, a reader's thread fills in the answer, and the tickets
 * stay the loop's.
 */
#ifndef MUSTER_JOURNAL_QUESTION_H
#define MUSTER_JOURNAL_QUESTION_H

#include <stdatomic.h>

#include "base/buffer.h"
#include "journal/backend.h"
#include "loop/loop.h"

struct readers;

enum question_kind {
    QUESTION_READ,
    QUESTION_SEQS,
    QUESTION_LINK,
    QUESTION_FIND,
    QUESTION_HEADS,
    QUESTION_MARK,
    QUESTION_MARKS,
    QUESTION_VISIT
};

/* WAITING → BEGUN → ENDED; a visit goes back from BEGUN to WAITING after each step but the last;
 * what is refused or dropped goes from WAITING to ENDED. */
enum question_state { QUESTION_WAITING, QUESTION_BEGUN, QUESTION_ENDED };

/* Most entries of a read, and of a step of a visit. */
enum { QUESTION_ENTRIES = 1024 };

/* Who waits for one answer, among those who wait for the same. */
struct journal_ticket {
    struct question *question; /* borrowed */
    union {
        journal_read_fn *read; /* QUESTION_READ, QUESTION_SEQS */
        journal_link_fn *link; /* QUESTION_LINK */
        journal_find_fn *find;
        journal_heads_fn *heads;
        journal_mark_fn *mark;
        journal_marks_fn *marks;
        journal_visited_fn *visited;
    } call;
    void *context;
    bool late; /* has come when the question was begun already */
    struct journal_ticket *next, **link;
};

/* What is asked for a visit, and how far it has come. */
struct visit {
    int64_t upto;
    journal_visit_fn *visit;
    journal_proved_fn *proved;    /* instead of that, with the proofs of the entries; or NULL */
    struct journal_proof *proofs; /* owned; as many as there is room for entries */
    int64_t last;                 /* visited, or what it began after */
    bool over;                    /* nothing is left to visit */
    atomic_bool stop;             /* nobody waits any more */
    const atomic_bool *closing;   /* borrowed: the journal is closed meanwhile */
    loop_fn *dropped;             /* to be called instead of the ticket; may be NULL */
    void *context, *drop_context; /* of `visit` and of `dropped` */
};

struct question {
    enum question_kind kind;
    struct readers *readers; /* borrowed */
    char *texts;             /* owned; what the slices below point to */
    struct slice key;        /* of one that can be shared: equal for equal questions */
    struct slice room;
    int64_t after;
    size_t limit;
    const int64_t *seqs; /* rising, each once; in the key */
    size_t seqs_count;
    struct slice *rooms; /* owned */
    size_t rooms_count;
    struct record like;
    struct marks_asked asked; /* of one mark: its name alone */
    struct visit visit;

    struct journal_ticket *tickets, **tickets_last; /* owned, the loop's alone */

    /* The readers' lock guards these. */
    enum question_state state;
    uint64_t erasures; /* acknowledged when it was begun */
    struct question *next, **link;
    bool large;

    /* The answer. */
    enum err error;
    struct entry **entries; /* owned, each held once */
    size_t entries_count, entries_capacity;
    struct hash chain; /* of QUESTION_LINK, when `entries` has the one that was asked for */
    struct journal_result result;
    int64_t *heads; /* owned */
    int64_t mark;
    struct journal_mark *marks; /* owned, with their rooms */
    size_t marks_count;
};

/* Writes the key of a question into `key`, which is cleared before: for question_new_keyed. */
void question_key_read(struct buffer *key, struct slice room, int64_t after, size_t limit);
/* `seqs` in any order. */
void question_key_seqs(struct buffer *key, struct slice room, const int64_t *seqs, size_t count);

/* New questions, without tickets and WAITING; the caller owns them. `key` says which read it is. */
struct question *question_new_keyed(struct readers *readers, struct slice key);
/* Its link of the chain with the entry `seq`. */
struct question *question_new_link(struct readers *readers, struct slice room, int64_t seq);
struct question *question_new_find(struct readers *readers, const struct entry *like);
struct question *question_new_heads(struct readers *readers, const struct slice *rooms,
                                    size_t count);
struct question *question_new_mark(struct readers *readers, struct slice name, struct slice room);
struct question *question_new_marks(struct readers *readers, const struct marks_asked *asked);
/* The rest of question->visit is the caller's to fill in. */
struct question *question_new_visit(struct readers *readers, struct slice room, int64_t after);
/* Frees a question with its tickets and its answer. */
void question_free(struct question *question);

/* On a reader's thread: asks `backend`. True when a visit has done a step and not its last. */
bool question_ask(struct question *question, struct backend *backend);

/* Adds a ticket behind the last; its `call` and `context` are the caller's to set. */
struct journal_ticket *question_ticket(struct question *question);
/* Takes a ticket out; the caller frees it. */
void question_ticket_unlink(struct journal_ticket *ticket);
/* Moves a ticket behind the last of another question; it is not late there. */
void question_ticket_move(struct journal_ticket *ticket, struct question *to);
/* Gives the answer to one who waits. */
void question_answer(const struct question *question, const struct journal_ticket *ticket);

#endif
