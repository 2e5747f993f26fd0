/* SPDX-License-Identifier: Apache-2.0
 * Pages of rooms, in the order of their coming. */
#include "features/catalogue_person.h"

#include "core/gates.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/listing_stay.h"
#include "features/listing_who.h"

/* Why somebody can enter a room; more than one may hold. */
enum {
    WHY_HOST = 1 << 0,
    WHY_INVITED = 1 << 1,
    WHY_COUNTRY = 1 << 2,
    WHY_ROLE = 1 << 3,
    WHY_ACADEMY = 1 << 4,
    WHY_REGISTERED = 1 << 5,
    WHY_MADE = 1 << 6,
    WHY_ORGANISER = 1 << 7,
    WHY_COURSE = 1 << 8,
    WHY_GUEST = 1 << 9,
    WHY_EDITS = WHY_HOST | WHY_MADE | WHY_ORGANISER
};
static const char *const whys[] = {"host", "invited",   "country", "role",  "academy", "registered",
                                   "made", "organiser", "course",  "guest", NULL};

struct question {
    struct scene person; /* the scene as it were theirs */
    struct gate_person known;
    struct slice after;
    int64_t limit;
};

static enum err read_question(const struct json *data, const struct scene *scene,
                              struct question *out)
{
    *out = (struct question){.person = *scene, .limit = BOUND_ROOMS_PAGE};
    struct slice *id = &out->person.person;
    if (!json_get_text(data, "person", id))
        return ERR_BAD_REQUEST;
    bool there = gates_person(scene->room, *id, &out->known);
    bool may = scene->role & ROLE_SYSTEM || slice_equal(*id, scene->person) ||
               gates_coordinates(scene->room, scene->person, slice_of(out->known.country));
    if (!there || !may)
        return ERR_NOT_FOUND;
    out->person.role = (enum role)out->known.roles;
    enum err error = common_ask_text(data, "after", &out->after);
    return error ? error : common_ask_limit(data, "limit", BOUND_ROOMS_PAGE, &out->limit);
}

/* For whom it is without their being asked. */
static unsigned listed(const struct listing *listing, const struct question *question)
{
    if (!listing_admits(listing, &question->person))
        return 0;
    unsigned why = (listing->countries ? WHY_COUNTRY : 0) | (listing->roles ? WHY_ROLE : 0);
    unsigned of_course = listing_by_course(listing, question->person.person) ? WHY_COURSE : 0;
    if (!listing_is_for(listing, &question->known))
        return of_course;
    return of_course | (listing->to == TO_SOME && why ? why : WHY_ACADEMY);
}

/* Nobody comes into an archived room any more, but who is in it stays. */
static unsigned why_archived(const struct listing *listing, const struct listing_guest *guest)
{
    bool open = listing->to == TO_ACADEMY && !listing->registration.asks;
    return (guest && guest->answer == ANSWER_YES ? WHY_INVITED : 0) | (open ? WHY_ACADEMY : 0);
}

static unsigned why_live(const struct listing *listing, const struct listing_guest *guest,
                         const struct question *question)
{
    unsigned why = listed(listing, question);
    if (guest)
        why |= WHY_INVITED;
    if (slice_is(question->person.person, listing->by))
        why |= WHY_MADE;
    if (question->known.roles & ROLE_ACADEMY_ORGANISER)
        why |= WHY_ORGANISER;
    if (listing_stay_role(listing, question->person.person))
        why |= WHY_GUEST;
    return why;
}

/* 0: they cannot. */
static unsigned why_of(const struct listing *listing, const struct question *question)
{
    struct slice person = question->person.person;
    const struct listing_guest *guest = listing_guest(listing, person);
    if (!question->known.active)
        return 0;
    unsigned why =
        listing->archived ? why_archived(listing, guest) : why_live(listing, guest, question);
    if (listing_has(listing->hosts, person))
        why |= WHY_HOST;
    if (registration_find(&listing->registration, person))
        why |= WHY_REGISTERED;
    return why;
}

/* A host who has not what the room asks of them is a participant meanwhile. */
static enum role role_of(const struct listing *listing, const struct question *question,
                         unsigned why)
{
    struct slice person = question->person.person;
    const struct listing_guest *guest = listing_guest(listing, person);
    const struct room *academy = question->person.room;
    if (why & WHY_HOST && (!listing->asks || gates_holds(academy, person, slice_of(listing->asks))))
        return ROLE_HOST;
    if (why == WHY_GUEST)
        return listing_stay_role(listing, person);
    return guest && !(why & WHY_HOST) ? guest->role : ROLE_PARTICIPANT;
}

static void write_room(const struct listing *listing, const struct question *question, unsigned why,
                       struct writer *out)
{
    const struct listing_guest *guest = listing_guest(listing, question->person.person);
    bool is_in =
        why & (WHY_EDITS | WHY_REGISTERED | WHY_GUEST) || (guest && guest->answer == ANSWER_YES);
    writer_object(out, NULL);
    writer_text(out, "of", slice_of(listing->of));
    writer_raw(out, "title", slice_of(listing->title));
    writer_text(out, "role", common_role_name(role_of(listing, question, why)));
    writer_array(out, "why");
    for (size_t i = 0; whys[i]; i++)
        if (why & 1U << i)
            writer_text(out, NULL, slice_of(whys[i]));
    writer_end(out);
    if (listing->registration.asks && !is_in)
        writer_bool(out, "register", true);
    if (listing->archived)
        writer_bool(out, "archived", true);
    writer_end(out);
}

bool catalogue_way(const void *state, const struct room *academy, struct slice person,
                   struct slice room, struct gate_way *out)
{
    const struct listing *listing = catalogue_find(state, room);
    struct question question = {.person = {.person = person, .room = academy}};
    if (!listing || !gates_person(academy, person, &question.known))
        return false;
    question.person.role = (enum role)question.known.roles;
    unsigned why = why_of(listing, &question);
    for (size_t i = 0; whys[i]; i++)
        if (why & 1U << i)
            out->why[out->count++] = whys[i];
    out->role = why ? role_of(listing, &question, why) : ROLE_NONE;
    return why;
}

enum err catalogue_person(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out)
{
    const struct catalogue *catalogue = state;
    const struct listing *last = NULL, *listing;
    struct question question;
    struct map_at at = {0};
    int64_t count = 0;
    bool more = false;
    enum err error = read_question(data, scene, &question);
    if (error)
        return error;
    bool begun = !catalogue_find(catalogue, question.after);
    writer_array(out, "rooms");
    while (!more && map_next(catalogue->rooms, &at)) {
        listing = at.value;
        unsigned why = begun ? why_of(listing, &question) : 0;
        begun = begun || slice_is(question.after, listing->of);
        more = why && count == question.limit;
        if (!why || more)
            continue;
        write_room(listing, &question, why, out);
        last = listing;
        count++;
    }
    writer_end(out);
    if (more)
        writer_text(out, "next", slice_of(last->of));
    if (!gates_accepted(scene->room, question.person.person))
        writer_bool(out, "conduct_asked", true);
    return ERR_NONE;
}
