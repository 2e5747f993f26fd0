/* SPDX-License-Identifier: Apache-2.0
 * Reading what clients send into canonical data. */
#include "features/common_read.h"

#include "base/bounds.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "core/entry.h"
#include "core/kinds.h"
#include "features/common_get.h"

/* Normalisation may grow a text, but never beyond four bytes for each of at most this many points.
 */
enum { CLEAN_BYTES_MAX = 4 * BOUND_JSON_TEXT_BYTES };

typedef enum err clean_fn(struct slice raw, size_t chars_max, struct buffer *out);

static enum err write_cleaned(struct slice raw, const char *key, size_t chars_max, clean_fn *clean,
                              struct writer *out)
{
    struct buffer text;
    buffer_init(&text, CLEAN_BYTES_MAX);
    enum err error = clean(raw, chars_max, &text);
    if (!error)
        writer_text(out, key, buffer_slice(&text));
    buffer_done(&text);
    return error;
}

static enum err read_cleaned(const struct json *data, const char *key, size_t chars_max,
                             clean_fn *clean, struct writer *out)
{
    struct slice raw;
    bool is_text = json_get_text(data, key, &raw);
    return is_text ? write_cleaned(raw, key, chars_max, clean, out) : ERR_BAD_REQUEST;
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

enum err common_write_line(struct slice raw, size_t chars_max, struct writer *out)
{
    return write_cleaned(raw, NULL, chars_max, text_clean_line, out);
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

enum err common_read_dir(const struct json *data, struct writer *out)
{
    return common_has(data, "dir") ? common_read_choice(data, "dir", common_dirs, out) : ERR_NONE;
}

enum err common_read_optional_text(const struct json *data, const char *key, size_t chars_max,
                                   struct writer *out)
{
    return common_has(data, key) ? common_read_text(data, key, chars_max, out) : ERR_NONE;
}

const char *const common_languages[] = {"en", "fr", "es", "ar", NULL};

/* One member of what a client sent. */
typedef enum err read_fn(const struct json *data, const char *key, size_t chars_max,
                         struct writer *out);

static enum err write_langs(const struct json *texts, const char *key, size_t chars_max,
                            read_fn *read, struct writer *out)
{
    size_t filled = 0;
    if (!json_is_object(texts))
        return ERR_BAD_REQUEST;
    for (const struct json *text = json_first(texts); text; text = json_next(text)) {
        if (common_find_choice(json_key(text), common_languages) < 0)
            return ERR_BAD_REQUEST;
        filled += !json_is_null(text);
    }
    if (filled == 0)
        return ERR_BAD_REQUEST;
    enum err error = ERR_NONE;
    writer_object(out, key);
    for (size_t i = 0; common_languages[i] && !error; i++)
        if (common_has(texts, common_languages[i]))
            error = read(texts, common_languages[i], chars_max, out);
    writer_end(out);
    return error;
}

enum err common_write_lang_texts(const struct json *texts, const char *key, size_t chars_max,
                                 struct writer *out)
{
    return write_langs(texts, key, chars_max, common_read_line, out);
}

enum err common_read_lang_prose(const struct json *data, const char *key, size_t chars_max,
                                struct writer *out)
{
    return write_langs(json_get(data, key), key, chars_max, common_read_text, out);
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

enum err common_write_lines(const struct json *list, const char *key, size_t chars_max,
                            struct writer *out)
{
    struct buffer clean;
    enum err error = ERR_NONE;
    buffer_init(&clean, CLEAN_BYTES_MAX);
    writer_array(out, key);
    for (const struct json *item = json_first(list); item && !error; item = json_next(item)) {
        struct slice text;
        buffer_clear(&clean);
        error =
            json_as_text(item, &text) ? text_clean_line(text, chars_max, &clean) : ERR_BAD_REQUEST;
        if (!error)
            writer_text(out, NULL, buffer_slice(&clean));
    }
    writer_end(out);
    buffer_done(&clean);
    return error;
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

enum err common_read_whom(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    bool server = !error && slice_equal(common_get_text(data, "whom"), ENTRY_SYSTEM);
    return server ? ERR_BAD_REQUEST : error;
}

static bool was_before(const struct json *list, const struct json *item, struct slice id)
{
    struct slice other;
    for (const struct json *at = json_first(list); at != item; at = json_next(at))
        if (json_as_text(at, &other) && slice_equal(other, id))
            return true;
    return false;
}

bool common_is_of(struct slice of)
{
    return entry_room_kind(of).at && text_is_id(entry_room_id(of)) && of.len <= ROOM_NAME_BYTES;
}

enum err common_read_of(const struct json *data, struct writer *out)
{
    struct slice of;
    if (!json_get_text(data, "of", &of) || !common_is_of(of))
        return ERR_BAD_REQUEST;
    writer_text(out, "of", of);
    return ERR_NONE;
}

enum err common_read_room(const struct json *data, const char *key, struct writer *out)
{
    struct slice room;
    if (!json_get_text(data, key, &room) || !text_is_id(entry_room_id(room)) ||
        room.len > BOUND_ID_BYTES)
        return ERR_BAD_REQUEST;
    struct slice kind = entry_room_kind(room);
    if (!slice_is(kind, "webinar") && !slice_is(kind, "course"))
        return ERR_BAD_REQUEST;
    writer_text(out, key, room);
    return ERR_NONE;
}

enum err common_read_optional_ids(const struct json *data, const char *key, size_t max,
                                  struct writer *out)
{
    const struct json *list = json_get(data, key);
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > max)
        return ERR_LIMIT_EXCEEDED;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice id;
        if (!json_as_text(at, &id) || !text_is_id(id))
            return ERR_BAD_REQUEST;
        if (at == json_first(list))
            writer_array(out, key);
        if (!was_before(list, at, id))
            writer_text(out, NULL, id);
    }
    if (json_count(list) > 0)
        writer_end(out);
    return ERR_NONE;
}

enum err common_read_role(const struct json *data, const char *key, struct writer *out)
{
    return common_read_choice(data, key, common_roles, out);
}

/* A browser takes "//host" and "/\host" for other hosts: only a path of this one may begin with
 * '/'. */
bool common_is_url(struct slice url)
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
    if (!json_get_text(data, key, &url) || !common_is_url(url))
        return ERR_BAD_REQUEST;
    writer_text(out, key, url);
    return ERR_NONE;
}
