/* SPDX-License-Identifier: Apache-2.0
 * Commands about people. */
#include "features/directory_read.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/common_read.h"
#include "features/country.h"
#include "features/directory.h"

enum { DOUBLE_BITS = 53 };
#define PICTURE_MAX ((INT64_C(1) << DOUBLE_BITS) - 1) /* as any seq */

/* An array of some of `names`, each once; an empty one is written, too. */
static enum err read_choices(const struct json *data, const char *key, const char *const *names,
                             struct writer *out)
{
    const struct json *list = json_get(data, key);
    unsigned written = 0;
    struct slice word;
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    writer_array(out, key);
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        int place = json_as_text(at, &word) ? common_find_choice(word, names) : -1;
        if (place < 0)
            return ERR_BAD_REQUEST;
        if (!(written >> place & 1))
            writer_text(out, NULL, word);
        written |= 1U << place;
    }
    writer_end(out);
    return ERR_NONE;
}

/* All but the id. */
static enum err read_what(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_name(data, "name", out);
    if (!error)
        error = country_read_optional(data, "country", out);
    if (!error)
        error = read_choices(data, "languages", directory_languages, out);
    if (!error)
        error = read_choices(data, "roles", directory_roles, out);
    if (!error)
        error = country_read_optional_list(data, "coordinates", BOUND_PERSON_COUNTRIES, out);
    return error ? error : common_read_optional_mail(data, "mail", out);
}

enum err directory_read_person(const struct json *data, struct writer *out)
{
    return common_read_id(data, "person", out);
}

enum err directory_read_add(const struct json *data, struct writer *out)
{
    if (!common_has(data, "name"))
        return ERR_BAD_REQUEST;
    enum err error = common_has(data, "person") ? directory_read_person(data, out) : ERR_NONE;
    if (!error)
        error = read_what(data, out);
    if (!error)
        error = common_read_optional_seq(data, "request", out);
    return error ? error : common_read_optional_bool(data, "enrol", out);
}

enum err directory_read_change(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    if (!error)
        error = read_what(data, out);
    return error ? error : common_read_optional_int(data, "picture", 0, PICTURE_MAX, out);
}

enum err directory_read_why(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

void directory_keep_words(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    if (common_has(entry->data, "name"))
        writer_text(out, "name", SLICE(""));
    if (common_has(entry->data, "mail"))
        writer_text(out, "mail", SLICE(""));
}
