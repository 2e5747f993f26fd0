/* SPDX-License-Identifier: Apache-2.0
 * What an address says of itself is looked at; whether it plays only a page can find out. */
#include "features/stage_streams.h"

#include <strings.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { HLS, MP4, AUDIO };
static const char *const types[] = {[HLS] = "hls", [MP4] = "mp4", [AUDIO] = "audio", NULL};

/* How the path of an address ends, in any case of letters. */
static bool path_ends(struct slice url, const char *ending)
{
    size_t len = strcspn(url.at, "?#"), bytes = strlen(ending);
    len = len < url.len ? len : url.len;
    return len >= bytes && strncasecmp(url.at + len - bytes, ending, bytes) == 0;
}

static bool path_ends_in(struct slice url, const char *const *endings)
{
    while (*endings && !path_ends(url, *endings))
        endings++;
    return *endings;
}

/* A page is no stream, and what says of itself what it is must be that. */
static enum err fits(struct slice url, int type)
{
    static const char *const pages[] = {"/", ".html", ".htm", ".php", NULL};
    static const char *const others[][6] = {
        [HLS] = {".mp4", ".mp3", ".m4a", ".ogg", NULL},
        [MP4] = {".m3u8", ".mp3", ".m4a", ".ogg", NULL},
        [AUDIO] = {".m3u8", ".mp4", NULL},
    };
    if (path_ends_in(url, pages))
        return ERR_STREAM_ADDRESS;
    return path_ends_in(url, others[type]) ? ERR_STREAM_TYPE : ERR_NONE;
}

/* One stream: where it is, what it is, which language it speaks. */
enum err stage_streams_read_one(const struct json *data, struct writer *out)
{
    struct slice url = common_get_text(data, "url");
    if (url.at && common_read_url(data, "url", out))
        return ERR_STREAM_ADDRESS;
    enum err error = url.at ? ERR_NONE : ERR_BAD_REQUEST;
    if (!error)
        error = common_read_choice(data, "type", types, out);
    if (!error)
        error = fits(url, common_get_choice(data, "type", types));
    if (!error && common_has(data, "lang"))
        error = common_read_choice(data, "lang", common_languages, out);
    return error;
}

/* One of those beside it is there for its language, or for its signs. */
static enum err beside_read(const struct json *data, struct writer *out)
{
    writer_object(out, NULL);
    enum err error = json_is_object(data) ? stage_streams_read_one(data, out) : ERR_BAD_REQUEST;
    if (!error)
        error = common_read_optional_bool(data, "sign", out);
    bool sign = common_get_bool(data, "sign");
    if (!error && sign == common_has(data, "lang"))
        error = ERR_BAD_REQUEST;
    if (!error && sign && common_get_choice(data, "type", types) == AUDIO)
        error = ERR_STREAM_TYPE;
    writer_end(out);
    return error;
}

static enum err more_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "more");
    size_t count = 0;
    enum err error = ERR_NONE;
    if (!common_has(data, "more"))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (!json_first(list))
        return ERR_NONE;
    writer_array(out, "more");
    for (const struct json *at = json_first(list); at && !error; at = json_next(at))
        error = ++count > BOUND_STREAMS ? ERR_LIMIT_EXCEEDED : beside_read(at, out);
    writer_end(out);
    return error;
}

enum err stage_streams_read(const struct json *data, struct writer *out)
{
    enum err error = stage_streams_read_one(data, out);
    return error ? error : more_read(data, out);
}

static enum err address_check(struct slice url, struct slice room)
{
    static const char *const folders[] = {"/media/recordings/", "/media/live/"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        struct slice folder = slice_of(folders[i]);
        if (!slice_starts(url, folder))
            continue;
        struct slice rest = {url.at + folder.len, url.len - folder.len};
        bool own = slice_starts(rest, room) && rest.len > room.len && rest.at[room.len] == '/';
        return own ? ERR_NONE : ERR_STREAM_ADDRESS;
    }
    return ERR_NONE;
}

enum err stage_streams_check(const struct json *data, const struct room *room)
{
    struct slice id = entry_room_id(room_name(room));
    const struct json *more = json_get(data, "more");
    enum err error = address_check(common_get_text(data, "url"), id);
    for (const struct json *at = json_is_array(more) ? json_first(more) : NULL; at && !error;
         at = json_next(at))
        error = address_check(common_get_text(at, "url"), id);
    return error;
}

void stage_streams_done(struct stage_streams *streams)
{
    mem_free(streams->url);
    mem_free(streams->type);
    mem_free(streams->lang);
    mem_free(streams->more);
    *streams = (struct stage_streams){NULL};
}

void stage_streams_set(struct stage_streams *streams, const struct json *data)
{
    if (!data)
        return;
    bool had_lang = streams->lang, had_more = streams->more;
    stage_streams_done(streams);
    streams->url = mem_text(common_get_text(data, "url"));
    streams->type = mem_text(common_get_text(data, "type"));
    if (common_has(data, "lang"))
        streams->lang = mem_text(common_get_text(data, "lang"));
    streams->more = common_copy_json(data, "more");
    streams->lang_gone = had_lang && !streams->lang;
    streams->more_gone = had_more && !streams->more;
}

void stage_streams_write(const struct stage_streams *streams, bool patch, struct writer *out)
{
    writer_object(out, "stream");
    writer_text(out, "url", slice_of(streams->url));
    writer_text(out, "type", slice_of(streams->type));
    if (streams->lang)
        writer_text(out, "lang", slice_of(streams->lang));
    else if (patch && streams->lang_gone)
        writer_null(out, "lang");
    if (streams->more)
        writer_raw(out, "more", slice_of(streams->more));
    else if (patch && streams->more_gone)
        writer_null(out, "more");
    writer_end(out);
}

/* The place of the others begins at 1. */
static enum err beside_media(const char *more, int64_t place, struct writer *out)
{
    struct json *list = NULL;
    if (!more || json_parse(slice_of(more), &list) != ERR_NONE)
        return ERR_NOT_FOUND;
    const struct json *at = json_first(list);
    for (int64_t i = 1; at && i < place; i++)
        at = json_next(at);
    if (at) {
        writer_text(out, "url", common_get_text(at, "url"));
        writer_text(out, "type", common_get_text(at, "type"));
    }
    enum err error = at ? ERR_NONE : ERR_NOT_FOUND;
    json_free(&list);
    return error;
}

enum err stage_streams_media(const struct stage_streams *streams, int64_t place, struct writer *out)
{
    if (!streams->url)
        return ERR_NOT_FOUND;
    if (place > 0)
        return beside_media(streams->more, place, out);
    writer_text(out, "url", slice_of(streams->url));
    writer_text(out, "type", slice_of(streams->type));
    return ERR_NONE;
}
