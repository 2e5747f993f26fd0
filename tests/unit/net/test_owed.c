/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "help_net.h"
#include "net/owed.h"

/* Never looked into: the list only hands it on. */
static struct session *someone(void)
{
    static char place;
    return (struct session *)(void *)&place;
}

static void an_answer_finds_its_session_once(void **state)
{
    struct owed_list list = {0};
    struct owed *first = owed_new(&list, someone(), "rpc", 1);
    struct owed *second = owed_new(&list, someone(), "subscribe", 2);
    second->channel = mem_text(SLICE("webinar:w1"));
    assert_int_equal(list.count, 2);
    assert_ptr_equal(owed_take(first), someone());
    assert_null(owed_take(first));
    assert_int_equal(list.count, 1);
    assert_ptr_equal(list.first, second);
    assert_ptr_equal(owed_take(second), someone());
    assert_null(list.first);
    owed_free(first);
    owed_free(second);
}

static void answers_that_come_too_late_find_nobody(void **state)
{
    struct owed_list list = {0};
    struct owed *some[3];
    for (uint32_t i = 0; i < 3; i++)
        some[i] = owed_new(&list, someone(), "rpc", i + 1);
    owed_forget(&list);
    assert_int_equal(list.count, 0);
    for (int i = 0; i < 3; i++) {
        assert_null(owed_take(some[i]));
        owed_free(some[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_finds_its_session_once),
        cmocka_unit_test(answers_that_come_too_late_find_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
