/* SPDX-License-Identifier: Apache-2.0
 * The academy is asked first, then each course, one after another. A course that cannot be asked
 * now fails the whole: a calendar would take what is missing for gone. */
#include "net/calendars.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/json.h"
#include "base/mem.h"
#include "followers/calendar.h"
#include "hub/hub.h"

enum { PLACE_BYTES = 2048, ASKS_BYTES = 512, FILE_BYTES = 1 << 20, USUAL_MINUTES = 60 };
enum { NAME_BYTES = 4 * BOUND_NAME_CHARS + 1, LANGUAGES = 4 };

/* One on its way. */
struct making {
    struct calendars_order order; /* its texts are owned */
    calendars_fn *done;
    void *context;
    char language[3];
    struct buffer file;
    struct json *first; /* owned; what the academy said */
    const struct json *course, *next;
};

static struct slice kept(struct slice text)
{
    return slice_of(mem_text(text));
}

static void making_end(struct making *making, enum err error)
{
    struct calendars_order *order = &making->order;
    struct slice *const texts[] = {&order->url,    &order->host, &order->name,  &order->person,
                                   &order->called, &order->of,   &order->course};
    if (!error && making->file.full)
        error = ERR_INTERNAL;
    making->done(making->context, error, buffer_slice(&making->file));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        mem_free((void *)(uintptr_t)texts[i]->at);
    buffer_done(&making->file);
    json_free(&making->first);
    mem_free(making);
}

/* Of texts by language: that which was asked for, English, or whichever comes first. */
static struct slice in_language(const struct making *making, const struct json *texts,
                                const char **language)
{
    struct slice text = {NULL, 0};
    *language = making->language;
    if (json_get_text(texts, *language, &text))
        return text;
    *language = "en";
    if (json_get_text(texts, *language, &text))
        return text;
    *language = "";
    (void)json_as_text(json_first(texts), &text);
    return text;
}

/* The page of a room. */
static void write_address(const struct making *making, struct slice room, char out[PLACE_BYTES])
{
    struct slice url = making->order.url;
    const char *colon = memchr(room.at, ':', room.len);
    out[0] = '\0';
    if (url.len > 0 && colon)
        snprintf(out, PLACE_BYTES, "%.*s/%.*s/%.*s", (int)url.len, url.at, (int)(colon - room.at),
                 room.at, (int)(room.at + room.len - colon - 1), colon + 1);
}

static void add_session(struct making *making, const struct json *session)
{
    struct calendar_event event = {.minutes = USUAL_MINUTES};
    struct slice room = {NULL, 0}, host = making->order.host;
    char uid[PLACE_BYTES], address[PLACE_BYTES];
    (void)json_get_text(session, "of", &room);
    write_address(making, room, address);
    snprintf(uid, sizeof uid, "%.*s@%.*s", (int)room.len, room.at, (int)host.len, host.at);
    event.uid = slice_of(uid);
    event.url = slice_of(address);
    event.title = in_language(making, json_get(session, "title"), &event.language);
    event.text = in_language(making, json_get(session, "summary"), &event.text_language);
    (void)json_get_int(session, "start", &event.start_ms);
    (void)json_get_int(session, "minutes", &event.minutes);
    (void)json_get_int(session, "changes", &event.revision);
    (void)json_get_int(session, "changed", &event.changed_ms);
    (void)json_get_bool(session, "archived", &event.cancelled);
    calendar_add(&event, &making->file);
}

/* ---- units -------------------------------------------------------------------------------------
 */

static const char *const languages[LANGUAGES] = {"en", "fr", "es", "ar"};
static const char *const opens[LANGUAGES] = {"Opens: ", "Ouverture : ", "Se abre: ", "تُفتح: "};
static const char *const one_opens[LANGUAGES] = {"A unit opens", "Une unité s’ouvre",
                                                 "Se abre una unidad", "تُفتح وحدة"};

static size_t spoken(const char *language)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (strcmp(language, languages[i]) == 0)
            return i;
    return 0;
}

static void add_unit(struct making *making, struct slice course, const struct json *unit)
{
    struct calendar_event event = {.text_language = ""};
    struct slice host = making->order.host;
    int64_t seq = 0;
    char uid[PLACE_BYTES], address[PLACE_BYTES];
    struct buffer title;
    (void)json_get_int(unit, "unit", &seq);
    buffer_init(&title, PLACE_BYTES);
    struct slice called = in_language(making, json_get(unit, "title"), &event.language);
    buffer_add(&title, slice_of(opens[spoken(event.language)]));
    buffer_add(&title, called);
    write_address(making, course, address);
    if (*address)
        snprintf(address + strlen(address), sizeof address - strlen(address), "/unit/%" PRId64,
                 seq);
    snprintf(uid, sizeof uid, "%.*s-unit-%" PRId64 "@%.*s", (int)course.len, course.at, seq,
             (int)host.len, host.at);
    event.uid = slice_of(uid);
    event.url = slice_of(address);
    event.title = buffer_slice(&title);
    (void)json_get_int(unit, "at", &event.start_ms);
    (void)json_get_int(unit, "changes", &event.revision);
    (void)json_get_int(unit, "changed", &event.changed_ms);
    calendar_add(&event, &making->file);
    buffer_done(&title);
}

/* What opens is not told before it does; the event is of that moment. */
static void add_next(struct making *making, struct slice course, int64_t at_ms)
{
    struct slice host = making->order.host;
    char uid[PLACE_BYTES], address[PLACE_BYTES];
    size_t language = spoken(making->language);
    snprintf(uid, sizeof uid, "%.*s-opens-%" PRId64 "@%.*s", (int)course.len, course.at, at_ms,
             (int)host.len, host.at);
    write_address(making, course, address);
    const struct calendar_event event = {.uid = slice_of(uid),
                                         .title = slice_of(one_opens[language]),
                                         .url = slice_of(address),
                                         .language = languages[language],
                                         .text_language = "",
                                         .start_ms = at_ms};
    calendar_add(&event, &making->file);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static void ask(struct making *making, struct slice room, const char *query, hub_answer_fn *done)
{
    const struct calendars_order *order = &making->order;
    const struct actor actor = {.id = order->person, .name = order->called};
    struct json *data = NULL;
    char text[ASKS_BYTES];
    int len = snprintf(text, sizeof text, "{\"room\":\"%.*s\"", (int)room.len, room.at);
    if (order->of.len > 0)
        len += snprintf(text + len, sizeof text - (size_t)len, ",\"of\":\"%.*s\"",
                        (int)order->of.len, order->of.at);
    if (order->course.len > 0 && order->of.len == 0)
        len += snprintf(text + len, sizeof text - (size_t)len, ",\"course\":\"%.*s\"",
                        (int)order->course.len, order->course.at);
    if (order->from_ms > 0 && order->of.len == 0)
        len +=
            snprintf(text + len, sizeof text - (size_t)len, ",\"from\":%" PRId64, order->from_ms);
    snprintf(text + len, sizeof text - (size_t)len, "}");
    (void)json_parse(slice_of(text), &data);
    hub_command(order->hub, &actor, slice_of(query), data, done, making);
    json_free(&data);
}

static void courses_next(struct making *making);

/* Whom the course has sent away meanwhile has nothing there. */
static void course_told(void *context, const struct hub_answer *answer)
{
    struct making *making = context;
    struct json *said = NULL;
    struct slice course = {NULL, 0};
    int64_t next_ms = 0;
    bool theirs = answer->error != ERR_NOT_FOUND && answer->error != ERR_PERMISSION_DENIED;
    if (answer->error && theirs) {
        making_end(making, answer->error);
        return;
    }
    if (!answer->error)
        (void)json_parse_large(answer->json, &said);
    (void)json_as_text(making->course, &course);
    for (const struct json *at = json_first(json_get(said, "events")); at; at = json_next(at))
        add_unit(making, course, at);
    if (json_get_int(said, "opens", &next_ms))
        add_next(making, course, next_ms);
    json_free(&said);
    making->next = json_next(making->course);
    courses_next(making);
}

static void courses_next(struct making *making)
{
    struct slice course = {NULL, 0};
    making->course = making->next;
    if (!making->course) {
        calendar_end(&making->file);
        making_end(making, ERR_NONE);
        return;
    }
    (void)json_as_text(making->course, &course);
    ask(making, course, "unit.calendar", course_told);
}

static void told(void *context, const struct hub_answer *answer)
{
    struct making *making = context;
    if (answer->error) {
        making_end(making, answer->error);
        return;
    }
    (void)json_parse_large(answer->json, &making->first);
    if (making->order.of.len > 0)
        calendar_begin(&making->file);
    else
        calendar_begin_feed(making->order.name, &making->file);
    const struct json *events = json_get(making->first, "events");
    for (const struct json *at = json_first(events); at; at = json_next(at))
        add_session(making, at);
    if (!making->order.sessions)
        making->next = json_first(json_get(making->first, "courses"));
    courses_next(making);
}

void calendars_make(const struct calendars_order *order, calendars_fn *done, void *context)
{
    struct making *making = mem_new(sizeof *making);
    making->order = *order;
    making->done = done;
    making->context = context;
    making->order.url = kept(order->url);
    making->order.host = kept(order->host);
    making->order.name = kept(order->name);
    making->order.person = kept(order->person);
    making->order.called = kept(order->called);
    making->order.of = kept(order->of);
    making->order.course = kept(order->course);
    if (order->language.len == 2)
        memcpy(making->language, order->language.at, 2);
    making->order.language = slice_of(making->language);
    buffer_init(&making->file, FILE_BYTES);
    ask(making, SLICE("academy:main"), "room.calendar", told);
}
