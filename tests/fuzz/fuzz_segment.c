/* SPDX-License-Identifier: Apache-2.0
 * Two blocks of a segment, as the database gave them: documents, and words from the byte that the
 * first one names. What can be merged can be merged again, and is the same. */
#include "base/check.h"
#include "fuzz/fuzz.h"
#include "journal/segment_merge.h"

static bool merge(const struct segment *segment, struct segment *out)
{
    size_t dropped;
    segment_init(out);
    return segment_merge(&(struct segment_part){.segment = segment}, 1, out, &dropped);
}

static void words_ask(const struct segment *segment)
{
    struct search_terms terms;
    struct segment_probe probe;
    uint64_t bits[SEGMENT_DOCUMENTS_MAX / 64] = {0};
    check(search_terms_read(SLICE("word"), true, &terms) == ERR_NONE);
    segment_probe_of(&terms.list[0], 0, &probe);
    for (size_t i = 0; i < segment->blocks; i++)
        (void)segment_match(segment_block(segment, i).body, &probe, bits, segment->documents);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct segment read, once, twice;
    int64_t times[SEGMENT_BLOCKS_MAX];
    if (size < 2)
        return 0;
    size_t middle = 1 + data[0] % (size - 1);
    (void)segment_times_read(fuzz_text(data, size), times);
    segment_init(&read);
    segment_init(&twice);
    segment_add(&read, (struct segment_block){.key = {"\1\0\0\0\0", 5},
                                              .body = fuzz_text(data + 1, middle - 1)});
    segment_add(&read, (struct segment_block){.key = {"=word\0\0\0\0\0", 10},
                                              .body = fuzz_text(data + middle, size - middle)});
    if (merge(&read, &once)) {
        words_ask(&once);
        check(merge(&once, &twice));
        check(once.documents == twice.documents);
        check(slice_equal(buffer_slice(&once.times), buffer_slice(&twice.times)));
    }
    segment_done(&read);
    segment_done(&once);
    segment_done(&twice);
    return 0;
}
