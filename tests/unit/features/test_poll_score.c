/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_score.c: tables made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "features/poll_score.h"

enum { A = 1 << 1, B = 1 << 2, C = 1 << 3, D = 1 << 4 };

static void options_by_their_share(void **state)
{
    static const struct {
        uint32_t correct, chosen;
        int64_t score;
    } cases[] = {
        {A, A, 100},           {A, B, 0},
        {A | B, A, 50},        {A | B, A | B, 100},
        {A | B, A | C, 0},     {A | B, A | B | C, 50},
        {A | B | C, A, 33},    {A | B | C, A | B, 66},
        {A | B | C, A | D, 0}, {A | B | C, A | B | D, 33},
        {A | B, C | D, 0},     {A, A | B | C | D, 0},
        {A | B, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(poll_score_set(cases[i].correct, cases[i].chosen), cases[i].score);
}

static void an_order_by_its_places(void **state)
{
    static const struct {
        int64_t given[4];
        size_t count;
        int64_t score;
    } cases[] = {
        {{1, 2, 3, 4}, 4, 100}, {{2, 1, 3, 4}, 4, 50}, {{4, 3, 2, 1}, 4, 0},
        {{1}, 1, 25},           {{2, 2, 2, 2}, 4, 25}, {{0}, 0, 0},
    };
    static const int64_t correct[] = {1, 2, 3, 4};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(poll_score_order(correct, 4, cases[i].given, cases[i].count),
                         cases[i].score);
}

static void a_number_within_its_tolerance(void **state)
{
    static const struct {
        int64_t correct, tolerance, given, score;
    } cases[] = {
        {42, 0, 42, 100}, {42, 0, 43, 0},     {42, 2, 40, 100}, {42, 2, 44, 100},
        {42, 2, 45, 0},   {-42, 2, -44, 100}, {-1, 2, 1, 100},  {0, 1000, -1000, 100},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(poll_score_number(cases[i].correct, cases[i].tolerance, cases[i].given),
                         cases[i].score);
}

static void a_text_by_what_it_folds_to(void **state)
{
    struct json *correct = NULL;
    assert_int_equal(json_parse(SLICE("[\"Café\",\"مدرسة\"]"), &correct), ERR_NONE);
    assert_int_equal(poll_score_text(correct, SLICE("cafe")), 100);
    assert_int_equal(poll_score_text(correct, SLICE("CAFÉ")), 100);
    assert_int_equal(poll_score_text(correct, SLICE("مدرسه")), 100);
    assert_int_equal(poll_score_text(correct, SLICE("tea")), 0);
    assert_int_equal(poll_score_text(correct, SLICE("")), 0);
    json_free(&correct);
}

/* Half of it is lost in even steps. */
static void what_came_late_is_worth_less(void **state)
{
    static const struct {
        int64_t score, took_ms, half_ms, left;
    } cases[] = {
        {100, 0, 10000, 100},    {100, 1, 10000, 100},    {100, 2000, 10000, 90},
        {100, 10000, 10000, 50}, {100, 99999, 10000, 50}, {33, 5000, 10000, 25},
        {0, 5000, 10000, 0},     {100, 5000, 0, 100},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(poll_score_timed(cases[i].score, cases[i].took_ms, cases[i].half_ms),
                         cases[i].left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_by_their_share),
        cmocka_unit_test(an_order_by_its_places),
        cmocka_unit_test(a_number_within_its_tolerance),
        cmocka_unit_test(what_came_late_is_worth_less),
        cmocka_unit_test(a_text_by_what_it_folds_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
