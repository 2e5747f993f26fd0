/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "help_base.h"

static void content_grows_by_what_is_added(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 1000);
    assert_buffer(&buffer, "");
    buffer_add(&buffer, SLICE("ab"));
    buffer_add_byte(&buffer, 'c');
    buffer_add_int(&buffer, -12);
    buffer_addf(&buffer, "%s=%d", "x", 7);
    assert_buffer(&buffer, "abc-12x=7");
    assert_false(buffer.full);
    buffer_done(&buffer);
}

static void extreme_integers_are_written_whole(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 100);
    buffer_add_int(&buffer, INT64_MIN);
    buffer_add_int(&buffer, INT64_MAX);
    assert_buffer(&buffer, "-92233720368547758089223372036854775807");
    buffer_done(&buffer);
}

static void maximum_is_held_exactly(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 5);
    buffer_add(&buffer, SLICE("12345"));
    assert_false(buffer.full);
    assert_true(buffer.room <= 5);
    buffer_add_byte(&buffer, '6');
    assert_true(buffer.full);
    assert_buffer(&buffer, "12345");
    buffer_done(&buffer);
}

static void what_does_not_fit_is_not_added_in_part(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 5);
    buffer_add(&buffer, SLICE("123"));
    buffer_add(&buffer, SLICE("456"));
    assert_buffer(&buffer, "123");
    assert_true(buffer.full);
    buffer_done(&buffer);
}

static void full_stays_set_until_cleared(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 2);
    buffer_add(&buffer, SLICE("123"));
    buffer_add(&buffer, SLICE("1"));
    assert_true(buffer.full);
    buffer_drop(&buffer, 1);
    assert_true(buffer.full);
    buffer_clear(&buffer);
    assert_false(buffer.full);
    assert_buffer(&buffer, "");
    buffer_done(&buffer);
}

static void long_formatted_text_is_whole(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 2000);
    buffer_addf(&buffer, "%01500d", 1);
    assert_int_equal(buffer.len, 1500);
    assert_int_equal(buffer.bytes[1499], '1');
    buffer_addf(&buffer, "%0501d", 1);
    assert_true(buffer.full);
    assert_int_equal(buffer.len, 1500);
    buffer_clear(&buffer);
    buffer_addf(&buffer, "%02001d", 1);
    assert_true(buffer.full);
    buffer_done(&buffer);
}

static void formatted_text_around_the_first_try_is_whole(void **state)
{
    for (int width = 505; width < 520; width++) {
        struct buffer buffer;
        buffer_init(&buffer, 1000);
        buffer_addf(&buffer, "%0*d", width, 3);
        assert_int_equal(buffer.len, width);
        assert_int_equal(buffer.bytes[width - 1], '3');
        buffer_done(&buffer);
    }
}

static void reserved_room_is_filled_by_the_caller(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 10);
    char *to = buffer_reserve(&buffer, 10);
    assert_non_null(to);
    assert_int_equal(buffer.len, 0);
    memcpy(to, "0123456789", 10);
    buffer.len += 10;
    assert_buffer(&buffer, "0123456789");
    assert_null(buffer_reserve(&buffer, 1));
    assert_true(buffer.full);
    assert_non_null(buffer_reserve(&buffer, 0));
    buffer_done(&buffer);
}

/* Through all sizes on the way: in memory, into its file, further within it. */
static void spooled_bytes_are_as_they_were_added(void **state)
{
    enum { PIECE = 100003, PIECES = 60 };
    struct buffer buffer, other, moved;
    char *piece = mem_new(PIECE);
    buffer_init_spooled(&buffer, PIECE * PIECES);
    buffer_init_spooled(&moved, 1);
    buffer_init(&other, PIECE * PIECES);
    for (int i = 0; i < PIECES; i++) {
        memset(piece, 'a' + i % 26, PIECE);
        buffer_add(&buffer, (struct slice){piece, PIECE});
        buffer_add(&other, (struct slice){piece, PIECE});
        buffer_rest(&buffer);
        assert_int_equal(buffer.mapped, buffer.room > BUFFER_SPOOL_FROM);
    }
    assert_true(buffer.mapped);
    assert_true(slice_equal(buffer_slice(&buffer), buffer_slice(&other)));
    buffer_add_byte(&buffer, 'x');
    assert_true(buffer.full);
    assert_int_equal(buffer.len, PIECE * PIECES);
    buffer_move(&moved, &buffer);
    assert_true(slice_equal(buffer_slice(&moved), buffer_slice(&other)));
    assert_int_equal(buffer.len, 0);
    buffer_add(&buffer, SLICE("again"));
    assert_buffer(&buffer, "again");
    buffer_done(&buffer);
    buffer_done(&moved);
    buffer_done(&other);
    mem_free(piece);
}

static void where_no_file_can_be_nothing_is_added(void **state)
{
    enum { LARGE = BUFFER_SPOOL_FROM + 1 };
    struct buffer buffer;
    char *bytes = mem_new(LARGE);
    char *before = getenv("TMPDIR") ? mem_text(slice_of(getenv("TMPDIR"))) : NULL;
    assert_int_equal(setenv("TMPDIR", "/none/such", 1), 0);
    buffer_init_spooled(&buffer, 2 * LARGE);
    buffer_add(&buffer, SLICE("short"));
    buffer_add(&buffer, (struct slice){bytes, LARGE});
    assert_true(buffer.full);
    assert_buffer(&buffer, "short");
    buffer_done(&buffer);
    (void)(before ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR"));
    mem_free(before);
    mem_free(bytes);
}

static void huge_reservation_is_refused(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 10);
    buffer_add_byte(&buffer, 'a');
    assert_null(buffer_reserve(&buffer, SIZE_MAX));
    assert_null(buffer_reserve(&buffer, SIZE_MAX - 1));
    assert_true(buffer.full);
    buffer_done(&buffer);
}

static void buffer_of_no_bytes_holds_nothing(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 0);
    buffer_add(&buffer, SLICE(""));
    assert_false(buffer.full);
    assert_non_null(buffer_reserve(&buffer, 0));
    buffer_add_byte(&buffer, 'a');
    assert_true(buffer.full);
    assert_int_equal(buffer.len, 0);
    buffer_done(&buffer);
}

static void dropping_moves_the_rest_down(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 100);
    buffer_drop(&buffer, 0);
    buffer_add(&buffer, SLICE("abcdef"));
    buffer_drop(&buffer, 2);
    assert_buffer(&buffer, "cdef");
    buffer_drop(&buffer, 4);
    assert_buffer(&buffer, "");
    buffer_done(&buffer);
}

static void drop_too_much(void *context)
{
    buffer_drop(context, 1);
}

static void dropping_more_than_there_is_aborts(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 100);
    assert_aborts(drop_too_much, &buffer);
}

static void buffer_is_usable_after_done(void **state)
{
    struct buffer buffer;
    buffer_init(&buffer, 3);
    buffer_add(&buffer, SLICE("abc"));
    buffer_done(&buffer);
    assert_null(buffer.bytes);
    buffer_add(&buffer, SLICE("def"));
    assert_buffer(&buffer, "def");
    buffer_done(&buffer);
}

static void random_additions_equal_plain_memory(void **state)
{
    uint64_t seed = random_seed(1);
    struct buffer buffer;
    char model[3000];
    size_t len = 0;
    buffer_init(&buffer, sizeof model);
    for (int step = 0; step < 20000; step++) {
        char piece[300];
        size_t bytes = random_below(&seed, sizeof piece);
        memset(piece, (int)('a' + bytes % 26), sizeof piece);
        if (random_below(&seed, 3) == 0) {
            size_t drop = bytes < len ? bytes : len;
            buffer_drop(&buffer, drop);
            memmove(model, model + drop, len - drop);
            len -= drop;
        } else {
            buffer_add(&buffer, (struct slice){piece, bytes});
            if (len + bytes <= sizeof model) {
                memcpy(model + len, piece, bytes);
                len += bytes;
            }
        }
        assert_true(slice_equal(buffer_slice(&buffer), (struct slice){model, len}));
        assert_true(buffer.len <= buffer.room && buffer.room <= buffer.max);
    }
    buffer_done(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_grows_by_what_is_added),
        cmocka_unit_test(extreme_integers_are_written_whole),
        cmocka_unit_test(maximum_is_held_exactly),
        cmocka_unit_test(what_does_not_fit_is_not_added_in_part),
        cmocka_unit_test(full_stays_set_until_cleared),
        cmocka_unit_test(long_formatted_text_is_whole),
        cmocka_unit_test(formatted_text_around_the_first_try_is_whole),
        cmocka_unit_test(reserved_room_is_filled_by_the_caller),
        cmocka_unit_test(spooled_bytes_are_as_they_were_added),
        cmocka_unit_test(where_no_file_can_be_nothing_is_added),
        cmocka_unit_test(huge_reservation_is_refused),
        cmocka_unit_test(buffer_of_no_bytes_holds_nothing),
        cmocka_unit_test(dropping_moves_the_rest_down),
        cmocka_unit_test(dropping_more_than_there_is_aborts),
        cmocka_unit_test(buffer_is_usable_after_done),
        cmocka_unit_test(random_additions_equal_plain_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
