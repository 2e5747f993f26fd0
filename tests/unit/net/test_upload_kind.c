/* SPDX-License-Identifier: Apache-2.0
 * server/net/upload_kind.c; whole files of each kind are in tests/hostile/files.mjs. */
#include "net/upload_kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static enum upload_kind kind(const char *content, const char *name)
{
    return upload_kind_of(slice_of(content), slice_of(name));
}

static void texts_are_told_from_markup(void **state)
{
    assert_int_equal(kind("a,b\r\n", "list.CSV"), UPLOAD_CSV);
    assert_int_equal(kind("a,b\r\n", "list"), UPLOAD_TEXT);
    assert_int_equal(kind("a,b\r\n", ".csv"), UPLOAD_TEXT);
    assert_int_equal(kind("a < b", "x"), UPLOAD_TEXT);
    assert_int_equal(kind(" \t\r\n<b>", "x"), UPLOAD_NONE);
    assert_int_equal(kind("\xef\xbb\xbf<b>", "x"), UPLOAD_NONE);
    assert_int_equal(kind("\xef\xbb\xbf", "x"), UPLOAD_NONE);
    assert_int_equal(kind("", "x"), UPLOAD_NONE);
    assert_int_equal(kind(" \n", "x"), UPLOAD_NONE);
    assert_int_equal(kind("a\x1b[2J", "x"), UPLOAD_NONE);
    assert_int_equal(kind("a\x7f", "x"), UPLOAD_NONE);
}

/* Whatever the first bytes promise: nothing behind the end is looked at. */
static void short_files_are_read_within_their_bounds(void **state)
{
    static const char *const begins[] = {
        "\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "RIFF\1\0\0\0WEBPVP8 ", "%PDF-1.7 %%EOF", "PK\3\4",
        "PK\5\6"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        for (size_t len = 0; len <= strlen(begins[i]); len++) {
            char *exact = malloc(len + 1);
            assert_non_null(exact);
            memcpy(exact, begins[i], len);
            char *moved = realloc(exact, len ? len : 1);
            (void)upload_kind_of((struct slice){moved, len}, SLICE("x"));
            free(moved);
        }
    }
}

static void names_end_as_their_kind_does(void **state)
{
    static const struct {
        enum upload_kind kind;
        const char *name, *called;
    } cases[] = {
        {UPLOAD_JPEG, "a.JPG", "a.JPG"},
        {UPLOAD_JPEG, "a.jpeg", "a.jpeg"},
        {UPLOAD_PNG, "a.jpg", "a.jpg.png"},
        {UPLOAD_PDF, "x/y\\z.pdf", "z.pdf"},
        {UPLOAD_TEXT, ".. .bashrc", "bashrc.txt"},
        {UPLOAD_CSV, "", "file.csv"},
        {UPLOAD_ODT, "a/", "file.odt"},
        {UPLOAD_TEXT, ".txt", "txt.txt"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buffer out;
        buffer_init(&out, 100);
        upload_kind_call(cases[i].kind, slice_of(cases[i].name), &out);
        assert_true(slice_is(buffer_slice(&out), cases[i].called));
        buffer_done(&out);
    }
}

static void kinds_are_found_by_their_names(void **state)
{
    for (int kind = 1; kind < UPLOAD_KINDS; kind++)
        assert_int_equal(upload_kind_find(slice_of(upload_kind_name((enum upload_kind)kind))),
                         kind);
    assert_int_equal(upload_kind_find(SLICE("")), UPLOAD_NONE);
    assert_int_equal(upload_kind_find(SLICE("svg")), UPLOAD_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_told_from_markup),
        cmocka_unit_test(short_files_are_read_within_their_bounds),
        cmocka_unit_test(names_end_as_their_kind_does),
        cmocka_unit_test(kinds_are_found_by_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
