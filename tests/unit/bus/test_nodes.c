/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bus/nodes.h"

static void lost(void *context, struct slice name)
{
    strncat(context, name.at, name.len);
}

static void who_is_silent_is_lost_once(void **state)
{
    char text[64] = "";
    struct nodes *nodes = nodes_new();
    nodes_heard(nodes, SLICE("a"), 100);
    nodes_heard(nodes, SLICE("b"), 200);
    nodes_heard(nodes, SLICE("c"), 100);
    nodes_heard(nodes, SLICE("c"), 300);
    assert_true(nodes_alive(nodes, SLICE("a"), 100));
    assert_false(nodes_alive(nodes, SLICE("a"), 101));
    assert_false(nodes_alive(nodes, SLICE("nobody"), 0));
    nodes_sweep(nodes, 100, 0, lost, text);
    assert_string_equal(text, "");
    nodes_sweep(nodes, 201, 0, lost, text);
    assert_int_equal(strlen(text), 2);
    assert_non_null(strchr(text, 'a'));
    assert_non_null(strchr(text, 'b'));
    nodes_sweep(nodes, 201, 0, lost, text);
    assert_int_equal(strlen(text), 2);
    assert_int_equal(nodes_count(nodes), 1);
    /* It may come back. */
    nodes_heard(nodes, SLICE("a"), 400);
    assert_true(nodes_alive(nodes, SLICE("a"), 400));
    assert_true(nodes_forget(nodes, SLICE("a")));
    assert_false(nodes_forget(nodes, SLICE("a")));
    nodes_free(&nodes);
    assert_null(nodes);
    nodes_free(&nodes);
}

static void names_without_end_are_not_remembered(void **state)
{
    char name[32];
    struct nodes *nodes = nodes_new();
    for (int i = 0; i < NODES_MAX + 10; i++) {
        snprintf(name, sizeof name, "n%d", i);
        nodes_heard(nodes, slice_of(name), i);
    }
    assert_int_equal(nodes_count(nodes), NODES_MAX);
    nodes_heard(nodes, SLICE("n0"), 5000);
    assert_true(nodes_alive(nodes, SLICE("n0"), 5000));
    assert_false(nodes_alive(nodes, slice_of(name), 0));
    nodes_free(&nodes);
}

static void who_is_seen_elsewhere_is_spared(void **state)
{
    struct nodes *nodes = nodes_new();
    char text[64] = "";
    nodes_heard(nodes, SLICE("a"), 100);
    /* The silence of those who are heard counts all the same. */
    nodes_spare(nodes, SLICE("a"), 900);
    assert_false(nodes_spared(nodes, SLICE("a"), 100));
    nodes_sweep(nodes, 101, 101, lost, text);
    assert_string_equal(text, "a");
    nodes_spare(nodes, SLICE("a"), 900);
    assert_true(nodes_spared(nodes, SLICE("a"), 900));
    assert_false(nodes_spared(nodes, SLICE("a"), 901));
    assert_false(nodes_alive(nodes, SLICE("a"), 0));
    assert_int_equal(nodes_count(nodes), 0);
    nodes_sweep(nodes, 900, 900, lost, text);
    assert_true(nodes_spared(nodes, SLICE("a"), 900));
    nodes_sweep(nodes, 901, 901, lost, text);
    assert_false(nodes_spared(nodes, SLICE("a"), 900));
    nodes_spare(nodes, SLICE("a"), 2000);
    nodes_heard(nodes, SLICE("a"), 1000);
    assert_false(nodes_spared(nodes, SLICE("a"), 1500));
    assert_string_equal(text, "a");
    nodes_free(&nodes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_silent_is_lost_once),
        cmocka_unit_test(names_without_end_are_not_remembered),
        cmocka_unit_test(who_is_seen_elsewhere_is_spared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
