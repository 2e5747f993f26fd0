/* SPDX-License-Identifier: Apache-2.0
 * The way of one session, after which comes the next:
 *   it begins soon -> no row "told" of it yet -> each who registered, one after another -> that row
 * and of a person: an address -> the mail, which the outbox has once of all instances. What cannot
 * be done is tried again at the next look, from there. */
#include "net/reminders.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/gate.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/outbox.h"

enum {
    LOOK_MS = 2000,
    AHEAD_MS = 3600000,
    KEPT_MS = 86400000, /* longer than any is ahead */
    PRINT_BYTES = 23,   /* hash_id */
    ID_BYTES = 64,
    LINK_BYTES = 1024,
    KNOWN_MAX = 4096,
    PEOPLE_BYTES = BOUND_MEMBERS * (BOUND_ID_BYTES + 1),
};

static const struct slice told_kind = {"told", 4};

/* What it is at. */
enum step {
    STEP_IDLE,
    STEP_LOOKING, /* whether the session was told of */
    STEP_MAILING, /* one person */
    STEP_MARKING, /* that everybody was told */
};

struct reminders {
    struct api_site site; /* a copy */
    char *url;            /* owned: the site's */
    struct timer *look;
    struct map *known; /* owned: ids of sessions that were told of */
    enum step step;
    bool asked, freed; /* an answer is on its way */
    /* The session that it is at. */
    char id[ID_BYTES], room[2 * BOUND_ID_BYTES];
    int64_t start_ms;
    struct buffer people; /* ids, each with a NUL */
    size_t at;            /* the person who is told, in them */
};

static void free_if_done(struct reminders *reminders)
{
    if (!reminders->freed || reminders->asked)
        return;
    map_free(&reminders->known, NULL);
    buffer_done(&reminders->people);
    mem_free(reminders->url);
    mem_free(reminders);
}

static void go(struct reminders *reminders, enum step step);

/* What was asked is answered. False: it ends, or that step is to be tried again at a later look. */
static bool is_good(struct reminders *reminders, enum err error)
{
    reminders->asked = false;
    if (reminders->freed)
        free_if_done(reminders);
    else if (!error)
        return true;
    return false;
}

static const char *person_now(const struct reminders *reminders)
{
    return reminders->people.bytes + reminders->at;
}

/* The mail's id: of this session at this time, and this person. */
static void mail_id(const struct reminders *reminders, char id[ID_BYTES])
{
    char print[PRINT_BYTES];
    const struct slice person = slice_of(person_now(reminders));
    struct hash hash = hash_of(&person, 1);
    hash_id(&hash, print);
    snprintf(id, ID_BYTES, "%.30s.%s", reminders->id, print);
}

static void session_end(struct reminders *reminders)
{
    if (map_full(reminders->known)) {
        map_free(&reminders->known, NULL);
        reminders->known = map_new(KNOWN_MAX);
    }
    map_put(reminders->known, slice_of(reminders->id), reminders);
    buffer_clear(&reminders->people);
    reminders->step = STEP_IDLE;
}

static void marked(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    if (is_good(context, error == ERR_ALREADY_EXISTS ? ERR_NONE : error))
        session_end(context);
}

/* On to the next who has an address. */
static void next(struct reminders *reminders)
{
    const struct hub *hub = reminders->site.hub;
    for (; reminders->at < reminders->people.len;
         reminders->at += strlen(person_now(reminders)) + 1) {
        struct gate_person known;
        if (gate_ask(hub, slice_of(person_now(reminders)), &known) == ERR_NONE &&
            known.mail.len > 0) {
            go(reminders, STEP_MAILING);
            return;
        }
    }
    go(reminders, STEP_MARKING);
}

static void next_after(struct reminders *reminders)
{
    reminders->at += strlen(person_now(reminders)) + 1;
    next(reminders);
}

static void mailed(void *context, enum err error)
{
    if (is_good(context, error))
        next_after(context);
}

static void write_mail(struct reminders *reminders)
{
    const struct api_site *site = &reminders->site;
    const char *name = strchr(reminders->room, ':');
    char id[ID_BYTES], link[LINK_BYTES];
    mail_id(reminders, id);
    snprintf(link, sizeof link, "%s/academy/rooms/%.*s/%s", reminders->url,
             (int)(name - reminders->room), reminders->room, name + 1);
    const struct outbox_order order = {.letter = LETTER_BEGINS,
                                       .person = slice_of(person_now(reminders)),
                                       .room = slice_of(reminders->room),
                                       .link = slice_of(link),
                                       .until_ms = reminders->start_ms,
                                       .id = id};
    outbox_add(site->outbox, &order, mailed, reminders);
}

static void add_person(void *context, struct slice person)
{
    struct reminders *reminders = context;
    buffer_add(&reminders->people, person);
    buffer_add_byte(&reminders->people, '\0');
}

static void looked(void *context, enum err error, const struct account *rows, size_t count)
{
    struct reminders *reminders = context;
    UNUSED(rows);
    UNUSED(count);
    if (!is_good(reminders, error == ERR_NOT_FOUND ? ERR_NONE : error))
        return;
    if (!error) {
        session_end(reminders);
        return;
    }
    reminders->at = 0;
    gate_registered(reminders->site.hub, slice_of(reminders->room), add_person, reminders);
    next(reminders);
}

static void mark(struct reminders *reminders)
{
    const struct api_site *site = &reminders->site;
    const struct account row = {.kind = told_kind,
                                .id = slice_of(reminders->id),
                                .value = SLICE("{}"),
                                .expires_ms = loop_now_ms(site->loop) + KEPT_MS};
    accounts_put(site->accounts, &row, marked, reminders);
}

/* Begins a step, or tries it again. */
static void go(struct reminders *reminders, enum step step)
{
    const struct api_site *site = &reminders->site;
    reminders->step = step;
    reminders->asked = true;
    if (step == STEP_LOOKING)
        accounts_get(site->accounts, told_kind, slice_of(reminders->id), looked, reminders);
    else if (step == STEP_MAILING)
        write_mail(reminders);
    else
        mark(reminders);
}

/* The first that was not told of yet. */
static bool is_told(void *context, struct slice room, int64_t start_ms)
{
    struct reminders *reminders = context;
    char print[PRINT_BYTES];
    const struct slice parts[] = {room, slice_of_seq(&start_ms)};
    struct hash hash = hash_of(parts, 2);
    hash_id(&hash, print);
    snprintf(reminders->id, sizeof reminders->id, "begins.%s", print);
    if (map_find(reminders->known, slice_of(reminders->id)))
        return true;
    snprintf(reminders->room, sizeof reminders->room, "%.*s", (int)room.len, room.at);
    reminders->start_ms = start_ms;
    reminders->step = STEP_LOOKING;
    return false;
}

static void look(void *context)
{
    struct reminders *reminders = context;
    int64_t now_ms = loop_now_ms(reminders->site.loop);
    const int64_t span_ms[2] = {now_ms, now_ms + AHEAD_MS};
    if (reminders->asked)
        return;
    /* Of a session that has begun nobody is reminded. */
    if (reminders->step != STEP_IDLE && reminders->start_ms <= now_ms)
        session_end(reminders);
    if (reminders->step == STEP_IDLE)
        gate_sessions(reminders->site.hub, span_ms, is_told, reminders);
    if (reminders->step != STEP_IDLE)
        go(reminders, reminders->step);
}

struct reminders *reminders_new(const struct api_site *site)
{
    struct reminders *reminders = mem_new(sizeof *reminders);
    reminders->site = *site;
    reminders->url = mem_text(slice_of(site->url));
    reminders->known = map_new(KNOWN_MAX);
    buffer_init(&reminders->people, PEOPLE_BYTES);
    reminders->look = loop_every(site->loop, LOOK_MS, look, reminders);
    return reminders;
}

void reminders_free(struct reminders **reminders)
{
    struct reminders *old = *reminders;
    *reminders = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
