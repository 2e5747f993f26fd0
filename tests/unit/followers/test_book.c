/* SPDX-License-Identifier: Apache-2.0
 * server/followers/book.c */
#include "followers/book.h"

#include "followers/zip.h"
#include "help_followers.h"

/* What of a workbook's parts is looked for. */
struct looked {
    const char *part, *text;
    bool found;
};

static bool look(void *context, struct slice name, struct slice bytes)
{
    struct looked *looked = context;
    if (slice_is(name, looked->part) &&
        memmem(bytes.at, bytes.len, looked->text, strlen(looked->text)))
        looked->found = true;
    return true;
}

static bool holds(const struct buffer *file, const char *part, const char *text)
{
    struct looked looked = {part, text, false};
    assert_int_equal(zip_each(buffer_slice(file), 1 << 24, look, &looked), ERR_NONE);
    return looked.found;
}

static void texts_are_texts_and_sheets_begin_at_their_side(void **state)
{
    struct buffer file;
    buffer_init(&file, 1 << 24);
    struct book *book = book_new(true, BOOK_ROWS);
    assert_non_null(book);
    book_sheet(book, SLICE("الدردشة [a/b]: with a name that is far too long"));
    book_text(book, 0, 0, SLICE("Text"));
    book_text(book, 1, 0, SLICE("=1+1"));
    book_number(book, 1, 1, 7);
    book_text(book, 2, 0, SLICE("two\nlines"));
    assert_int_equal(book_close(&book, &file), ERR_NONE);
    assert_true(holds(&file, "xl/worksheets/sheet1.xml", "rightToLeft=\"1\""));
    assert_true(holds(&file, "xl/worksheets/sheet1.xml", "<t>=1+1</t>"));
    assert_false(holds(&file, "xl/worksheets/sheet1.xml", "<f>"));
    assert_true(holds(&file, "xl/worksheets/sheet1.xml", "ht=\"30\""));
    assert_true(holds(&file, "xl/workbook.xml", "الدردشة"));
    buffer_done(&file);
}

static void a_text_is_cut_between_letters(void **state)
{
    struct buffer file, text;
    buffer_init(&file, 1 << 24);
    buffer_init(&text, 1 << 20);
    for (int i = 0; i < 40000; i++)
        buffer_add(&text, SLICE("é"));
    struct book *book = book_new(false, BOOK_ROWS);
    book_sheet(book, SLICE("Long"));
    book_text(book, 1, 0, buffer_slice(&text));
    assert_int_equal(book_close(&book, &file), ERR_NONE);
    assert_true(holds(&file, "xl/worksheets/sheet1.xml", "é</t>"));
    buffer_done(&file);
    buffer_done(&text);
}

/* None is left out: each sheet has its head. */
static void what_is_longer_than_a_sheet_goes_on_in_a_further_one(void **state)
{
    enum { ROWS = 4, SHEET_ROWS = 3 };
    struct buffer file;
    char text[16];
    buffer_init(&file, 1 << 24);
    struct book *book = book_new(false, SHEET_ROWS);
    book_sheet(book, SLICE("What was said in all this time, and more"));
    for (size_t row = 0; row <= ROWS; row++) {
        snprintf(text, sizeof text, "%s%zu", row ? "row" : "head", row);
        book_text(book, row, 0, slice_of(text));
        book_number(book, row, 1, 70 + (double)row);
    }
    book_sheet(book, SLICE("Short"));
    book_text(book, 0, 0, SLICE("other"));
    assert_int_equal(book_close(&book, &file), ERR_NONE);
    assert_true(holds(&file, "xl/worksheets/sheet1.xml", "row2"));
    assert_false(holds(&file, "xl/worksheets/sheet1.xml", "row3"));
    assert_true(holds(&file, "xl/worksheets/sheet2.xml", "head0"));
    assert_true(holds(&file, "xl/worksheets/sheet2.xml", "row3"));
    assert_true(holds(&file, "xl/worksheets/sheet2.xml", "<v>74</v>"));
    assert_true(holds(&file, "xl/worksheets/sheet3.xml", "other"));
    assert_false(holds(&file, "xl/worksheets/sheet3.xml", "head0"));
    assert_true(holds(&file, "xl/workbook.xml", "What was said in all this  (2)"));
    buffer_done(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_texts_and_sheets_begin_at_their_side),
        cmocka_unit_test(a_text_is_cut_between_letters),
        cmocka_unit_test(what_is_longer_than_a_sheet_goes_on_in_a_further_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
