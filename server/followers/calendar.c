/* SPDX-License-Identifier: Apache-2.0
 * Lines are made whole, then folded. */
#include "followers/calendar.h"

#include <inttypes.h>
#include <time.h>

#include "base/check.h"

enum { LINE_BYTES = 16384, STAMP_BYTES = 32, MINUTE_MS = 60000, SECOND_MS = 1000 };

/* §3.1: what goes on in the next line stands behind a space; no character is cut. */
static void fold(struct slice line, struct buffer *out)
{
    size_t octets = 0;
    for (size_t at = 0, size; at < line.len; at += size) {
        for (size = 1; at + size < line.len && ((unsigned char)line.at[at + size] & 0xC0) == 0x80;)
            size++;
        if (octets + size > CALENDAR_LINE_OCTETS) {
            buffer_add(out, SLICE("\r\n "));
            octets = 1;
        }
        buffer_add(out, (struct slice){line.at + at, size});
        octets += size;
    }
    buffer_add(out, SLICE("\r\n"));
}

/* §3.3.11; other control characters than the end of a line may not stand in a text. */
static void add_escaped(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        if (byte == '\n')
            buffer_add(out, SLICE("\\n"));
        else if (byte == '\\' || byte == ';' || byte == ',')
            buffer_addf(out, "\\%c", byte);
        else if ((unsigned char)byte >= ' ' && byte != 0x7F)
            buffer_add_byte(out, byte);
    }
}

static void write_text(const char *name, const char *language, struct slice text,
                       struct buffer *out)
{
    struct buffer line;
    if (text.len == 0)
        return;
    buffer_init(&line, LINE_BYTES);
    buffer_addf(&line, *language ? "%s;LANGUAGE=%s:" : "%s%s:", name, language);
    add_escaped(text, &line);
    fold(buffer_slice(&line), out);
    buffer_done(&line);
}

/* An address is no text: nothing is escaped in it, and it has no ends of lines. */
static void write_url(struct slice url, struct buffer *out)
{
    struct buffer line;
    if (url.len == 0)
        return;
    buffer_init(&line, LINE_BYTES);
    buffer_addf(&line, "URL:%.*s", (int)url.len, url.at);
    fold(buffer_slice(&line), out);
    buffer_done(&line);
}

static void write_time(const char *name, int64_t at_ms, struct buffer *out)
{
    char stamp[STAMP_BYTES];
    struct tm tm;
    time_t at = (time_t)(at_ms / SECOND_MS);
    check(gmtime_r(&at, &tm) != NULL);
    size_t len = strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &tm);
    buffer_addf(out, "%s:%.*s\r\n", name, (int)len, stamp);
}

void calendar_begin(struct buffer *out)
{
    buffer_add(out, SLICE("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Muster//Muster//EN\r\n"));
}

/* RFC 7986 §5.1 and §5.7, and what was usual before it. */
void calendar_begin_feed(struct slice name, struct buffer *out)
{
    calendar_begin(out);
    write_text("NAME", "", name, out);
    write_text("X-WR-CALNAME", "", name, out);
    buffer_add(out, SLICE("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"));
}

void calendar_end(struct buffer *out)
{
    buffer_add(out, SLICE("END:VCALENDAR\r\n"));
}

void calendar_add(const struct calendar_event *event, struct buffer *out)
{
    buffer_add(out, SLICE("BEGIN:VEVENT\r\n"));
    write_text("UID", "", event->uid, out);
    /* §3.8.7.2: a file that nobody is sent says here when it was last changed. */
    write_time("DTSTAMP", event->changed_ms, out);
    write_time("LAST-MODIFIED", event->changed_ms, out);
    buffer_addf(out, "SEQUENCE:%" PRId64 "\r\n", event->revision);
    write_time("DTSTART", event->start_ms, out);
    if (event->minutes > 0)
        write_time("DTEND", event->start_ms + event->minutes * MINUTE_MS, out);
    write_text("SUMMARY", event->language, event->title, out);
    write_text("DESCRIPTION", event->text_language, event->text, out);
    write_url(event->url, out);
    buffer_addf(out, "STATUS:%s\r\n", event->cancelled ? "CANCELLED" : "CONFIRMED");
    buffer_add(out, SLICE("END:VEVENT\r\n"));
}

void calendar_write(const struct calendar_event *event, struct buffer *out)
{
    calendar_begin(out);
    calendar_add(event, out);
    calendar_end(out);
}
