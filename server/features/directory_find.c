/* SPDX-License-Identifier: Apache-2.0
 * By the beginning of a name, in pages; or by a list that somebody has pasted, each of it an
 * address, an id or a whole name. */
#include "features/directory_find.h"

#include "base/text_fold.h"
#include "features/common_ask.h"
#include "features/common_get.h"

struct finder {
    const struct directory *directory;
    const struct profile *asks; /* NULL: no person of the academy */
    bool all;                   /* whoever asks finds everybody */
    struct slice country;       /* absent: any */
};

static bool may_find(const struct finder *finder, const struct profile *person)
{
    return directory_active(finder->directory, person) &&
           (!finder->country.at || slice_is(finder->country, person->country)) &&
           (finder->all ||
            (finder->asks && profile_coordinates(finder->asks, slice_of(person->country))));
}

static void write_members(const struct profile *person, struct writer *out)
{
    writer_text(out, "id", slice_of(person->id));
    writer_text(out, "name", slice_of(person->name));
    if (person->country[0])
        writer_text(out, "country", slice_of(person->country));
}

/* ---- by the beginning of a name ----------------------------------------------------------------
 */

static void write_page(const struct finder *finder, struct directory_walk *walk, int64_t limit,
                       struct writer *out)
{
    const struct profile *person = directory_walk_next(walk), *last = NULL;
    writer_array(out, "people");
    for (int64_t count = 0; person && count < limit; person = directory_walk_next(walk)) {
        last = person;
        if (!may_find(finder, person))
            continue;
        writer_object(out, NULL);
        write_members(person, out);
        writer_end(out);
        count++;
    }
    writer_end(out);
    if (person)
        writer_text(out, "next", slice_of(last->id));
}

static enum err find_words(const struct finder *finder, const struct json *data, struct writer *out)
{
    const struct directory *directory = finder->directory;
    const struct directory_index *index = directory->all;
    struct slice words = {NULL, 0}, after = {NULL, 0};
    int64_t limit = BOUND_PEOPLE_PAGE;
    struct directory_walk walk;
    struct buffer prefix;
    enum err error = common_ask_text(data, "words", &words);
    if (!error)
        error = common_ask_text(data, "after", &after);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_PEOPLE_PAGE, &limit);
    if (error)
        return error;
    if (finder->country.at)
        index = map_find(directory->countries, finder->country);
    buffer_init(&prefix, PROFILE_FOLDED_BYTES);
    if (words.len > 0)
        error = text_fold(slice_trimmed(words), &prefix);
    if (!error) {
        const struct profile *from = directory_find(directory, after);
        bool there = from && from->state != PROFILE_ERASED;
        directory_walk_start(&walk, index, buffer_slice(&prefix), there ? from : NULL);
        write_page(finder, &walk, limit, out);
    }
    buffer_done(&prefix);
    return error;
}

/* ---- by a list ---------------------------------------------------------------------------------
 */

/* One of those whom a text may mean, and how many there are. */
struct match {
    const struct profile *person;
    size_t count;
};

static void match_add(const struct finder *finder, const struct profile *person,
                      struct match *match)
{
    if (!may_find(finder, person) || person == match->person)
        return;
    match->person = person;
    match->count++;
}

static void match_name(const struct finder *finder, struct slice text, struct match *match)
{
    struct directory_walk walk;
    struct buffer name;
    const struct profile *person;
    buffer_init(&name, PROFILE_FOLDED_BYTES);
    if (!text_fold(text, &name) && name.len > 0) {
        directory_walk_start(&walk, finder->directory->all, buffer_slice(&name), NULL);
        while (match->count < 2 && (person = directory_walk_next(&walk)))
            if (slice_is(buffer_slice(&name), person->folded))
                match_add(finder, person, match);
    }
    buffer_done(&name);
}

static struct match match_of(const struct finder *finder, struct slice text)
{
    struct match match = {NULL, 0};
    const struct profile *by_id = directory_find(finder->directory, text);
    const struct profile *by_mail = NULL;
    if (by_id)
        match_add(finder, by_id, &match);
    if (memchr(text.at, '@', text.len))
        by_mail = directory_find_mail(finder->directory, text);
    for (; by_mail; by_mail = by_mail->same_mail)
        match_add(finder, by_mail, &match);
    if (match.count == 0)
        match_name(finder, text, &match);
    return match;
}

/* Each with what was asked; whom nobody or more than one fits, with none. */
static enum err find_list(const struct finder *finder, const struct json *list, struct writer *out)
{
    struct slice text = {NULL, 0};
    if (!json_is_array(list) || json_count(list) > BOUND_ROOM_INVITED)
        return json_is_array(list) ? ERR_LIMIT_EXCEEDED : ERR_BAD_REQUEST;
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (!json_as_text(at, &text) || slice_trimmed(text).len == 0)
            return ERR_BAD_REQUEST;
    writer_array(out, "found");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        json_as_text(at, &text);
        struct match match = match_of(finder, slice_trimmed(text));
        writer_object(out, NULL);
        writer_text(out, "asked", text);
        writer_int(out, "fit", (int64_t)match.count);
        if (match.count == 1)
            write_members(match.person, out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

enum err directory_find_people(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    struct finder finder = {.directory = state, .asks = directory_find(state, scene->person)};
    finder.all = scene->role & (ROLE_ACADEMY_MANAGER | ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM);
    enum err error = common_ask_text(data, "country", &finder.country);
    if (error)
        return error;
    if (common_has(data, "list"))
        return find_list(&finder, json_get(data, "list"), out);
    return find_words(&finder, data, out);
}
