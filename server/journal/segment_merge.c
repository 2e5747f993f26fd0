/* SPDX-License-Identifier: Apache-2.0
 * Documents are put in order and numbered anew; then words, each with the lists of all. */
#include "journal/segment_merge.h"

#include <stdlib.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"

enum { KEYS_BYTES_MAX = 96 << 20, NOT_THERE = UINT32_MAX };

/* ---- of a batch --------------------------------------------------------------------------------
 */

/* That a document has a word. */
struct pair {
    uint64_t head; /* the word's first bytes, to compare them at once */
    const char *word;
    uint32_t len, number;
};

struct making {
    struct buffer keys; /* words with their marks */
    struct pair *pairs;
    size_t count, room;
    uint32_t number; /* of the document whose words are added */
};

static uint64_t head_of(struct slice word)
{
    uint64_t head = 0;
    for (size_t i = 0; i < sizeof head; i++)
        head = head << 8 | (i < word.len ? (unsigned char)word.at[i] : 0);
    return head;
}

/* Where a word is, is known once all of them are there: `keys` moves. */
static void word_add(void *context, struct slice marked)
{
    struct making *making = context;
    if (making->count == making->room) {
        size_t room = making->room ? 2 * making->room : 4096;
        making->pairs = mem_capacity(making->pairs, room * sizeof *making->pairs);
        making->room = room;
    }
    making->pairs[making->count++] = (struct pair){
        .head = head_of(marked), .len = (uint32_t)marked.len, .number = making->number};
    buffer_add(&making->keys, marked);
}

static int bytes_order(struct slice a, struct slice b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.at, b.at, least);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static struct slice word_of(const struct pair *pair)
{
    return (struct slice){pair->word, pair->len};
}

static int by_word(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    if (left->head != right->head)
        return left->head < right->head ? -1 : 1;
    int order = bytes_order(word_of(left), word_of(right));
    return order ? order : (left->number > right->number) - (left->number < right->number);
}

static int times_order(const struct segment_document *a, const struct segment_document *b)
{
    if (a->at_ms != b->at_ms)
        return a->at_ms < b->at_ms ? -1 : 1;
    return (a->seq > b->seq) - (a->seq < b->seq);
}

static struct segment_document head_of_document(const struct search_document *document)
{
    return (struct segment_document){document->at_ms, document->seq, document->part,
                                     document->stamp};
}

static int by_time(const void *a, const void *b)
{
    const struct segment_document left =
        head_of_document(*(const struct search_document *const *)a);
    const struct segment_document right =
        head_of_document(*(const struct search_document *const *)b);
    return times_order(&left, &right);
}

static void words_write(struct making *making, struct segment_writer *writer)
{
    uint32_t numbers[BOUND_JOURNAL_BATCH];
    const char *at = making->keys.bytes;
    for (size_t i = 0; i < making->count; at += making->pairs[i++].len)
        making->pairs[i].word = at;
    if (making->count > 0)
        qsort(making->pairs, making->count, sizeof *making->pairs, by_word);
    for (size_t i = 0; i < making->count;) {
        struct slice word = word_of(&making->pairs[i]);
        size_t same = 0;
        for (; i < making->count && slice_equal(word_of(&making->pairs[i]), word); i++)
            numbers[same++] = making->pairs[i].number;
        segment_write_word(writer, word, numbers, same);
    }
}

bool segment_make(const struct search_document *documents, size_t count, struct segment *out)
{
    const struct search_document *list[BOUND_JOURNAL_BATCH];
    struct making making = {.number = 0};
    struct segment_writer writer;
    size_t kept = 0;
    check(count <= BOUND_JOURNAL_BATCH);
    for (size_t i = 0; i < count; i++)
        if (documents[i].text.len > 0)
            list[kept++] = &documents[i];
    qsort(list, kept, sizeof list[0], by_time);
    buffer_init(&making.keys, KEYS_BYTES_MAX);
    segment_writer_init(&writer, out);
    for (; making.number < kept; making.number++) {
        const struct segment_document document = head_of_document(list[making.number]);
        segment_write_document(&writer, &document);
        segment_words_of(list[making.number]->text, word_add, &making);
    }
    bool fits = !making.keys.full;
    if (fits)
        words_write(&making, &writer);
    segment_writer_done(&writer);
    buffer_done(&making.keys);
    mem_free(making.pairs);
    fits = fits && !segment_full(out);
    if (!fits) {
        segment_done(out);
        segment_init(out);
    }
    return fits;
}

/* ---- of segments -------------------------------------------------------------------------------
 */

/* A part that is read. */
struct reading {
    const struct segment *segment;
    size_t block; /* the next one */
    struct segment_words words;
    bool ended, broken;
    uint32_t *numbers; /* what becomes of each document's; owned */
    size_t count;
};

/* A document on its way from one segment to another. */
struct moving {
    struct segment_document document;
    uint32_t part, number;
};

struct merging {
    struct reading *parts; /* owned */
    size_t count;
    struct moving *documents; /* owned */
    size_t documents_count, documents_room, dropped;
    uint32_t *numbers; /* of one word; owned */
    struct segment_writer writer;
};

static int by_seq(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static int by_moving(const void *a, const void *b)
{
    const struct moving *left = a, *right = b;
    int order = times_order(&left->document, &right->document);
    return order ? order : (left->part > right->part) - (left->part < right->part);
}

static void document_move(struct merging *merging, const struct moving *moving)
{
    if (merging->documents_count == merging->documents_room) {
        size_t room = merging->documents_room ? 2 * merging->documents_room : 256;
        merging->documents = mem_capacity(merging->documents, room * sizeof *merging->documents);
        merging->documents_room = room;
    }
    merging->documents[merging->documents_count++] = *moving;
}

/* Reads the documents of part `which`; false when a block is broken, or there are too many. */
static bool documents_read(struct merging *merging, size_t which, const struct segment_part *part)
{
    struct segment_document list[SEGMENT_BLOCK_DOCUMENTS];
    struct reading *reading = &merging->parts[which];
    for (; reading->block < part->segment->blocks; reading->block++) {
        struct segment_block block = segment_block(part->segment, reading->block);
        if (segment_has_words(block.key))
            break;
        size_t count = segment_documents_read(block.body, list);
        if (count == 0 || reading->count + count > SEGMENT_DOCUMENTS_MAX)
            return false;
        for (size_t i = 0; i < count; i++) {
            const struct moving moving = {list[i], (uint32_t)which, (uint32_t)reading->count++};
            if (part->gone_count > 0 &&
                bsearch(&list[i].seq, part->gone, part->gone_count, sizeof *part->gone, by_seq))
                merging->dropped++;
            else
                document_move(merging, &moving);
        }
    }
    reading->numbers = mem_capacity(NULL, (reading->count + 1) * sizeof *reading->numbers);
    memset(reading->numbers, 0xff, reading->count * sizeof *reading->numbers);
    return true;
}

static void documents_write(struct merging *merging)
{
    if (merging->documents_count > 0)
        qsort(merging->documents, merging->documents_count, sizeof *merging->documents, by_moving);
    for (size_t i = 0; i < merging->documents_count; i++) {
        const struct moving *moving = &merging->documents[i];
        merging->parts[moving->part].numbers[moving->number] = (uint32_t)i;
        segment_write_document(&merging->writer, &moving->document);
    }
}

static void word_next(struct reading *reading)
{
    while (!reading->ended && !segment_words_next(&reading->words)) {
        reading->broken = reading->broken || reading->words.broken;
        reading->ended = reading->broken || reading->block >= reading->segment->blocks;
        if (!reading->ended)
            reading->words = (struct segment_words){
                .rest = segment_block(reading->segment, reading->block++).body};
    }
}

static struct slice word_at(const struct reading *reading)
{
    return (struct slice){reading->words.word, reading->words.len};
}

/* The part with the first word; NULL when all have ended. */
static const struct reading *first_of(const struct merging *merging)
{
    const struct reading *first = NULL;
    for (size_t i = 0; i < merging->count; i++) {
        const struct reading *reading = &merging->parts[i];
        if (!reading->ended && (!first || bytes_order(word_at(reading), word_at(first)) < 0))
            first = reading;
    }
    return first;
}

/* Takes what a part's list says of documents that stay; false when it is broken. */
static bool list_take(struct merging *merging, struct reading *reading, size_t *count)
{
    struct segment_list list = {.rest = reading->words.list, .number = -1};
    while (segment_list_next(&list)) {
        if ((uint64_t)list.number >= reading->count)
            return false;
        uint32_t number = reading->numbers[list.number];
        if (number == NOT_THERE)
            continue;
        if (*count == merging->documents_count)
            return false;
        merging->numbers[(*count)++] = number;
    }
    return list.rest.len == 0;
}

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static bool numbers_write(struct merging *merging, struct slice word, size_t count)
{
    bool rises = true;
    for (size_t i = 1; i < count && rises; i++)
        rises = merging->numbers[i] > merging->numbers[i - 1];
    if (!rises)
        qsort(merging->numbers, count, sizeof *merging->numbers, by_number);
    for (size_t i = 1; i < count && !rises; i++)
        if (merging->numbers[i] == merging->numbers[i - 1])
            return false;
    if (count > 0)
        segment_write_word(&merging->writer, word, merging->numbers, count);
    return true;
}

static bool words_merge(struct merging *merging)
{
    char bytes[SEGMENT_WORD_BYTES];
    const struct reading *first;
    bool good = true;
    for (size_t i = 0; i < merging->count; i++)
        word_next(&merging->parts[i]);
    while (good && (first = first_of(merging))) {
        struct slice word = {bytes, first->words.len};
        size_t count = 0;
        memcpy(bytes, first->words.word, word.len);
        for (size_t i = 0; i < merging->count && good; i++) {
            struct reading *reading = &merging->parts[i];
            /* A long list goes on in the next block. */
            for (; good && !reading->ended && slice_equal(word_at(reading), word);
                 word_next(reading))
                good = list_take(merging, reading, &count);
        }
        good = good && numbers_write(merging, word, count);
    }
    for (size_t i = 0; i < merging->count; i++)
        good = good && !merging->parts[i].broken;
    return good;
}

bool segment_merge(const struct segment_part *parts, size_t count, struct segment *out,
                   size_t *dropped)
{
    struct merging merging = {.parts = mem_new((count + 1) * sizeof *merging.parts),
                              .count = count};
    bool good = true;
    segment_writer_init(&merging.writer, out);
    for (size_t i = 0; i < count && good; i++) {
        merging.parts[i].segment = parts[i].segment;
        good = documents_read(&merging, i, &parts[i]);
    }
    good = good && merging.documents_count <= SEGMENT_DOCUMENTS_MAX;
    if (good) {
        documents_write(&merging);
        merging.numbers =
            mem_capacity(NULL, (merging.documents_count + 1) * sizeof *merging.numbers);
        good = words_merge(&merging);
    }
    segment_writer_done(&merging.writer);
    for (size_t i = 0; i < count; i++)
        mem_free(merging.parts[i].numbers);
    *dropped = merging.dropped;
    mem_free(merging.parts);
    mem_free(merging.documents);
    mem_free(merging.numbers);
    return good && !segment_full(out);
}
