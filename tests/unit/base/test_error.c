/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"
#include "help_base.h"

static void no_error_has_code_zero(void **state)
{
    assert_int_equal(error_code(ERR_NONE), 0);
    assert_int_equal(error_http(ERR_NONE), 200);
    assert_false(error_temporary(ERR_NONE));
    assert_string_equal(error_name(ERR_NONE), "none");
}

static void row_says_what_the_list_says(void **state)
{
    assert_int_equal(error_code(ERR_ALREADY_VOTED), 421);
    assert_int_equal(error_http(ERR_ALREADY_VOTED), 409);
    assert_false(error_temporary(ERR_ALREADY_VOTED));
    assert_true(error_temporary(ERR_TOO_MANY_REQUESTS));
    assert_string_equal(error_name(ERR_ALREADY_VOTED), "already_voted");
    assert_string_equal(error_text(ERR_ALREADY_VOTED), "you have voted already");
}

static void codes_of_centrifuge_stay_theirs(void **state)
{
    assert_int_equal(error_code(ERR_INTERNAL), 100);
    assert_int_equal(error_code(ERR_BAD_REQUEST), 107);
    assert_int_equal(error_code(ERR_UNRECOVERABLE_POSITION), 112);
}

static void every_error_is_complete(void **state)
{
    for (enum err error = ERR_NONE + 1; error < ERR_COUNT; error++) {
        unsigned code = error_code(error);
        const char *name = error_name(error);
        assert_true((code >= 100 && code <= 113) || (code >= 400 && code < 2000));
        assert_true(error_http(error) >= 400 && error_http(error) < 600);
        assert_true(strlen(error_text(error)) > 0);
        assert_true(strlen(name) > 0);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name));
    }
}

static void names_and_codes_are_unique(void **state)
{
    for (enum err a = ERR_NONE; a < ERR_COUNT; a++) {
        for (enum err b = a + 1; b < ERR_COUNT; b++) {
            assert_int_not_equal(error_code(a), error_code(b));
            assert_string_not_equal(error_name(a), error_name(b));
        }
    }
}

static void ask_unknown(void *context)
{
    (void)context;
    error_code(ERR_COUNT);
}

static void unknown_error_aborts(void **state)
{
    assert_aborts(ask_unknown, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_error_has_code_zero),
        cmocka_unit_test(row_says_what_the_list_says),
        cmocka_unit_test(codes_of_centrifuge_stay_theirs),
        cmocka_unit_test(every_error_is_complete),
        cmocka_unit_test(names_and_codes_are_unique),
        cmocka_unit_test(unknown_error_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
