/* SPDX-License-Identifier: Apache-2.0
 * Commands about rooms of the catalogue. */
#include "features/catalogue_read.h"

#include "base/bounds.h"
#include "base/text.h"
#include "base/unused.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/common_read.h"
#include "features/country.h"
#include "features/directory.h"
#include "features/listing.h"
#include "features/outline.h"

enum { MINUTES_MAX = 2880 }; /* as of stage.create */

const char *const catalogue_policies[] = {"managers", "members", NULL};
static const char *const guest_roles[] = {"participant", "presenter", "moderator", NULL};
static const char *const stream_types[] = {"hls", "mp4", NULL};
static const char *const phase_names[] = {"scheduled", "rehearsal", "live",
                                          "paused",    "ended",     NULL};

/* Six letters that nobody mistakes for another. */
static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";

static enum err read_roles(const struct json *who, struct writer *out)
{
    const struct json *list = json_get(who, "roles");
    struct slice word;
    if (!common_has(who, "roles"))
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) > 4)
        return ERR_BAD_REQUEST;
    writer_array(out, "roles");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (!json_as_text(at, &word) || !directory_role(word))
            return ERR_BAD_REQUEST;
        writer_text(out, NULL, word);
    }
    writer_end(out);
    return ERR_NONE;
}

static enum err read_who(const struct json *data, struct writer *out)
{
    const struct json *who = json_get(data, "who");
    if (!common_has(data, "who"))
        return ERR_NONE;
    writer_object(out, "who");
    enum err error = common_read_choice(who, "to", listing_tos, out);
    if (!error && json_count(json_get(who, "countries")) > 0)
        error = country_read_optional_list(who, "countries", BOUND_ROOM_COUNTRIES, out);
    else if (!error && common_has(who, "countries") && !json_is_array(json_get(who, "countries")))
        error = ERR_BAD_REQUEST;
    if (!error)
        error = read_roles(who, out);
    writer_end(out);
    return error;
}

static enum err read_stream(const struct json *data, struct writer *out)
{
    const struct json *stream = json_get(data, "stream");
    if (!common_has(data, "stream"))
        return ERR_NONE;
    writer_object(out, "stream");
    enum err error = common_read_url(stream, "url", out);
    if (!error)
        error = common_read_choice(stream, "type", stream_types, out);
    writer_end(out);
    return error;
}

/* The kind of credential that is asked of hosts; "" takes it away. */
static enum err read_asks(const struct json *data, struct writer *out)
{
    struct slice asks;
    if (!common_has(data, "asks"))
        return ERR_NONE;
    if (!json_get_text(data, "asks", &asks) || asks.len > 0)
        return common_read_id(data, "asks", out);
    writer_text(out, "asks", asks);
    return ERR_NONE;
}

/* All but the name and the template. */
static enum err read_what(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    if (common_has(data, "title"))
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_summary(data, out);
    if (!error)
        error = common_read_optional_int(data, "start", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "minutes", 1, MINUTES_MAX, out);
    if (!error)
        error = common_read_optional_bool(data, "opens", out);
    if (!error)
        error = read_stream(data, out);
    if (!error)
        error = common_read_optional_ids(data, "hosts", BOUND_ROOM_HOSTS, out);
    if (!error)
        error = read_who(data, out);
    if (!error)
        error = read_asks(data, out);
    if (!error)
        error = registration_read(data, out);
    if (!error)
        error = common_read_series(data, out);
    if (!error)
        error = common_read_zone(data, out);
    if (!error)
        error = common_read_languages(data, out);
    return error ? error : common_read_course(data, out);
}

enum err catalogue_read_create(const struct json *data, struct writer *out)
{
    if (!common_has(data, "title") || !common_has(data, "who"))
        return ERR_BAD_REQUEST;
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_choice(data, "template", listing_templates, out);
    if (!error)
        error = outline_read(data, out);
    if (!error)
        error = common_read_optional_bool(data, "history", out);
    return error ? error : read_what(data, out);
}

enum err catalogue_read_change(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    return error ? error : read_what(data, out);
}

enum err catalogue_read_copy(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_room(data, "from", out);
    return error ? error : read_what(data, out);
}

enum err catalogue_read_archive(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    return error ? error : common_read_bool(data, "archived", out);
}

enum err catalogue_read_phase(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    return error ? error : common_read_choice(data, "phase", phase_names, out);
}

enum err catalogue_read_reports(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_int(data, "open", 0, INT64_MAX, out);
    return error ? error : common_read_int(data, "cause", 1, INT64_MAX, out);
}

enum err catalogue_read_code(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    struct slice code = {NULL, 0};
    if (error || !common_has(data, "code"))
        return error;
    if (!json_get_text(data, "code", &code) || code.len != CODE_BYTES - 1)
        return ERR_BAD_REQUEST;
    for (size_t i = 0; i < code.len; i++)
        if (!code.at[i] || !strchr(letters, code.at[i]))
            return ERR_BAD_REQUEST;
    writer_text(out, "code", code);
    return ERR_NONE;
}

enum err catalogue_read_uninvite(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error && json_count(json_get(data, "people")) == 0)
        error = ERR_BAD_REQUEST;
    return error ? error : common_read_optional_ids(data, "people", BOUND_ROOM_INVITED, out);
}

enum err catalogue_read_invite(const struct json *data, struct writer *out)
{
    enum err error = catalogue_read_uninvite(data, out);
    if (!error && common_has(data, "role"))
        error = common_read_choice(data, "role", guest_roles, out);
    return error;
}

enum err catalogue_read_answer(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    return error ? error : common_read_bool(data, "accept", out);
}

enum err catalogue_read_link(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_id(data, "key", out);
    if (!error)
        error = common_read_optional_int(data, "uses", 1, BOUND_MEMBERS, out);
    if (!error)
        error = common_read_optional_int(data, "until", 1, INT64_MAX, out);
    if (!error)
        error = country_read_optional(data, "country", out);
    return error ? error : common_read_optional_domain(data, "domain", out);
}

enum err catalogue_read_unlink(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    return error ? error : common_read_seq(data, "link", out);
}

enum err catalogue_read_join(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    struct slice code;
    if (common_has(data, "of"))
        error = common_read_room(data, "of", out);
    else if (!common_has(data, "code"))
        error = ERR_BAD_REQUEST;
    if (!error && common_has(data, "code")) {
        if (!json_get_text(data, "code", &code) || !text_is_id(code) || code.len >= CODE_BYTES)
            return ERR_BAD_REQUEST;
        writer_text(out, "code", code);
    }
    if (!error && common_has(data, "key"))
        error = common_read_id(data, "key", out);
    return error;
}

enum err catalogue_read_register(const struct json *data, struct writer *out)
{
    enum err error = catalogue_read_join(data, out);
    return error ? error : registration_read_answers(data, out);
}

enum err catalogue_read_unregister(const struct json *data, struct writer *out)
{
    return common_read_room(data, "of", out);
}

enum err catalogue_read_take(const struct json *data, struct writer *out)
{
    return common_read_room(data, "of", out);
}

enum err catalogue_read_policy(const struct json *data, struct writer *out)
{
    return common_read_choice(data, "create", catalogue_policies, out);
}

void catalogue_keep(const void *state, const struct entry *entry, struct writer *out)
{
    char content[23];
    UNUSED(state);
    listing_content(entry, content);
    if (common_has(entry->data, "title")) {
        writer_object(out, "title");
        writer_end(out);
    }
    writer_text(out, "content", slice_of(content));
}
