/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding what people wrote: an index beside a journal, which follows it. In memory (the
 * reference, and for tests), in an SQLite file of its own for one instance, in PostgreSQL for many;
 * all give the same answers, for texts are folded and split into words here (search_words.h). An
 * index holds no truth: it can be thrown away and made again from the journal, and is when its
 * words were made by other rules.
 *
 * A document is a text of a room, known by the seq of the entry that made it. Who follows a room
 * asks how far the index has come (search_upto), reads on from there, and hands in what it has read
 * together with the number it has read up to, which is kept in the same transaction: after a crash
 * it goes on from there, and nothing is missing or there twice.
 *
 * Nobody's rights are known here. A document carries a stamp and a part that mean nothing to the
 * index: what is found must be held against them before anybody sees it. The texts themselves are
 * not kept, only their words: search_snippet.h makes what is shown, from the text in the journal.
 *
 * Plain functions that may take their time, for a thread that is not the loop's; an index is used
 * by one thread at a time. Opened by the functions in search_backend.h.
 *
 * All of these: ERR_JOURNAL_AWAY, PostgreSQL cannot be reached now, and perhaps it was done;
 * ERR_NOT_AVAILABLE, the index is one of other rules by now (another version of Muster has opened
 * it); ERR_INTERNAL, the disk or the database does not do it.
 */
#ifndef MUSTER_JOURNAL_SEARCH_H
#define MUSTER_JOURNAL_SEARCH_H

#include "base/error.h"
#include "journal/search_answer.h"

struct search;

/* Closes *search and sets it to NULL. */
void search_close(struct search **search);
/* "memory", "sqlite" or "postgresql". */
const char *search_name(const struct search *search);

/* The number up to which entries of `room` are in the index; 0 for a room that it does not know. */
enum err search_upto(struct search *search, struct slice room, int64_t *upto);
/* Puts the documents into the index, each in place of one of its seq (a text without a word only
 * takes that away), and keeps `upto`: all of it or nothing. ERR_ALREADY_EXISTS: the index is not
 * where `from` says, somebody else has gone on; nothing was done. ERR_TEXT_TOO_LONG,
 * ERR_TEXT_INVALID: what a document must not be; nothing was done. */
enum err search_index(struct search *search, const struct search_batch *batch);
/* Fills `page` with what is found, newest first: by time, then by seq, both falling, then by room.
 * A text without words finds nothing. ERR_TEXT_TOO_LONG: it has more than BOUND_SEARCH_ASK_BYTES;
 * ERR_TEXT_INVALID: it is not UTF-8. */
enum err search_ask(struct search *search, const struct search_question *question,
                    struct search_page *page);
/* Takes documents of `room` (at most BOUND_JOURNAL_BATCH) out of the index: from now on nothing
 * finds them. One that is not there is taken out. May be repeated. */
enum err search_forget(struct search *search, struct slice room, const int64_t *seqs, size_t count);
/* Removes from the files what was taken out or put in another's place: a step of it, some
 * milliseconds on SQLite. *left says whether there is more; once it is false, no word is in a file
 * that is in no document (of PostgreSQL's log, of rows that an open transaction still sees, and of
 * backups: journal/postgres_erase.c). Need not be asked for at once: after a crash it is known what
 * is left. */
enum err search_clean(struct search *search, bool *left);
/* Takes everything out, as if nothing had been followed yet: whoever follows puts it in again. */
enum err search_empty(struct search *search);

#endif
