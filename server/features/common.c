/* SPDX-License-Identifier: Apache-2.0
 * Reading what clients send into canonical data, and keeping who wrote what. */
#include "features/common.h"

#include "base/check.h"
#include "base/mem.h"
#include "base/text.h"

/* Normalisation may grow a text, but never beyond four bytes for each of at most this many points.
 */
enum { CLEAN_BYTES_MAX = 4 * BOUND_JSON_TEXT_BYTES };

bool common_has(const struct json *data, const char *key)
{
    const struct json *member = json_get(data, key);
    return member && !json_is_null(member);
}

typedef enum err clean_fn(struct slice raw, size_t chars_max, struct buffer *out);

static enum err read_cleaned(const struct json *data, const char *key, size_t chars_max,
                             clean_fn *clean, struct writer *out)
{
    struct slice raw;
    struct buffer text;
    if (!json_get_text(data, key, &raw))
        return ERR_BAD_REQUEST;
    buffer_init(&text, CLEAN_BYTES_MAX);
    enum err error = clean(raw, chars_max, &text);
    if (!error)
        writer_text(out, key, buffer_slice(&text));
    buffer_done(&text);
    return error;
}

enum err common_read_text(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out)
{
    return read_cleaned(data, key, chars_max, text_clean, out);
}

enum err common_read_line(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out)
{
    return read_cleaned(data, key, chars_max, text_clean_line, out);
}

/* What is too long is refused here, where a person can be asked; only tokens' names are cut. */
static enum err clean_name(struct slice raw, size_t chars_max, struct buffer *out)
{
    enum err error = text_clean_name(raw, BOUND_JSON_TEXT_BYTES, out);
    return !error && text_chars(buffer_slice(out)) > chars_max ? ERR_TEXT_TOO_LONG : error;
}

enum err common_read_optional_name(const struct json *data, const char *key, struct writer *out)
{
    return common_has(data, key) ? read_cleaned(data, key, BOUND_NAME_CHARS, clean_name, out)
                                 : ERR_NONE;
}

static const char *const dirs[] = {"ltr", "rtl", NULL};

enum err common_read_dir(const struct json *data, struct writer *out)
{
    return common_has(data, "dir") ? common_read_choice(data, "dir", dirs, out) : ERR_NONE;
}

enum err common_read_optional_text(const struct json *data, const char *key, size_t chars_max,
                                   struct writer *out)
{
    return common_has(data, key) ? common_read_text(data, key, chars_max, out) : ERR_NONE;
}

static const char *const languages[] = {"en", "fr", "es", "ar", NULL};

enum err common_write_lang_texts(const struct json *texts, const char *key, size_t chars_max,
                                 struct writer *out)
{
    size_t filled = 0;
    if (!json_is_object(texts))
        return ERR_BAD_REQUEST;
    for (const struct json *text = json_first(texts); text; text = json_next(text)) {
        if (common_find_choice(json_key(text), languages) < 0)
            return ERR_BAD_REQUEST;
        filled += !json_is_null(text);
    }
    if (filled == 0)
        return ERR_BAD_REQUEST;
    enum err error = ERR_NONE;
    writer_object(out, key);
    for (size_t i = 0; languages[i] && !error; i++)
        if (common_has(texts, languages[i]))
            error = common_read_line(texts, languages[i], chars_max, out);
    writer_end(out);
    return error;
}

enum err common_read_lang_texts(const struct json *data, const char *key, size_t chars_max,
                                struct writer *out)
{
    return common_write_lang_texts(json_get(data, key), key, chars_max, out);
}

enum err common_read_int(const struct json *data, const char *key, int64_t min, int64_t max,
                         struct writer *out)
{
    int64_t number;
    if (!json_get_int(data, key, &number) || number < min || number > max)
        return ERR_BAD_REQUEST;
    writer_int(out, key, number);
    return ERR_NONE;
}

enum err common_read_optional_int(const struct json *data, const char *key, int64_t min,
                                  int64_t max, struct writer *out)
{
    return common_has(data, key) ? common_read_int(data, key, min, max, out) : ERR_NONE;
}

enum err common_read_seq(const struct json *data, const char *key, struct writer *out)
{
    return common_read_int(data, key, 1, INT64_MAX, out);
}

enum err common_read_optional_seq(const struct json *data, const char *key, struct writer *out)
{
    return common_has(data, key) ? common_read_seq(data, key, out) : ERR_NONE;
}

enum err common_read_bool(const struct json *data, const char *key, struct writer *out)
{
    bool value;
    if (!json_get_bool(data, key, &value))
        return ERR_BAD_REQUEST;
    writer_bool(out, key, value);
    return ERR_NONE;
}

enum err common_read_optional_bool(const struct json *data, const char *key, struct writer *out)
{
    return common_has(data, key) ? common_read_bool(data, key, out) : ERR_NONE;
}

enum err common_read_choice(const struct json *data, const char *key, const char *const *names,
                            struct writer *out)
{
    struct slice name;
    if (!json_get_text(data, key, &name) || common_find_choice(name, names) < 0)
        return ERR_BAD_REQUEST;
    writer_text(out, key, name);
    return ERR_NONE;
}

enum err common_read_id(const struct json *data, const char *key, struct writer *out)
{
    struct slice id;
    if (!json_get_text(data, key, &id) || !text_is_id(id))
        return ERR_BAD_REQUEST;
    writer_text(out, key, id);
    return ERR_NONE;
}

static const char *const role_names[] = {"none",      "participant", "presenter",
                                         "moderator", "host",        NULL};

/* By their place in role_names. */
static const enum role roles[] = {ROLE_NONE, ROLE_PARTICIPANT, ROLE_PRESENTER, ROLE_MODERATOR,
                                  ROLE_HOST};

enum err common_read_role(const struct json *data, const char *key, struct writer *out)
{
    return common_read_choice(data, key, role_names, out);
}

enum role common_get_role(const struct json *data, const char *key)
{
    int place = common_get_choice(data, key, role_names);
    return place < 0 ? ROLE_NONE : roles[place];
}

struct slice common_role_name(enum role role)
{
    for (size_t place = 0; role_names[place]; place++)
        if (roles[place] == role)
            return slice_of(role_names[place]);
    return SLICE("none");
}

/* A browser takes "//host" and "/\host" for other hosts: only a path of this one may begin with
 * '/'. */
static bool is_url(struct slice url)
{
    bool absolute = slice_starts(url, SLICE("https://")) || slice_starts(url, SLICE("http://"));
    bool path = slice_starts(url, SLICE("/")) && !slice_starts(url, SLICE("//"));
    if (url.len > COMMON_URL_BYTES || (!absolute && !path))
        return false;
    for (size_t i = 0; i < url.len; i++)
        if (url.at[i] <= 0x20 || url.at[i] >= 0x7f || strchr("\"<>\\^`{|}", url.at[i]))
            return false;
    return true;
}

enum err common_read_url(const struct json *data, const char *key, struct writer *out)
{
    struct slice url;
    if (!json_get_text(data, key, &url) || !is_url(url))
        return ERR_BAD_REQUEST;
    writer_text(out, key, url);
    return ERR_NONE;
}

struct slice common_get_text(const struct json *data, const char *key)
{
    struct slice text = {0};
    json_get_text(data, key, &text);
    return text;
}

int64_t common_get_int(const struct json *data, const char *key)
{
    int64_t number = 0;
    json_get_int(data, key, &number);
    return number;
}

bool common_get_bool(const struct json *data, const char *key)
{
    bool value = false;
    json_get_bool(data, key, &value);
    return value;
}

int common_find_choice(struct slice name, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (slice_is(name, names[i]))
            return i;
    return -1;
}

int common_get_choice(const struct json *data, const char *key, const char *const *names)
{
    return common_find_choice(common_get_text(data, key), names);
}

enum text_dir common_get_dir(const struct json *data, struct slice text)
{
    int place = common_get_choice(data, "dir", dirs);
    return place < 0 ? text_direction(text) : place == 1 ? TEXT_RTL : TEXT_LTR;
}

char *common_copy_json(const struct json *data, const char *key)
{
    const struct json *member = json_get(data, key);
    if (!member)
        return NULL;
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(member, &text);
    char *copy = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return copy;
}

void common_wipe(char **text)
{
    if (!*text)
        return;
    explicit_bzero(*text, strlen(*text));
    mem_free(*text);
    *text = NULL;
}

void common_author_init(struct common_author *author, const struct entry *entry)
{
    author->id = mem_text(entry->by);
    author->name = mem_text(entry->name);
}

void common_author_done(struct common_author *author)
{
    common_wipe(&author->id);
    common_wipe(&author->name);
}

bool common_author_is(const struct common_author *author, struct slice person)
{
    return slice_is(person, author->id);
}

void common_write_author(struct writer *out, const struct common_author *author)
{
    writer_text(out, "by", slice_of(author->id));
    if (author->name[0])
        writer_text(out, "name", slice_of(author->name));
}

void common_write_text(struct writer *out, struct slice text, enum text_dir dir)
{
    writer_text(out, "text", text);
    writer_text(out, "dir", text_dir_name(dir));
}

/* As base/writer.c quotes. */
size_t common_text_bytes(struct slice text)
{
    size_t bytes = text.len + 2;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\' || text.at[i] == '\n')
            bytes++;
        else if ((unsigned char)text.at[i] < 0x20)
            bytes += 5;
    }
    return bytes;
}

/* The names of members, numbers, punctuation: what a view adds to texts and authors. */
enum { FRAME_BYTES = 256 };

size_t common_author_bytes(const struct entry *entry)
{
    return common_text_bytes(entry->by) + common_text_bytes(entry->name);
}

size_t common_entry_bytes(const struct entry *entry)
{
    return entry->text.len + common_author_bytes(entry) + FRAME_BYTES;
}

/* The count is the pointer itself. */
size_t common_count(const struct map *counts, struct slice person)
{
    return (size_t)(uintptr_t)map_find(counts, person);
}

void common_count_up(struct map *counts, struct slice person)
{
    map_put(counts, person, (void *)(uintptr_t)(common_count(counts, person) + 1));
}

void common_count_down(struct map *counts, struct slice person)
{
    size_t count = common_count(counts, person);
    check(count > 0);
    if (count > 1)
        map_put(counts, person, (void *)(uintptr_t)(count - 1));
    else
        map_take(counts, person);
}
