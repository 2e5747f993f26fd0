/* SPDX-License-Identifier: Apache-2.0
 * Nothing of a test is in a view: all of it is answered here. */
#include "features/test_query.h"

#include "base/check.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_get.h"
#include "features/common_item.h"
#include "features/common_supervise.h"
#include "features/test_carry.h"
#include "features/test_paper.h"
#include "features/test_state.h"

/* The test that is asked about, if they see its item. */
static const struct test *test_seen(const void *state, const struct json *data,
                                    const struct scene *scene)
{
    const struct test *test = tests_of(state, data);
    return test && common_item_seen(scene, test->item) ? test : NULL;
}

static void moment_write(const char *key, int64_t at_ms, struct writer *out)
{
    if (at_ms)
        writer_int(out, key, at_ms);
}

static void facts_write(const struct test *test, const struct test_taker *taker, struct writer *out)
{
    int64_t minutes = test_minutes(test, taker);
    writer_int(out, "pass", test->pass);
    if (test->attempts)
        writer_int(out, "attempts", test->attempts);
    if (minutes)
        writer_int(out, "minutes", minutes);
    moment_write("due", test_due_ms(test, taker), out);
    moment_write("closes", test_closes_ms(test, taker), out);
    writer_text(out, "reveal", slice_of(test_reveals[test->reveal]));
}

/* ---- dates -------------------------------------------------------------------------------------
 */

/* Of each that has any and whose item they see, by item: their own. */
enum err test_dates_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct tests *tests = state;
    struct map_at at = {0};
    UNUSED(data);
    writer_object(out, "dates");
    while (map_next(tests->all, &at)) {
        const struct test *test = at.value;
        const struct test_taker *taker = test_taker(test, scene->person);
        int64_t due_ms = test_due_ms(test, taker), closes_ms = test_closes_ms(test, taker);
        if ((!due_ms && !closes_ms) || !common_item_seen(scene, test->item))
            continue;
        writer_object_seq(out, test->item);
        moment_write("due", due_ms, out);
        moment_write("closes", closes_ms, out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* Who may try again is still asked, until they have passed. */
static bool is_done(const struct test *test, const struct test_taker *taker)
{
    return test_passed(taker) || (!test_open(taker) && test_left(test, taker) == 0);
}

static void date_each(const void *state, const struct scene *scene, date_fn *fn, void *context)
{
    const struct tests *tests = state;
    struct map_at at = {0};
    while (map_next(tests->all, &at)) {
        const struct test *test = at.value;
        const struct test_taker *taker = test_taker(test, scene->person);
        struct date date = {.kind = "test",
                            .item = test->item,
                            .at_ms = test_due_ms(test, taker),
                            .moved_seq = test->dated_seq,
                            .moved_ms = test->dated_ms,
                            .closes_ms = test_closes_ms(test, taker),
                            .done = is_done(test, taker)};
        if (!date.at_ms || !common_item_seen(scene, test->item))
            continue;
        if (taker && taker->dated_seq > date.moved_seq) {
            date.moved_seq = taker->dated_seq;
            date.moved_ms = taker->dated_ms;
        }
        fn(context, &date);
    }
}

const struct dates test_dates = {.each = date_each};

/* ---- test.paper --------------------------------------------------------------------------------
 */

static void attempt_write(const struct test *test, const struct test_taker *taker,
                          const struct test_attempt *attempt, struct writer *out)
{
    writer_int(out, "attempt", attempt->number);
    writer_int(out, "began", attempt->began_ms);
    if (attempt->ends_ms)
        writer_int(out, "ends", attempt->ends_ms);
    if (attempt->handed_ms)
        writer_int(out, "handed", attempt->handed_ms);
    if (test_is_late(test, taker, attempt))
        writer_bool(out, "late", true);
    if (attempt->marked)
        writer_int(out, "score", attempt->score);
    if (attempt->marked && attempt->passed)
        writer_bool(out, "passed", true);
}

/* What would have been right is told when nothing can be done with it any more. */
static enum test_sight sight_of(const struct test *test, const struct test_taker *taker,
                                const struct test_attempt *attempt)
{
    if (!attempt->marked || test->reveal == TEST_NEVER)
        return TEST_ASKED;
    bool last = !test_open(taker) && (test_passed(taker) || test_left(test, taker) == 0);
    return test->reveal == TEST_ATTEMPT || last ? TEST_CORRECT : TEST_JUDGED;
}

static const struct test_attempt *attempt_asked(const struct test_taker *taker,
                                                const struct json *data)
{
    int64_t number = common_get_int(data, "attempt");
    if (!number)
        return test_open(taker);
    return taker && number >= 1 && number <= (int64_t)taker->count ? taker->list[number - 1] : NULL;
}

enum err test_paper_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct test *test = test_seen(state, data, scene);
    const struct test_taker *taker = test ? test_taker(test, scene->person) : NULL;
    const struct test_attempt *attempt = attempt_asked(taker, data);
    if (!test || (!attempt && common_has(data, "attempt")))
        return ERR_NOT_FOUND;
    facts_write(test, taker, out);
    writer_int(out, "count", (int64_t)test->count);
    writer_int(out, "left", test_left(test, taker));
    writer_array(out, "taken");
    for (size_t i = 0; taker && i < taker->count; i++) {
        writer_object(out, NULL);
        attempt_write(test, taker, taker->list[i], out);
        writer_end(out);
    }
    writer_end(out);
    if (!attempt)
        return ERR_NONE;
    writer_object(out, "paper");
    attempt_write(test, taker, attempt, out);
    test_paper_write(test, attempt, scene->person, sight_of(test, taker, attempt), out);
    writer_end(out);
    return ERR_NONE;
}

/* ---- test.read ---------------------------------------------------------------------------------
 */

enum err test_read_answer(const void *state, const struct json *data, const struct scene *scene,
                          struct writer *out)
{
    const struct test *test = test_seen(state, data, scene);
    if (!test)
        return ERR_NOT_FOUND;
    facts_write(test, NULL, out);
    if (test->straight)
        writer_bool(out, "straight", true);
    if (test->begun)
        writer_bool(out, "begun", true);
    writer_array(out, "questions");
    for (size_t i = 0; i < test->count; i++) {
        writer_object(out, NULL);
        writer_int(out, "question", test->list[i]->seq);
        test_question_write(test->list[i], out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* ---- test.results ------------------------------------------------------------------------------
 */

/* One of whose attempts, if any is marked, the best counts. */
static bool counts(const struct scene *scene, const struct map_at *at)
{
    return common_supervises(scene->room, scene->person, at->key);
}

static void question_sums(const struct test *test, const struct scene *scene, size_t place,
                          struct writer *out)
{
    const struct test_question *question = test->list[place];
    int64_t people = 0, blank = 0, score = 0;
    struct poll_box box;
    struct map_at at = {0};
    poll_box_init(question->asks->type, &box);
    while (map_next(test->takers, &at)) {
        const struct test_attempt *best = counts(scene, &at) ? test_best(at.value) : NULL;
        const void *ballot = best ? best->ballots[place] : NULL;
        people += best != NULL;
        blank += best && !ballot;
        if (!ballot)
            continue;
        score += test_score_one(question, ballot);
        question->asks->type->count(&box, ballot, 1);
    }
    writer_int(out, "question", question->seq);
    writer_int(out, "count", people);
    writer_int(out, "blank", blank);
    writer_int(out, "score", people ? score / people : 0);
    if (!question->asks->type->written)
        question->asks->type->sums(question->asks, &box, out);
    poll_box_done(question->asks->type, &box, false);
}

static void person_write(const struct test *test, const struct scene *scene,
                         const struct map_at *at, struct writer *out)
{
    const struct test_taker *taker = at->value;
    const struct test_attempt *best = test_best(taker), *open = test_open(taker);
    struct slice name = room_present_name(scene->room, at->key);
    writer_object(out, NULL);
    writer_text(out, "person", at->key);
    if (name.len > 0)
        writer_text(out, "name", name);
    writer_int(out, "taken", (int64_t)taker->count);
    if (open)
        writer_bool(out, "open", true);
    if (taker->attempts)
        writer_int(out, "attempts", taker->attempts);
    if (taker->minutes)
        writer_int(out, "minutes", taker->minutes);
    moment_write("until", taker->until_ms, out);
    if (best) {
        writer_int(out, "handed", best->handed_ms);
        if (test_is_late(test, taker, best))
            writer_bool(out, "late", true);
        writer_int(out, "score", best->score);
        if (best->passed)
            writer_bool(out, "passed", true);
        writer_array(out, "scores");
        for (size_t i = 0; i < best->count; i++)
            writer_int(out, NULL, test_score_one(test->list[i], best->ballots[i]));
        writer_end(out);
    }
    writer_end(out);
}

enum err test_results_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    const struct test *test = test_seen(state, data, scene);
    int64_t after = 0, all = 0;
    struct map_at at = {0};
    if (!test)
        return ERR_NOT_FOUND;
    if (!common_is_supervisor(scene->room, scene->person))
        return ERR_PERMISSION_DENIED;
    if (common_has(data, "after") && (!json_get_int(data, "after", &after) || after < 0))
        return ERR_BAD_REQUEST;
    writer_array(out, "takers");
    while (map_next(test->takers, &at)) {
        if (!counts(scene, &at))
            continue;
        if (all >= after && all - after < BOUND_TEST_PAGE)
            person_write(test, scene, &at, out);
        all++;
    }
    writer_end(out);
    writer_int(out, "all", all);
    if (all - after > BOUND_TEST_PAGE)
        writer_int(out, "next", after + BOUND_TEST_PAGE);
    if (after > 0)
        return ERR_NONE;
    writer_array(out, "questions");
    for (size_t i = 0; i < test->count; i++) {
        writer_object(out, NULL);
        question_sums(test, scene, i, out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}
