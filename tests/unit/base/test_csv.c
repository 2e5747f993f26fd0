/* SPDX-License-Identifier: Apache-2.0
 * server/base/csv.c */
#include "base/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { RECORD_BYTES = 4096 };

/* The records of a text: fields in [], a / behind each record, and what is left. */
static void expect_records(const char *text, bool whole, const char *expected, const char *left)
{
    struct csv csv = {slice_of(text), csv_separator(slice_of(text)), whole};
    struct csv_record record;
    struct buffer out;
    buffer_init(&out, RECORD_BYTES);
    csv_record_init(&record, RECORD_BYTES);
    while (csv_next(&csv, &record)) {
        for (size_t i = 0; i < record.count; i++) {
            struct slice field = csv_field(&record, i);
            buffer_addf(&out, "[%.*s]", (int)field.len, field.at);
        }
        buffer_addf(&out, "%s", record.open ? "!" : "/");
    }
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, expected);
    assert_int_equal(csv.text.len, strlen(left));
    assert_memory_equal(csv.text.at, left, strlen(left));
    csv_record_done(&record);
    buffer_done(&out);
}

static void fields_may_hold_separators_quotes_and_breaks(void **state)
{
    expect_records("a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\n", true, "[a][b]/[x, \"y\"][1\n2]/", "");
    expect_records("name;mail\nزينب;z@x.example\n", true, "[name][mail]/[زينب][z@x.example]/", "");
    expect_records("a\tb\rc\t\r", true, "[a][b]/[c][]/", "");
    expect_records("a,b", true, "[a][b]/", "");
    expect_records("\n\n,\n", true, "[]/[]/[][]/", "");
    expect_records("", true, "", "");
}

static void a_quote_within_a_field_is_itself(void **state)
{
    expect_records("5\" tall,b\n", true, "[5\" tall][b]/", "");
    expect_records("\"a\"b,c\n", true, "[ab][c]/", "");
}

static void what_is_not_whole_waits_for_the_next_piece(void **state)
{
    expect_records("a,b\nc,d", false, "[a][b]/", "c,d");
    expect_records("a,b\n\"c\nd", false, "[a][b]/", "\"c\nd");
    expect_records("a,b\nc,d\r", false, "[a][b]/", "c,d\r");
    expect_records("a,b\nc,\"d\"", false, "[a][b]/", "c,\"d\"");
}

static void a_quote_that_is_never_closed_is_told(void **state)
{
    expect_records("a,b\nc,\"d\ne,f\n", true, "[a][b]/[c][d\ne,f\n]!", "");
}

static void fields_beyond_the_bound_are_passed_over(void **state)
{
    char text[2 * CSV_FIELDS_MAX + 8];
    struct csv_record record;
    memset(text, ',', sizeof text);
    memcpy(text + sizeof text - 4, "\nx,y", 4);
    struct csv csv = {{text, sizeof text}, ',', true};
    csv_record_init(&record, RECORD_BYTES);
    assert_true(csv_next(&csv, &record));
    assert_int_equal(record.count, CSV_FIELDS_MAX);
    assert_int_equal(csv_field(&record, CSV_FIELDS_MAX).len, 0);
    assert_true(csv_next(&csv, &record));
    assert_true(slice_is(csv_field(&record, 1), "y"));
    csv_record_done(&record);
}

static void formulas_go_out_as_texts_and_come_back(void **state)
{
    static const char *const fields[][2] = {
        {"=1+2", "\"'=1+2\""},  {"@x", "\"'@x\""},      {"-5+2", "\"'-5+2\""}, {"-5", "\"-5\""},
        {"-0.25", "\"-0.25\""}, {"-", "\"'-\""},        {"-5.", "\"'-5.\""},   {"+5", "\"'+5\""},
        {"-5-", "\"'-5-\""},    {"a\"b", "\"a\"\"b\""}, {"", "\"\""},          {"'tis", "\"'tis\""},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct buffer out;
        struct csv_record record;
        buffer_init(&out, RECORD_BYTES);
        csv_record_init(&record, RECORD_BYTES);
        csv_write(&out, slice_of(fields[i][0]));
        struct csv csv = {buffer_slice(&out), ',', true};
        assert_true(slice_is(buffer_slice(&out), fields[i][1]));
        assert_true(csv_next(&csv, &record));
        assert_true(slice_is(csv_meant(csv_field(&record, 0)), fields[i][0]));
        csv_record_done(&record);
        buffer_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_may_hold_separators_quotes_and_breaks),
        cmocka_unit_test(a_quote_within_a_field_is_itself),
        cmocka_unit_test(what_is_not_whole_waits_for_the_next_piece),
        cmocka_unit_test(a_quote_that_is_never_closed_is_told),
        cmocka_unit_test(fields_beyond_the_bound_are_passed_over),
        cmocka_unit_test(formulas_go_out_as_texts_and_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
