/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64url.h"
#include "base/hash.h"

static void written_is(struct slice bytes, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 64);
    base64url_write(bytes, &out);
    assert_true(slice_is(buffer_slice(&out), expected));
    buffer_done(&out);
}

static bool read_fits(const char *text)
{
    struct buffer out;
    buffer_init(&out, 64);
    bool fits = base64url_read(slice_of(text), &out);
    buffer_done(&out);
    return fits;
}

/* RFC 4648 §10, without padding. */
static void standard_examples_are_written(void **state)
{
    written_is(SLICE(""), "");
    written_is(SLICE("f"), "Zg");
    written_is(SLICE("fo"), "Zm8");
    written_is(SLICE("foo"), "Zm9v");
    written_is(SLICE("foobar"), "Zm9vYmFy");
    written_is(SLICE("\xfb\xff\xbf"), "-_-_");
}

static void padded_is(struct slice bytes, const char *expected)
{
    struct buffer out;
    buffer_init(&out, 64);
    base64_write(bytes, &out);
    assert_true(slice_is(buffer_slice(&out), expected));
    buffer_done(&out);
}

/* The same, with it. */
static void plain_base64_is_padded(void **state)
{
    padded_is(SLICE(""), "");
    padded_is(SLICE("f"), "Zg==");
    padded_is(SLICE("fo"), "Zm8=");
    padded_is(SLICE("foo"), "Zm9v");
    padded_is(SLICE("\xfb\xff\xbf"), "+/+/");
}

static void junk_is_refused(void **state)
{
    static const char *const bad[] = {"Zg==",  "Zg=",  "Z",    "Zm9vY", "Zm 9",
                                      "Zm9\n", "Zm+v", "Zm/v", "Zm9.",  "\xc3\xa9"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(read_fits(bad[i]));
    assert_true(read_fits("Zg"));
    assert_true(read_fits(""));
}

/* "Zh" would be the same byte as "Zg": two texts of one signature. */
static void spare_bits_are_refused(void **state)
{
    assert_false(read_fits("Zh"));
    assert_false(read_fits("Zm9"));
    assert_true(read_fits("Zm8"));
}

static void too_long_is_refused(void **state)
{
    struct buffer out;
    buffer_init(&out, 2);
    assert_false(base64url_read(SLICE("Zm9v"), &out));
    buffer_done(&out);
}

static void reading_undoes_writing(void **state)
{
    char bytes[64];
    for (size_t len = 0; len < sizeof bytes; len++) {
        struct buffer text, back;
        buffer_init(&text, 256);
        buffer_init(&back, 256);
        hash_random(bytes, sizeof bytes);
        base64url_write((struct slice){bytes, len}, &text);
        assert_true(base64url_read(buffer_slice(&text), &back));
        assert_true(slice_equal(buffer_slice(&back), (struct slice){bytes, len}));
        buffer_done(&text);
        buffer_done(&back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standard_examples_are_written),
        cmocka_unit_test(plain_base64_is_padded),
        cmocka_unit_test(junk_is_refused),
        cmocka_unit_test(spare_bits_are_refused),
        cmocka_unit_test(too_long_is_refused),
        cmocka_unit_test(reading_undoes_writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
