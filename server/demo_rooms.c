/* SPDX-License-Identifier: Apache-2.0
 *
 * First the journal is asked for the first demo webinar that has not ended; then the steps below
 * are sent to the hub one after another, as each may depend on the one before it.
 */
#include "demo_rooms.h"

#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/entry.h"

enum { ROOM_BYTES = 32, READ_LIMIT = 1024, DATA_BYTES = 4096, MINUTES = 60 };
enum { START_STEP_MS = 5 * 60 * 1000, START_SOONEST_MS = 60 * 1000 };

enum { WEBINAR, COURSE, ROOMS, ACADEMY = ROOMS, PLACES };

struct demo_rooms {
    struct loop *loop; /* borrowed, as are the next two */
    struct journal *journal;
    struct hub *hub;
    loop_fn *ready;
    void *context;
    char names[PLACES][ROOM_BYTES];
    int number;    /* of the webinar */
    int64_t after; /* read up to here */
    bool ended;    /* the webinar being read has ended */
    size_t step;   /* under way */
    bool stopped;
};

/* One title in the four languages, as canonical data. */
static const char *const titles[ROOMS] = {
    [WEBINAR] = "{\"ar\":\"مرحبًا بكم في Muster: جلسة مباشرة للتجربة\","
                "\"en\":\"Welcome to Muster: a live session to try\","
                "\"es\":\"Bienvenidos a Muster: una sesión en directo para probar\","
                "\"fr\":\"Bienvenue sur Muster\xc2\xa0: une séance en direct à essayer\"}",
    [COURSE] = "{\"ar\":\"الأدلة في الهواتف: منتدى دورة للتجربة\","
               "\"en\":\"Evidence on phones: a course forum to try\","
               "\"es\":\"Pruebas en los teléfonos: un foro de curso para probar\","
               "\"fr\":\"La preuve dans les téléphones\xc2\xa0: un forum de cours à essayer\"}",
};

struct step {
    int room;
    const char *method;
    const char *op;
    void (*data)(const struct demo_rooms *rooms, struct writer *out); /* beside room and op */
};

enum { STEPS = 14 };
static const struct step steps[STEPS];

static const char create_op[] = "demo.create";

static bool room_seen(void *context, const struct record *record)
{
    UNUSED(record);
    *(bool *)context = true;
    return false;
}

/* The first entry a demo ever makes is its mark: clients make no rooms, and nobody writes as the
 * system. */
enum err demo_rooms_own(struct backend *backend)
{
    const struct record mark = {.room = SLICE("webinar:w1"),
                                .type = SLICE("stage.create"),
                                .by = ENTRY_SYSTEM,
                                .op = slice_of(create_op),
                                .text = SLICE("{}")};
    struct journal_result found = {0};
    bool any = false;
    enum err error = backend->ops->find(backend, &mark, &found);
    if (error == ERR_NONE && found.seq == 0)
        error = backend->ops->rooms(backend, room_seen, &any);
    return error == ERR_NONE && any ? ERR_PERMISSION_DENIED : error;
}

struct demo_rooms *demo_rooms_new(struct loop *loop, struct journal *journal, struct hub *hub)
{
    struct demo_rooms *rooms = mem_new(sizeof *rooms);
    rooms->loop = loop;
    rooms->journal = journal;
    rooms->hub = hub;
    snprintf(rooms->names[COURSE], ROOM_BYTES, "course:c1");
    snprintf(rooms->names[ACADEMY], ROOM_BYTES, "academy:main");
    return rooms;
}

void demo_rooms_stop(struct demo_rooms *rooms)
{
    rooms->stopped = true;
}

void demo_rooms_free(struct demo_rooms **rooms)
{
    mem_free(*rooms);
    *rooms = NULL;
}

static void webinar_read_done(void *context, enum err error, struct entry **entries, size_t count);

static void webinar_read(struct demo_rooms *rooms)
{
    snprintf(rooms->names[WEBINAR], ROOM_BYTES, "webinar:w%d", rooms->number);
    journal_read(rooms->journal, slice_of(rooms->names[WEBINAR]), rooms->after, READ_LIMIT,
                 webinar_read_done, rooms);
}

void demo_rooms_start(struct demo_rooms *rooms, loop_fn *ready, void *context)
{
    rooms->ready = ready;
    rooms->context = context;
    rooms->number = 1;
    webinar_read(rooms);
}

static void step_send(struct demo_rooms *rooms);

static void webinar_read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct demo_rooms *rooms = context;
    struct slice to;
    if (rooms->stopped)
        return;
    for (size_t i = 0; i < count; i++) {
        rooms->after = entries[i]->seq;
        if (slice_is(entries[i]->type, "stage.phase") && json_get_text(entries[i]->data, "to", &to))
            rooms->ended = slice_is(to, "ended");
    }
    if (!error && count == 0 && !rooms->ended) {
        step_send(rooms);
        return;
    }
    if (!error && count == 0) {
        rooms->number++;
        rooms->after = 0;
        rooms->ended = false;
    }
    if (error)
        log_line(LOG_ERROR, "the demo's rooms cannot be read", "error=%s", error_name(error));
    else
        webinar_read(rooms);
}

static void step_done(void *context, const struct hub_answer *answer)
{
    struct demo_rooms *rooms = context;
    const struct step *step = &steps[rooms->step];
    if (rooms->stopped)
        return;
    /* After a restart the webinar has another start, by the clock, under the same op: refused. */
    if (answer->error && answer->error != ERR_OP_REUSED && answer->error != ERR_ALREADY_EXISTS)
        log_line(LOG_WARN, "the demo could not make a room ready", "room=%s method=%s error=%s",
                 rooms->names[step->room], step->method, error_name(answer->error));
    rooms->step++;
    if (rooms->step < STEPS)
        step_send(rooms);
    else
        rooms->ready(rooms->context);
}

static void step_send(struct demo_rooms *rooms)
{
    const struct step *step = &steps[rooms->step];
    const struct actor actor = {.id = ENTRY_SYSTEM, .name = SLICE("")};
    struct buffer text;
    struct writer writer;
    struct json *data;
    buffer_init(&text, DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", slice_of(rooms->names[step->room]));
    writer_text(&writer, "op", slice_of(step->op));
    step->data(rooms, &writer);
    writer_end(&writer);
    enum err error = json_parse(buffer_slice(&text), &data);
    check(error == ERR_NONE);
    hub_command(rooms->hub, &actor, slice_of(step->method), data, step_done, rooms);
    json_free(&data);
    buffer_done(&text);
}

static void webinar_data(const struct demo_rooms *rooms, struct writer *out)
{
    int64_t now_ms = loop_now_ms(rooms->loop);
    writer_raw(out, "title", slice_of(titles[WEBINAR]));
    int64_t soonest_ms = now_ms + START_SOONEST_MS;
    writer_int(out, "start", (soonest_ms / START_STEP_MS + 1) * START_STEP_MS);
    writer_int(out, "minutes", MINUTES);
    writer_object(out, "stream");
    writer_text(out, "url", SLICE("/media/demo/index.m3u8"));
    writer_text(out, "type", SLICE("hls"));
    writer_end(out);
}

static void course_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    writer_raw(out, "title", slice_of(titles[COURSE]));
}

static void policy_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    writer_text(out, "policy", SLICE("open"));
}

static void staff_write(struct writer *out, const char *role, const char *name)
{
    writer_text(out, "whom", slice_of(role));
    writer_text(out, "role", slice_of(role));
    writer_text(out, "name", slice_of(name));
}

static void host_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    staff_write(out, "host", "Host");
}

static void moderator_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    staff_write(out, "moderator", "Moderator");
}

static void presenter_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    staff_write(out, "presenter", "Presenter");
}

static void person_write(struct writer *out, const char *role, const char *name)
{
    writer_text(out, "person", slice_of(role));
    writer_text(out, "name", slice_of(name));
    writer_text(out, "country", SLICE("TN"));
    writer_array(out, "roles");
    writer_text(out, NULL, slice_of(role));
    writer_end(out);
}

static void organiser_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    person_write(out, "organiser", "Organiser");
}

static void manager_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    person_write(out, "manager", "Manager");
}

static void coordinator_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    person_write(out, "coordinator", "Coordinator of Tunisia");
    writer_array(out, "coordinates");
    writer_text(out, NULL, SLICE("TN"));
    writer_end(out);
}

static void request_data(const struct demo_rooms *rooms, struct writer *out)
{
    UNUSED(rooms);
    writer_text(out, "name", SLICE("Participant 301"));
    writer_text(out, "mail", SLICE("participant301@police.example"));
    writer_text(out, "country", SLICE("TN"));
    writer_text(out, "agency", SLICE("Police School of Tunis"));
    writer_text(out, "reason", SLICE("I teach digital evidence and would like to follow courses."));
    writer_text(out, "language", SLICE("ar"));
}

void demo_rooms_view(const struct demo_rooms *rooms, struct writer *out)
{
    writer_array(out, "rooms");
    for (int i = 0; i < ROOMS; i++) {
        writer_object(out, NULL);
        writer_text(out, "room", slice_of(rooms->names[i]));
        writer_raw(out, "title", slice_of(titles[i]));
        writer_end(out);
    }
    writer_end(out);
}

static const struct step steps[STEPS] = {
    {WEBINAR, "stage.create", create_op, webinar_data},
    {WEBINAR, "member.policy", "demo.policy", policy_data},
    {WEBINAR, "member.set", "demo.host", host_data},
    {WEBINAR, "member.set", "demo.moderator", moderator_data},
    {WEBINAR, "member.set", "demo.presenter", presenter_data},
    {COURSE, "stage.create", create_op, course_data},
    {COURSE, "member.policy", "demo.policy", policy_data},
    {COURSE, "member.set", "demo.host", host_data},
    {COURSE, "member.set", "demo.moderator", moderator_data},
    {COURSE, "member.set", "demo.presenter", presenter_data},
    {ACADEMY, "person.add", "demo.organiser", organiser_data},
    {ACADEMY, "person.add", "demo.manager", manager_data},
    {ACADEMY, "person.add", "demo.coordinator", coordinator_data},
    {ACADEMY, "access.request", "demo.request", request_data},
};
