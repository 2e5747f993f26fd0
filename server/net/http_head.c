/* SPDX-License-Identifier: Apache-2.0
 * Line by line; a field is found by looking at all of them, of which there are few. */
#include "net/http_head.h"

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
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c)))
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
    head->fields = rest;
    while (take_to(&rest, LINE_END, &line) && line.len > 0) {
        if (!take_to(&line, SLICE(":"), &name) || !is_token(name) || !is_visible(line, true))
            return false;
    }
    head->fields.len -= rest.len;
    return true;
}

/* The next field called `name`, its value as it stands. A head that was read has one newline in
 * each line, at its end. */
static bool field_next(struct slice *fields, struct slice name, struct slice *value)
{
    const char *at = fields->at, *end;
    size_t left = fields->len;
    while (left > 0 && (end = memchr(at, '\n', left))) {
        const char *line = at;
        size_t len = (size_t)(end - line);
        at = end + 1;
        left -= len + 1;
        if (len < name.len + 2 || line[name.len] != ':' ||
            strncasecmp(line, name.at, name.len) != 0)
            continue;
        *value = (struct slice){line + name.len + 1, len - name.len - 2};
        *fields = (struct slice){at, left};
        return true;
    }
    return false;
}

struct slice http_head_field(const struct http_head *head, struct slice name)
{
    struct slice rest = head->fields, found = {NULL, 0}, value;
    while (field_next(&rest, name, &value))
        found = found.at ? SLICE("") : slice_trimmed(value);
    return found;
}

struct slice http_head_last(const struct http_head *head, struct slice name)
{
    struct slice rest = head->fields, found = {NULL, 0}, value;
    while (field_next(&rest, name, &value))
        found = slice_trimmed(value);
    return found;
}

static bool is_word(struct slice text, struct slice word)
{
    return text.len == word.len && strncasecmp(text.at, word.at, word.len) == 0;
}

bool http_head_lists(const struct http_head *head, struct slice name, struct slice word)
{
    struct slice rest = head->fields, value, item;
    while (field_next(&rest, name, &value)) {
        while (take_to(&value, SLICE(","), &item)) {
            if (is_word(slice_trimmed(item), word))
                return true;
        }
        if (is_word(slice_trimmed(value), word))
            return true;
    }
    return false;
}
