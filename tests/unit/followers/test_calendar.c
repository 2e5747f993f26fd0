/* SPDX-License-Identifier: Apache-2.0
 * server/followers/calendar.c */
#include "followers/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct calendar_event plain = {
    .uid = SLICE("webinar:w1@academy.example"),
    .title = SLICE("Traces"),
    .language = "en",
    .text_language = "",
    .url = SLICE("https://academy.example/w/w1"),
    .start_ms = 1796133600000,
    .minutes = 90,
    .revision = 812,
    .changed_ms = 1796000000999,
};

static const char *written(const struct calendar_event *event, struct buffer *out)
{
    buffer_init(out, 65536);
    calendar_write(event, out);
    buffer_add_byte(out, 0);
    assert_false(out->full);
    return out->bytes;
}

static void an_event_says_when_and_what(void **state)
{
    struct buffer out;
    assert_string_equal(written(&plain, &out), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                               "PRODID:-//Muster//Muster//EN\r\nBEGIN:VEVENT\r\n"
                                               "UID:webinar:w1@academy.example\r\n"
                                               "DTSTAMP:20261130T005320Z\r\n"
                                               "LAST-MODIFIED:20261130T005320Z\r\n"
                                               "SEQUENCE:812\r\nDTSTART:20261201T140000Z\r\n"
                                               "DTEND:20261201T153000Z\r\n"
                                               "SUMMARY;LANGUAGE=en:Traces\r\n"
                                               "URL:https://academy.example/w/w1\r\n"
                                               "STATUS:CONFIRMED\r\n"
                                               "END:VEVENT\r\nEND:VCALENDAR\r\n");
    buffer_done(&out);
    (void)state;
}

static void no_text_makes_a_line_of_its_own(void **state)
{
    struct calendar_event event = plain;
    struct buffer out;
    event.language = "";
    event.cancelled = true;
    event.title = SLICE("a,b;c\\d\r\nATTENDEE:x\x01");
    const char *text = written(&event, &out);
    assert_non_null(strstr(text, "\r\nSUMMARY:a\\,b\\;c\\\\d\\nATTENDEE:x\r\n"));
    assert_non_null(strstr(text, "\r\nSTATUS:CANCELLED\r\n"));
    buffer_done(&out);
    (void)state;
}

/* Every line has 75 octets at most, and begins with a whole character. */
static void long_lines_are_folded_between_characters(void **state)
{
    char title[601] = "x", unfolded[2000];
    struct calendar_event event = plain;
    struct buffer out;
    size_t len = 0;
    for (size_t i = 1; i + 2 < sizeof title; i += 2)
        memcpy(title + i, "\u0622", 2);
    event.title = slice_of(title);
    for (const char *line = written(&event, &out); *line;) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        assert_true(end - line <= CALENDAR_LINE_OCTETS);
        bool goes_on = *line == ' ';
        assert_int_not_equal((unsigned char)line[goes_on] & 0xC0, 0x80);
        if (goes_on) {
            memcpy(unfolded + len, line + 1, (size_t)(end - line - 1));
            len += (size_t)(end - line - 1);
        } else if (strncmp(line, "SUMMARY", 7) == 0) {
            memcpy(unfolded, line, len = (size_t)(end - line));
        }
        line = end + 2;
    }
    unfolded[len] = 0;
    assert_string_equal(strchr(unfolded, ':') + 1, title);
    buffer_done(&out);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_says_when_and_what),
        cmocka_unit_test(no_text_makes_a_line_of_its_own),
        cmocka_unit_test(long_lines_are_folded_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
