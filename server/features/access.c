/* SPDX-License-Identifier: Apache-2.0
 * Rules and rows of requests for access. */
#include "features/access.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/token_person.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/gates.h"
#include "core/inbox_of.h"
#include "features/academy_rings.h"
#include "features/access_figures.h"
#include "features/access_news.h"
#include "features/access_query.h"
#include "features/access_state.h"
#include "features/common_count.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/common_read.h"

static const char *const languages[] = {"ar", "en", "fr", "es", NULL};

/* What the server alone says. */
static const char *const prints[] = {"status", "address", "network", "identity", NULL};

/* Of somebody with a token of another system an address and a country may not be known. */
static enum err request_read(const struct json *data, struct writer *out)
{
    bool outside = common_has(data, "identity");
    if (!common_has(data, "name") || (!outside && !common_has(data, "mail")))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_name(data, "name", out);
    if (!error)
        error = common_read_optional_mail(data, "mail", out);
    if (!error)
        error = outside ? country_read_optional(data, "country", out)
                        : country_read(data, "country", out);
    if (!error && common_has(data, "agency"))
        error = common_read_line(data, "agency", BOUND_AGENCY_CHARS, out);
    if (!error)
        error = common_read_optional_text(data, "reason", BOUND_WHY_CHARS, out);
    if (!error && common_has(data, "language"))
        error = common_read_choice(data, "language", languages, out);
    for (size_t i = 0; !error && prints[i]; i++)
        if (common_has(data, prints[i]))
            error = common_read_id(data, prints[i], out);
    return error ? error : common_read_optional_bool(data, "confirms", out);
}

/* Whether that many are open of what stands there. */
static bool is_full(const struct map *counts, struct slice key, size_t max)
{
    return key.at && common_count(counts, key) >= max;
}

/* Whoever is known elsewhere by that id is a person already, or was asked for. Who was a person by
 * a link, and is not any more, is asked for anew. */
static bool is_somebody(const struct access *access, struct slice identity,
                        const struct scene *scene)
{
    struct gate_person person;
    const struct access_request *request = access_find_identity(access, identity);
    return identity.at &&
           (gates_person(scene->room, identity, &person) ||
            gates_linked(scene->room, identity).at || (request && request->step != ACCESS_LINKED));
}

static enum err request_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct access *access = state;
    bool system = scene->role == ROLE_SYSTEM;
    const struct json *data = entry->data;
    for (size_t i = 0; !system && prints[i]; i++)
        if (common_has(data, prints[i]))
            return ERR_PERMISSION_DENIED;
    if (!system && (common_has(data, "confirms") ||
                    !gates_coordinates(scene->room, entry->by, common_get_text(data, "country"))))
        return ERR_PERMISSION_DENIED;
    if (access->open >= BOUND_ACCESS_OPEN)
        return ERR_QUEUE_FULL;
    if (map_find(access->by_status, common_get_text(data, "status")) ||
        is_somebody(access, common_get_text(data, "identity"), scene))
        return ERR_ALREADY_EXISTS;
    bool full =
        is_full(access->addresses, common_get_text(data, "address"), BOUND_ACCESS_ADDRESS) ||
        is_full(access->networks, common_get_text(data, "network"), BOUND_ACCESS_NETWORK) ||
        (!system && is_full(access->askers, entry->by, BOUND_ACCESS_ASKER));
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Whoever comes of an approved request is a person by that id. Of all others a print is left, by
 * which they are known again. */
static void request_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct access_request *request = access_find(state, entry->seq);
    struct slice identity = common_get_text(entry->data, "identity");
    char print[BOUND_ID_BYTES + 1];
    if (!identity.at)
        return;
    token_person_print(identity, print);
    bool person = request && request->step == ACCESS_APPROVED;
    writer_text(out, "identity", person ? identity : slice_of(print));
}

/* Who asks for another person has endorsed them. */
static void request_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    bool confirms = common_get_bool(entry->data, "confirms");
    access_add(state, entry,
               scene->role != ROLE_SYSTEM ? ACCESS_ENDORSED
               : confirms                 ? ACCESS_ASKED
                                          : ACCESS_CONFIRMED);
}

static struct access_request *request_of(const void *state, const struct entry *entry)
{
    return access_find(state, common_get_int(entry->data, "request"));
}

static enum err step_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "request", out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

static enum err refuse_read(const struct json *data, struct writer *out)
{
    return common_has(data, "why") ? step_read(data, out) : ERR_BAD_REQUEST;
}

/* Whether it can come from one of these steps to the next, by whoever it is. Requests of other
 * countries are not told from those that are not there. */
static enum err check_step(const void *state, const struct entry *entry, const struct scene *scene,
                           unsigned from)
{
    const struct access_request *request = request_of(state, entry);
    if (!request || (scene->role != ROLE_SYSTEM &&
                     !gates_coordinates(scene->room, entry->by, slice_of(request->country))))
        return ERR_NOT_FOUND;
    return from >> request->step & 1 ? ERR_NONE : ERR_REQUEST_STATE;
}

enum {
    FROM_ASKED = 1 << ACCESS_ASKED,
    FROM_CONFIRMED = 1 << ACCESS_CONFIRMED,
    FROM_ENDORSED = 1 << ACCESS_ENDORSED,
};

static enum err confirm_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    return check_step(state, entry, scene, FROM_ASKED);
}

static enum err endorse_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    return check_step(state, entry, scene, FROM_CONFIRMED);
}

static enum err refuse_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    return check_step(state, entry, scene, FROM_ASKED | FROM_CONFIRMED | FROM_ENDORSED);
}

/* Where no coordinator endorses, the organiser's word is enough. */
static enum err approve_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    return check_step(state, entry, scene, FROM_CONFIRMED | FROM_ENDORSED);
}

static void confirm_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    access_go(state, entry, request_of(state, entry), ACCESS_CONFIRMED);
}

static void endorse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    access_go(state, entry, request_of(state, entry), ACCESS_ENDORSED);
}

static void refuse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    access_go(state, entry, request_of(state, entry), ACCESS_REFUSED);
}

static void approve_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    access_go(state, entry, request_of(state, entry), ACCESS_APPROVED);
}

/* An organiser has said that whoever comes by that token is somebody who is here. */
static enum err link_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct access_request *request = request_of(state, entry);
    bool linked =
        request && request->identity && gates_linked(scene->room, slice_of(request->identity)).at;
    return linked ? check_step(state, entry, scene, FROM_CONFIRMED | FROM_ENDORSED) : ERR_NOT_FOUND;
}

static enum err link_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "request", out);
}

static void link_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    access_go(state, entry, request_of(state, entry), ACCESS_LINKED);
}

static void expire_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    access_go(state, entry, request_of(state, entry), ACCESS_EXPIRED);
}

/* Of one that has ended nothing is needed any more. */
static void end_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "request"));
    if (common_has(entry->data, "why"))
        withdraw(withdrawal, entry->seq);
}

/* Who decides hears that a request waits, or does no longer. */
struct telling {
    struct emitter *emitter;
    const struct access_request *request;
    bool waits, asker_told;
};

static void tell_one(void *context, struct slice id, const struct gate_person *person)
{
    struct telling *telling = context;
    char inbox[INBOX_OF_BYTES];
    struct buffer text;
    struct writer writer;
    UNUSED(person);
    telling->asker_told =
        telling->asker_told || slice_is(id, telling->request->done[ACCESS_ASKED].by);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_int(&writer, "request", telling->request->seq);
    writer_text(&writer, "country", slice_of(telling->request->country));
    writer_bool(&writer, "waits", telling->waits);
    writer_end(&writer);
    effect_emit(telling->emitter, &(struct effect){.name = "waits",
                                                   .room = inbox_of(id, inbox),
                                                   .type = "inbox.request",
                                                   .text = buffer_slice(&text)});
    buffer_done(&text);
}

static void tell(const struct scene *scene, const struct access_request *request,
                 struct emitter *emitter, bool waits)
{
    struct telling telling = {emitter, request, waits, false};
    struct slice asker = slice_of(request->done[ACCESS_ASKED].by);
    gates_coordinators(scene->room, slice_of(request->country), tell_one, &telling);
    /* An organiser may have asked where a country has coordinators. */
    if (!waits && !telling.asker_told && !slice_equal(asker, ENTRY_SYSTEM))
        tell_one(&telling, asker, NULL);
}

/* A person comes to be, here, and a link is to be sent to them. */
static void approve_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    const struct access_request *request = request_of(state, entry);
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    if (request->identity)
        writer_text(&writer, "person", slice_of(request->identity));
    writer_text(&writer, "name", slice_of(request->name));
    if (strcmp(request->country, ACCESS_NOWHERE) != 0)
        writer_text(&writer, "country", slice_of(request->country));
    if (request->language[0]) {
        writer_array(&writer, "languages");
        writer_text(&writer, NULL, slice_of(request->language));
        writer_end(&writer);
    }
    if (request->mail[0])
        writer_text(&writer, "mail", slice_of(request->mail));
    writer_int(&writer, "request", request->seq);
    /* Who has a token needs no link. */
    writer_bool(&writer, "enrol", !request->identity);
    writer_end(&writer);
    tell(scene, request, emitter, false);
    effect_emit(emitter, &(struct effect){.name = "person",
                                          .room = room_name(scene->room),
                                          .type = "person.add",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

static void request_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    const struct access_request *request = access_find(state, entry->seq);
    if (request && request->step == ACCESS_CONFIRMED)
        tell(scene, request, emitter, true);
}

static void confirm_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    tell(scene, request_of(state, entry), emitter, true);
}

static void decide_effects(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter)
{
    tell(scene, request_of(state, entry), emitter, false);
}

static void write_waiting(const struct access *access, const struct viewer *viewer,
                          struct writer *out)
{
    if (rings_meet(viewer->rings, RINGS_ORGANISERS))
        writer_int(out, "waiting", (int64_t)access->waiting);
}

static void access_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    UNUSED(bodies);
    write_waiting(state, viewer, out);
}

static void access_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(entry);
    write_waiting(state, viewer, out);
}

static bool access_due(const void *state, enum phase phase, struct due *out)
{
    const struct access_request *request = access_unconfirmed(state);
    struct writer data;
    UNUSED(phase);
    if (!request)
        return false;
    out->at_ms = request->done[ACCESS_ASKED].at_ms + BOUND_ACCESS_DAYS * INT64_C(86400000);
    out->type = "access.expire";
    snprintf(out->op, sizeof out->op, "expire:%" PRId64, request->seq);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "request", request->seq);
    writer_end(&data);
    return true;
}

#define STEP(do_) .phases = PHASE_ANY, .patch = access_patch, .apply = do_##_apply

static const struct row rows[] = {
    {
        .name = "access.request",
        .keep = {KEEP_MEMBERS("country", "status", "address", "network", "confirms"), request_keep,
                 .house = true},
        .effects = request_effects,
        .roles = ROLE_ACADEMY_COORDINATOR | ROLE_ACADEMY_ORGANISER,
        .read = request_read,
        .check = request_check,
        STEP(request),
    },
    {
        .name = "access.confirm",
        .keep = {KEEP_MEMBERS("request")},
        .effects = confirm_effects,
        .roles = ROLE_SYSTEM,
        .read = step_read,
        .check = confirm_check,
        STEP(confirm),
    },
    {
        .name = "access.endorse",
        .keep = {KEEP_MEMBERS("request"), .house = true},
        .effects = decide_effects,
        .roles = ROLE_ACADEMY_COORDINATOR | ROLE_ACADEMY_ORGANISER,
        .read = step_read,
        .check = endorse_check,
        STEP(endorse),
    },
    {
        .name = "access.refuse",
        .keep = {KEEP_MEMBERS("request"), .house = true},
        .erases = end_erases,
        .effects = decide_effects,
        .roles = ROLE_ACADEMY_COORDINATOR | ROLE_ACADEMY_ORGANISER,
        .read = refuse_read,
        .check = refuse_check,
        STEP(refuse),
    },
    {
        .name = "access.approve",
        .keep = {KEEP_MEMBERS("request"), .house = true},
        .erases = end_erases,
        .effects = approve_effects,
        .roles = ROLE_ACADEMY_ORGANISER,
        .read = step_read,
        .check = approve_check,
        STEP(approve),
    },
    {
        .name = "access.link",
        .keep = {KEEP_MEMBERS("request")},
        .erases = end_erases,
        .effects = decide_effects,
        .roles = ROLE_SYSTEM,
        .read = link_read,
        .check = link_check,
        STEP(link),
    },
    {
        .name = "access.expire",
        .keep = {KEEP_MEMBERS("request")},
        .erases = end_erases,
        .roles = ROLE_SYSTEM,
        .read = step_read,
        .check = confirm_check,
        STEP(expire),
    },
};

static const struct query queries[] = {
    {.name = "access.list",
     .roles = ROLE_ACADEMY_COORDINATOR | ROLE_ACADEMY_ORGANISER,
     .answer = access_list},
    {.name = "access.status", .roles = ROLE_SYSTEM, .answer = access_status},
    {.name = "access.find", .roles = ROLE_SYSTEM, .answer = access_found},
    {.name = "access.figures", .roles = ROLE_ACADEMY_ORGANISER, .answer = access_figures},
};

static void gate_waits(const void *state, gate_waits_fn *fn, void *context)
{
    const struct access *access = state;
    struct map_at at = {0};
    bool more = true;
    while (more && map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        struct gate_waits waits = {.seq = request->seq};
        memcpy(waits.country, request->country, sizeof waits.country);
        if (request->step == ACCESS_CONFIRMED)
            more = fn(context, &waits);
    }
}

/* An address that nobody has confirmed may be anybody's. Who comes in by a link is sent that. */
static void gate_decided(const void *state, decided_fn *fn, void *context)
{
    const struct access *access = state;
    struct map_at at = {0};
    while (map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        bool granted = request->step == ACCESS_APPROVED && request->identity;
        if ((granted || request->step == ACCESS_REFUSED) && request->mail[0] &&
            request->done[ACCESS_CONFIRMED].at_ms > 0)
            fn(context, &(struct decided){.seq = request->seq,
                                          .at_ms = request->done[request->step].at_ms,
                                          .mail = slice_of(request->mail),
                                          .language = slice_of(request->language),
                                          .granted = granted});
    }
}

static enum gate_request gate_request(const void *state, struct slice id)
{
    const struct access_request *request = access_find_identity(state, id);
    if (request && access_is_open(request))
        return GATE_REQUEST_WAITS;
    return request && request->step == ACCESS_REFUSED ? GATE_REQUEST_REFUSED : GATE_REQUEST_NONE;
}

static int64_t gate_asked(const void *state, struct slice id)
{
    const struct access_request *request = access_find_identity(state, id);
    return request && access_is_open(request) ? request->seq : 0;
}

static const struct gate gate = {.tasks = access_tasks,
                                 .waits = gate_waits,
                                 .decided = gate_decided,
                                 .request = gate_request,
                                 .asked = gate_asked};

const struct feature access_feature = {
    .knows = {.gate = &gate, .news = &access_news},
    .name = "access",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = access_new,
    .state_free = access_free,
    .forget = access_forget,
    .view = access_view,
    .due = access_due,
};
