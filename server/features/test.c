/* SPDX-License-Identifier: Apache-2.0
 * The rules of tests: who writes and who takes them, and when they are marked. */
#include "features/test.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/unused.h"
#include "core/room_copy.h"
#include "core/room_query.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_item.h"
#include "features/common_supervise.h"
#include "features/test_carry.h"
#include "features/test_dates.h"
#include "features/test_me.h"
#include "features/test_paper.h"
#include "features/test_query.h"
#include "features/test_read.h"

enum { MINUTE_MS = 60000 };

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return tests_new();
}

static void state_free(void *state)
{
    tests_free(state);
}

static void begins_anew(struct tests *tests)
{
    tests->replaced = 0;
}

/* ---- the items that hold them ------------------------------------------------------------------
 */

static void item_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (slice_equal(common_get_text(entry->data, "kind"), SLICE("test")))
        tests_add(state, entry);
}

static void item_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    struct test *test = tests_of(state, entry->data);
    UNUSED(scene);
    if (test)
        tests_remove(state, test, entry->seq);
}

/* With a unit go its items. */
static void unit_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    int64_t gone[BOUND_ITEMS_UNIT];
    size_t count = common_item_gone(scene, tests->all, gone);
    while (count > 0)
        tests_remove(tests, tests_find(tests, gone[--count]), entry->seq);
}

/* ---- what staff write --------------------------------------------------------------------------
 */

/* Of the questions that it has, each once. */
static bool order_fits(const struct test *test, const struct json *list)
{
    for (const struct json *item = json_first(list); item; item = json_next(item)) {
        int64_t seq = 0;
        json_as_int(item, &seq);
        if (test_place(test, seq) == test->count)
            return false;
    }
    return json_count(list) == test->count;
}

/* What comes from another course the server alone says. */
static bool may_say(const struct entry *entry, const struct scene *scene)
{
    return !common_has(entry->data, "from") || (unsigned)scene->role & ROLE_SYSTEM;
}

static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    const struct json *order = json_get(entry->data, "questions");
    if (!may_say(entry, scene))
        return ERR_PERMISSION_DENIED;
    if (!test)
        return ERR_NOT_FOUND;
    if (!common_has(entry->data, "questions"))
        return ERR_NONE;
    if (!order_fits(test, order))
        return ERR_BAD_REQUEST;
    return test->begun ? ERR_NOT_AVAILABLE : ERR_NONE;
}

static void order_set(struct test *test, const struct json *list)
{
    size_t to = 0;
    for (const struct json *item = json_first(list); item; item = json_next(item), to++) {
        int64_t seq = 0;
        json_as_int(item, &seq);
        size_t from = test_place(test, seq);
        struct test_question *question = test->list[from];
        memmove(&test->list[to + 1], &test->list[to], (from - to) * sizeof test->list[0]);
        test->list[to] = question;
    }
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    struct test *test = tests_of(state, entry->data);
    int reveal = common_get_choice(entry->data, "reveal", test_reveals);
    UNUSED(scene);
    begins_anew(tests);
    if (test->pass != common_get_int(entry->data, "pass"))
        test_unmark(tests, test, entry->seq);
    test->pass = common_get_int(entry->data, "pass");
    test->attempts = common_get_int(entry->data, "attempts");
    test->minutes = common_get_int(entry->data, "minutes");
    test_dates_set(test, entry, entry->data);
    if (!test->begun) /* whoever has begun sees what they saw */
        test->straight = common_get_bool(entry->data, "straight");
    test->reveal = reveal < 0 ? TEST_LAST : (enum test_reveal)reveal;
    if (common_has(entry->data, "questions"))
        order_set(test, json_get(entry->data, "questions"));
}

/* What is correct is what a ballot can be: nothing beyond its options, and of an order all. */
static bool correct_fits(const struct poll *asks, const struct json *correct)
{
    int64_t count = (int64_t)json_count(correct);
    if (asks->type->written || !(asks->type->listed || asks->type->sealable))
        return true;
    for (const struct json *item = json_first(correct); item; item = json_next(item)) {
        int64_t number = 0;
        if (!json_as_int(item, &number) || number < 1 || number > asks->options_count)
            return false;
    }
    if (asks->type->sealable)
        return count <= asks->max || !asks->type->ranged;
    return count == asks->max;
}

static bool same_shape(const struct poll *now, const struct poll *then)
{
    return now->type == then->type && now->options_count == then->options_count &&
           now->min == then->min && now->max == then->max;
}

static enum err shape_check(const struct test *test, const struct entry *entry, size_t place)
{
    struct test_question *question = test_question_new(entry->data, entry->seq);
    enum err error = ERR_NONE;
    if (!entry->erased && !correct_fits(question->asks, json_get(entry->data, "correct")))
        error = ERR_CHOICES_INVALID;
    else if (place < test->count && test->begun &&
             !same_shape(question->asks, test->list[place]->asks))
        error = ERR_NOT_AVAILABLE;
    test_question_free(question);
    return error;
}

static enum err ask_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct tests *tests = state;
    const struct test *test = tests_of(state, entry->data);
    int64_t named = common_get_int(entry->data, "question");
    if (!may_say(entry, scene))
        return ERR_PERMISSION_DENIED;
    if (!test || (named && test_place(test, named) == test->count))
        return ERR_NOT_FOUND;
    if (!named && test->begun)
        return ERR_NOT_AVAILABLE;
    if (!named &&
        (test->count >= BOUND_TEST_QUESTIONS || tests->questions >= BOUND_TESTS_QUESTIONS))
        return ERR_LIMIT_EXCEEDED;
    return shape_check(test, entry, named ? test_place(test, named) : test->count);
}

static void readdress(const struct room *room, struct test_question *question)
{
    room_readdress(room, &question->asks->title);
    room_readdress(room, &question->asks->options);
    room_readdress(room, &question->feedback);
}

static void ask_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    struct test *test = tests_of(state, entry->data);
    int64_t named = common_get_int(entry->data, "question");
    struct test_question *question = test_question_new(entry->data, entry->seq);
    begins_anew(tests);
    if (common_has(entry->data, "from"))
        readdress(scene->room, question);
    if (!named) {
        test->list[test->count++] = question;
        tests->questions++;
        return;
    }
    struct test_question **at = &test->list[test_place(test, named)];
    question->seq = named;
    tests->replaced = (*at)->text_seq;
    test_question_free(*at);
    *at = question;
    if (test->begun)
        test_unmark(tests, test, entry->seq);
}

static enum err drop_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    UNUSED(scene);
    if (!test || test_place(test, common_get_int(entry->data, "question")) == test->count)
        return ERR_NOT_FOUND;
    return test->begun ? ERR_NOT_AVAILABLE : ERR_NONE;
}

static void drop_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    struct test *test = tests_of(state, entry->data);
    size_t place = test_place(test, common_get_int(entry->data, "question"));
    UNUSED(scene);
    tests->replaced = test->list[place]->text_seq;
    test_question_free(test->list[place]);
    memmove(&test->list[place], &test->list[place + 1],
            (--test->count - place) * sizeof test->list[0]);
    tests->questions--;
}

static void replaced_erases(const void *state, const struct entry *entry,
                            struct withdrawal *withdrawal)
{
    const struct tests *tests = state;
    UNUSED(entry);
    if (tests->replaced)
        withdraw(withdrawal, tests->replaced);
}

/* ---- who takes it ------------------------------------------------------------------------------
 */

static enum err begin_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct tests *tests = state;
    const struct test *test = tests_of(state, entry->data);
    const struct test_taker *taker = test ? test_taker(test, entry->by) : NULL;
    if (!test || !common_item_seen(scene, test->item) || test->count == 0)
        return ERR_NOT_FOUND;
    if (test_open(taker))
        return ERR_ALREADY_EXISTS;
    int64_t closes_ms = test_closes_ms(test, taker);
    if (closes_ms && entry->at_ms >= closes_ms)
        return ERR_NOT_AVAILABLE;
    bool full = tests->attempts >= BOUND_TEST_SITTINGS || (!taker && map_full(test->takers));
    return full || test_left(test, taker) == 0 ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void begin_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    struct test *test = tests_of(state, entry->data);
    UNUSED(scene);
    begins_anew(tests);
    test_begin(tests, test, test_taker_sit(test, entry->by), entry);
}

/* The attempt that the data names, if it is open and its time not over: by the entry's clock, for a
 * timekeeper may be late. NULL: it is not. */
static struct test_attempt *attempt_of(const struct test *test, const struct entry *entry)
{
    struct test_attempt *attempt = test_open(test_taker(test, entry->by));
    bool open = attempt && attempt->number == common_get_int(entry->data, "attempt") &&
                (!attempt->ends_ms || entry->at_ms < attempt->ends_ms);
    return open ? attempt : NULL;
}

static enum err hand_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    if (!test || !common_item_seen(scene, test->item))
        return ERR_NOT_FOUND;
    return attempt_of(test, entry) ? ERR_NONE : ERR_NOT_AVAILABLE;
}

static enum err answer_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    enum err error = hand_check(state, entry, scene);
    const struct test *test = tests_of(state, entry->data);
    if (error)
        return error;
    size_t place = test_place(test, common_get_int(entry->data, "question"));
    if (place == test->count)
        return ERR_NOT_FOUND;
    if (entry->erased || poll_abstains(entry->data))
        return ERR_NONE;
    const struct poll *asks = test->list[place]->asks;
    return asks->type->fits(asks, entry->data);
}

static void answer_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    const struct test *test = tests_of(state, entry->data);
    struct test_attempt *attempt = attempt_of(test, entry);
    size_t place = test_place(test, common_get_int(entry->data, "question"));
    const struct poll_type *type = test->list[place]->asks->type;
    void **at = &attempt->ballots[place];
    UNUSED(scene);
    begins_anew(tests);
    if (*at && type->written)
        tests->replaced = ((const struct poll_texts *)*at)->seq;
    if (*at && type->drop)
        type->drop(*at);
    *at = test_paper_take(test, attempt, entry->by, place, entry);
}

static void hand_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    UNUSED(scene);
    begins_anew(state);
    attempt_of(test, entry)->handed_ms = entry->at_ms;
}

/* ---- what is allowed to one --------------------------------------------------------------------
 */

static enum err allow_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    struct slice person = common_get_text(entry->data, "person");
    if (!test || !common_item_seen(scene, test->item))
        return ERR_NOT_FOUND;
    if (!common_is_supervisor(scene->room, scene->person))
        return ERR_PERMISSION_DENIED;
    if (!common_item_taken(scene, test->item, person) ||
        !common_supervises(scene->room, scene->person, person))
        return ERR_NOT_FOUND;
    bool full = !test_taker(test, person) && map_full(test->takers);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Time given while they sit there counts for that attempt too. */
static void allow_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct test *test = tests_of(state, entry->data);
    struct test_taker *taker = test_taker_sit(test, common_get_text(entry->data, "person"));
    struct test_attempt *attempt = test_open(taker);
    UNUSED(scene);
    begins_anew(state);
    taker->attempts = common_get_int(entry->data, "attempts");
    taker->minutes = common_get_int(entry->data, "minutes");
    if (taker->until_ms != common_get_int(entry->data, "until")) {
        taker->dated_seq = entry->seq;
        taker->dated_ms = entry->at_ms;
    }
    taker->until_ms = common_get_int(entry->data, "until");
    if (attempt && attempt->limit_ms && test->minutes)
        attempt->limit_ms = attempt->began_ms + test_minutes(test, taker) * MINUTE_MS;
    test_settle_one(test, taker);
}

static size_t person_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = common_get_text(entry->data, "person");
    return 1;
}

/* ---- marks -------------------------------------------------------------------------------------
 */

static struct test_attempt *unmarked(const struct test *test, const struct entry *entry)
{
    const struct test_taker *taker = test_taker(test, common_get_text(entry->data, "person"));
    int64_t number = common_get_int(entry->data, "attempt");
    struct test_attempt *attempt =
        taker && number >= 1 && number <= (int64_t)taker->count ? taker->list[number - 1] : NULL;
    return attempt && attempt->waits ? attempt : NULL;
}

/* Another instance may have been faster, or something changed meanwhile how it is marked. */
static enum err mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    const struct test_attempt *attempt = test ? unmarked(test, entry) : NULL;
    UNUSED(scene);
    bool over =
        attempt && (attempt->handed_ms || (attempt->ends_ms && entry->at_ms >= attempt->ends_ms));
    bool now = over && test->version == common_get_int(entry->data, "version");
    return now ? ERR_NONE : ERR_NOT_FOUND;
}

static void mark_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct test *test = tests_of(state, entry->data);
    struct test_attempt *attempt = unmarked(test, entry);
    UNUSED(scene);
    begins_anew(state);
    if (!attempt->handed_ms)
        attempt->handed_ms = attempt->ends_ms;
    test_mark(state, attempt, common_get_int(entry->data, "score"),
              common_get_bool(entry->data, "passed"));
}

static void due_write(const struct test_sitting *sitting, struct buffer *out)
{
    const struct test *test = sitting->test;
    int64_t score = test_score(test, sitting->attempt);
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "item", test->item);
    writer_int(&writer, "attempt", sitting->attempt->number);
    writer_text(&writer, "person", slice_of(sitting->taker->id));
    writer_int(&writer, "score", score);
    writer_int(&writer, "version", test->version);
    if (score >= test->pass)
        writer_bool(&writer, "passed", true);
    writer_end(&writer);
}

static bool due(const void *state, enum phase phase, struct due *out)
{
    const struct tests *tests = state;
    const struct test_sitting *next = NULL;
    struct map_at at = {0};
    UNUSED(phase);
    out->at_ms = INT64_MAX;
    while (map_next(tests->waiting, &at)) {
        const struct test_sitting *sitting = at.value;
        const struct test_attempt *attempt = sitting->attempt;
        int64_t at_ms = attempt->handed_ms ? 0 : attempt->ends_ms;
        if ((!attempt->handed_ms && !attempt->ends_ms) || at_ms >= out->at_ms)
            continue;
        out->at_ms = at_ms;
        next = sitting;
    }
    if (!next)
        return false;
    out->type = "test.mark";
    snprintf(out->op, sizeof out->op, "mark-%" PRId64 "-%" PRId64 "-%" PRId64, next->attempt->seq,
             next->test->version, next->attempt->ends_ms);
    if (out->data)
        due_write(next, out->data);
    return true;
}

/* ---- words that are gone -----------------------------------------------------------------------
 */

/* Nobody's view shows them. */
static bool forget(void *state, int64_t seq)
{
    tests_forget(state, seq);
    return false;
}

/* ---- the rows ----------------------------------------------------------------------------------
 */

#define BY_ORGANISERS .roles = ROLE_ORGANISERS, .phases = PHASE_ON_AIR
#define BY_TAKERS                                                                                  \
    .roles = ROLE_LIMITED, .phases = PHASE_ON_AIR, .cost = COST_CHEAP, .patch_me = test_patch_me

static const struct row rows[] = {
    {
        .name = "test.set",
        .keep = {keep_all},
        BY_ORGANISERS,
        .read = test_set_read,
        .check = set_check,
        .apply = set_apply,
    },
    {
        .name = "test.ask",
        .keep = {KEEP_MEMBERS("item", "from", "question", "type", "min", "max", "tolerance",
                              "weight"),
                 .more = test_ask_keep, .house = true},
        .erases = replaced_erases,
        BY_ORGANISERS,
        .read = test_ask_read,
        .check = ask_check,
        .apply = ask_apply,
    },
    {
        .name = "test.drop",
        .keep = {keep_all},
        .erases = replaced_erases,
        BY_ORGANISERS,
        .read = test_drop_read,
        .check = drop_check,
        .apply = drop_apply,
    },
    {
        .name = "test.begin",
        .keep = {keep_all},
        BY_TAKERS,
        .read = test_begin_read,
        .check = begin_check,
        .apply = begin_apply,
    },
    {
        .name = "test.answer",
        .keep = {KEEP_MEMBERS("item", "attempt", "question", "choices", "values")},
        .erases = replaced_erases,
        BY_TAKERS,
        .read = test_answer_read,
        .check = answer_check,
        .apply = answer_apply,
    },
    {
        .name = "test.hand",
        .keep = {keep_all},
        BY_TAKERS,
        .read = test_hand_read,
        .check = hand_check,
        .apply = hand_apply,
    },
    {
        .name = "test.allow",
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = test_allow_read,
        .check = allow_check,
        .apply = allow_apply,
        .touches = person_touches,
        .patch_me = test_patch_me,
    },
    {
        .name = "test.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = test_carry_effects,
    },
    {
        .name = "test.mark",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = test_mark_read,
        .check = mark_check,
        .apply = mark_apply,
        .touches = person_touches,
        .patch_me = test_patch_me,
    },
};

static const struct query queries[] = {
    {.name = "test.paper", .roles = ROLE_READERS | ROLE_VISITORS, .answer = test_paper_answer},
    {.name = "test.read", .roles = ROLE_STAFF, .answer = test_read_answer},
    {.name = "test.dates", .roles = ROLE_READERS | ROLE_VISITORS, .answer = test_dates_answer},
    {.name = "test.results", .roles = ROLE_READERS, .answer = test_results_answer},
};

static const struct hearing hears[] = {
    {"item.add", item_heard, NULL, NULL},
    {"item.remove", item_gone, NULL, test_gone_patch_me},
    {"unit.remove", unit_gone, NULL, test_gone_patch_me},
    {"stage.create", test_stage_heard, NULL, NULL},
    {"stage.change", test_stage_heard, NULL, NULL},
    {"unit.dates", test_dates_heard, NULL, NULL},
};

const struct feature test_feature = {
    .name = "test",
    .beyond.visitors = true,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .me = test_me,
    .knows = {.ledger = &test_ledger, .dates = &test_dates},
    .due = due,
};
