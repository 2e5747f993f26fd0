/* SPDX-License-Identifier: Apache-2.0
 * server/net/picture.c: bytes that are wrong anywhere are refused or copied, and never read beyond;
 * whole pictures are in tests/hostile/files.mjs. */
#include "net/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char jpeg[] = "\xff\xd8"
                           "\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
                           "\xff\xe1\0\x22"
                           "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
                           "\xff\xe2\0\x10ICC_PROFILE\0ok"
                           "\xff\xfe\0\x08SECRET"
                           "\xff\xee\0\x0e"
                           "Adobe\0d\0\0\0\0\1"
                           "\xff\xff\xc0\0\x0b\x08\0\x10\0\x20\1\1\x11\0"
                           "\xff\xda\0\x08\1\1\0\0\x3f\0ab\xff\0c\xff\xd1"
                           "d"
                           "\xff\xd9SECRET";
static const char png[] = "\x89PNG\r\n\x1a\n"
                          "\0\0\0\x0dIHDR\0\0\0\x30\0\0\0\x10\x08\2\0\0\0cccc"
                          "\0\0\0\6tEXtSECRETcccc"
                          "\0\0\0\1IDAT\1cccc"
                          "\0\0\0\0IENDccccSECRET";
static const char webp[] = "RIFF\x36\0\0\0WEBP"
                           "VP8X\x0a\0\0\0\x0c\0\0\0\x0f\0\0\x0f\0\0"
                           "VP8 \x0a\0\0\0\0\0\0\x9d\1\x2a\x10\0\x10\0"
                           "EXIF\6\0\0\0SECRET";

static const struct {
    enum upload_kind kind;
    struct slice whole;
    struct picture_size size; /* as it is shown: the first lies on its side */
} pictures[] = {
    {UPLOAD_JPEG, {jpeg, sizeof jpeg - 1}, {16, 32}},
    {UPLOAD_PNG, {png, sizeof png - 1}, {48, 16}},
    {UPLOAD_WEBP, {webp, sizeof webp - 1}, {16, 16}},
};
enum { PICTURES = sizeof pictures / sizeof pictures[0] };

/* From memory that ends where the picture does. */
static enum err strip_sized(enum upload_kind kind, struct slice content, struct buffer *out,
                            struct picture_size *size)
{
    char *exact = malloc(content.len ? content.len : 1);
    assert_non_null(exact);
    memcpy(exact, content.at, content.len);
    buffer_init(out, content.len + 64);
    enum err error = picture_strip(kind, (struct slice){exact, content.len}, out, size);
    free(exact);
    return error;
}

static enum err strip(enum upload_kind kind, struct slice content, struct buffer *out)
{
    struct picture_size size;
    return strip_sized(kind, content, out, &size);
}

static bool holds(const struct buffer *out, const char *bytes, size_t len)
{
    return memmem(out->bytes, out->len, bytes, len);
}

static void what_is_said_beside_the_picture_goes(void **state)
{
    for (int i = 0; i < PICTURES; i++) {
        struct buffer out, again;
        assert_int_equal(strip(pictures[i].kind, pictures[i].whole, &out), ERR_NONE);
        assert_false(holds(&out, "SECRET", 6));
        assert_true(out.len < pictures[i].whole.len);
        /* Nothing is left to be taken out. */
        assert_int_equal(strip(pictures[i].kind, buffer_slice(&out), &again), ERR_NONE);
        assert_true(slice_equal(buffer_slice(&out), buffer_slice(&again)));
        buffer_done(&out);
        buffer_done(&again);
    }
}

static void colours_and_which_way_is_up_stay(void **state)
{
    struct buffer out;
    assert_int_equal(strip(UPLOAD_JPEG, pictures[0].whole, &out), ERR_NONE);
    assert_true(holds(&out, "ICC_PROFILE", 11));
    assert_true(holds(&out, "Adobe", 5));
    assert_true(holds(&out, "\x01\x12\0\x03\0\0\0\x01\0\x06", 10));
    assert_true(holds(&out,
                      "ab\xff\0c\xff\xd1"
                      "d\xff\xd9",
                      10));
    buffer_done(&out);
    assert_int_equal(strip(UPLOAD_WEBP, pictures[2].whole, &out), ERR_NONE);
    assert_int_equal(out.bytes[4], (char)(out.len - 8));
    assert_int_equal(out.bytes[20], 0);
    buffer_done(&out);
}

static void what_is_cut_off_anywhere_is_refused(void **state)
{
    static const size_t ends[] = {6, 6, 0}; /* bytes that hang behind */
    for (int i = 0; i < PICTURES; i++) {
        for (size_t len = i == 2 ? 16 : 8; len < pictures[i].whole.len - ends[i]; len++) {
            struct buffer out;
            assert_int_equal(
                strip(pictures[i].kind, (struct slice){pictures[i].whole.at, len}, &out),
                ERR_FILE_KIND);
            buffer_done(&out);
        }
    }
}

/* Every byte, each with the values that lengths and marks like least: only not to read beyond. */
static void no_byte_leads_astray(void **state)
{
    static const unsigned char bad[] = {0, 1, 0x7f, 0x80, 0xd8, 0xd9, 0xda, 0xe1, 0xfe, 0xff};
    unsigned taken = 0;
    for (int i = 0; i < PICTURES; i++) {
        for (size_t at = 0; at < pictures[i].whole.len; at++) {
            for (size_t n = 0; n < sizeof bad; n++) {
                struct buffer out;
                char copy[512];
                memcpy(copy, pictures[i].whole.at, pictures[i].whole.len);
                copy[at] = (char)bad[n];
                const struct slice spoiled = {copy, pictures[i].whole.len};
                taken += strip(pictures[i].kind, spoiled, &out) == ERR_NONE;
                buffer_done(&out);
            }
        }
    }
    assert_true(taken > 0);
}

static void it_is_known_how_large_it_is_shown(void **state)
{
    for (int i = 0; i < PICTURES; i++) {
        struct buffer out;
        struct picture_size size;
        assert_int_equal(strip_sized(pictures[i].kind, pictures[i].whole, &out, &size), ERR_NONE);
        assert_int_equal(size.width, pictures[i].size.width);
        assert_int_equal(size.height, pictures[i].size.height);
        buffer_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_beside_the_picture_goes),
        cmocka_unit_test(it_is_known_how_large_it_is_shown),
        cmocka_unit_test(colours_and_which_way_is_up_stay),
        cmocka_unit_test(what_is_cut_off_anywhere_is_refused),
        cmocka_unit_test(no_byte_leads_astray),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
