/* SPDX-License-Identifier: Apache-2.0
 * Pages of people, from the index with the fewest. */
#include "features/directory_query.h"

#include "base/text_fold.h"
#include "features/common_ask.h"
#include "features/directory_file.h"
#include "features/directory_leaving.h"
#include "features/people_link.h"

static const char *const states[] = {"active", "suspended", "erased", NULL};

/* By their place in directory_roles. */
static const unsigned role_bits[] = {ROLE_ACADEMY_MEMBER, ROLE_ACADEMY_MANAGER,
                                     ROLE_ACADEMY_COORDINATOR, ROLE_ACADEMY_ORGANISER};

static void write_languages(const struct profile *person, struct writer *out)
{
    writer_array(out, "languages");
    for (size_t i = 0; i < BOUND_PERSON_LANGUAGES && person->languages[i]; i++)
        writer_text(out, NULL, slice_of(directory_languages[person->languages[i] - 1]));
    writer_end(out);
}

static void write_coordinates(const struct profile *person, struct writer *out)
{
    writer_array(out, "coordinates");
    for (size_t i = 0; person->coordinates && person->coordinates[i][0]; i++)
        writer_text(out, NULL, slice_of(person->coordinates[i]));
    writer_end(out);
}

void directory_write_me(const struct profile *person, struct writer *out)
{
    writer_text(out, "name", slice_of(person->name));
    if (person->country[0])
        writer_text(out, "country", slice_of(person->country));
    write_languages(person, out);
    write_coordinates(person, out);
    if (person->picture)
        writer_int(out, "picture", person->picture);
}

static void write_roles(const struct profile *person, struct writer *out)
{
    writer_array(out, "roles");
    for (size_t i = 0; directory_roles[i]; i++)
        if ((ROLE_ACADEMY_MEMBER | person->roles) & role_bits[i])
            writer_text(out, NULL, slice_of(directory_roles[i]));
    writer_end(out);
}

void directory_write_person(const struct profile *person, struct writer *out)
{
    writer_text(out, "id", slice_of(person->id));
    directory_write_me(person, out);
    write_roles(person, out);
    writer_text(out, "state", slice_of(states[person->state]));
    writer_int(out, "since", person->since_ms);
    if (person->why)
        writer_text(out, "why", slice_of(person->why));
    if (person->mail)
        writer_text(out, "mail", slice_of(person->mail));
    if (person->enrolled_ms)
        writer_int(out, "enrolled", person->enrolled_ms);
    if (person->want_seq)
        writer_bool(out, "invited", true);
}

/* Which of them are asked for. */
struct wish {
    struct slice country; /* absent: any */
    int role, state;      /* places; -1: any */
};

static bool fits(const struct profile *person, const struct wish *wish)
{
    return (!wish->country.at || slice_is(wish->country, person->country)) &&
           (wish->role < 0 || (ROLE_ACADEMY_MEMBER | person->roles) & role_bits[wish->role]) &&
           (wish->state < 0 || (int)person->state == wish->state);
}

/* Where fewest are looked at. */
static const struct directory_index *choose(const struct directory *directory,
                                            const struct wish *wish)
{
    const struct directory_index *best = directory->all, *other;
    if (wish->country.at) {
        best = map_find(directory->countries, wish->country);
    }
    other = wish->role > 0 ? directory->staff : best;
    if (directory_index_count(other) < directory_index_count(best))
        best = other;
    other = wish->state == PROFILE_SUSPENDED ? directory->suspended : best;
    return directory_index_count(other) < directory_index_count(best) ? other : best;
}

/* A question as it was read. */
struct question {
    struct wish wish;
    struct slice prefix, mail, after;
    int64_t limit;
};

static enum err read_question(const struct json *data, struct question *out)
{
    *out = (struct question){.wish = {.role = -1, .state = -1}, .limit = BOUND_PEOPLE_PAGE};
    enum err error = common_ask_text(data, "prefix", &out->prefix);
    if (!error)
        error = common_ask_text(data, "mail", &out->mail);
    if (!error)
        error = common_ask_text(data, "after", &out->after);
    if (!error)
        error = common_ask_text(data, "country", &out->wish.country);
    if (!error)
        error = common_ask_choice(data, "role", directory_roles, &out->wish.role);
    if (!error)
        error = common_ask_choice(data, "state", states, &out->wish.state);
    return error ? error : common_ask_limit(data, "limit", BOUND_PEOPLE_PAGE, &out->limit);
}

/* Whether who asks may: a coordinator names a country of theirs, or none, and gets their first. */
static enum err narrow(const struct directory *directory, const struct scene *scene,
                       struct wish *wish)
{
    const struct profile *asks = directory_find(directory, scene->person);
    if (scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM))
        return ERR_NONE;
    if (!wish->country.at && asks && asks->coordinates)
        wish->country = slice_of(asks->coordinates[0]);
    return asks && profile_coordinates(asks, wish->country) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

/* All who have that address: they are few. */
static void write_mail(const struct directory *directory, struct slice mail,
                       const struct wish *wish, struct writer *out)
{
    const struct profile *person = directory_find_mail(directory, mail);
    writer_array(out, "people");
    for (; person; person = person->same_mail)
        if (fits(person, wish)) {
            writer_object(out, NULL);
            directory_write_person(person, out);
            writer_end(out);
        }
    writer_end(out);
}

static void write_page(struct directory_walk *walk, const struct question *question,
                       struct writer *out)
{
    const struct profile *person = directory_walk_next(walk), *last = NULL;
    int64_t count = 0;
    writer_array(out, "people");
    for (; person && count < question->limit; person = directory_walk_next(walk)) {
        last = person;
        if (!fits(person, &question->wish))
            continue;
        writer_object(out, NULL);
        directory_write_person(person, out);
        writer_end(out);
        count++;
    }
    writer_end(out);
    if (person)
        writer_text(out, "next", slice_of(last->id));
}

/* The same as lines of a file, the first page with the line of the columns. */
static void write_file(struct directory_walk *walk, const struct question *question,
                       struct writer *out)
{
    const struct profile *person = directory_walk_next(walk), *last = NULL;
    struct buffer text;
    int64_t count = 0;
    buffer_init(&text, BOUND_VIEW_BYTES / 2);
    if (!question->after.at)
        directory_file_head(&text);
    for (; person && count < question->limit; person = directory_walk_next(walk)) {
        last = person;
        if (!fits(person, &question->wish))
            continue;
        directory_file_person(person, &text);
        count++;
    }
    writer_text(out, "text", buffer_slice(&text));
    if (person)
        writer_text(out, "next", slice_of(last->id));
    buffer_done(&text);
}

typedef void page_fn(struct directory_walk *walk, const struct question *question,
                     struct writer *out);

static enum err write_list(const struct directory *directory, const struct question *question,
                           page_fn *write, struct writer *out)
{
    const struct profile *after = directory_find(directory, question->after);
    const struct directory_index *index = choose(directory, &question->wish);
    struct directory_walk walk;
    struct buffer prefix;
    buffer_init(&prefix, PROFILE_FOLDED_BYTES);
    enum err error = ERR_NONE;
    if (question->prefix.len > 0)
        error = text_fold(slice_trimmed(question->prefix), &prefix);
    if (!error) {
        bool there = after && after->state != PROFILE_ERASED;
        directory_walk_start(&walk, index, buffer_slice(&prefix), there ? after : NULL);
        write(&walk, question, out);
        writer_int(out, "among", (int64_t)directory_index_count(index));
    }
    buffer_done(&prefix);
    return error;
}

enum err directory_list(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out)
{
    struct question question;
    enum err error = read_question(data, &question);
    if (!error)
        error = narrow(state, scene, &question.wish);
    if (error || !question.mail.at)
        return error ? error : write_list(state, &question, write_page, out);
    write_mail(state, question.mail, &question.wish, out);
    return ERR_NONE;
}

enum err directory_export(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out)
{
    struct question question;
    enum err error = read_question(data, &question);
    if (!error)
        error = narrow(state, scene, &question.wish);
    return error ? error : write_list(state, &question, write_file, out);
}

enum err directory_get(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    const struct directory *directory = state;
    const struct profile *asks = directory_find(directory, scene->person);
    struct slice id;
    if (!json_get_text(data, "person", &id))
        return ERR_BAD_REQUEST;
    const struct profile *person = directory_find(directory, id);
    bool all = scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM);
    if (!person ||
        (!all && person != asks && !(asks && profile_coordinates(asks, slice_of(person->country)))))
        return ERR_NOT_FOUND;
    directory_write_person(person, out);
    if (all)
        people_link_write(directory, person, out);
    directory_leaving_write_person(directory->leaving, id, out);
    return ERR_NONE;
}
