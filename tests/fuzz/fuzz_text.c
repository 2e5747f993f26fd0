/* SPDX-License-Identifier: Apache-2.0
 * A text once cleaned is valid, within its length, and stays as it is; folding never fails on it.
 */
#include "base/text.h"
#include "base/text_clean.h"
#include "base/text_fold.h"
#include "fuzz/fuzz.h"

enum { CHARS = 64 };

typedef enum err clean_fn(struct slice raw, size_t chars_max, struct buffer *out);

/* One line, within its length; cleaned again it stays as it is. */
static void expect_line(clean_fn *clean_line, struct slice raw)
{
    struct buffer clean, again;
    buffer_init(&clean, 1 << 16);
    buffer_init(&again, 1 << 16);
    if (clean_line(raw, CHARS, &clean) == ERR_NONE) {
        check(text_check(buffer_slice(&clean), CHARS) == ERR_NONE);
        check(!memchr(clean.bytes, '\n', clean.len));
        check(clean_line(buffer_slice(&clean), CHARS, &again) == ERR_NONE);
        check(slice_equal(buffer_slice(&clean), buffer_slice(&again)));
    }
    buffer_done(&clean);
    buffer_done(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer clean, again, folded;
    struct slice raw = fuzz_text(data, size);
    buffer_init(&clean, 1 << 16);
    buffer_init(&again, 1 << 16);
    buffer_init(&folded, 1 << 16);
    enum err error = text_clean(raw, CHARS, &clean);
    check(error || text_is_utf8(raw));
    check(!error || clean.len == 0);
    if (!error) {
        check(text_check(buffer_slice(&clean), CHARS) == ERR_NONE);
        check(text_chars(buffer_slice(&clean)) <= CHARS);
        check(text_clean(buffer_slice(&clean), CHARS, &again) == ERR_NONE);
        check(slice_equal(buffer_slice(&clean), buffer_slice(&again)));
        text_direction(buffer_slice(&clean));
        text_fold(buffer_slice(&clean), &folded);
        check(folded.len == 0 || text_is_utf8(buffer_slice(&folded)));
    }
    expect_line(text_clean_line, raw);
    expect_line(text_clean_name, raw);
    text_is_id(raw);
    text_check(raw, CHARS);
    buffer_done(&clean);
    buffer_done(&again);
    buffer_done(&folded);
    return 0;
}
