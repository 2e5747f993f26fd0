/* SPDX-License-Identifier: Apache-2.0
 * Paragraphs end with an empty line. What a mail reader drops of the style leaves plain paragraphs
 * in its own. */
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

static const char style[] =
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:24px 16px;background:#fff;color:#1c2321;"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',"
    "sans-serif}"
    "div{max-width:36em;margin:0 auto}"
    "p{margin:0 0 16px;overflow-wrap:anywhere}"
    "a{color:#0c6352}"
    "h1{margin:0 0 20px;padding:0 0 12px;border-bottom:2px solid #0c6352;font-size:16px}"
    "hr{border:0;border-top:1px solid #cfd6d3;margin:24px 0 16px}"
    "hr~p{font-size:14px;color:#54605c}"
    "@media(prefers-color-scheme:dark){body{background:#141a18;color:#e4eae7}a{color:#7cd0bb}h1{"
    "border-color:#7cd0bb}"
    "hr{border-color:#3a4541}hr~p{color:#a4b0ab}}";

/* An address reads from the left, whatever stands around it. */
static void write_link(struct slice address, struct slice called, struct buffer *out)
{
    buffer_add(out, SLICE("<p><a href=\""));
    write_escaped(address, out);
    buffer_add(out, slice_equal(address, called) ? SLICE("\" dir=\"ltr\">") : SLICE("\">"));
    write_escaped(called, out);
    buffer_add(out, SLICE("</a></p>\n"));
}

/* An address behind a line is what that leads to. */
static void write_paragraph(struct slice text, struct buffer *out)
{
    const char *end = memrchr(text.at, '\n', text.len);
    struct slice above = {text.at, end ? (size_t)(end - text.at) : 0};
    struct slice last = {text.at + above.len + (end != NULL), text.len - above.len - (end != NULL)};
    if (is_address(text)) {
        write_link(text, text, out);
        return;
    }
    if (above.len > 0 && is_address(last)) {
        write_link(last, above, out);
        return;
    }
    if (slice_is(text, "-- ")) { /* what comes behind it is small print */
        buffer_add(out, SLICE("<hr>\n"));
        return;
    }
    /* What is quoted may run the other way. */
    buffer_add(out, slice_starts(text, SLICE("\u201c")) ? SLICE("<p dir=\"auto\">") : SLICE("<p>"));
    write_escaped(text, out);
    buffer_add(out, SLICE("</p>\n"));
}

void mail_html_write(struct slice text, struct slice language, struct slice from,
                     struct buffer *out)
{
    bool right = slice_is(language, "ar");
    buffer_add(out, SLICE("<!DOCTYPE html>\n<html"));
    if (language.len > 0) {
        buffer_add(out, SLICE(" lang=\""));
        write_escaped(language, out);
        buffer_add_byte(out, '"');
    }
    buffer_addf(out,
                " dir=\"%s\">\n<head><meta charset=\"utf-8\">"
                "<meta name=\"viewport\" content=\"width=device-width\">"
                "<meta name=\"color-scheme\" content=\"light dark\">"
                "<style>%s</style></head>\n<body><div>\n",
                right ? "rtl" : "ltr", style);
    if (from.len > 0) {
        buffer_add(out, SLICE("<h1>"));
        write_escaped(from, out);
        buffer_add(out, SLICE("</h1>\n"));
    }
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
    buffer_add(out, SLICE("</div></body>\n</html>\n"));
}
