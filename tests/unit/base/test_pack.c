/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pack.h"
#include "help/unpack.h"
#include "help_base.h"

static const struct slice frame =
    SLICE("{\"push\":{\"channel\":\"webinar:w1\",\"pub\":{\"data\":{\"type\":\"batch\",\"patch\":"
          "{\"presence\":{\"count\":507}}}}}}");

/* Packs and unpacks: the packed bytes. */
static size_t round_trip(struct pack *pack, struct slice payload)
{
    struct buffer packed, plain;
    buffer_init(&packed, payload.len + 1);
    buffer_init(&plain, payload.len + (1u << 20));
    pack_add(pack, payload, &packed);
    assert_false(packed.full);
    assert_true(unpack(buffer_slice(&packed), &plain));
    assert_true(slice_equal(payload, buffer_slice(&plain)));
    size_t bytes = packed.len;
    buffer_done(&packed);
    buffer_done(&plain);
    return bytes;
}

static void what_is_packed_comes_back(void **state)
{
    struct pack *pack = pack_new();
    char noise[5000];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * i * 2654435761u >> 13);
    round_trip(pack, SLICE(""));
    round_trip(pack, SLICE("{}"));
    round_trip(pack, pack_dictionary());
    for (size_t bytes = 1; bytes < sizeof noise; bytes += 7)
        round_trip(pack, (struct slice){noise, bytes});
    pack_free(&pack);
    assert_null(pack);
}

static void the_dictionary_is_applied(void **state)
{
    struct pack *pack = pack_new();
    assert_in_range(round_trip(pack, frame), 2, 30);
    assert_in_range(
        round_trip(pack, SLICE("{\"push\":{\"channel\":\"webinar:w1\",\"pub\":{\"data\":"
                               "{\"type\":\"chat.x\"}}}}")),
        2, 30);
    pack_free(&pack);
}

static void what_does_not_shrink_stands_as_it_is(void **state)
{
    struct pack *pack = pack_new();
    assert_int_equal(round_trip(pack, SLICE("{}")), 3);
    assert_int_equal(round_trip(pack, SLICE("\x01\x99\x42\xfe\x17")), 6);
    pack_free(&pack);
}

static void each_piece_is_independent_of_the_others(void **state)
{
    struct pack *pack = pack_new(), *other = pack_new();
    struct buffer first, second;
    buffer_init(&first, 1000);
    buffer_init(&second, 1000);
    round_trip(pack, SLICE("{\"something\":\"else went before, and left nothing\"}"));
    pack_add(pack, frame, &first);
    pack_add(other, frame, &second);
    assert_true(slice_equal(buffer_slice(&first), buffer_slice(&second)));
    pack_free(&pack);
    pack_free(&other);
    buffer_done(&first);
    buffer_done(&second);
}

static void what_does_not_fit_is_not_added(void **state)
{
    struct pack *pack = pack_new();
    struct buffer out;
    buffer_init(&out, frame.len);
    pack_add(pack, frame, &out);
    assert_true(out.full);
    assert_int_equal(out.len, 0);
    buffer_clear(&out);
    pack_add_raw(frame, &out);
    assert_true(out.full);
    assert_int_equal(out.len, 0);
    buffer_done(&out);
    pack_free(&pack);
}

static void the_dictionary_is_small_and_sent_smaller(void **state)
{
    struct buffer sent, plain;
    buffer_init(&sent, 1u << 20);
    buffer_init(&plain, 1u << 20);
    assert_in_range(pack_dictionary().len, 1024, 14336);
    pack_write_dictionary(&sent);
    assert_in_range(sent.len, 1, pack_dictionary().len / 3);
    assert_true(unpack_plain(buffer_slice(&sent), &plain));
    assert_true(slice_equal(buffer_slice(&plain), pack_dictionary()));
    buffer_done(&sent);
    buffer_done(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_comes_back),
        cmocka_unit_test(the_dictionary_is_applied),
        cmocka_unit_test(what_does_not_shrink_stands_as_it_is),
        cmocka_unit_test(each_piece_is_independent_of_the_others),
        cmocka_unit_test(what_does_not_fit_is_not_added),
        cmocka_unit_test(the_dictionary_is_small_and_sent_smaller),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
