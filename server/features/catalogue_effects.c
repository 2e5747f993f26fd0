/* SPDX-License-Identifier: Apache-2.0
 * Effects of the catalogue. Their names are constants, as core/effect.h has it. */
#include "features/catalogue_effects.h"

#include <stdio.h>

#include "base/unused.h"
#include "core/gates.h"
#include "core/inbox_of.h"
#include "core/room.h"
#include "features/catalogue_outline.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/listing_stay.h"
#include "features/listing_who.h"

/* Hosts by their place in the list. */
static const char *const host_names[BOUND_ROOM_HOSTS] = {
    "host 1",  "host 2",  "host 3",  "host 4",  "host 5",  "host 6",  "host 7",
    "host 8",  "host 9",  "host 10", "host 11", "host 12", "host 13", "host 14",
    "host 15", "host 16", "host 17", "host 18", "host 19", "host 20"};
static const char *const former_names[BOUND_ROOM_HOSTS] = {
    "former 1",  "former 2",  "former 3",  "former 4",  "former 5",  "former 6",  "former 7",
    "former 8",  "former 9",  "former 10", "former 11", "former 12", "former 13", "former 14",
    "former 15", "former 16", "former 17", "former 18", "former 19", "former 20"};

static const char *const rest_names[BOUND_ROOM_HOSTS] = {
    "rest 1",  "rest 2",  "rest 3",  "rest 4",  "rest 5",  "rest 6",  "rest 7",
    "rest 8",  "rest 9",  "rest 10", "rest 11", "rest 12", "rest 13", "rest 14",
    "rest 15", "rest 16", "rest 17", "rest 18", "rest 19", "rest 20"};

/* An effect while its data is written. */
struct draft {
    struct buffer text;
    struct writer out;
    struct effect effect;
};

static struct writer *begin(struct draft *draft, const char *name, struct slice room,
                            const char *type)
{
    buffer_init(&draft->text, BOUND_ENTRY_BYTES);
    writer_init(&draft->out, &draft->text);
    writer_object(&draft->out, NULL);
    draft->effect = (struct effect){.name = name, .room = room, .type = type};
    return &draft->out;
}

static void end(struct draft *draft, struct emitter *emitter)
{
    writer_end(&draft->out);
    draft->effect.text = buffer_slice(&draft->text);
    effect_emit(emitter, &draft->effect);
    buffer_done(&draft->text);
}

static const struct listing *listing_of(const void *state, const struct entry *entry)
{
    const struct listing *by_name = catalogue_find(state, common_get_text(entry->data, "of"));
    return by_name ? by_name : catalogue_find_code(state, common_get_text(entry->data, "code"));
}

static void write_about(const struct listing *listing, struct writer *out)
{
    if (listing->summary)
        writer_raw(out, "summary", slice_of(listing->summary));
    if (listing->series)
        writer_text(out, "series", slice_of(listing->series));
    if (listing->zone)
        writer_text(out, "zone", slice_of(listing->zone));
    if (listing->languages)
        writer_raw(out, "languages", slice_of(listing->languages));
    if (listing->course)
        writer_text(out, "course", slice_of(listing->course->of));
}

/* Of a copy it is said what it is one of. */
static void emit_room(const struct listing *listing, const struct entry *entry,
                      struct emitter *emitter)
{
    struct draft draft;
    struct writer *out = begin(&draft, "room", slice_of(listing->of), "stage.create");
    writer_raw(out, "title", slice_of(listing->title));
    if (listing->start_ms)
        writer_int(out, "start", listing->start_ms);
    if (listing->minutes)
        writer_int(out, "minutes", listing->minutes);
    if (listing->opens)
        writer_bool(out, "opens", true);
    if (listing->stream)
        writer_raw(out, "stream", slice_of(listing->stream));
    write_about(listing, out);
    writer_bool(out, "listed", true);
    if (listing->late)
        writer_bool(out, "history", false);
    if (common_has(entry->data, "from"))
        writer_text(out, "from", common_get_text(entry->data, "from"));
    end(&draft, emitter);
}

/* A course that is a copy learns which webinar of its own is the one that its items wait for. */
static void emit_meet(const struct listing *listing, const struct entry *entry,
                      struct emitter *emitter)
{
    struct draft draft;
    if (!listing->course || !common_has(entry->data, "from"))
        return;
    struct writer *out = begin(&draft, "meet", slice_of(listing->course->of), "item.meet");
    writer_text(out, "from", common_get_text(entry->data, "from"));
    writer_text(out, "of", slice_of(listing->of));
    end(&draft, emitter);
}

static void emit_policy(const struct listing *listing, struct emitter *emitter)
{
    struct draft draft;
    struct writer *out = begin(&draft, "policy", slice_of(listing->of), "member.policy");
    bool open = listing->to == TO_ACADEMY && !listing->registration.asks;
    writer_text(out, "policy", open ? SLICE("open") : SLICE("members"));
    end(&draft, emitter);
}

/* A role that somebody is given. */
struct given {
    int64_t cause;    /* the entry that says so */
    const char *name; /* of the effect */
    struct slice person;
    const char *role;
};

/* Gives it there, by the name that the academy knows. */
static void emit_role(const struct listing *listing, const struct room *academy,
                      const struct given *given, struct emitter *emitter)
{
    struct draft draft;
    struct gate_person known;
    struct writer *out = begin(&draft, given->name, slice_of(listing->of), "member.set");
    writer_text(out, "whom", given->person);
    writer_text(out, "role", slice_of(given->role));
    if (gates_person(academy, given->person, &known) && known.name.len > 0)
        writer_text(out, "name", known.name);
    writer_int(out, "cause", given->cause);
    end(&draft, emitter);
}

static void emit_hosts(const struct listing *listing, const struct room *academy, int64_t cause,
                       struct emitter *emitter)
{
    const char *at = listing->hosts;
    struct slice host;
    for (size_t i = 0; i < BOUND_ROOM_HOSTS && listing_next(&at, &host); i++)
        emit_role(listing, academy, &(struct given){cause, host_names[i], host, "host"}, emitter);
}

/* A host who has not what is asked of them rests; when nothing is asked, nobody does. */
static void emit_rest(const struct listing *listing, const struct room *academy,
                      const struct given *given, struct emitter *emitter)
{
    struct draft draft;
    struct writer *out = begin(&draft, given->name, slice_of(listing->of), "member.rest");
    bool rests = listing->asks && !gates_holds(academy, given->person, slice_of(listing->asks));
    writer_text(out, "whom", given->person);
    writer_bool(out, "rests", rests);
    writer_int(out, "cause", given->cause);
    end(&draft, emitter);
}

static void emit_rests(const struct listing *listing, const struct room *academy, int64_t cause,
                       struct emitter *emitter)
{
    const char *at = listing->hosts;
    struct slice host;
    for (size_t i = 0; i < BOUND_ROOM_HOSTS && listing_next(&at, &host); i++)
        emit_rest(listing, academy, &(struct given){cause, rest_names[i], host, NULL}, emitter);
}

void catalogue_effects_made(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    if (listing->seq != entry->seq)
        return; /* it was there, and the same */
    emit_room(listing, entry, emitter);
    emit_meet(listing, entry, emitter);
    emit_policy(listing, emitter);
    emit_hosts(listing, scene->room, entry->seq, emitter);
    if (listing->asks)
        emit_rests(listing, scene->room, entry->seq, emitter);
    catalogue_outline_emit(listing, entry, emitter);
}

static void emit_stage(const struct listing *listing, const struct json *data,
                       struct emitter *emitter)
{
    struct draft draft;
    struct writer *out = begin(&draft, "stage", slice_of(listing->of), "stage.change");
    if (common_has(data, "title"))
        writer_raw(out, "title", slice_of(listing->title));
    if (common_has(data, "start"))
        writer_int(out, "start", listing->start_ms);
    if (common_has(data, "minutes"))
        writer_int(out, "minutes", listing->minutes);
    if (common_has(data, "opens"))
        writer_bool(out, "opens", listing->opens);
    if (common_has(data, "stream"))
        writer_raw(out, "stream", slice_of(listing->stream));
    common_about_pass(data, out);
    end(&draft, emitter);
}

void catalogue_effects_changed(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter)
{
    static const char *const of_stage[] = {"title", "start", "minutes", "opens", "stream", NULL};
    const struct listing *listing = listing_of(state, entry);
    const struct catalogue *catalogue = state;
    bool stage = common_about_has(entry->data);
    for (size_t i = 0; of_stage[i]; i++)
        stage = stage || common_has(entry->data, of_stage[i]);
    if (stage)
        emit_stage(listing, entry->data, emitter);
    if (common_has(entry->data, "who") || common_has(entry->data, "registration"))
        emit_policy(listing, emitter);
    if (common_has(entry->data, "hosts"))
        emit_hosts(listing, scene->room, entry->seq, emitter);
    if (common_has(entry->data, "hosts") ? listing->asked : common_has(entry->data, "asks"))
        emit_rests(listing, scene->room, entry->seq, emitter);
    if (!common_has(entry->data, "hosts"))
        return;
    const char *at = catalogue->hosts_before ? catalogue->hosts_before : "";
    struct slice host;
    for (size_t i = 0; i < BOUND_ROOM_HOSTS && listing_next(&at, &host); i++)
        if (!listing_has(listing->hosts, host))
            emit_role(listing, scene->room,
                      &(struct given){entry->seq, former_names[i], host, "participant"}, emitter);
}

void catalogue_effects_archived(const void *state, const struct entry *entry,
                                const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    struct draft draft;
    UNUSED(scene);
    if (!slice_is(entry_room_kind(slice_of(listing->of)), "course"))
        return;
    struct writer *out = begin(&draft, "archive", slice_of(listing->of), "stage.archive");
    writer_bool(out, "archived", listing->archived);
    writer_int(out, "cause", entry->seq);
    end(&draft, emitter);
}

void catalogue_effects_invited(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    const struct json *people = json_get(entry->data, "people");
    UNUSED(scene);
    for (const struct json *at = json_first(people); at; at = json_next(at)) {
        struct slice person = {NULL, 0};
        struct draft draft;
        char inbox[INBOX_OF_BYTES];
        if (!json_as_text(at, &person))
            continue;
        const struct listing_guest *guest = listing_guest(listing, person);
        if (!guest || guest->answer != ANSWER_NONE)
            continue;
        struct writer *out = begin(&draft, "invite", inbox_of(person, inbox), "inbox.invite");
        writer_text(out, "of", slice_of(listing->of));
        writer_raw(out, "title", slice_of(listing->title));
        if (listing->start_ms)
            writer_int(out, "start", listing->start_ms);
        writer_text(out, "by", entry->by);
        if (entry->name.len > 0)
            writer_text(out, "name", entry->name);
        end(&draft, emitter);
    }
}

/* A course's team knows its people by name before they have been there. */
static void emit_admission(const struct listing *listing, const struct entry *entry,
                           const struct room *academy, enum role role, struct emitter *emitter)
{
    struct draft draft;
    struct gate_person known;
    struct writer *out = begin(&draft, "admit", slice_of(listing->of), "member.admit");
    writer_text(out, "whom", entry->by);
    writer_text(out, "role", common_role_name(role));
    if (listing->template != TEMPLATE_WEBINAR && gates_person(academy, entry->by, &known) &&
        known.name.len > 0)
        writer_text(out, "name", known.name);
    writer_int(out, "cause", entry->seq);
    if (listing->course && listing_stay_admits(listing, entry->by))
        writer_bool(out, "guest", true);
    end(&draft, emitter);
}

static void emit_uninvite(const struct listing *listing, struct slice person,
                          struct emitter *emitter)
{
    struct draft draft;
    char inbox[INBOX_OF_BYTES];
    struct writer *out = begin(&draft, "uninvite", inbox_of(person, inbox), "inbox.uninvite");
    writer_text(out, "of", slice_of(listing->of));
    end(&draft, emitter);
}

void catalogue_effects_uninvited(const void *state, const struct entry *entry,
                                 const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    const struct json *people = json_get(entry->data, "people");
    struct slice person = {NULL, 0};
    UNUSED(scene);
    for (const struct json *at = json_first(people); at; at = json_next(at))
        if (json_as_text(at, &person) && !listing_guest(listing, person))
            emit_uninvite(listing, person, emitter);
}

void catalogue_effects_answered(const void *state, const struct entry *entry,
                                const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    const struct listing_guest *guest = listing_guest(listing, entry->by);
    emit_uninvite(listing, entry->by, emitter);
    if (guest && guest->answer == ANSWER_YES)
        emit_admission(listing, entry, scene->room, guest->role, emitter);
}

void catalogue_effects_joined(const void *state, const struct entry *entry,
                              const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    const struct listing_guest *guest = listing_guest(listing, entry->by);
    if (guest)
        emit_uninvite(listing, entry->by, emitter);
    emit_admission(listing, entry, scene->room, guest ? guest->role : ROLE_PARTICIPANT, emitter);
}

void catalogue_effects_unregistered(const void *state, const struct entry *entry,
                                    const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    if (!listing_has(listing->hosts, entry->by))
        emit_role(listing, scene->room,
                  &(struct given){entry->seq, "unregistered", entry->by, "none"}, emitter);
}

void catalogue_effects_taken(const void *state, const struct entry *entry,
                             const struct scene *scene, struct emitter *emitter)
{
    const struct listing *listing = listing_of(state, entry);
    struct draft draft;
    emit_role(listing, scene->room, &(struct given){entry->seq, "host", entry->by, "host"},
              emitter);
    if (listing->asked)
        emit_rest(listing, scene->room, &(struct given){entry->seq, "rest", entry->by, NULL},
                  emitter);
    struct writer *out = begin(&draft, "taken", slice_of(listing->of), "member.taken");
    writer_text(out, "whom", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    end(&draft, emitter);
}
