/* SPDX-License-Identifier: Apache-2.0
 * Line by line, once; a field is found by looking at all of them, of which there are few. */
#include "net/http_head.h"

#include <limits.h>
#include <strings.h>

#define LINE_END SLICE("\r\n")

size_t http_head_len(struct slice bytes)
{
    const char *end = bytes.len ? memmem(bytes.at, bytes.len, "\r\n\r\n", 4) : NULL;
    return end ? (size_t)(end - bytes.at) + 4 : 0;
}

/* Where `mark` stands in `text`, or NULL. By its first character, of which there are few: memmem
 * looks at each byte of so short a mark by itself. */
static const char *find(struct slice text, struct slice mark)
{
    const char *end = text.at + text.len, *at = text.at;
    while (at < end && (at = memchr(at, mark.at[0], (size_t)(end - at)))) {
        if (slice_starts((struct slice){at, (size_t)(end - at)}, mark))
            return at;
        at++;
    }
    return NULL;
}

/* Takes what stands before `mark` off *rest, and the mark; false when there is none. */
static bool take_to(struct slice *rest, struct slice mark, struct slice *part)
{
    const char *end = rest->len ? find(*rest, mark) : NULL;
    if (!end)
        return false;
    size_t len = (size_t)(end - rest->at);
    *part = (struct slice){rest->at, len};
    *rest = (struct slice){end + mark.len, rest->len - len - mark.len};
    return true;
}

/* tchar of RFC 9110 §5.6.2. */
static bool is_token(struct slice text)
{
    static const bool marks[UCHAR_MAX + 1] = {
        ['!'] = true,  ['#'] = true, ['$'] = true, ['%'] = true, ['&'] = true,
        ['\''] = true, ['*'] = true, ['+'] = true, ['-'] = true, ['.'] = true,
        ['^'] = true,  ['_'] = true, ['`'] = true, ['|'] = true, ['~'] = true,
    };
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && !marks[(unsigned char)c])
            return false;
    }
    return text.len > 0;
}

/* Without control characters; with spaces and tabs where they may be. */
static bool is_visible(struct slice text, bool spaces)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool space = c == ' ' || c == '\t';
        if (space ? !spaces : c < ' ' || c == 0x7f)
            return false;
    }
    return true;
}

static bool request_line(struct slice line, struct http_head *head)
{
    head->version = (struct slice){NULL, 0};
    if (!take_to(&line, SLICE(" "), &head->method) || !take_to(&line, SLICE(" "), &head->target))
        return false;
    head->version = line;
    return is_token(head->method) && head->target.len > 0 && is_visible(head->target, false) &&
           is_visible(head->version, false);
}

bool http_head_read(struct slice bytes, struct http_head *head)
{
    struct slice line, name, rest = bytes;
    if (!take_to(&rest, LINE_END, &line) || !request_line(line, head))
        return false;
    head->fields_count = 0;
    while (take_to(&rest, LINE_END, &line) && line.len > 0) {
        if (!take_to(&line, SLICE(":"), &name) || !is_token(name) || !is_visible(line, true) ||
            head->fields_count == HTTP_FIELDS)
            return false;
        head->fields[head->fields_count++] = (struct http_field){name, slice_trimmed(line)};
    }
    return true;
}

static bool is_word(struct slice text, struct slice word)
{
    return text.len == word.len && strncasecmp(text.at, word.at, word.len) == 0;
}

/* The next field called `name` after `before`, which is NULL at first; NULL: there is none. */
static const struct http_field *field_next(const struct http_head *head, struct slice name,
                                           const struct http_field *before)
{
    const struct http_field *end = head->fields + head->fields_count;
    for (const struct http_field *at = before ? before + 1 : head->fields; at < end; at++) {
        if (is_word(at->name, name))
            return at;
    }
    return NULL;
}

struct slice http_head_field(const struct http_head *head, struct slice name)
{
    const struct http_field *field = field_next(head, name, NULL);
    if (!field)
        return (struct slice){NULL, 0};
    return field_next(head, name, field) ? SLICE("") : field->value;
}

struct slice http_head_last(const struct http_head *head, struct slice name)
{
    struct slice found = {NULL, 0};
    for (const struct http_field *at = NULL; (at = field_next(head, name, at));)
        found = at->value;
    return found;
}

bool http_head_lists(const struct http_head *head, struct slice name, struct slice word)
{
    for (const struct http_field *at = NULL; (at = field_next(head, name, at));) {
        struct slice item, rest = at->value;
        while (take_to(&rest, SLICE(","), &item)) {
            if (is_word(slice_trimmed(item), word))
                return true;
        }
        if (is_word(slice_trimmed(rest), word))
            return true;
    }
    return false;
}
