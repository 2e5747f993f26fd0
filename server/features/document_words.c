/* SPDX-License-Identifier: Apache-2.0
 * Members of one object, by a table. */
#include "features/document_words.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text_fold.h"
#include "core/entry.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

const char *const document_kinds[] = {"book",      "chapter",  "article",  "report", "thesis",
                                      "law",       "judgment", "standard", "manual", "page",
                                      "recording", "data",     "other",    NULL};

enum { YEAR_MAX = 9999 };

/* Those that are kept in memory; and of these, which are lines, and how they are searched. */
static const struct {
    const char *name;
    bool line;
    char letter; /* 0: not searched */
} members[] = {
    {"title", false, 't'},     {"dir", false, 0},      {"authors", false, 'a'},
    {"year", false, 0},        {"language", false, 0}, {"subjects", false, 's'},
    {"kind", false, 0},        {"in", true, 'i'},      {"publisher", true, 'i'},
    {"place", true, 'i'},      {"number", true, 'i'},  {"pages", true, 0},
    {"identifier", true, 'i'},
};
enum { MEMBERS = sizeof members / sizeof members[0] };

static bool is_language(struct slice code)
{
    bool right = code.len == 2 || code.len == 3;
    for (size_t i = 0; i < code.len && right; i++)
        right = code.at[i] >= 'a' && code.at[i] <= 'z';
    return right;
}

/* As ISO 639 has it; which languages there are is not ours to say. */
static enum err language_read(const struct json *data, struct writer *out)
{
    struct slice code;
    if (!common_has(data, "language"))
        return ERR_NONE;
    if (!json_get_text(data, "language", &code) || !is_language(code))
        return ERR_BAD_REQUEST;
    writer_text(out, "language", code);
    return ERR_NONE;
}

static enum err list_read(const struct json *data, const char *key, size_t max, struct writer *out)
{
    const struct json *list = json_get(data, key);
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(list) > max)
        return ERR_LIMIT_EXCEEDED;
    return common_write_lines(list, key, BOUND_DOCUMENT_WORD_CHARS, out);
}

static enum err lines_read(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    for (size_t i = 0; i < MEMBERS && !error; i++) {
        bool is_long = strcmp(members[i].name, "in") == 0;
        size_t max = is_long ? BOUND_DOCUMENT_LINE_CHARS : BOUND_DOCUMENT_WORD_CHARS;
        if (members[i].line && common_has(data, members[i].name))
            error = common_read_line(data, members[i].name, max, out);
    }
    return error;
}

enum err document_words_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_line(data, "title", BOUND_DOCUMENT_LINE_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    if (!error)
        error = list_read(data, "authors", BOUND_DOCUMENT_AUTHORS, out);
    if (!error)
        error = common_read_optional_int(data, "year", 1, YEAR_MAX, out);
    if (!error)
        error = language_read(data, out);
    if (!error)
        error = list_read(data, "subjects", BOUND_DOCUMENT_SUBJECTS, out);
    if (!error)
        error = common_read_choice(data, "kind", document_kinds, out);
    if (!error)
        error = lines_read(data, out);
    return error ? error : common_read_optional_text(data, "text", BOUND_DOCUMENT_CHARS, out);
}

char *document_words_about(const struct json *data)
{
    struct buffer text;
    struct writer out;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    for (size_t i = 0; i < MEMBERS; i++) {
        char *value = common_copy_json(data, members[i].name);
        if (value)
            writer_raw(&out, members[i].name, slice_of(value));
        common_wipe(&value);
    }
    struct slice title = common_get_text(data, "title");
    if (!common_has(data, "dir"))
        writer_text(&out, "dir", text_dir_name(common_get_dir(data, title)));
    writer_end(&out);
    char *about = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return about;
}

static void fold_line(char letter, const struct json *value, struct buffer *out)
{
    struct slice text;
    if (!json_as_text(value, &text))
        return;
    buffer_add_byte(out, letter);
    (void)text_fold(text, out);
    buffer_add_byte(out, '\n');
}

/* A folded text may be longer than the text, but not without end: what does not fit is not found.
 */
char *document_words_folded(const struct json *data)
{
    struct buffer text;
    buffer_init(&text, (size_t)2 * BOUND_ENTRY_BYTES);
    for (size_t i = 0; i < MEMBERS; i++) {
        const struct json *value = json_get(data, members[i].name);
        if (!members[i].letter || !value)
            continue;
        if (!json_is_array(value))
            fold_line(members[i].letter, value, &text);
        for (const struct json *at = json_is_array(value) ? json_first(value) : NULL; at;
             at = json_next(at))
            fold_line(members[i].letter, at, &text);
    }
    char *folded = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return folded;
}

static bool holds(struct slice line, struct slice text)
{
    for (size_t i = 0; i + text.len <= line.len; i++)
        if (memcmp(line.at + i, text.at, text.len) == 0)
            return true;
    return false;
}

bool document_words_hold(const char *folded, char letter, struct slice text)
{
    for (const char *at = folded; at && *at;) {
        const char *end = strchr(at, '\n');
        struct slice line = {at + 1, (size_t)(end - at - 1)};
        if ((!letter || *at == letter) && holds(line, text))
            return true;
        at = end + 1;
    }
    return false;
}
