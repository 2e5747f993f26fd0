/* SPDX-License-Identifier: Apache-2.0
 * See help_attendance.h. */
#include "sim/help_attendance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/room_query.h"
#include "sim/help_pages.h"
#include "trial/trial.h"

/* Why somebody's time was corrected names whom it is about: so who reads it of another is found. */
static void correct(struct world *world, unsigned whom, const char *minutes)
{
    world_act(world, world_staff(world), "attendance.correct",
              "\"whom\":\"%s\",\"why\":\"" ATTENDANCE_WORD "-%s.\"%s", world_people[whom],
              world_people[whom], minutes);
}

/* Everybody reads their own, the team everybody's. */
static void ask(struct world *world, unsigned person)
{
    static const char *const queries[] = {"attendance.own", "attendance.list"};
    struct buffer answer;
    char word[40];
    buffer_init(&answer, BOUND_VIEW_BYTES);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        pages_ask(world, person, queries[i], "{\"room\":\"webinar:w1\"}", &answer);
    for (unsigned i = 0; person >= WORLD_FIRST_PLAIN && i < PEOPLE && answer.len > 0; i++) {
        snprintf(word, sizeof word, ATTENDANCE_WORD "-%s.", world_people[i]);
        if (i != person && memmem(answer.bytes, answer.len, word, strlen(word)))
            caught(CAUGHT_CORRECTION, "%s read why the time of %s was corrected",
                   world_people[person], world_people[i]);
    }
    buffer_done(&answer);
}

void attendance_step(struct world *world)
{
    unsigned percent = 1 + dice_below(&world->dice, 100);
    char minutes[32];
    switch (dice_below(&world->dice, 6)) {
    case 0:
        world_act(world, world_anybody(world), "attendance.rule", "\"percent\":%u", percent);
        break;
    case 1:
        correct(world, world_anybody(world), "");
        break;
    case 2:
    case 3:
        ask(world, dice_below(&world->dice, PEOPLE));
        break;
    default:
        snprintf(minutes, sizeof minutes, ",\"minutes\":%u", dice_below(&world->dice, 60));
        correct(world, world_anybody(world), minutes);
    }
}

void attendance_run(struct world *world)
{
    for (unsigned i = WORLD_FIRST_PLAIN; i < PEOPLE; i++)
        correct(world, i, ",\"minutes\":7");
    for (unsigned i = 0; i < PEOPLE; i++)
        ask(world, i);
}

/* ---- the reference -----------------------------------------------------------------------------
 */

enum { WHO_MAX = 16, AT_MAX = 8, SPANS_MAX = 2048, PLACES_MAX = 4096 };

struct span {
    int64_t from_ms, to_ms; /* INT64_MAX: it goes on */
};

struct spans {
    struct span list[SPANS_MAX];
    unsigned count;
};

/* At which instances somebody is, and when they lost the last of those that they lost. */
struct who {
    char id[BOUND_ID_BYTES + 1];
    char at[AT_MAX][BOUND_ID_BYTES + 1]; /* "": a free place; of an instance without a name, "-" */
    int64_t seen_ms;
    struct spans here;
};

/* An instance: when somebody was first at it, and when anybody came or went before, anywhere. */
struct place {
    char name[BOUND_ID_BYTES + 1];
    int64_t first_ms, sign_ms;
};

struct reckoning {
    struct room *room;
    struct place places[PLACES_MAX]; /* all that ever were; the last of a name counts */
    unsigned places_count;
    int64_t sign_ms;
    int64_t last;
    struct who who[WHO_MAX];
    unsigned who_count;
    struct spans live, down;
};

static void begin(struct spans *spans, int64_t at_ms)
{
    assert_true(spans->count < SPANS_MAX);
    spans->list[spans->count++] = (struct span){at_ms, INT64_MAX};
}

static void end(struct spans *spans, int64_t at_ms)
{
    if (spans->count > 0 && spans->list[spans->count - 1].to_ms == INT64_MAX)
        spans->list[spans->count - 1].to_ms = at_ms;
}

static struct who *who_of(struct reckoning *all, struct slice id)
{
    for (unsigned i = 0; i < all->who_count; i++)
        if (slice_is(id, all->who[i].id))
            return &all->who[i];
    assert_true(all->who_count < WHO_MAX);
    struct who *who = &all->who[all->who_count++];
    snprintf(who->id, sizeof who->id, "%.*s", (int)id.len, id.at);
    return who;
}

/* Their place at that instance; a free one where `node` is ""; NULL: there is none. */
static char *place_of(struct who *who, const char *node)
{
    for (unsigned i = 0; i < AT_MAX; i++)
        if (strcmp(who->at[i], node) == 0)
            return who->at[i];
    return NULL;
}

static bool is_nowhere(struct who *who)
{
    for (unsigned i = 0; i < AT_MAX; i++)
        if (*who->at[i])
            return false;
    return true;
}

static void came(struct who *who, const char *node, int64_t at_ms)
{
    if (place_of(who, node))
        return;
    if (is_nowhere(who)) {
        begin(&who->here, at_ms);
        who->seen_ms = at_ms;
    }
    char *place = place_of(who, "");
    assert_non_null(place);
    snprintf(place, sizeof who->at[0], "%s", node);
}

static void went(struct who *who, const char *node, int64_t lost_ms)
{
    char *place = place_of(who, node);
    if (!place)
        return;
    *place = '\0';
    who->seen_ms = lost_ms > who->seen_ms ? lost_ms : who->seen_ms;
    if (is_nowhere(who))
        end(&who->here, who->seen_ms);
}

static int64_t ago_of(const struct json *ago, struct slice id)
{
    int64_t ms = 0;
    if (!json_as_int(ago, &ms))
        for (const struct json *item = json_first(ago); item; item = json_next(item))
            if (slice_equal(json_key(item), id))
                json_as_int(item, &ms);
    return ms;
}

static bool is_anybody_at(struct reckoning *all, const char *node)
{
    for (unsigned i = 0; i < all->who_count; i++)
        if (place_of(&all->who[i], node))
            return true;
    return false;
}

static void opened(struct reckoning *all, const char *node, int64_t at_ms)
{
    if (is_anybody_at(all, node))
        return;
    assert_true(all->places_count < PLACES_MAX);
    struct place *place = &all->places[all->places_count++];
    *place = (struct place){.first_ms = at_ms, .sign_ms = all->sign_ms};
    snprintf(place->name, sizeof place->name, "%s", node);
}

/* That of the first of those at which anybody is. */
static const struct place *first_of(struct reckoning *all)
{
    const struct place *first = NULL;
    for (unsigned i = 0; i < all->places_count; i++) {
        const struct place *place = &all->places[i];
        bool last = true;
        for (unsigned k = i + 1; k < all->places_count; k++)
            last = last && strcmp(all->places[k].name, place->name) != 0;
        if (last && is_anybody_at(all, place->name) &&
            (!first || place->first_ms < first->first_ms))
            first = place;
    }
    return first;
}

/* No server ran from then until the first of those at which anybody is now; what was said of before
 * is not said twice. */
static void gone(struct reckoning *all, const char *node, int64_t at_ms, int64_t lost_ms)
{
    for (unsigned i = 0; i < all->who_count; i++)
        went(&all->who[i], node, lost_ms);
    const struct place *first = first_of(all);
    int64_t sign_ms = first ? first->sign_ms : all->sign_ms;
    if (sign_ms > lost_ms)
        lost_ms = sign_ms;
    for (unsigned i = 0; i < all->down.count; i++)
        if (all->down.list[i].to_ms > lost_ms)
            lost_ms = all->down.list[i].to_ms;
    int64_t served_ms = first ? first->first_ms : at_ms;
    if (lost_ms < served_ms) {
        begin(&all->down, lost_ms);
        end(&all->down, served_ms);
    }
}

struct sought {
    struct slice person;
    bool is;
};

static void seek(void *context, struct slice id)
{
    struct sought *sought = context;
    sought->is = sought->is || slice_equal(id, sought->person);
}

/* Not whoever waits; nor those for whom there was no place behind others of the same entry. */
static bool is_counted(const struct room *room, struct slice person)
{
    struct sought sought = {.person = person};
    room_present_each(room, (struct slice){NULL, 0}, seek, &sought);
    return sought.is;
}

static void reckon(struct reckoning *all, const struct entry *entry)
{
    const struct json *people = json_get(entry->data, "people"), *item = json_first(people);
    const struct json *ago = json_get(entry->data, "ago");
    char node[BOUND_ID_BYTES + 1] = "-";
    struct slice name;
    if (json_get_text(entry->data, "node", &name))
        snprintf(node, sizeof node, "%.*s", (int)name.len, name.at);
    if (slice_is(entry->type, "stage.phase") || slice_is(entry->type, "stage.reopen")) {
        end(&all->live, entry->at_ms);
        if (room_phase(all->room) == PHASE_LIVE)
            begin(&all->live, entry->at_ms);
    } else if (slice_is(entry->type, "presence.join")) {
        opened(all, node, entry->at_ms);
        all->sign_ms = entry->at_ms;
        for (; item; item = json_next(item))
            if (is_counted(all->room, json_key(item)))
                came(who_of(all, json_key(item)), node, entry->at_ms);
    } else if (slice_is(entry->type, "presence.leave")) {
        for (; item; item = json_next(item))
            if (json_as_text(item, &name))
                went(who_of(all, name), node, entry->at_ms - ago_of(ago, name));
        all->sign_ms = entry->at_ms;
    } else if (slice_is(entry->type, "presence.gone")) {
        gone(all, node, entry->at_ms, entry->at_ms - ago_of(ago, SLICE("")));
    }
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct reckoning *all = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        if (!room_apply(all->room, entries[i]))
            reckon(all, entries[i]);
        all->last = entries[i]->seq;
    }
}

static int64_t overlap(struct span one, struct span other, struct span third)
{
    int64_t from = one.from_ms > other.from_ms ? one.from_ms : other.from_ms;
    int64_t to = one.to_ms < other.to_ms ? one.to_ms : other.to_ms;
    from = from > third.from_ms ? from : third.from_ms;
    to = to < third.to_ms ? to : third.to_ms;
    return to > from ? to - from : 0;
}

/* What of somebody's spans was live, without what the server was away for. */
static int64_t counted(const struct reckoning *all, const struct who *who)
{
    struct span always = {0, room_at_ms(all->room)};
    int64_t ms = 0;
    for (unsigned i = 0; i < who->here.count; i++)
        for (unsigned k = 0; k < all->live.count; k++) {
            ms += overlap(who->here.list[i], all->live.list[k], always);
            for (unsigned d = 0; d < all->down.count; d++)
                ms -= overlap(who->here.list[i], all->live.list[k], all->down.list[d]);
        }
    return ms;
}

static struct json *list_of(const struct room *room)
{
    struct json *data = NULL, *answer = NULL;
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(json_parse(SLICE("{}"), &data), ERR_NONE);
    struct room_question question = {
        .name = SLICE("attendance.list"), .person = SLICE("host"), .data = data};
    enum err error = room_query(room, &question, NULL, &out);
    if (!error)
        assert_int_equal(json_parse_large(buffer_slice(&out), &answer), ERR_NONE);
    json_free(&data);
    buffer_done(&out);
    return answer;
}

/* Too large for the stack. */
static struct reckoning reckoning;

unsigned attendance_expect(struct world *world)
{
    reckoning = (struct reckoning){.room = room_new(SLICE("webinar:w1"), trial_kinds())};
    for (int64_t before = -1; before < reckoning.last;) {
        before = reckoning.last;
        journal_read(world->journal, SLICE("webinar:w1"), before, 1024, read_done, &reckoning);
        loop_pass(world->loop, 0);
    }
    struct json *answer = list_of(reckoning.room);
    unsigned compared = 0;
    for (unsigned i = 0; answer && i < reckoning.who_count; i++) {
        const struct who *who = &reckoning.who[i];
        int64_t total = -1, expected = counted(&reckoning, who);
        json_get_int(json_get(json_get(answer, "people"), who->id), "total", &total);
        if (total != expected)
            fail_msg("of the time of %s counts %lld, not %lld", who->id, (long long)total,
                     (long long)expected);
        compared += expected > 0;
    }
    json_free(&answer);
    room_free(&reckoning.room);
    return compared;
}
