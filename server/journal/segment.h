/* SPDX-License-Identifier: Apache-2.0
 *
 * Some documents of a room as one piece of an index of words that is never changed: written once,
 * from a batch or from other segments (segment_merge.h), asked block by block, and thrown away
 * whole. Bytes alone, without anywhere to keep them; private to journal/postgres*.c, which keeps a
 * block as a row. segment.c explains the format.
 *
 * What is read is taken for what somebody else wrote: bytes that are none of a segment make a
 * function false, and never more.
 */
#ifndef MUSTER_JOURNAL_SEGMENT_H
#define MUSTER_JOURNAL_SEGMENT_H

#include "base/buffer.h"
#include "journal/search_words.h"

enum {
    SEGMENT_BLOCK_DOCUMENTS = 128,
    SEGMENT_WORD_BYTES = 1 + BOUND_SEARCH_WORD_BYTES, /* with its mark */
    SEGMENT_KEY_BYTES = SEGMENT_WORD_BYTES + 5,
    SEGMENT_DOCUMENTS_MAX = 1 << 17,
    SEGMENT_BLOCKS_MAX = SEGMENT_DOCUMENTS_MAX / SEGMENT_BLOCK_DOCUMENTS, /* of documents */
};

/* Blocks have keys that rise: they are found by them, as bytes. */
struct segment_block {
    struct slice key, body;
};

/* Documents are numbered from 0, by time, then by seq. Texts are borrowed. */
struct segment_document {
    int64_t at_ms, seq;
    struct slice part, stamp;
};

struct segment {
    size_t documents;
    int64_t low_seq, high_seq, low_ms, high_ms; /* of any of them, when there is one */
    struct buffer times;                        /* of each block of documents: segment_times_read */
    struct buffer bytes;                        /* keys and bodies, one after another */
    struct segment_place *places;               /* of the blocks in `bytes` */
    size_t blocks, places_room;
};

/* An empty one. */
void segment_init(struct segment *segment);
void segment_done(struct segment *segment);
/* Block `which`, from 0; borrowed until another is added. */
struct segment_block segment_block(const struct segment *segment, size_t which);
/* Adds a block that was kept, after those with a smaller key. It is for reading: what is said of
 * the documents is not made from it. */
void segment_add(struct segment *segment, struct segment_block block);
/* Whether it has become larger than a segment may be. */
bool segment_full(const struct segment *segment);

/* Writing: first all documents, in the order of their numbers, then all words. */
struct segment_writer {
    struct segment *segment; /* borrowed */
    struct buffer body;      /* of the block that is not full yet */
    char key[SEGMENT_KEY_BYTES];
    size_t key_len;
    char word[SEGMENT_WORD_BYTES]; /* the last one */
    size_t word_len;
    struct segment_document last;
    int64_t time; /* of the last block of documents */
};
void segment_writer_init(struct segment_writer *writer, struct segment *segment);
void segment_writer_done(struct segment_writer *writer);
void segment_write_document(struct segment_writer *writer, const struct segment_document *document);
/* `word` has its mark; its documents' numbers rise; at least one. */
void segment_write_word(struct segment_writer *writer, struct slice word, const uint32_t *numbers,
                        size_t count);

/* The words of a document are written with a mark, and their begins with another: calls `add` for
 * each, once. */
typedef void segment_word_fn(void *context, struct slice marked);
void segment_words_of(struct slice words, segment_word_fn *add, void *context);

/* Reads a block of documents: how many there are in it; 0 when it is none. */
size_t segment_documents_read(struct slice body, struct segment_document out[]);
/* The key of the block in which document `number` is. */
void segment_documents_key(size_t number, struct buffer *out);
/* Whether it is one of words, by its key. */
bool segment_has_words(struct slice key);
/* Reads when the first document of each block of documents was written: how many blocks there are;
 * 0 when it is no such list. `out` has SEGMENT_BLOCKS_MAX. */
size_t segment_times_read(struct slice times, int64_t *out);

/* Walks the words of a block. */
struct segment_words {
    struct slice rest;
    char word[SEGMENT_WORD_BYTES];
    size_t len;
    struct slice list;
    bool broken;
};
/* False at the end, and when the block is broken. */
bool segment_words_next(struct segment_words *words);
/* Walks its list: begins as {.rest = list, .number = -1}. */
struct segment_list {
    struct slice rest;
    int64_t number;
};
/* False at the end; a list that is broken ends early. */
bool segment_list_next(struct segment_list *list);

/* What one form of a term matches. */
struct segment_probe {
    char word[SEGMENT_WORD_BYTES]; /* with its mark */
    size_t len;
    bool begins; /* every word that begins like it */
    char high[SEGMENT_WORD_BYTES + 1];
};
/* To be looked for: of the blocks of words the last with a key that is not above `word`, and all
 * with one above it and below `high`, which is a byte longer. */
void segment_probe_of(const struct search_term *term, int form, struct segment_probe *probe);
/* Sets the bits of the documents in which this block says that a word matches. False when it is
 * broken, or says it of a number that is not below `documents`. */
bool segment_match(struct slice body, const struct segment_probe *probe, uint64_t *bits,
                   size_t documents);

#endif
