/* SPDX-License-Identifier: Apache-2.0
 * A course keeps who is in it, and its webinars ask. */
#include "features/catalogue_course.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/listing_stay.h"
#include "features/listing_who.h"

/* One entry causes as much: somebody who leaves a course leaves all of its webinars. */
_Static_assert((int)BOUND_COURSE_WEBINARS <= (int)BOUND_EFFECTS, "all of them are told");

static bool is_full(const struct catalogue *catalogue, const struct listing *course)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(catalogue->rooms, &at))
        count += ((const struct listing *)at.value)->course == course;
    return count >= BOUND_COURSE_WEBINARS;
}

/* Its template is in the entry alone, or is that of the room that it copies. */
static bool is_webinar(const struct entry *entry)
{
    return slice_is(entry_room_kind(common_get_text(entry->data, "of")), "webinar");
}

/* Who may not change the course may not open it to its members either; one that they may not see is
 * answered like one that is not there. */
/* Late is who came when: where everybody may come in as they like, nobody says so of them. And
 * sessions have no history of that kind. `listing`: as it is, or what it is a copy of; or NULL. */
static bool fits_history(const struct listing *listing, const struct entry *entry)
{
    bool late = listing ? listing->late : common_about_late(entry->data);
    struct slice to = common_get_text(json_get(entry->data, "who"), "to");
    return !late || (!is_webinar(entry) && !slice_is(to, listing_tos[TO_ACADEMY]));
}

enum err catalogue_course_check(const struct catalogue *catalogue, const struct listing *listing,
                                const struct entry *entry, const struct scene *scene)
{
    const struct listing *from = catalogue_find(catalogue, common_get_text(entry->data, "from"));
    if (!fits_history(listing ? listing : from, entry))
        return ERR_BAD_REQUEST;
    if (!common_has(entry->data, "course"))
        return ERR_NONE;
    const struct listing *course =
        catalogue_find(catalogue, common_get_text(entry->data, "course"));
    if (!is_webinar(entry))
        return ERR_BAD_REQUEST;
    if (!course || course->template == TEMPLATE_WEBINAR || !listing_shows(course, scene))
        return ERR_NOT_FOUND;
    if (listing && listing->course)
        return listing->course == course ? ERR_NONE : ERR_ALREADY_EXISTS;
    if (!listing_edits(course, scene))
        return ERR_PERMISSION_DENIED;
    return is_full(catalogue, course) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void catalogue_course_set(struct catalogue *catalogue, struct listing *listing,
                          const struct json *data)
{
    if (common_has(data, "course"))
        listing->course = catalogue_find(catalogue, common_get_text(data, "course"));
}

enum err catalogue_course_read_member(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_bool(data, "in", out);
    if (!error)
        error = listing_stay_read(data, out);
    return error ? error : common_read_seq(data, "cause", out);
}

/* What was said before, and comes late, is overtaken. */
static bool is_late(const struct listing_member *member, const struct entry *entry)
{
    return member && common_get_int(entry->data, "cause") < member->cause;
}

void catalogue_course_member_apply(void *state, const struct entry *entry,
                                   const struct scene *scene)
{
    struct listing *course = catalogue_find(state, common_get_text(entry->data, "of"));
    struct slice whom = common_get_text(entry->data, "whom");
    UNUSED(scene);
    if (!course->members)
        course->members = map_new(BOUND_MEMBERS);
    struct listing_member *member = map_find(course->members, whom);
    if (is_late(member, entry) || (!member && map_full(course->members)))
        return;
    if (!member) {
        member = mem_new(sizeof *member);
        map_put(course->members, whom, member);
    }
    *member = (struct listing_member){common_get_int(entry->data, "cause"),
                                      common_get_bool(entry->data, "in")};
    listing_stay_set(course, entry);
}

/* Whether they may be there by another way. */
static bool stays(const struct listing *webinar, const struct scene *theirs)
{
    const struct listing_guest *guest = listing_guest(webinar, theirs->person);
    return (guest && guest->answer == ANSWER_YES) || slice_is(theirs->person, webinar->by) ||
           listing_has(webinar->hosts, theirs->person) || listing_admits(webinar, theirs);
}

/* As a participant, who was its guest: they are none any more; or out of it. */
static void emit_role(const struct listing *webinar, const struct entry *entry, enum role role,
                      struct emitter *emitter)
{
    struct buffer text;
    struct writer out;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_text(&out, "whom", common_get_text(entry->data, "whom"));
    writer_text(&out, "role", common_role_name(role));
    writer_int(&out, "cause", entry->seq);
    writer_end(&out);
    effect_emit(emitter, &(struct effect){.name = role ? "in the course" : "left the course",
                                          .room = slice_of(webinar->of),
                                          .type = "member.admit",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

void catalogue_course_member_effects(const void *state, const struct entry *entry,
                                     const struct scene *scene, struct emitter *emitter)
{
    const struct catalogue *catalogue = state;
    const struct listing *course = catalogue_find(state, common_get_text(entry->data, "of"));
    struct scene theirs = {.person = common_get_text(entry->data, "whom"), .room = scene->room};
    struct map_at at = {0};
    bool guest = common_get_bool(entry->data, "guest");
    bool in = listing_has_member(course, theirs.person);
    while (map_next(catalogue->rooms, &at)) {
        const struct listing *webinar = at.value;
        bool was = webinar->course == course && listing_stay_admitted(webinar, theirs.person);
        if (in && was)
            emit_role(webinar, entry, ROLE_PARTICIPANT, emitter);
        else if (!in && webinar->course == course && !stays(webinar, &theirs) && (!guest || was))
            emit_role(webinar, entry, ROLE_NONE, emitter);
    }
}

/* ---- room.hold ---------------------------------------------------------------------------------
 */

enum err catalogue_course_read_hold(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_room(data, "course", out);
    if (!error)
        error = common_read_bool(data, "held", out);
    if (!error)
        error = listing_stay_read_units(data, out);
    return error ? error : common_read_seq(data, "cause", out);
}

static void units_take(struct listing *webinar, const struct json *units)
{
    mem_free(webinar->held.units);
    webinar->held.units = mem_new((json_count(units) + 1) * sizeof *webinar->held.units);
    webinar->held.count = 0;
    for (const struct json *at = json_first(units); at; at = json_next(at))
        if (json_as_int(at, &webinar->held.units[webinar->held.count]))
            webinar->held.count++;
}

/* A course has no say in webinars that are not its own; and what comes late is overtaken. */
void catalogue_course_hold_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *webinar = catalogue_find(state, common_get_text(entry->data, "of"));
    int64_t cause = common_get_int(entry->data, "cause");
    UNUSED(scene);
    if (!webinar || !webinar->course || cause < webinar->held.cause ||
        !slice_is(common_get_text(entry->data, "course"), webinar->course->of))
        return;
    webinar->held.cause = cause;
    webinar->held.is = common_get_bool(entry->data, "held");
    units_take(webinar, json_get(entry->data, "units"));
}
