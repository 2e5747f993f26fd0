/* SPDX-License-Identifier: Apache-2.0
 * Segments hold what was put into them, also merged ones, and nothing of what was left out; bytes
 * that are no segment are found out. */
#include <stdio.h>
#include <stdlib.h>

#include "journal/help_journal.h"
#include "journal/segment_merge.h"

enum { DOCUMENTS = 6000, BATCH = 500, WORDS = 12, BITS_BYTES = (DOCUMENTS + 64) / 8 };

static uint64_t random_state;

static unsigned below(unsigned bound)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (unsigned)((random_state * UINT64_C(2685821657736338717)) >> 33) % bound;
}

/* Document n has the words that are said here; sorted, each once. */
struct reference {
    struct search_document documents[DOCUMENTS];
    char words[DOCUMENTS][256], parts[DOCUMENTS][24];
    bool gone[DOCUMENTS];
};

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void document_make(struct reference *reference, int n)
{
    char list[WORDS][24], *words = reference->words[n];
    size_t count = 2 + below(WORDS - 2), len = 0;
    for (size_t i = 0; i < count; i++)
        snprintf(list[i], sizeof list[i], below(3) ? "w%u" : "often%u",
                 below(3) ? below(4000) : below(9));
    snprintf(list[0], sizeof list[0], "n%dxerus", n);
    snprintf(list[1], sizeof list[1], "each"); /* a list that is longer than a block */
    qsort(list, count, sizeof list[0], by_text);
    words[0] = '\0';
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(list[i], list[i - 1]) != 0)
            len += (size_t)snprintf(words + len, sizeof reference->words[n] - len, "%s%s",
                                    len > 0 ? " " : "", list[i]);
    snprintf(reference->parts[n], sizeof reference->parts[n], "thread/%u", below(3));
    reference->documents[n] = (struct search_document){.seq = n + 1,
                                                       .at_ms = 1000 + n / 3,
                                                       .part = slice_of(reference->parts[n]),
                                                       .stamp = n % 5 ? SLICE("1.0") : SLICE(""),
                                                       .text = slice_of(words)};
}

static struct reference *reference_new(uint64_t seed)
{
    struct reference *reference = calloc(1, sizeof *reference);
    assert_non_null(reference);
    random_state = seed;
    for (int n = 0; n < DOCUMENTS; n++)
        document_make(reference, n);
    return reference;
}

/* Seqs of all documents that the blocks name for a question; how many. */
static size_t seqs_find(const struct segment *segment, const char *text, bool prefix,
                        int64_t seqs[DOCUMENTS])
{
    struct search_terms terms;
    struct segment_probe probe;
    struct segment_document documents[SEGMENT_BLOCK_DOCUMENTS];
    uint64_t bits[BITS_BYTES / 8] = {0};
    size_t count = 0, first = 0;
    assert_int_equal(search_terms_read(slice_of(text), prefix, &terms), ERR_NONE);
    segment_probe_of(&terms.list[0], 0, &probe);
    for (size_t i = 0; i < segment->blocks; i++) {
        struct segment_block block = segment_block(segment, i);
        if (segment_has_words(block.key))
            assert_true(segment_match(block.body, &probe, bits, segment->documents));
    }
    for (size_t i = 0; i < segment->blocks; i++) {
        struct segment_block block = segment_block(segment, i);
        if (segment_has_words(block.key))
            break;
        size_t here = segment_documents_read(block.body, documents);
        for (size_t k = 0; k < here; k++)
            if (bits[(first + k) / 64] >> ((first + k) % 64) & 1)
                seqs[count++] = documents[k].seq;
        first += here;
    }
    assert_int_equal(first, segment->documents);
    return count;
}

static bool has(struct slice words, const char *text, bool prefix)
{
    for (struct slice word; search_words_next(&words, &word);)
        if (prefix ? slice_starts(word, slice_of(text)) : slice_is(word, text))
            return true;
    return false;
}

static void agrees(const struct reference *reference, const struct segment *segment,
                   const char *text, bool prefix)
{
    int64_t seqs[DOCUMENTS];
    size_t count = seqs_find(segment, text, prefix, seqs), expected = 0;
    for (int n = 0; n < DOCUMENTS; n++) {
        if (reference->gone[n] || !has(reference->documents[n].text, text, prefix))
            continue;
        if (expected >= count || seqs[expected] != n + 1)
            fail_msg("%s: document %d is missing", text, n + 1);
        expected++;
    }
    assert_int_equal(count, expected);
}

static void all_agrees(const struct reference *reference, const struct segment *segment)
{
    static const char *const words[] = {"often1",   "often8", "w17", "w3999",
                                        "n77xerus", "xerus",  "each"};
    static const char *const begins[] = {"of", "w1", "w17", "oft", "n1", "ea", "zz"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        agrees(reference, segment, words[i], false);
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        agrees(reference, segment, begins[i], true);
}

/* Keys rise; two blocks are a page. */
static void is_laid_out(const struct segment *segment)
{
    struct slice last = {NULL, 0};
    int64_t times[SEGMENT_BLOCKS_MAX];
    struct segment_document documents[SEGMENT_BLOCK_DOCUMENTS];
    size_t blocks = segment_times_read(buffer_slice(&segment->times), times);
    assert_int_equal(blocks,
                     (segment->documents + SEGMENT_BLOCK_DOCUMENTS - 1) / SEGMENT_BLOCK_DOCUMENTS);
    for (size_t i = 0; i < segment->blocks; i++) {
        struct segment_block block = segment_block(segment, i);
        size_t least = last.len < block.key.len ? last.len : block.key.len;
        int order = least > 0 ? memcmp(last.at, block.key.at, least) : 0;
        assert_true(order < 0 || (order == 0 && last.len < block.key.len));
        last = block.key;
        assert_true(block.key.len + block.body.len <= 4080);
        if (i >= blocks)
            continue;
        assert_true(segment_documents_read(block.body, documents) > 0);
        assert_int_equal(documents[0].at_ms, times[i]);
    }
}

static void batch_make(const struct reference *reference, int from, struct segment *out)
{
    segment_init(out);
    assert_true(segment_make(reference->documents + from, BATCH, out));
    assert_int_equal(out->documents, BATCH);
    assert_int_equal(out->low_seq, from + 1);
    assert_int_equal(out->high_seq, from + BATCH);
}

static bool stands(const struct segment *segment, const char *text)
{
    return memmem(segment->bytes.bytes, segment->bytes.len, text, strlen(text));
}

/* Merged in a tree, some of it twice, in an order of its own; documents are left out on the way. */
static void merged_segments_hold_what_all_held(void **state)
{
    enum { PARTS = DOCUMENTS / BATCH, GROUP = 4 };
    struct reference *reference = reference_new(11);
    struct segment leaves[PARTS], middle[PARTS / GROUP], whole;
    int64_t gone[DOCUMENTS];
    size_t dropped, all = 0;
    for (int i = 0; i < PARTS; i++)
        batch_make(reference, i * BATCH, &leaves[i]);
    for (size_t i = 0; i < PARTS / GROUP; i++) {
        struct segment_part parts[GROUP];
        size_t count = 0;
        for (int n = 0; n < DOCUMENTS; n++)
            if (n % 7 == 3 && n / BATCH % (PARTS / GROUP) == (int)i) {
                gone[count++] = n + 1;
                reference->gone[n] = true;
            }
        for (size_t k = 0; k < GROUP; k++)
            parts[k] =
                (struct segment_part){&leaves[i + (GROUP - 1 - k) * (PARTS / GROUP)], gone, count};
        segment_init(&middle[i]);
        assert_true(segment_merge(parts, GROUP, &middle[i], &dropped));
        assert_int_equal(dropped, count);
        assert_true(stands(&middle[i], "xerus"));
        is_laid_out(&middle[i]);
        all += dropped;
    }
    struct segment_part parts[PARTS / GROUP] = {{0}};
    for (size_t i = 0; i < PARTS / GROUP; i++)
        parts[i].segment = &middle[i];
    segment_init(&whole);
    assert_true(segment_merge(parts, PARTS / GROUP, &whole, &dropped));
    assert_int_equal(dropped, 0);
    assert_int_equal(whole.documents, DOCUMENTS - all);
    assert_int_equal(whole.low_ms, 1000);
    is_laid_out(&whole);
    all_agrees(reference, &whole);
    assert_true(stands(&whole, "often1"));
    for (size_t i = 0; i < PARTS; i++)
        segment_done(&leaves[i]);
    for (size_t i = 0; i < PARTS / GROUP; i++)
        segment_done(&middle[i]);
    segment_done(&whole);
    free(reference);
}

static void what_is_left_out_is_nowhere_in_it(void **state)
{
    static const struct search_document documents[] = {
        {.seq = 4, .at_ms = 9, .part = SLICE("thread/1"), .text = SLICE("standing")},
        {.seq = 5, .at_ms = 9, .part = SLICE("thread/secret"), .text = SLICE("canary standing")}};
    static const int64_t gone[] = {5, 6}, both[] = {4, 5};
    struct segment made, left, none;
    size_t dropped;
    segment_init(&made);
    segment_init(&left);
    segment_init(&none);
    assert_true(segment_make(documents, 2, &made));
    assert_true(stands(&made, "canary") && stands(&made, "secret"));
    assert_true(segment_merge(&(struct segment_part){&made, gone, 2}, 1, &left, &dropped));
    assert_int_equal(dropped, 1);
    assert_int_equal(left.documents, 1);
    assert_true(stands(&left, "standing"));
    assert_false(stands(&left, "canary") || stands(&left, "ca") || stands(&left, "secret"));
    assert_true(segment_merge(&(struct segment_part){&made, both, 2}, 1, &none, &dropped));
    assert_int_equal(none.documents, 0);
    assert_int_equal(none.blocks, 0);
    segment_done(&made);
    segment_done(&left);
    segment_done(&none);
}

/* Of bytes that are none: no more than is there is read, and whatever comes out can be asked. */
static void bytes_that_are_no_segment_are_found_out(void **state)
{
    struct reference *reference = reference_new(5);
    struct segment made;
    size_t refused = 0;
    batch_make(reference, 0, &made);
    for (int n = 0; n < 2000; n++) {
        struct segment broken, out;
        size_t dropped, which = below((unsigned)made.blocks);
        segment_init(&broken);
        segment_init(&out);
        for (size_t i = 0; i < made.blocks; i++) {
            struct segment_block block = segment_block(&made, i);
            size_t len = block.body.len;
            /* A copy of its own, so that what lies behind it is not read unseen. */
            char *copy = malloc(len);
            assert_non_null(copy);
            memcpy(copy, block.body.at, len);
            if (i == which && n % 4 == 0)
                len = below((unsigned)len);
            else if (i == which)
                for (int k = 0; k < 3; k++)
                    copy[below((unsigned)len)] = (char)below(256);
            block.body = (struct slice){copy, len};
            segment_add(&broken, block);
            free(copy);
        }
        refused += !segment_merge(&(struct segment_part){.segment = &broken}, 1, &out, &dropped);
        segment_done(&broken);
        segment_done(&out);
    }
    assert_true(refused > 500);
    segment_done(&made);
    free(reference);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(merged_segments_hold_what_all_held),
        cmocka_unit_test(what_is_left_out_is_nowhere_in_it),
        cmocka_unit_test(bytes_that_are_no_segment_are_found_out),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
