/* SPDX-License-Identifier: Apache-2.0
 * Pages of rooms, in the order that fits what is asked for. */
#include "features/catalogue_query.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "core/gates.h"
#include "features/catalogue_join.h"
#include "features/common_ask.h"
#include "features/common_title.h"
#include "features/directory.h"
#include "features/listing_who.h"

/* What one can ask for; of live, soon and ended only webinars. */
static const char *const scopes[] = {"live",      "soon",    "ended",    "spoc", "course",
                                     "workspace", "library", "archived", "mine", NULL};
enum scope {
    SCOPE_LIVE,
    SCOPE_SOON,
    SCOPE_ENDED,
    SCOPE_SPOC,
    SCOPE_COURSE,
    SCOPE_WORKSPACE,
    SCOPE_LIBRARY,
    SCOPE_ARCHIVED,
    SCOPE_MINE
};

void listing_write(const struct listing *listing, bool patch, struct writer *out)
{
    writer_text(out, "template", slice_of(listing_templates[listing->template]));
    if (patch)
        common_write_title(listing->title, out);
    else
        writer_raw(out, "title", slice_of(listing->title));
    if (listing->template == TEMPLATE_WEBINAR)
        writer_text(out, "phase", slice_of(listing_phases[listing->phase]));
    if (listing->start_ms)
        writer_int(out, "start", listing->start_ms);
    if (listing->minutes)
        writer_int(out, "minutes", listing->minutes);
    if (listing->series)
        writer_text(out, "series", slice_of(listing->series));
    else if (patch)
        writer_null(out, "series");
    if (listing->registration.asks)
        writer_bool(out, "registers", true);
    else if (patch)
        writer_null(out, "registers");
    if (listing->archived)
        writer_bool(out, "archived", true);
    if (!patch && (listing->archived || listing->phase == LISTED_ENDED))
        writer_int(out, "since", listing->since_ms);
}

/* By enum listing_answer. */
static const char *const answers[] = {"", "none", "yes", "no"};

struct question {
    int scope; /* -1: all that are not archived */
    struct slice words, series, course, after;
    int64_t from, limit;
};

static enum err read_question(const struct json *data, struct question *out)
{
    *out = (struct question){.scope = -1, .limit = BOUND_ROOMS_PAGE};
    enum err error = common_ask_choice(data, "scope", scopes, &out->scope);
    if (!error)
        error = common_ask_text(data, "words", &out->words);
    if (!error)
        error = common_ask_text(data, "series", &out->series);
    if (!error)
        error = common_ask_text(data, "course", &out->course);
    if (!error)
        error = common_ask_text(data, "after", &out->after);
    if (!error)
        error = common_ask_limit(data, "from", INT64_MAX, &out->from);
    return error ? error : common_ask_limit(data, "limit", BOUND_ROOMS_PAGE, &out->limit);
}

/* Invited, and not taken out since. */
static bool is_guest(const struct listing *listing, struct slice person)
{
    const struct listing_guest *guest = listing_guest(listing, person);
    if (!guest || guest->answer == ANSWER_NO)
        return false;
    return guest->answer == ANSWER_NONE || !listing->members ||
           !map_find(listing->members, person) || listing_has_member(listing, person);
}

static bool is_mine(const struct listing *listing, const struct scene *scene)
{
    return is_guest(listing, scene->person) || listing_has_come(listing, scene->person) ||
           slice_is(scene->person, listing->by) || listing_has(listing->hosts, scene->person);
}

static bool in_scope(const struct listing *listing, const struct question *question,
                     const struct scene *scene)
{
    static const enum listing_template of_scope[] = {[SCOPE_SPOC] = TEMPLATE_SPOC,
                                                     [SCOPE_COURSE] = TEMPLATE_COURSE,
                                                     [SCOPE_WORKSPACE] = TEMPLATE_WORKSPACE,
                                                     [SCOPE_LIBRARY] = TEMPLATE_LIBRARY};
    bool webinar = listing->template == TEMPLATE_WEBINAR;
    if (listing->archived != (question->scope == SCOPE_ARCHIVED))
        return false;
    switch (question->scope) {
    case -1:
    case SCOPE_ARCHIVED:
        return true;
    case SCOPE_LIVE:
        return webinar && listing->phase == LISTED_LIVE;
    case SCOPE_SOON:
        return webinar && listing->phase == LISTED_AHEAD && listing->start_ms >= question->from;
    case SCOPE_ENDED:
        return webinar && listing->phase == LISTED_ENDED;
    case SCOPE_MINE:
        return is_mine(listing, scene);
    default:
        return listing->template == of_scope[question->scope];
    }
}

/* `words` as text_fold has them. */
static bool fits(const struct listing *listing, const struct question *question, struct slice words,
                 const struct scene *scene)
{
    return in_scope(listing, question, scene) && listing_shows(listing, scene) &&
           (!question->series.at ||
            (listing->series && slice_is(question->series, listing->series))) &&
           (!question->course.at ||
            (listing->course && slice_is(question->course, listing->course->of))) &&
           (words.len == 0 ||
            memmem(listing->folded, strlen(listing->folded), words.at, words.len));
}

static int compare_ints(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* What begins first comes first; what has no start comes last, the youngest first. */
static int by_start(const void *a, const void *b)
{
    const struct listing *one = *(const struct listing *const *)a;
    const struct listing *other = *(const struct listing *const *)b;
    int order = compare_ints(one->start_ms ? one->start_ms : INT64_MAX,
                             other->start_ms ? other->start_ms : INT64_MAX);
    return order ? order : compare_ints(other->seq, one->seq);
}

static int by_age(const void *a, const void *b)
{
    const struct listing *one = *(const struct listing *const *)a;
    const struct listing *other = *(const struct listing *const *)b;
    int order = compare_ints(other->since_ms, one->since_ms);
    return order ? order : compare_ints(other->seq, one->seq);
}

static void write_page(const struct listing *const *found, size_t count,
                       const struct question *question, struct writer *out)
{
    size_t at = 0;
    while (question->after.at && at < count && !slice_is(question->after, found[at]->of))
        at++;
    at = question->after.at && at < count ? at + 1 : 0;
    size_t end = count - at > (size_t)question->limit ? at + (size_t)question->limit : count;
    writer_array(out, "rooms");
    for (size_t i = at; i < end; i++) {
        writer_object(out, NULL);
        writer_text(out, "of", slice_of(found[i]->of));
        listing_write(found[i], false, out);
        writer_end(out);
    }
    writer_end(out);
    if (end < count)
        writer_text(out, "next", slice_of(found[end - 1]->of));
}

enum err catalogue_list(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out)
{
    const struct catalogue *catalogue = state;
    struct question question;
    struct buffer words;
    struct map_at at = {0};
    size_t count = 0;
    enum err error = read_question(data, &question);
    if (error)
        return error;
    buffer_init(&words, BOUND_JSON_TEXT_BYTES);
    if (question.words.len > 0)
        error = text_fold(slice_trimmed(question.words), &words);
    const struct listing **found = mem_new((map_count(catalogue->rooms) + 1) * sizeof(void *));
    while (!error && map_next(catalogue->rooms, &at))
        if (fits(at.value, &question, buffer_slice(&words), scene))
            found[count++] = at.value;
    qsort(found, count, sizeof *found, question.scope == SCOPE_SOON ? by_start : by_age);
    if (!error)
        write_page(found, count, &question, out);
    mem_free(found);
    buffer_done(&words);
    return error;
}

static void write_links(const struct listing *listing, struct writer *out)
{
    writer_array(out, "links");
    for (size_t i = 0; i < listing->links_count; i++) {
        const struct listing_link *link = &listing->links[i];
        writer_object(out, NULL);
        writer_int(out, "link", link->seq);
        writer_int(out, "used", link->uses);
        if (link->uses_max)
            writer_int(out, "uses", link->uses_max);
        if (link->until_ms)
            writer_int(out, "until", link->until_ms);
        if (link->country[0])
            writer_text(out, "country", slice_of(link->country));
        if (link->domain)
            writer_text(out, "domain", slice_of(link->domain));
        writer_end(out);
    }
    writer_end(out);
}

static void write_roles(const struct listing *listing, struct writer *out)
{
    writer_array(out, "roles");
    for (size_t i = 0; directory_roles[i]; i++)
        if (listing->roles & directory_role(slice_of(directory_roles[i])))
            writer_text(out, NULL, slice_of(directory_roles[i]));
    writer_end(out);
}

/* For those who may change it: all that it is made of, and who was invited. */
static void write_whole(const struct listing *listing, struct writer *out)
{
    struct map_at at = {0};
    writer_raw(out, "hosts", slice_of(listing->hosts));
    writer_object(out, "who");
    writer_text(out, "to", slice_of(listing_tos[listing->to]));
    if (listing->countries)
        writer_raw(out, "countries", slice_of(listing->countries));
    if (listing->roles)
        write_roles(listing, out);
    writer_end(out);
    if (listing->opens)
        writer_bool(out, "opens", true);
    if (listing->late)
        writer_bool(out, "history", false);
    if (listing->stream)
        writer_raw(out, "stream", slice_of(listing->stream));
    writer_int(out, "registered_count", (int64_t)registration_count(&listing->registration));
    if (listing->asks)
        writer_text(out, "asks", slice_of(listing->asks));
    if (listing->code[0])
        writer_text(out, "code", slice_of(listing->code));
    write_links(listing, out);
    writer_object(out, "invited");
    for (int count = 0;
         listing->guests && count < BOUND_PEOPLE_PAGE && map_next(listing->guests, &at); count++)
        writer_text_slice(out, at.key,
                          slice_of(answers[((const struct listing_guest *)at.value)->answer]));
    writer_end(out);
    writer_int(out, "invited_count", listing->guests ? (int64_t)map_count(listing->guests) : 0);
}

static void write_name(const struct room *academy, struct slice person, struct writer *out)
{
    struct gate_person known;
    if (gates_person(academy, person, &known) && known.name.len > 0)
        writer_text_slice(out, person, known.name);
}

/* How its hosts are called; with `all` those who were invited too, as many as are told. */
static void write_names(const struct listing *listing, const struct room *academy, bool all,
                        struct writer *out)
{
    const char *hosts = listing->hosts;
    struct map_at at = {0};
    struct slice host;
    writer_object(out, "names");
    while (listing_next(&hosts, &host))
        write_name(academy, host, out);
    for (int count = 0;
         all && listing->guests && count < BOUND_PEOPLE_PAGE && map_next(listing->guests, &at);
         count++)
        if (!listing_has(listing->hosts, at.key))
            write_name(academy, at.key, out);
    writer_end(out);
}

/* The questions, and when whoever asks has answered them. */
static void write_registration(const struct registration *registration, struct slice person,
                               struct writer *out)
{
    const struct registered *registered = registration_find(registration, person);
    if (registration->asks)
        writer_raw(out, "registration", slice_of(registration->asks));
    if (registered)
        writer_int(out, "registered", registered->at_ms);
}

enum err catalogue_get(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    struct slice of;
    if (!json_get_text(data, "of", &of))
        return ERR_BAD_REQUEST;
    struct listing *listing = catalogue_find(state, of);
    if (!listing ||
        (!listing_shows(listing, scene) && !catalogue_brings(state, listing, data, scene)))
        return ERR_NOT_FOUND;
    writer_text(out, "of", of);
    listing_write(listing, false, out);
    bool edits = listing_edits(listing, scene);
    const struct listing_guest *guest = listing_guest(listing, scene->person);
    writer_text(out, "by", slice_of(listing->by));
    writer_bool(out, "edits", edits);
    writer_int(out, "revision", listing->revision);
    writer_int(out, "changed", listing->changed_ms);
    if (listing->summary)
        writer_raw(out, "summary", slice_of(listing->summary));
    if (listing->zone)
        writer_text(out, "zone", slice_of(listing->zone));
    if (listing->languages)
        writer_raw(out, "languages", slice_of(listing->languages));
    if (listing->course && (edits || listing_has_member(listing->course, scene->person)))
        writer_text(out, "course", slice_of(listing->course->of));
    if (guest)
        writer_text(out, "answer", slice_of(answers[guest->answer]));
    write_registration(&listing->registration, scene->person, out);
    write_names(listing, scene->room, edits, out);
    if (edits)
        write_whole(listing, out);
    if (edits && !listing_has_host(listing, scene->room))
        writer_bool(out, "hostless", true);
    return ERR_NONE;
}

enum err catalogue_find_by_code(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    struct slice code;
    if (!json_get_text(data, "code", &code))
        return ERR_BAD_REQUEST;
    const struct listing *listing = catalogue_find_code(state, code);
    if (!listing || listing->archived)
        return ERR_NOT_FOUND;
    UNUSED(scene);
    writer_text(out, "of", slice_of(listing->of));
    listing_write(listing, false, out);
    return ERR_NONE;
}
