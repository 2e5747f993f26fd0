/* SPDX-License-Identifier: Apache-2.0
 * pdfinfo(1), pdftoppm(1), pdftotext(1). */
#include "convert/document.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"

enum { INFO_BYTES = 65536, WORDS_BYTES = 1 << 20, NUMBER_BYTES = 24 };

/* The file as its standard input, by a name that can be opened and sought in. */
#define THE_FILE "/dev/stdin"

static enum document_end end_of(enum child_end end, const char *errors)
{
    static const enum document_end ends[] = {
        [CHILD_DONE] = DOCUMENT_DONE,       [CHILD_FAILED] = DOCUMENT_BROKEN,
        [CHILD_SLOW] = DOCUMENT_SLOW,       [CHILD_LARGE] = DOCUMENT_LARGE,
        [CHILD_STOPPED] = DOCUMENT_STOPPED, [CHILD_MISSING] = DOCUMENT_MISSING,
    };
    if (end == CHILD_FAILED && strstr(errors, "Incorrect password"))
        return DOCUMENT_LOCKED;
    return ends[end];
}

/* The number in the line that begins so; -1: there is none. */
static int64_t number_after(struct slice text, const char *begin)
{
    long long number;
    const char *line = memmem(text.at, text.len, begin, strlen(begin));
    char digits[NUMBER_BYTES] = "";
    if (!line)
        return -1;
    line += strlen(begin);
    size_t left = text.len - (size_t)(line - text.at);
    memcpy(digits, line, left < sizeof digits - 1 ? left : sizeof digits - 1);
    return sscanf(digits, "%lld", &number) == 1 && number >= 0 ? number : -1;
}

enum document_end document_look(const struct document *document, int64_t *pages)
{
    static const char *const argv[] = {"pdfinfo", THE_FILE, NULL};
    char errors[CHILD_ERRORS_BYTES];
    struct buffer out;
    buffer_init(&out, INFO_BYTES);
    enum document_end end =
        end_of(child_run(argv, document->fd, &document->rules, &out, errors), errors);
    *pages = end == DOCUMENT_DONE && out.len > 0 ? number_after(buffer_slice(&out), "\nPages:") : 0;
    if (end == DOCUMENT_LARGE || *pages < 0)
        end = DOCUMENT_BROKEN;
    else if (end == DOCUMENT_DONE && *pages == 0)
        end = DOCUMENT_EMPTY;
    buffer_done(&out);
    return end;
}

enum document_end document_draw(const struct document *document, int64_t page, unsigned pixels,
                                struct buffer *out)
{
    char number[NUMBER_BYTES], side[NUMBER_BYTES], errors[CHILD_ERRORS_BYTES];
    snprintf(number, sizeof number, "%" PRId64, page);
    snprintf(side, sizeof side, "%u", pixels);
    const char *const argv[] = {"pdftoppm",
                                "-f",
                                number,
                                "-l",
                                number,
                                "-scale-to",
                                side,
                                "-cropbox",
                                "-jpeg",
                                "-jpegopt",
                                "quality=78,optimize=y,progressive=y",
                                THE_FILE,
                                NULL};
    enum document_end end =
        end_of(child_run(argv, document->fd, &document->rules, out, errors), errors);
    return end == DOCUMENT_DONE && !slice_starts(buffer_slice(out), SLICE("\xff\xd8\xff"))
               ? DOCUMENT_BROKEN
               : end;
}

/* Words alone: what is between them, however much, stands as one space or one new line. */
static void words_clean(struct slice text, struct buffer *out)
{
    bool space = true;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        bool line = byte == '\n';
        if (byte <= 0x20 || byte == 0x7f) {
            if (!space && out->len + 1 < out->max)
                buffer_add_byte(out, line ? '\n' : ' ');
            space = true;
            continue;
        }
        if (out->len + 1 >= out->max)
            return;
        buffer_add_byte(out, (char)byte);
        space = false;
    }
}

/* A character that the bound has cut is left out. */
static void end_whole(struct buffer *out)
{
    while (out->len > 0 && !text_is_utf8(buffer_slice(out)))
        out->len--;
}

enum document_end document_words(const struct document *document, int64_t page, struct buffer *out)
{
    char number[NUMBER_BYTES], errors[CHILD_ERRORS_BYTES];
    struct buffer text;
    snprintf(number, sizeof number, "%" PRId64, page);
    const char *const argv[] = {"pdftotext", "-f",       number,   "-l", number, "-enc",
                                "UTF-8",     "-nopgbrk", THE_FILE, "-",  NULL};
    buffer_init(&text, WORDS_BYTES);
    enum document_end end =
        end_of(child_run(argv, document->fd, &document->rules, &text, errors), errors);
    if (end == DOCUMENT_LARGE)
        end = DOCUMENT_DONE; /* what was said by then */
    if (end == DOCUMENT_DONE)
        words_clean(buffer_slice(&text), out);
    end_whole(out);
    buffer_done(&text);
    return end;
}
