/* SPDX-License-Identifier: Apache-2.0
 * The oracle reads the journals: what they took, one entry after another. */
#include "sim/help_runs.h"

#include <string.h>

#include "core/room.h"
#include "help/kinds.h"
#include "sim/help_academy.h"
#include "sim/help_small.h"

enum { THINGS = 256 };
#define COURSE  "course:run"
#define COPY    "course:again"
#define WEBINAR "webinar:run"

static struct runs_tally tally;

const struct runs_tally *runs_tally(void)
{
    return &tally;
}

static unsigned any(unsigned count)
{
    return dice_below(&world.dice, count);
}

/* ---- acts --------------------------------------------------------------------------------------
 */

static void says(const char *method, const char *rest)
{
    static unsigned ops;
    char data[300];
    snprintf(data, sizeof data, "{\"room\":\"" COURSE "\",\"op\":\"r%u\"%s}", ops++, rest);
    small_run("m", method, data);
}

static void make(void)
{
    academy_says("m", "room.create",
                 "'of':'" COURSE "','template':'spoc','title':{'en':'R'},"
                 "'who':{'to':'invited'},'hosts':['m']}");
    academy_says("m", "room.create",
                 "'of':'" WEBINAR "','template':'webinar','title':{'en':'R'},"
                 "'who':{'to':'invited'},'hosts':['m'],'course':'" COURSE "'}");
}

struct sought {
    const char *type;
    int64_t seq;
};

static void see_sought(const struct entry *entry, void *context)
{
    struct sought *sought = context;
    if (slice_is(entry->type, sought->type) && (!sought->seq || any(2)))
        sought->seq = entry->seq;
}

static int64_t any_of(const char *type)
{
    struct sought sought = {.type = type};
    small_read(COURSE, see_sought, &sought);
    return sought.seq;
}

static void about(const char *method, const char *key, const char *type, const char *more)
{
    char rest[200];
    int64_t seq = any_of(type);
    snprintf(rest, sizeof rest, ",\"%s\":%lld%s", key, (long long)seq, more);
    if (seq)
        says(method, rest);
}

static void unit_add(void)
{
    says("unit.add", ",\"title\":{\"en\":\"U\"}");
}

static void article_add(void)
{
    about("item.add", "unit", "unit.add",
          ",\"kind\":\"article\",\"title\":{\"en\":\"A\"},\"text\":{\"en\":\"T\"}");
}

static void webinar_add(void)
{
    about("item.add", "unit", "unit.add",
          ",\"kind\":\"webinar\",\"title\":{\"en\":\"W\"},\"of\":\"" WEBINAR "\"");
}

static void announce(void)
{
    about("unit.announce", "unit", "unit.add", ",\"text\":{\"en\":\"N\"}");
}

static void release(void)
{
    about("unit.release", "unit", "unit.add", "");
}

static void unit_remove(void)
{
    about("unit.remove", "unit", "unit.add", "");
}

static void document_add(void)
{
    says("document.add", ",\"title\":\"D\",\"kind\":\"law\"");
}

static void document_renew(void)
{
    about("document.version", "document", "document.add", ",\"url\":\"https://a.example/\"");
}

static void document_remove(void)
{
    about("document.remove", "document", "document.add", "");
}

static void copy(void)
{
    if (any(3) == 0)
        academy_says("m", "room.copy", "'of':'" COPY "','from':'" COURSE "','hosts':['m']}");
}

static void archive(void)
{
    academy_says("m", "room.archive", "'of':'" COURSE "','archived':%s}",
                 any(3) ? "false" : "true");
}

void runs_act(void)
{
    static void (*const acts[])(void) = {
        make,         unit_add, unit_add,     article_add,    webinar_add,     release, unit_remove,
        document_add, announce, document_add, document_renew, document_remove, copy,    archive};
    acts[any(sizeof acts / sizeof acts[0])]();
}

/* ---- what must hold ----------------------------------------------------------------------------
 */

static int64_t number(const struct entry *entry, const char *key)
{
    int64_t value = 0;
    (void)json_get_int(entry->data, key, &value);
    return value;
}

static bool flag(const struct entry *entry, const char *key)
{
    bool value = false;
    (void)json_get_bool(entry->data, key, &value);
    return value;
}

static bool says_text(const struct entry *entry, const char *key, const char *text)
{
    struct slice value = {NULL, 0};
    return json_get_text(entry->data, key, &value) && slice_is(value, text);
}

struct reading {
    struct room *room; /* of who is read: what was refused in its turn does not count */
    struct unit_read {
        int64_t seq;
        bool open, gone, webinar;
    } units[THINGS];
    size_t units_count, documents;
    size_t units_sent, documents_sent; /* that stood when they were taken along */
    bool archived;
};

static struct unit_read *unit_of(struct reading *reading, int64_t seq)
{
    for (size_t i = 0; i < reading->units_count; i++)
        if (reading->units[i].seq == seq)
            return &reading->units[i];
    return NULL;
}

static size_t units_standing(const struct reading *reading)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->units_count; i++)
        count += !reading->units[i].gone;
    return count;
}

static void see_course(const struct entry *entry, void *context)
{
    struct reading *reading = context;
    if (room_apply(reading->room, entry) != ERR_NONE)
        return;
    struct unit_read *unit = unit_of(reading, number(entry, "unit"));
    if (slice_is(entry->type, "unit.add")) {
        assert_true(reading->units_count < THINGS);
        reading->units[reading->units_count++] = (struct unit_read){.seq = entry->seq};
    } else if (slice_is(entry->type, "item.add") && unit) {
        unit->webinar = unit->webinar || says_text(entry, "kind", "webinar");
    } else if (slice_is(entry->type, "unit.release") && unit) {
        unit->open = true;
    } else if (slice_is(entry->type, "unit.remove") && unit) {
        unit->gone = true;
    } else if (slice_is(entry->type, "unit.carry")) {
        reading->units_sent = units_standing(reading);
    } else if (slice_is(entry->type, "document.carry") && !number(entry, "part")) {
        reading->documents_sent = reading->documents;
    } else if (slice_is(entry->type, "stage.archive")) {
        reading->archived = flag(entry, "archived");
    }
    reading->documents += slice_is(entry->type, "document.add");
    reading->documents -= slice_is(entry->type, "document.remove");
}

struct academy_read {
    struct room *room;
    int64_t cause;
    bool held, archived;
};

static void see_academy(const struct entry *entry, void *context)
{
    struct academy_read *academy = context;
    if (room_apply(academy->room, entry) != ERR_NONE)
        return;
    if (slice_is(entry->type, "room.archive") && says_text(entry, "of", COURSE))
        academy->archived = flag(entry, "archived");
    if (!slice_is(entry->type, "room.hold") || !says_text(entry, "of", WEBINAR) ||
        number(entry, "cause") < academy->cause)
        return;
    academy->cause = number(entry, "cause");
    academy->held = flag(entry, "held");
}

/* Each that came along, by what it was there. */
struct came {
    struct room *room;
    int64_t from[THINGS];
    size_t count, units, documents;
};

static void see_copy(const struct entry *entry, void *context)
{
    struct came *came = context;
    bool item = slice_is(entry->type, "item.add");
    bool is = item || slice_is(entry->type, "unit.add") || slice_is(entry->type, "document.add");
    int64_t from = number(entry, item ? "copy" : "from");
    if (room_apply(came->room, entry) != ERR_NONE || !is || !from)
        return;
    for (size_t i = 0; i < came->count; i++)
        if (came->from[i] == from)
            small_wrong("thing %lld of " COURSE " came along twice", (long long)from);
    assert_true(came->count < THINGS);
    came->from[came->count++] = from;
    came->units += slice_is(entry->type, "unit.add");
    came->documents += slice_is(entry->type, "document.add");
}

/* While all units that have it are shut. */
static bool is_held(const struct reading *reading)
{
    bool held = false;
    for (size_t i = 0; i < reading->units_count; i++) {
        const struct unit_read *unit = &reading->units[i];
        if (unit->webinar && !unit->gone && unit->open)
            return false;
        held = held || (unit->webinar && !unit->gone);
    }
    return held;
}

void runs_check(void)
{
    /* Too large for the stack. */
    static struct reading reading;
    static struct came came;
    struct academy_read academy = {.room = room_new(SLICE("academy:main"), help_kinds())};
    reading = (struct reading){.room = room_new(SLICE(COURSE), help_kinds())};
    came = (struct came){.room = room_new(SLICE(COPY), help_kinds())};
    small_read("academy:main", see_academy, &academy);
    small_read(COURSE, see_course, &reading);
    small_read(COPY, see_copy, &came);
    if (academy.held != is_held(&reading))
        small_wrong("the catalogue says " WEBINAR " is %sheld", academy.held ? "" : "not ");
    if (academy.archived != reading.archived)
        small_wrong("the catalogue says " COURSE " is %sarchived", academy.archived ? "" : "not ");
    if (came.units != reading.units_sent || came.documents != reading.documents_sent)
        small_wrong("%zu of %zu units and %zu of %zu documents came along", came.units,
                    reading.units_sent, came.documents, reading.documents_sent);
    tally.units += (unsigned)came.units;
    tally.documents += (unsigned)came.documents;
    tally.held += academy.held;
    tally.archived += academy.archived;
    room_free(&academy.room);
    room_free(&reading.room);
    room_free(&came.room);
}
