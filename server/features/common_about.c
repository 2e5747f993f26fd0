/* SPDX-License-Identifier: Apache-2.0
 * Five members, each by its name. */
#include "features/common_about.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"

static const char *const members[] = {"summary", "series", "zone", "languages", "course", NULL};

enum err common_read_summary(const struct json *data, struct writer *out)
{
    const struct json *summary = json_get(data, "summary");
    if (!common_has(data, "summary"))
        return ERR_NONE;
    if (json_is_object(summary) && json_count(summary) == 0) {
        writer_object(out, "summary");
        writer_end(out);
        return ERR_NONE;
    }
    return common_read_lang_texts(data, "summary", BOUND_SUMMARY_CHARS, out);
}

enum err common_read_series(const struct json *data, struct writer *out)
{
    struct slice series;
    if (!common_has(data, "series"))
        return ERR_NONE;
    if (!json_get_text(data, "series", &series) || series.len > 0)
        return common_read_line(data, "series", BOUND_SERIES_CHARS, out);
    writer_text(out, "series", series);
    return ERR_NONE;
}

static bool is_zone(struct slice zone)
{
    static const char others[] = "/_+-";
    for (size_t i = 0; i < zone.len; i++) {
        char c = zone.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (!c || i == 0 || !strchr(others, c)))
            return false;
    }
    return zone.len <= BOUND_ZONE_BYTES;
}

enum err common_read_zone(const struct json *data, struct writer *out)
{
    struct slice zone = {NULL, 0};
    if (!common_has(data, "zone"))
        return ERR_NONE;
    if (!json_get_text(data, "zone", &zone) || !is_zone(zone))
        return ERR_BAD_REQUEST;
    writer_text(out, "zone", zone);
    return ERR_NONE;
}

/* In the order of common_languages, each once. */
enum err common_read_languages(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "languages");
    bool named[BOUND_LANGUAGES] = {false};
    if (!common_has(data, "languages"))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice word = {NULL, 0};
        int place = json_as_text(at, &word) ? common_find_choice(word, common_languages) : -1;
        if (place < 0)
            return ERR_BAD_REQUEST;
        named[place] = true;
    }
    writer_array(out, "languages");
    for (size_t i = 0; common_languages[i]; i++)
        if (named[i])
            writer_text(out, NULL, slice_of(common_languages[i]));
    writer_end(out);
    return ERR_NONE;
}

enum err common_read_course(const struct json *data, struct writer *out)
{
    enum err error = common_has(data, "course") ? common_read_room(data, "course", out) : ERR_NONE;
    bool is_course = slice_is(entry_room_kind(common_get_text(data, "course")), "course");
    return error || !common_has(data, "course") || is_course ? error : ERR_BAD_REQUEST;
}

enum err common_about_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_summary(data, out);
    if (!error)
        error = common_read_series(data, out);
    if (!error)
        error = common_read_zone(data, out);
    if (!error)
        error = common_read_languages(data, out);
    return error ? error : common_read_course(data, out);
}

void common_about_done(struct common_about *about)
{
    common_wipe(&about->summary);
    common_wipe(&about->series);
    common_wipe(&about->zone);
    common_wipe(&about->languages);
    common_wipe(&about->course);
}

/* A text, or JSON; empty: NULL. */
static void set(char **to, const struct json *data, const char *key)
{
    const struct json *member = json_get(data, key);
    struct slice text = {NULL, 0};
    if (!common_has(data, key))
        return;
    common_wipe(to);
    if (json_as_text(member, &text))
        *to = text.len > 0 ? mem_text(text) : NULL;
    else if (json_count(member) > 0)
        *to = common_copy_json(data, key);
}

void common_about_set(struct common_about *about, const struct entry *entry)
{
    if (common_has(entry->data, "summary"))
        about->summary_seq = entry->seq;
    set(&about->summary, entry->data, "summary");
    set(&about->series, entry->data, "series");
    set(&about->zone, entry->data, "zone");
    set(&about->languages, entry->data, "languages");
    set(&about->course, entry->data, "course");
}

static void write_text(const char *key, const char *text, struct writer *out)
{
    if (text)
        writer_text(out, key, slice_of(text));
    else
        writer_null(out, key);
}

static void write_json(const char *key, const char *json, struct writer *out)
{
    if (json)
        writer_raw(out, key, slice_of(json));
    else
        writer_null(out, key);
}

void common_about_write(const struct common_about *about, struct writer *out)
{
    if (about->summary)
        write_json("summary", about->summary, out);
    if (about->series)
        write_text("series", about->series, out);
    if (about->zone)
        write_text("zone", about->zone, out);
    if (about->languages)
        write_json("languages", about->languages, out);
}

void common_about_patch(const struct common_about *about, const struct json *data,
                        struct writer *out)
{
    if (common_has(data, "summary") && about->summary)
        common_write_langs("summary", about->summary, out);
    else if (common_has(data, "summary"))
        writer_null(out, "summary");
    if (common_has(data, "series"))
        write_text("series", about->series, out);
    if (common_has(data, "zone"))
        write_text("zone", about->zone, out);
    if (common_has(data, "languages"))
        write_json("languages", about->languages, out);
}

bool common_about_has(const struct json *data)
{
    bool any = false;
    for (size_t i = 0; members[i]; i++)
        any = any || common_has(data, members[i]);
    return any;
}

void common_about_pass(const struct json *data, struct writer *out)
{
    for (size_t i = 0; members[i]; i++) {
        if (!common_has(data, members[i]))
            continue;
        char *copy = common_copy_json(data, members[i]);
        writer_raw(out, members[i], slice_of(copy));
        mem_free(copy);
    }
}

bool common_about_forget(struct common_about *about, int64_t seq)
{
    bool shows = about->summary && about->summary_seq == seq;
    if (shows)
        common_wipe(&about->summary);
    return shows;
}

enum err common_about_read_made(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_bool(data, "listed", out);
    if (!error)
        error = common_read_optional_bool(data, "history", out);
    return error || !common_has(data, "from") ? error : common_read_room(data, "from", out);
}

bool common_about_late(const struct json *data)
{
    return common_has(data, "history") && !common_get_bool(data, "history");
}
