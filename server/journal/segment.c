/* SPDX-License-Identifier: Apache-2.0
 *
 * A segment is blocks of some kilobytes, so that two are a page of PostgreSQL:
 *
 * - Documents, 128 in a block, whose key is '\1' and the block's number. For each: its time, more
 *   than that of the one before; its seq, more or less than that one's; part and stamp: 0, as
 *   before, or their length and one, and their bytes.
 * - Words, in the order of their bytes; the key is the first one, '\0', and the number of its first
 *   document here: so a list that is too long for one block goes on in the next. For each: how many
 *   bytes it begins with of the one before, and how many follow, in half a byte each (where one is
 *   too large, a byte of 15 and two numbers); these; the length of its list, and that. A list is
 *   numbers of documents, each what lies between it and the one before.
 *
 * A word has '=' before it. The begins of words of two letters are words too, with '>' before them:
 * many words have the same one, and one list is read for all of them.
 *
 * Numbers in blocks are LEB128, least first, those with a sign folded over (0, -1, 1, -2 …); in
 * keys they are 4 bytes, the greatest first.
 */
#include "journal/segment.h"

#include "base/check.h"
#include "base/mem.h"
#include "base/text.h"

enum {
    BLOCK_BYTES = 3960, /* of words; with its key and PostgreSQL's heads half of a page */
    BODY_BYTES_MAX =
        SEGMENT_BLOCK_DOCUMENTS * (BOUND_SEARCH_PART_BYTES + BOUND_SEARCH_STAMP_BYTES + 24),
    SEGMENT_BYTES_MAX = 48 << 20, /* what one statement takes */
    TIMES_BYTES_MAX = 10 * SEGMENT_BLOCKS_MAX,
    NUMBER_BYTES = 10, /* the longest LEB128 */
    LIST_LEAST = 24,   /* a list is not begun in less */
    HALF = 15,         /* the most in half a byte */
    BEGIN_POINTS = 2,
    MARK_DOCUMENTS = 1,
    MARK_WORD = '=',
    MARK_BEGIN = '>',
};

struct segment_place {
    size_t at, key_len, body_len;
};

/* ---- numbers -----------------------------------------------------------------------------------
 */

static size_t number_put(char out[NUMBER_BYTES], uint64_t number)
{
    size_t len = 0;
    for (; number >= 0x80; number >>= 7)
        out[len++] = (char)(number | 0x80);
    out[len++] = (char)number;
    return len;
}

static void number_add(struct buffer *out, uint64_t number)
{
    char bytes[NUMBER_BYTES];
    buffer_add(out, (struct slice){bytes, number_put(bytes, number)});
}

/* False when there is none. */
static bool number_take(struct slice *from, uint64_t *number)
{
    unsigned shift = 0;
    *number = 0;
    for (size_t i = 0; i < from->len && i < NUMBER_BYTES; i++, shift += 7) {
        unsigned char byte = (unsigned char)from->at[i];
        *number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        *from = (struct slice){from->at + i + 1, from->len - i - 1};
        return true;
    }
    return false;
}

static bool slice_take(struct slice *from, size_t len, struct slice *text)
{
    if (len > from->len)
        return false;
    *text = (struct slice){from->at, len};
    *from = (struct slice){from->at + len, from->len - len};
    return true;
}

/* A difference, with its sign. */
static uint64_t fold(uint64_t number)
{
    return number << 1 ^ (number >> 63 ? UINT64_MAX : 0);
}

static uint64_t unfold(uint64_t number)
{
    return (number >> 1) ^ (number & 1 ? UINT64_MAX : 0);
}

static void key_number(char out[4], uint32_t number)
{
    for (int i = 3; i >= 0; i--, number >>= 8)
        out[i] = (char)(number & 0xff);
}

/* ---- a segment ---------------------------------------------------------------------------------
 */

void segment_init(struct segment *segment)
{
    *segment = (struct segment){.documents = 0};
    buffer_init(&segment->times, TIMES_BYTES_MAX);
    buffer_init(&segment->bytes, SEGMENT_BYTES_MAX);
}

void segment_done(struct segment *segment)
{
    buffer_done(&segment->times);
    buffer_done(&segment->bytes);
    mem_free(segment->places);
    segment->places = NULL;
    segment->blocks = segment->places_room = 0;
}

struct segment_block segment_block(const struct segment *segment, size_t which)
{
    check(which < segment->blocks);
    const struct segment_place *place = &segment->places[which];
    const char *at = segment->bytes.bytes + place->at;
    return (struct segment_block){.key = {at, place->key_len},
                                  .body = {at + place->key_len, place->body_len}};
}

void segment_add(struct segment *segment, struct segment_block block)
{
    const struct segment_place place = {segment->bytes.len, block.key.len, block.body.len};
    if (!buffer_reserve(&segment->bytes, block.key.len + block.body.len))
        return;
    buffer_add(&segment->bytes, block.key);
    buffer_add(&segment->bytes, block.body);
    if (segment->blocks == segment->places_room) {
        size_t room = segment->places_room ? 2 * segment->places_room : 16;
        segment->places =
            mem_resize(segment->places, segment->places_room * sizeof place, room * sizeof place);
        segment->places_room = room;
    }
    segment->places[segment->blocks++] = place;
}

bool segment_full(const struct segment *segment)
{
    return segment->bytes.full || segment->documents > SEGMENT_DOCUMENTS_MAX;
}

/* ---- writing -----------------------------------------------------------------------------------
 */

void segment_writer_init(struct segment_writer *writer, struct segment *segment)
{
    *writer = (struct segment_writer){.segment = segment};
    buffer_init(&writer->body, BODY_BYTES_MAX);
}

static void block_end(struct segment_writer *writer)
{
    if (writer->body.len > 0)
        segment_add(writer->segment, (struct segment_block){.key = {writer->key, writer->key_len},
                                                            .body = buffer_slice(&writer->body)});
    buffer_clear(&writer->body);
    writer->word_len = 0;
}

void segment_writer_done(struct segment_writer *writer)
{
    block_end(writer);
    buffer_done(&writer->body);
}

static void key_set(struct segment_writer *writer, struct slice word, uint32_t number)
{
    memcpy(writer->key, word.at, word.len);
    key_number(writer->key + word.len, number);
    writer->key_len = word.len + 4;
}

void segment_documents_key(size_t number, struct buffer *out)
{
    char key[5] = {MARK_DOCUMENTS};
    key_number(key + 1, (uint32_t)(number / SEGMENT_BLOCK_DOCUMENTS));
    buffer_add(out, (struct slice){key, sizeof key});
}

static void text_write(struct buffer *out, struct slice text, struct slice before)
{
    if (slice_equal(text, before)) {
        buffer_add_byte(out, 0);
        return;
    }
    number_add(out, text.len + 1);
    buffer_add(out, text);
}

static void about_widen(struct segment *segment, const struct segment_document *document)
{
    bool first = segment->documents == 0;
    if (first || document->seq < segment->low_seq)
        segment->low_seq = document->seq;
    if (first || document->seq > segment->high_seq)
        segment->high_seq = document->seq;
    if (first)
        segment->low_ms = document->at_ms;
    segment->high_ms = document->at_ms;
    segment->documents++;
}

void segment_write_document(struct segment_writer *writer, const struct segment_document *document)
{
    struct segment *segment = writer->segment;
    const char mark = MARK_DOCUMENTS;
    if (segment->documents % SEGMENT_BLOCK_DOCUMENTS == 0) {
        block_end(writer);
        key_set(writer, (struct slice){&mark, 1},
                (uint32_t)(segment->documents / SEGMENT_BLOCK_DOCUMENTS));
        number_add(&segment->times, (uint64_t)(document->at_ms - writer->time));
        writer->time = document->at_ms;
        writer->last = (struct segment_document){.at_ms = 0};
    }
    check(document->at_ms >= writer->last.at_ms);
    number_add(&writer->body, (uint64_t)(document->at_ms - writer->last.at_ms));
    number_add(&writer->body, fold((uint64_t)document->seq - (uint64_t)writer->last.seq));
    text_write(&writer->body, document->part, writer->last.part);
    text_write(&writer->body, document->stamp, writer->last.stamp);
    writer->last = *document;
    about_widen(segment, document);
}

static size_t shared_of(const struct segment_writer *writer, struct slice word)
{
    size_t shared = 0;
    while (shared < word.len && shared < writer->word_len &&
           word.at[shared] == writer->word[shared])
        shared++;
    return shared;
}

static void lengths_add(struct buffer *out, size_t shared, size_t len)
{
    bool small = shared <= HALF && len < HALF;
    buffer_add_byte(out, small ? (char)(shared << 4 | len) : HALF);
    if (small)
        return;
    number_add(out, shared);
    number_add(out, len);
}

static bool lengths_take(struct slice *from, uint64_t *shared, uint64_t *len)
{
    struct slice byte;
    if (!slice_take(from, 1, &byte))
        return false;
    *shared = (unsigned char)byte.at[0] >> 4;
    *len = byte.at[0] & HALF;
    return *len < HALF || (number_take(from, shared) && number_take(from, len));
}

/* As much of the list as the block takes; how many numbers that are. */
static size_t list_write(struct segment_writer *writer, struct slice word, const uint32_t *numbers,
                         size_t count)
{
    char list[BLOCK_BYTES];
    size_t shared = shared_of(writer, word), len = 0, done = 0;
    size_t head = writer->body.len + word.len - shared + 5; /* and lengths */
    int64_t last = -1;
    check(head + LIST_LEAST <= BLOCK_BYTES);
    while (done < count && head + len + NUMBER_BYTES <= BLOCK_BYTES) {
        len += number_put(list + len, (uint64_t)(numbers[done] - last - 1));
        last = numbers[done++];
    }
    lengths_add(&writer->body, shared, word.len - shared);
    buffer_add(&writer->body, (struct slice){word.at + shared, word.len - shared});
    number_add(&writer->body, len);
    buffer_add(&writer->body, (struct slice){list, len});
    memcpy(writer->word, word.at, word.len);
    writer->word_len = word.len;
    return done;
}

void segment_write_word(struct segment_writer *writer, struct slice word, const uint32_t *numbers,
                        size_t count)
{
    check(word.len > 1 && word.len <= SEGMENT_WORD_BYTES);
    for (size_t done = 0; done < count;) {
        bool documents = writer->body.len > 0 && writer->key[0] == MARK_DOCUMENTS;
        if (documents || writer->body.len + word.len + 5 + LIST_LEAST > BLOCK_BYTES)
            block_end(writer);
        if (writer->body.len == 0) {
            char key[SEGMENT_WORD_BYTES + 1] = {0};
            memcpy(key, word.at, word.len);
            key_set(writer, (struct slice){key, word.len + 1}, numbers[done]);
        }
        done += list_write(writer, word, numbers + done, count - done);
    }
}

/* ---- words -------------------------------------------------------------------------------------
 */

static size_t marked(char out[SEGMENT_WORD_BYTES], char mark, struct slice word)
{
    check(word.len < SEGMENT_WORD_BYTES);
    out[0] = mark;
    memcpy(out + 1, word.at, word.len);
    return word.len + 1;
}

/* Words come in the order of their bytes, so that equal begins follow one another. */
void segment_words_of(struct slice words, segment_word_fn *add, void *context)
{
    char out[SEGMENT_WORD_BYTES];
    struct slice last = {NULL, 0};
    for (struct slice word; search_words_next(&words, &word);) {
        struct slice begin = search_words_begin(word, BEGIN_POINTS);
        add(context, (struct slice){out, marked(out, MARK_WORD, word)});
        if (begin.at && !slice_equal(begin, last))
            add(context, (struct slice){out, marked(out, MARK_BEGIN, begin)});
        last = begin;
    }
}

void segment_probe_of(const struct search_term *term, int form, struct segment_probe *probe)
{
    struct slice word = slice_of(term->forms[form]);
    bool begin = term->prefix && text_chars(word) == BEGIN_POINTS;
    probe->len = marked(probe->word, begin ? MARK_BEGIN : MARK_WORD, word);
    probe->begins = term->prefix && !begin;
    memcpy(probe->high, probe->word, probe->len);
    /* Above what a key has behind its word; above every letter. */
    probe->high[probe->len] = (char)(probe->begins ? 0xff : 1);
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static bool text_read(struct slice *from, struct slice *text, size_t most)
{
    uint64_t len;
    if (!number_take(from, &len) || len > most + 1)
        return false;
    return len == 0 || slice_take(from, (size_t)len - 1, text);
}

size_t segment_documents_read(struct slice body, struct segment_document out[])
{
    struct segment_document document = {.at_ms = 0};
    size_t count = 0;
    for (; body.len > 0 && count < SEGMENT_BLOCK_DOCUMENTS; count++) {
        uint64_t time, seq;
        if (!number_take(&body, &time) || !number_take(&body, &seq))
            return 0;
        document.at_ms = (int64_t)((uint64_t)document.at_ms + time);
        document.seq = (int64_t)((uint64_t)document.seq + unfold(seq));
        if (document.at_ms < 0 || !text_read(&body, &document.part, BOUND_SEARCH_PART_BYTES) ||
            !text_read(&body, &document.stamp, BOUND_SEARCH_STAMP_BYTES))
            return 0;
        out[count] = document;
    }
    return body.len > 0 ? 0 : count;
}

bool segment_has_words(struct slice key)
{
    return key.len > 0 && key.at[0] != MARK_DOCUMENTS;
}

size_t segment_times_read(struct slice times, int64_t *out)
{
    uint64_t time = 0, more;
    size_t count = 0;
    for (; times.len > 0 && count < SEGMENT_BLOCKS_MAX; count++) {
        if (!number_take(&times, &more))
            return 0;
        time += more;
        out[count] = (int64_t)time;
    }
    return times.len > 0 ? 0 : count;
}

bool segment_words_next(struct segment_words *words)
{
    uint64_t shared, len, list;
    struct slice more = {NULL, 0};
    if (words->rest.len == 0 || words->broken)
        return false;
    bool good = lengths_take(&words->rest, &shared, &len) && shared <= words->len &&
                len <= sizeof words->word - shared &&
                slice_take(&words->rest, (size_t)len, &more) && number_take(&words->rest, &list) &&
                list <= words->rest.len && slice_take(&words->rest, (size_t)list, &words->list);
    words->broken = !good;
    if (!good)
        return false;
    if (more.len > 0)
        memcpy(words->word + shared, more.at, more.len);
    words->len = (size_t)shared + more.len;
    words->broken = words->len < 2 || (words->word[0] != MARK_WORD && words->word[0] != MARK_BEGIN);
    return !words->broken;
}

bool segment_list_next(struct segment_list *list)
{
    uint64_t between;
    if (list->rest.len == 0 || !number_take(&list->rest, &between) || between > INT32_MAX)
        return false;
    list->number += (int64_t)between + 1;
    return list->number <= INT32_MAX;
}

static bool list_match(struct slice bytes, uint64_t *bits, size_t documents)
{
    struct segment_list list = {.rest = bytes, .number = -1};
    while (segment_list_next(&list)) {
        if ((uint64_t)list.number >= documents)
            return false;
        bits[list.number / 64] |= UINT64_C(1) << (list.number % 64);
    }
    return list.rest.len == 0;
}

bool segment_match(struct slice body, const struct segment_probe *probe, uint64_t *bits,
                   size_t documents)
{
    struct segment_words words = {.rest = body};
    while (segment_words_next(&words)) {
        size_t least = words.len < probe->len ? words.len : probe->len;
        int order = memcmp(words.word, probe->word, least);
        if (order > 0)
            return true;
        bool matches =
            order == 0 && (probe->begins ? words.len >= probe->len : words.len == probe->len);
        if (matches && !list_match(words.list, bits, documents))
            return false;
    }
    return !words.broken;
}
