/* SPDX-License-Identifier: Apache-2.0
 * Pseudonyms: the same for one person in one scope, and nothing else the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "core/veil.h"

static const struct veil veil = {.known = true, .key = "anybody may know this one"};
static const struct veil other = {.known = true, .key = "anybody may know that one"};

static void expect_differ(struct veil_name a, struct veil_name b)
{
    assert_string_not_equal(a.text, b.text);
}

static void a_pseudonym_is_of_one_person_in_one_scope(void **state)
{
    struct slice w1 = SLICE("webinar:w1"), poll = SLICE("poll:12"), u1 = SLICE("u1");
    struct veil_name name = veil_person(&veil, w1, poll, u1);
    assert_int_equal(strlen(name.text), VEIL_NAME_BYTES - 1);
    assert_string_equal(name.text, veil_person(&veil, w1, poll, u1).text);
    expect_differ(name, veil_person(&veil, w1, poll, SLICE("u2")));
    expect_differ(name, veil_person(&veil, w1, SLICE("poll:13"), u1));
    expect_differ(name, veil_person(&veil, SLICE("webinar:w2"), poll, u1));
    expect_differ(name, veil_person(&other, w1, poll, u1));
}

/* Where one part ends and the next begins is a part of it. */
static void parts_do_not_run_into_each_other(void **state)
{
    expect_differ(veil_person(&veil, SLICE("ab"), SLICE("c"), SLICE("d")),
                  veil_person(&veil, SLICE("a"), SLICE("bc"), SLICE("d")));
    expect_differ(veil_op(&veil, SLICE("r"), SLICE("s"), SLICE("u1"), SLICE("1")),
                  veil_op(&veil, SLICE("r"), SLICE("s"), SLICE("u"), SLICE("11")));
}

/* As Python's hmac computes it (HMAC-SHA-256, the first 16 bytes in base64url). */
static void a_pseudonym_is_what_it_is_said_to_be(void **state)
{
    assert_string_equal(veil_person(&veil, SLICE("webinar:w1"), SLICE("poll:12"), SLICE("u1")).text,
                        "*ATW229LKX3cMEdauclQ76w");
}

static void an_op_is_an_id_and_a_pseudonym_is_none(void **state)
{
    struct veil_name name = veil_person(&veil, SLICE("r"), SLICE("s"), SLICE("u1"));
    struct veil_name op = veil_op(&veil, SLICE("r"), SLICE("s"), SLICE("u1"), SLICE("x"));
    assert_true(text_is_id(slice_of(op.text)));
    assert_false(text_is_id(slice_of(name.text)));
    assert_true(veil_hides(slice_of(name.text)));
    assert_false(veil_hides(SLICE("u1")));
    assert_false(veil_hides(SLICE("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pseudonym_is_of_one_person_in_one_scope),
        cmocka_unit_test(parts_do_not_run_into_each_other),
        cmocka_unit_test(a_pseudonym_is_what_it_is_said_to_be),
        cmocka_unit_test(an_op_is_an_id_and_a_pseudonym_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
