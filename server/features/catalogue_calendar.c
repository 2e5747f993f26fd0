/* SPDX-License-Identifier: Apache-2.0
 * Found, sorted by their start, and cut at the bound. */
#include "features/catalogue_calendar.h"

#include <stdlib.h>

#include "base/mem.h"
#include "core/gates.h"
#include "features/common_ask.h"
#include "features/common_title.h"
#include "features/listing_who.h"

struct question {
    struct slice of, course;
    int64_t from_ms;
};

static enum err read_question(const struct json *data, struct question *out)
{
    *out = (struct question){.from_ms = 0};
    enum err error = common_ask_text(data, "of", &out->of);
    if (!error)
        error = common_ask_text(data, "course", &out->course);
    return error ? error : common_ask_limit(data, "from", INT64_MAX, &out->from_ms);
}

static bool is_member(const struct listing *course, const struct scene *scene)
{
    return course &&
           (listing_has_member(course, scene->person) ||
            listing_has(course->hosts, scene->person) || slice_is(scene->person, course->by));
}

/* Nobody learns of what is not open to them yet, nor of what was taken off while it was not. */
static bool is_theirs(const struct listing *listing, const struct scene *scene)
{
    const struct listing_guest *guest = listing_guest(listing, scene->person);
    struct gate_person person;
    if (!gates_person(scene->room, scene->person, &person) || !person.active)
        return false;
    return (guest && guest->answer != ANSWER_NO) || slice_is(scene->person, listing->by) ||
           listing_has(listing->hosts, scene->person) ||
           registration_find(&listing->registration, scene->person) ||
           (!listing->held.is && is_member(listing->course, scene)) ||
           listing_by_course(listing, scene->person);
}

static bool fits(const struct listing *listing, const struct question *question,
                 const struct scene *scene)
{
    if (listing->template != TEMPLATE_WEBINAR || !listing->start_ms)
        return false;
    if (question->of.at)
        return slice_is(question->of, listing->of) &&
               (is_theirs(listing, scene) || listing_shows(listing, scene));
    return listing->start_ms >= question->from_ms &&
           (!question->course.at ||
            (listing->course && slice_is(question->course, listing->course->of))) &&
           is_theirs(listing, scene);
}

static int by_start(const void *a, const void *b)
{
    const struct listing *one = *(const struct listing *const *)a;
    const struct listing *other = *(const struct listing *const *)b;
    return (one->start_ms > other->start_ms) - (one->start_ms < other->start_ms);
}

static void write_event(const struct listing *listing, struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "of", slice_of(listing->of));
    writer_raw(out, "title", slice_of(listing->title));
    if (listing->summary)
        writer_raw(out, "summary", slice_of(listing->summary));
    writer_int(out, "start", listing->start_ms);
    if (listing->minutes)
        writer_int(out, "minutes", listing->minutes);
    writer_int(out, "changes", listing->changes);
    writer_int(out, "changed", listing->changed_ms);
    if (listing->archived)
        writer_bool(out, "archived", true);
    writer_end(out);
}

/* Which courses they are in, so that these can be asked for what opens when. */
static void write_courses(const struct catalogue *catalogue, const struct question *question,
                          const struct scene *scene, struct writer *out)
{
    struct map_at at = {0};
    int count = 0;
    writer_array(out, "courses");
    while (!question->of.at && count < BOUND_CALENDAR_COURSES && map_next(catalogue->rooms, &at)) {
        const struct listing *course = at.value;
        if (course->template == TEMPLATE_WEBINAR || course->archived ||
            (question->course.at && !slice_is(question->course, course->of)) ||
            !is_member(course, scene))
            continue;
        writer_text(out, NULL, slice_of(course->of));
        count++;
    }
    writer_end(out);
}

enum err catalogue_calendar(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    const struct catalogue *catalogue = state;
    struct question question;
    struct map_at at = {0};
    size_t count = 0;
    enum err error = read_question(data, &question);
    if (error)
        return error;
    const struct listing **found = mem_new((map_count(catalogue->rooms) + 1) * sizeof(void *));
    while (map_next(catalogue->rooms, &at))
        if (fits(at.value, &question, scene))
            found[count++] = at.value;
    qsort(found, count, sizeof *found, by_start);
    writer_array(out, "events");
    for (size_t i = 0; i < count && i < BOUND_CALENDAR_EVENTS; i++)
        write_event(found[i], out);
    writer_end(out);
    write_courses(catalogue, &question, scene, out);
    mem_free(found);
    return question.of.at && count == 0 ? ERR_NOT_FOUND : ERR_NONE;
}
