/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands in batches: those of a batch are sent at once, and written together; the next batch
 * comes when all are answered, for it needs what the one before has made. Rooms follow from the
 * catalogue a moment later: while one is not there yet the batch is sent again.
 */
#include "demo_academy.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/writer.h"
#include "core/entry.h"
#include "demo_course.h"
#include "hub/gate.h"

enum { TRIES = 50, TRY_MS = 100 };
enum { DATA_BYTES = 4096, DAY_MS = 86400 * 1000, HOUR_MS = 3600 * 1000 };

struct demo_academy {
    struct loop *loop;
    struct hub *hub;
    loop_fn *ready;
    void *context;
    int64_t people;
    size_t batch, pending;
    unsigned tries;      /* of this batch, after the first */
    bool early;          /* one of its rooms is not there yet */
    struct timer *again; /* owned */
    bool stopped;
    bool made;          /* all of it */
    int64_t assignment; /* the item of the course, once it is there */
};

/* The countries of the members, and the language of each. */
static const char *const countries[][2] = {
    {"TN", "ar"}, {"FR", "fr"}, {"KE", "en"}, {"ES", "es"}, {"MA", "ar"}, {"SN", "fr"},
    {"IN", "en"}, {"MX", "es"}, {"EG", "ar"}, {"CM", "fr"}, {"GB", "en"}, {"AR", "es"},
    {"JO", "ar"}, {"CA", "fr"}, {"AU", "en"}, {"PE", "es"}, {"QA", "ar"}, {"BE", "fr"},
    {"NG", "en"}, {"CL", "es"}, {"DE", "en"}, {"JP", "en"}, {"BR", "es"}, {"CI", "fr"},
};
enum { COUNTRIES = sizeof countries / sizeof countries[0] };

static const struct demo_line staff[] = {
    {"academy:main", "person.add", "demo.host",
     "'person':'host','name':'Host','country':'FR','languages':['fr','en']"},
    {"academy:main", "person.add", "demo.moderator",
     "'person':'moderator','name':'Moderator','country':'TN','languages':['ar','fr']"},
    {"academy:main", "person.add", "demo.presenter",
     "'person':'presenter','name':'Presenter','country':'ES','languages':['es','en']"},
    {"academy:main", "person.add", "demo.coordinator.fr",
     "'person':'coordinator-fr','name':'Coordinator of France','country':'FR',"
     "'roles':['coordinator'],'coordinates':['FR'],'languages':['fr']"},
    {"academy:main", "person.add", "demo.coordinator.ke",
     "'person':'coordinator-ke','name':'Coordinator of Kenya','country':'KE',"
     "'roles':['coordinator'],'coordinates':['KE','NG'],'languages':['en']"},
};

#define TITLE_LIVE                                                                                 \
    "'title':{'en':'Traces on phones',"                                                            \
    "'ar':'آثار على الهواتف',"                                                       \
    "'es':'Huellas en los teléfonos',"                                                            \
    "'fr':'Traces sur les téléphones'}"
#define TITLE_SOON                                                                                 \
    "'title':{'en':'Chain of custody',"                                                            \
    "'ar':'سلسلة العهدة',"                                                              \
    "'es':'Cadena de custodia',"                                                                   \
    "'fr':'Chaîne de conservation'}"
#define TITLE_ENDED                                                                                \
    "'title':{'en':'Interviewing witnesses from afar',"                                            \
    "'ar':'مقابلة الشهود عن بعد',"                                                \
    "'es':'Entrevistar a testigos a distancia',"                                                   \
    "'fr':'Entendre des témoins à distance'}"
#define TITLE_SPOC                                                                                 \
    "'title':{'en':'Tracing crypto-assets',"                                                       \
    "'ar':'التحقيق في العملات المشفرة',"                                    \
    "'es':'Rastrear criptoactivos',"                                                               \
    "'fr':'Suivre les cryptoactifs'}"
#define TITLE_SPACE                                                                                \
    "'title':{'en':'Trainers of North Africa',"                                                    \
    "'ar':'مدربو شمال أفريقيا',"                                                   \
    "'es':'Formadores del norte de África',"                                                      \
    "'fr':'Formateurs d’Afrique du Nord'}"
#define TITLE_ASKS                                                                                 \
    "'title':{'en':'Data from vehicles',"                                                          \
    "'ar':'بيانات من المركبات',"                                                   \
    "'es':'Datos de vehículos',"                                                                  \
    "'fr':'Les données des véhicules'}"
#define ASKED_UNIT                                                                                 \
    "{'kind':'text','required':true,'title':{'en':'Which unit are you with?',"                     \
    "'ar':'ما هي وحدتك؟',"                                                               \
    "'es':'¿En qué unidad trabaja?',"                                                            \
    "'fr':'Dans quelle unité travaillez-vous ?'}}"
#define ASKED_LEVEL                                                                                \
    "{'kind':'choice','title':{'en':'How often do you examine vehicles?',"                         \
    "'ar':'كم مرة تفحص المركبات؟',"                                              \
    "'es':'¿Con qué frecuencia examina vehículos?',"                                            \
    "'fr':'À quelle fréquence examinez-vous des véhicules ?'},"                                 \
    "'options':[{'en':'Never','ar':'أبدًا','es':'Nunca','fr':'Jamais'},"                      \
    "{'en':'At times','ar':'أحيانًا','es':'A veces','fr':'Parfois'},"                       \
    "{'en':'Every week','ar':'كل أسبوع','es':'Cada semana','fr':'Chaque semaine'}]}"
#define ASKED_KIT                                                                                  \
    "{'kind':'yesno','title':{'en':'Do you have a reading device?',"                               \
    "'ar':'هل لديك جهاز قراءة؟',"                                                  \
    "'es':'¿Tiene un aparato de lectura?',"                                                       \
    "'fr':'Avez-vous un appareil de lecture ?'}}"
#define STREAM "'stream':{'url':'/media/demo/index.m3u8','type':'hls'}"

static const struct demo_line rooms[] = {
    {"academy:main", "room.create", "demo.room.live",
     "'of':'webinar:traces','template':'webinar'," TITLE_LIVE ",'minutes':90," STREAM
     ",'hosts':['manager','host'],'who':{'to':'academy'},'series':'Evidence'"},
    {"academy:main", "room.create", "demo.room.soon",
     "'of':'webinar:custody','template':'webinar'," TITLE_SOON ",'minutes':60," STREAM
     ",'hosts':['manager','host'],'who':{'to':'academy'},'series':'Evidence'"},
    {"academy:main", "room.create", "demo.room.asks",
     "'of':'webinar:vehicles','template':'webinar'," TITLE_ASKS ",'minutes':60," STREAM
     ",'hosts':['manager'],'who':{'to':'academy'},'registration':{'questions':[" ASKED_UNIT
     "," ASKED_LEVEL "," ASKED_KIT "]}"},
    {"academy:main", "room.create", "demo.room.ended",
     "'of':'webinar:witnesses','template':'webinar'," TITLE_ENDED
     ",'minutes':60,'hosts':['manager'],'who':{'to':'academy'}"},
    {"academy:main", "room.create", "demo.room.spoc",
     "'of':'course:crypto','template':'spoc'," TITLE_SPOC
     ",'hosts':['manager'],'who':{'to':'some','countries':['TN','FR','KE','ES']}"},
    {"academy:main", "room.create", "demo.room.space",
     "'of':'course:trainers','template':'workspace'," TITLE_SPACE
     ",'hosts':['coordinator'],'who':{'to':'invited'}"},
};

static const struct demo_line ways_in[] = {
    {"academy:main", "room.invite", "demo.invite",
     "'of':'course:trainers','people':['p1','p2','p3','organiser','manager']"},
    {"academy:main", "room.code", "demo.code", "'of':'webinar:traces','code':'TRACES'"},
};

static const struct demo_line news[] = {
    {"academy:main", "announce.post", "demo.news",
     "'title':{'en':'Winter school on digital evidence',"
     "'ar':'المدرسة الشتوية للأدلة الرقمية',"
     "'es':'Escuela de invierno sobre pruebas digitales',"
     "'fr':'École d’hiver sur la preuve numérique'},"
     "'text':{'en':'Register for “Data from vehicles” by Friday.',"
     "'ar':'سجّل في «بيانات من المركبات» قبل يوم الجمعة.',"
     "'es':'Inscríbase en «Datos de vehículos» antes del viernes.',"
     "'fr':'Inscrivez-vous à « Les données des véhicules » avant vendredi.'}"},
};

/* What people are certified: days from now, 0 being for good. */
static const struct demo_credential {
    const char *op, *person, *kind, *reference;
    int issued_days, until_days;
} credentials[] = {
    {"demo.credential.1", "manager", "instructor", "IN-101", -30, 700},
    {"demo.credential.2", "p2", "instructor", "IN-102", -345, 20},
    {"demo.credential.3", "p1", "completion", "CO-103", -10, 0},
};

static const struct demo_line requests[] = {
    {"academy:main", "access.request", "demo.request.2",
     "'name':'Participant 302','mail':'participant302@police.example','country':'FR',"
     "'agency':'National Police Academy','reason':'Courses on digital evidence.','language':'fr'"},
    {"academy:main", "access.request", "demo.request.3",
     "'name':'Participant 303','mail':'participant303@police.example','country':'KE',"
     "'agency':'Cybercrime Unit','reason':'Our unit is new and small.','language':'en'"},
    {"academy:main", "access.request", "demo.request.4",
     "'name':'Participant 304','mail':'participant304@police.example','country':'TN',"
     "'reason':'Recommended by a colleague.','language':'ar','confirms':true"},
    {"webinar:traces", "stage.phase", "demo.live", "'to':'live'"},
    {"webinar:witnesses", "stage.phase", "demo.live", "'to':'live'"},
};

static const struct demo_line last[] = {
    {"webinar:witnesses", "stage.phase", "demo.ended", "'to':'ended'"},
};

static void send_batch(void *context);

/* The batch again, where it came too early, else the next. */
static void go_on(struct demo_academy *academy)
{
    timer_close(&academy->again);
    if (academy->early && academy->tries < TRIES) {
        academy->tries++;
        academy->again = loop_after(academy->loop, TRY_MS, send_batch, academy);
        return;
    }
    academy->tries = 0;
    academy->batch++;
    send_batch(academy);
}

/* What is there already is refused: that is as it should be. */
static void answered(void *context, const struct hub_answer *answer)
{
    struct demo_academy *academy = context;
    bool early = answer->error == ERR_UNKNOWN_CHANNEL && academy->tries < TRIES;
    academy->early = academy->early || early;
    if (answer->error && !early && answer->error != ERR_OP_REUSED &&
        answer->error != ERR_ALREADY_EXISTS && !academy->stopped)
        log_line(LOG_WARN, "the demo could not make something of its academy", "error=%s",
                 error_name(answer->error));
    if (--academy->pending == 0 && !academy->stopped && !academy->made)
        go_on(academy);
}

/* What it asks for names it. */
static void assignment_answered(void *context, const struct hub_answer *answer)
{
    struct demo_academy *academy = context;
    if (!answer->error)
        academy->assignment = answer->seq;
    answered(context, answer);
}

static void send_as(struct demo_academy *academy, const struct demo_line *line, hub_answer_fn *then)
{
    const struct actor system = {.id = ENTRY_SYSTEM, .name = SLICE("")};
    struct buffer text;
    struct json *data;
    buffer_init(&text, DATA_BYTES);
    buffer_addf(&text, "{'room':'%s','op':'%s',%s}", line->room, line->op, line->data);
    check(!text.full);
    for (size_t i = 0; i < text.len; i++)
        if (text.bytes[i] == '\'')
            text.bytes[i] = '"';
    enum err error = json_parse(buffer_slice(&text), &data);
    check(error == ERR_NONE);
    academy->pending++;
    hub_command(academy->hub, &system, slice_of(line->method), data, then, academy);
    json_free(&data);
    buffer_done(&text);
}

static void send(struct demo_academy *academy, const struct demo_line *line)
{
    send_as(academy, line, answered);
}

static void send_all(struct demo_academy *academy, const struct demo_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        send(academy, &lines[i]);
}

static void send_line(void *context, const struct demo_line *line)
{
    send(context, line);
}

/* Whether the academy has somebody of that id already, from an earlier start. */
static bool is_there(const struct demo_academy *academy, const char *id)
{
    struct gate_person person;
    enum err error = gate_ask(academy->hub, slice_of(id), &person);
    return error == ERR_SUSPENDED || (!error && person.active);
}

static void send_person(struct demo_academy *academy, int64_t number)
{
    char data[300], op[40], id[24];
    const char *const *country = countries[number % COUNTRIES];
    snprintf(id, sizeof id, "p%" PRId64, number);
    if (is_there(academy, id))
        return;
    snprintf(op, sizeof op, "demo.person.%" PRId64, number);
    snprintf(data, sizeof data,
             "'person':'%s','name':'Participant %" PRId64 "','country':'%s',"
             "'languages':['%s'],'mail':'participant%" PRId64 "@police.example'",
             id, number, country[0], country[1], number);
    send(academy, &(struct demo_line){"academy:main", "person.add", op, data});
}

static void send_people(struct demo_academy *academy)
{
    for (int64_t i = 1; i <= academy->people; i++)
        send_person(academy, i);
}

static void send_credentials(struct demo_academy *academy)
{
    int64_t now = loop_now_ms(academy->loop);
    for (size_t i = 0; i < sizeof credentials / sizeof credentials[0]; i++) {
        const struct demo_credential *one = &credentials[i];
        char data[300];
        int len = snprintf(
            data, sizeof data, "'person':'%s','kind':'%s','reference':'%s','issued':%" PRId64,
            one->person, one->kind, one->reference, now + one->issued_days * (int64_t)DAY_MS);
        if (one->until_days > 0)
            snprintf(data + len, sizeof data - (size_t)len, ",'until':%" PRId64,
                     now + one->until_days * (int64_t)DAY_MS);
        send(academy, &(struct demo_line){"academy:main", "credential.give", one->op, data});
    }
}

/* They begin that many days from now, whenever the demo is started. */
static void send_start(struct demo_academy *academy, const char *name, int days)
{
    int64_t day = loop_now_ms(academy->loop) / DAY_MS;
    char data[100], op[60];
    snprintf(op, sizeof op, "demo.soon.%s.%" PRId64, name, day);
    snprintf(data, sizeof data, "'of':'webinar:%s','start':%" PRId64, name,
             (day + days) * DAY_MS + 14 * (int64_t)HOUR_MS);
    send(academy, &(struct demo_line){"academy:main", "room.change", op, data});
}

#define SEND(lines) send_all(academy, lines, sizeof lines / sizeof lines[0])

static void send_batch(void *context)
{
    struct demo_academy *academy = context;
    academy->early = false;
    switch (academy->batch) {
    case 0:
        SEND(staff);
        break;
    case 1:
        send_people(academy);
        SEND(rooms);
        break;
    case 2:
        SEND(ways_in);
        SEND(news);
        send_credentials(academy);
        send_start(academy, "custody", 1);
        send_start(academy, "vehicles", 8);
        break;
    case 3:
        SEND(requests);
        break;
    case 4:
        SEND(last);
        demo_course_units(loop_now_ms(academy->loop), send_line, academy);
        break;
    case 5:
        demo_course_items(send_line, academy);
        send_as(academy, &demo_course_assignment, assignment_answered);
        break;
    case 6:
        demo_course_asks(academy->assignment, loop_now_ms(academy->loop), send_line, academy);
        break;
    default:
        academy->made = true;
        academy->ready(academy->context);
    }
}

struct demo_academy *demo_academy_new(struct loop *loop, struct hub *hub, int64_t people)
{
    struct demo_academy *academy = mem_new(sizeof *academy);
    academy->loop = loop;
    academy->hub = hub;
    academy->people = people;
    return academy;
}

void demo_academy_start(struct demo_academy *academy, loop_fn *ready, void *context)
{
    academy->ready = ready;
    academy->context = context;
    if (academy->people > 0)
        send_batch(academy);
    else
        loop_later(academy->loop, ready, context);
}

void demo_academy_come(struct demo_academy *academy, int64_t number)
{
    if (academy->made && !academy->stopped)
        send_person(academy, number);
}

void demo_academy_stop(struct demo_academy *academy)
{
    academy->stopped = true;
    timer_close(&academy->again);
}

void demo_academy_free(struct demo_academy **academy)
{
    if (*academy)
        timer_close(&(*academy)->again);
    mem_free(*academy);
    *academy = NULL;
}
