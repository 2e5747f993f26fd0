/* SPDX-License-Identifier: Apache-2.0
 * Tests as they are kept. */
#include "features/test_state.h"

#include "base/check.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/poll_draft.h"

enum { PASS = 60, WHOLE = 100, MINUTE_MS = 60000 };

const char *const test_reveals[] = {"never", "last", "attempt", NULL};

struct tests *tests_new(void)
{
    struct tests *tests = mem_new(sizeof *tests);
    tests->all = map_new(BOUND_ITEMS);
    tests->waiting = map_new(BOUND_TEST_SITTINGS);
    return tests;
}

/* ---- questions ---------------------------------------------------------------------------------
 */

struct test_question *test_question_new(const struct json *data, int64_t seq)
{
    struct test_question *question = mem_new(sizeof *question);
    question->seq = question->text_seq = seq;
    question->weight = common_has(data, "weight") ? common_get_int(data, "weight") : 1;
    question->feedback = common_copy_json(data, "feedback");
    question->asks = mem_new(sizeof *question->asks);
    question->asks->round = 1;
    poll_says(question->asks, data);
    if (question->asks->type->abstention) { /* to say nothing is no answer */
        question->asks->abstain = false;
        question->asks->options_count--;
    }
    poll_box_init(question->asks->type, &question->asks->box);
    return question;
}

void test_question_free(struct test_question *question)
{
    poll_free(question->asks);
    common_wipe(&question->feedback);
    mem_free(question);
}

size_t test_place(const struct test *test, int64_t seq)
{
    size_t place = 0;
    while (place < test->count && test->list[place]->seq != seq)
        place++;
    return place;
}

/* ---- attempts ----------------------------------------------------------------------------------
 */

static void attempt_free(const struct test *test, struct test_attempt *attempt)
{
    for (size_t i = 0; i < attempt->count; i++) {
        const struct poll_type *type = test->list[i]->asks->type;
        if (type->drop && attempt->ballots[i])
            type->drop(attempt->ballots[i]);
    }
    mem_free(attempt);
}

static void taker_free(const struct test *test, struct test_taker *taker)
{
    for (size_t i = 0; i < taker->count; i++)
        attempt_free(test, taker->list[i]);
    mem_free(taker->id);
    mem_free(taker);
}

struct test_taker *test_taker(const struct test *test, struct slice person)
{
    return map_find(test->takers, person);
}

struct test_taker *test_taker_sit(struct test *test, struct slice person)
{
    struct test_taker *taker = test_taker(test, person);
    if (taker)
        return taker;
    taker = mem_new(sizeof *taker);
    taker->id = mem_text(person);
    map_put(test->takers, person, taker);
    return taker;
}

struct test_attempt *test_open(const struct test_taker *taker)
{
    struct test_attempt *last = taker && taker->count ? taker->list[taker->count - 1] : NULL;
    return last && !last->handed_ms ? last : NULL;
}

struct test_attempt *test_best(const struct test_taker *taker)
{
    struct test_attempt *best = NULL;
    for (size_t i = 0; taker && i < taker->count; i++) {
        struct test_attempt *attempt = taker->list[i];
        if (attempt->marked && (!best || attempt->score > best->score))
            best = attempt;
    }
    return best;
}

bool test_passed(const struct test_taker *taker)
{
    const struct test_attempt *best = test_best(taker);
    return best && best->passed;
}

int64_t test_left(const struct test *test, const struct test_taker *taker)
{
    int64_t may = test->attempts ? test->attempts : BOUND_TEST_ATTEMPTS;
    if (taker && test->attempts)
        may += taker->attempts;
    if (may > BOUND_TEST_ATTEMPTS)
        may = BOUND_TEST_ATTEMPTS;
    int64_t taken = taker ? (int64_t)taker->count : 0;
    return taken < may ? may - taken : 0;
}

int64_t test_minutes(const struct test *test, const struct test_taker *taker)
{
    return test->minutes ? test->minutes + (taker ? taker->minutes : 0) : 0;
}

/* ---- dates -------------------------------------------------------------------------------------
 */

int64_t test_due_ms(const struct test *test, const struct test_taker *taker)
{
    return taker && taker->until_ms ? taker->until_ms : test->due_ms;
}

int64_t test_closes_ms(const struct test *test, const struct test_taker *taker)
{
    bool longer = test->closes_ms && taker && taker->until_ms > test->closes_ms;
    return longer ? taker->until_ms : test->closes_ms;
}

bool test_is_late(const struct test *test, const struct test_taker *taker,
                  const struct test_attempt *attempt)
{
    int64_t due_ms = test_due_ms(test, taker);
    return due_ms && attempt->handed_ms > due_ms;
}

void test_settle_one(const struct test *test, const struct test_taker *taker)
{
    struct test_attempt *open = test_open(taker);
    int64_t closes_ms = test_closes_ms(test, taker);
    if (!open)
        return;
    open->ends_ms = open->limit_ms;
    if (closes_ms && (!open->ends_ms || closes_ms < open->ends_ms))
        open->ends_ms = closes_ms;
}

void test_settle(const struct test *test)
{
    struct map_at at = {0};
    while (map_next(test->takers, &at))
        test_settle_one(test, at.value);
}

static void wait(struct tests *tests, struct test *test, struct test_taker *taker,
                 struct test_attempt *attempt)
{
    struct test_sitting *sitting = mem_new(sizeof *sitting);
    *sitting = (struct test_sitting){test, taker, attempt};
    attempt->waits = true;
    map_put(tests->waiting, slice_of_seq(&attempt->seq), sitting);
}

struct test_attempt *test_begin(struct tests *tests, struct test *test, struct test_taker *taker,
                                const struct entry *entry)
{
    struct test_attempt *attempt = mem_new(sizeof *attempt);
    int64_t minutes = test_minutes(test, taker);
    attempt->seq = entry->seq;
    attempt->began_ms = entry->at_ms;
    attempt->limit_ms = minutes ? entry->at_ms + minutes * MINUTE_MS : 0;
    attempt->count = test->count;
    taker->list[taker->count++] = attempt;
    attempt->number = (int64_t)taker->count;
    test->begun = true;
    tests->attempts++;
    wait(tests, test, taker, attempt);
    test_settle_one(test, taker);
    return attempt;
}

/* ---- marks -------------------------------------------------------------------------------------
 */

int64_t test_score_one(const struct test_question *question, const void *ballot)
{
    struct json *correct = NULL;
    if (!ballot)
        return 0;
    check(json_parse_large(slice_of(question->asks->correct), &correct) == ERR_NONE);
    int64_t score =
        poll_ballot_score(question->asks->type, correct, question->asks->tolerance, ballot);
    json_free(&correct);
    return score;
}

int64_t test_score(const struct test *test, const struct test_attempt *attempt)
{
    int64_t sum = 0, all = 0;
    for (size_t i = 0; i < attempt->count; i++) {
        all += test->list[i]->weight;
        sum += test->list[i]->weight * test_score_one(test->list[i], attempt->ballots[i]);
    }
    return all ? sum / all : 0;
}

void test_mark(struct tests *tests, struct test_attempt *attempt, int64_t score, bool passed)
{
    attempt->marked = true;
    attempt->waits = false;
    attempt->score = score < WHOLE ? score : WHOLE;
    attempt->passed = passed;
    mem_free(map_take(tests->waiting, slice_of_seq(&attempt->seq)));
}

void test_unmark(struct tests *tests, struct test *test, int64_t version)
{
    struct map_at at = {0};
    test->version = version;
    while (map_next(test->takers, &at)) {
        struct test_taker *taker = at.value;
        for (size_t i = 0; i < taker->count; i++) {
            if (!taker->list[i]->waits)
                wait(tests, test, taker, taker->list[i]);
        }
    }
}

/* ---- tests -------------------------------------------------------------------------------------
 */

struct test *tests_find(const struct tests *tests, int64_t item)
{
    return map_find(tests->all, slice_of_seq(&item));
}

struct test *tests_of(const struct tests *tests, const struct json *data)
{
    int64_t from = common_get_int(data, "from");
    struct map_at at = {0};
    if (!from)
        return tests_find(tests, common_get_int(data, "item"));
    while (map_next(tests->all, &at))
        if (((struct test *)at.value)->from == from)
            return at.value;
    return NULL;
}

void tests_add(struct tests *tests, const struct entry *entry)
{
    struct test *test = mem_new(sizeof *test);
    test->item = entry->seq;
    test->from = common_get_int(entry->data, "copy");
    test->pass = PASS;
    test->attempts = 1;
    test->reveal = TEST_LAST;
    test->takers = map_new(BOUND_MARKING);
    map_put(tests->all, slice_of_seq(&test->item), test);
}

static void test_free(struct test *test)
{
    struct map_at at = {0};
    while (map_next(test->takers, &at))
        taker_free(test, at.value);
    map_free(&test->takers, NULL);
    for (size_t i = 0; i < test->count; i++)
        test_question_free(test->list[i]);
    mem_free(test);
}

static void gone_free(struct tests_gone *gone)
{
    for (size_t i = 0; i < gone->count; i++)
        test_free(gone->list[i]);
    *gone = (struct tests_gone){0};
}

void tests_remove(struct tests *tests, struct test *test, int64_t seq)
{
    struct map_at at = {0};
    if (tests->gone.seq != seq)
        gone_free(&tests->gone);
    while (map_next(test->takers, &at)) {
        const struct test_taker *taker = at.value;
        for (size_t i = 0; i < taker->count; i++) {
            struct test_sitting *sitting =
                map_take(tests->waiting, slice_of_seq(&taker->list[i]->seq));
            if (sitting)
                mem_free(sitting);
        }
        tests->attempts -= taker->count;
    }
    tests->questions -= test->count;
    map_take(tests->all, slice_of_seq(&test->item));
    tests->gone.seq = seq;
    tests->gone.list[tests->gone.count++] = test;
}

/* ---- words that are gone -----------------------------------------------------------------------
 */

static bool answer_forget(const struct test *test, struct test_attempt *attempt, int64_t seq)
{
    for (size_t i = 0; i < attempt->count; i++) {
        struct poll_texts *texts = attempt->ballots[i];
        if (!texts || !test->list[i]->asks->type->written || texts->seq != seq)
            continue;
        for (size_t k = 0; k < texts->count; k++)
            common_wipe(&texts->text[k]);
        texts->count = 0;
        return true;
    }
    return false;
}

static void answers_forget(const struct test *test, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(test->takers, &at)) {
        const struct test_taker *taker = at.value;
        for (size_t i = 0; i < taker->count; i++)
            if (answer_forget(test, taker->list[i], seq))
                return;
    }
}

void tests_forget(struct tests *tests, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(tests->all, &at)) {
        const struct test *test = at.value;
        for (size_t i = 0; i < test->count; i++) {
            if (test->list[i]->text_seq != seq)
                continue;
            poll_wordless(test->list[i]->asks);
            common_wipe(&test->list[i]->feedback);
        }
        answers_forget(test, seq);
    }
}

static void free_one(void *value)
{
    test_free(value);
}

void tests_free(struct tests *tests)
{
    map_free(&tests->waiting, mem_free);
    map_free(&tests->all, free_one);
    gone_free(&tests->gone);
    mem_free(tests->zone);
    mem_free(tests);
}
