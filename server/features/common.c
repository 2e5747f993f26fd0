/* SPDX-License-Identifier: Apache-2.0
 * Reading what clients send into canonical data, and keeping who wrote what. */
#include "features/common.h"

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

static enum err clean(struct slice raw, struct slice key, size_t chars_max, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, CLEAN_BYTES_MAX);
    enum err error = text_clean(raw, chars_max, &text);
    if (!error)
        writer_text_slice(out, key, buffer_slice(&text));
    buffer_done(&text);
    return error;
}

enum err common_read_text(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out)
{
    struct slice raw;
    if (!json_get_text(data, key, &raw))
        return ERR_BAD_REQUEST;
    return clean(raw, slice_of(key), chars_max, out);
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
        error = common_read_optional_text(texts, languages[i], chars_max, out);
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

void common_write_text(struct writer *out, struct slice text)
{
    writer_text(out, "text", text);
    writer_text(out, "dir", text_dir_name(text_direction(text)));
}
