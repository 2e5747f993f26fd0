/* SPDX-License-Identifier: Apache-2.0
 * Paragraphs end with an empty line. */
#include "outbound/mail_html.h"

static void write_escaped(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.at[i]) {
        case '&':
            buffer_add(out, SLICE("&amp;"));
            break;
        case '<':
            buffer_add(out, SLICE("&lt;"));
            break;
        case '>':
            buffer_add(out, SLICE("&gt;"));
            break;
        case '"':
            buffer_add(out, SLICE("&quot;"));
            break;
        case '\n':
            buffer_add(out, SLICE("<br>\n"));
            break;
        default:
            buffer_add_byte(out, text.at[i]);
        }
    }
}

static bool is_address(struct slice text)
{
    return (slice_starts(text, SLICE("https://")) || slice_starts(text, SLICE("http://"))) &&
           !memchr(text.at, ' ', text.len) && !memchr(text.at, '\n', text.len);
}

/* An address reads from the left, whatever stands around it. */
static void write_paragraph(struct slice text, struct buffer *out)
{
    if (is_address(text)) {
        buffer_add(out, SLICE("<p dir=\"ltr\"><a href=\""));
        write_escaped(text, out);
        buffer_add(out, SLICE("\">"));
        write_escaped(text, out);
        buffer_add(out, SLICE("</a></p>\n"));
        return;
    }
    buffer_add(out, SLICE("<p>"));
    write_escaped(text, out);
    buffer_add(out, SLICE("</p>\n"));
}

void mail_html_write(struct slice text, struct slice language, struct buffer *out)
{
    bool right = slice_is(language, "ar");
    buffer_add(out, SLICE("<!DOCTYPE html>\n<html"));
    if (language.len > 0) {
        buffer_add(out, SLICE(" lang=\""));
        write_escaped(language, out);
        buffer_add_byte(out, '"');
    }
    buffer_addf(out, " dir=\"%s\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n",
                right ? "rtl" : "ltr");
    while (text.len > 0) {
        const char *end = memmem(text.at, text.len, "\n\n", 2);
        struct slice one = {text.at, end ? (size_t)(end - text.at) : text.len};
        size_t gone = one.len + (end ? 2 : 0);
        text = (struct slice){text.at + gone, text.len - gone};
        while (one.len > 0 && one.at[one.len - 1] == '\n')
            one.len--;
        if (one.len > 0)
            write_paragraph(one, out);
    }
    buffer_add(out, SLICE("</body>\n</html>\n"));
}
