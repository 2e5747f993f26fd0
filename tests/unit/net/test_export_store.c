/* SPDX-License-Identifier: Apache-2.0 */
#include "net/export_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/spool.h"

enum { PIECES = 3, SHORT = 1000 };

/* An export of two whole pieces and a short one; its list in `list`. */
static void keep(struct blobs *blobs, struct buffer *list, char id[HASH_HEX + 1])
{
    char *bytes = mem_new(EXPORT_STORE_PIECE);
    buffer_init(list, EXPORT_STORE_LIST_BYTES);
    for (int i = 0; i < PIECES; i++) {
        size_t len = i + 1 < PIECES ? EXPORT_STORE_PIECE : SHORT;
        memset(bytes, 'a' + i, len);
        assert_int_equal(export_store_put(blobs, (struct slice){bytes, len}, list), ERR_NONE);
    }
    assert_int_equal(export_store_bind(blobs, buffer_slice(list), id), ERR_NONE);
    mem_free(bytes);
}

static void an_export_is_its_pieces_in_their_order(void **state)
{
    struct blobs *blobs = blobs_memory_open();
    struct buffer list, found;
    struct slice left, piece;
    char id[HASH_HEX + 1], at[PIECES];
    int file = spool_open();
    keep(blobs, &list, id);
    buffer_init(&found, EXPORT_STORE_LIST_BYTES);
    assert_int_equal(export_store_list(blobs, slice_of(id), &found), ERR_NONE);
    left = buffer_slice(&found);
    while (export_store_next(&left, &piece))
        assert_int_equal(export_store_get(blobs, piece, file), ERR_NONE);
    assert_int_equal(lseek(file, 0, SEEK_END), 2 * EXPORT_STORE_PIECE + SHORT);
    for (int i = 0; i < PIECES; i++)
        assert_int_equal(pread(file, &at[i], 1, i * (off_t)EXPORT_STORE_PIECE), 1);
    assert_memory_equal(at, "abc", PIECES);
    close(file);
    buffer_done(&found);
    buffer_done(&list);
    blobs->ops->close(blobs);
}

static void count_one(void *context, const struct hash *hash, struct slice head)
{
    (void)hash;
    assert_true(export_store_is(head));
    ++*(unsigned *)context;
}

static unsigned count(struct blobs *blobs)
{
    unsigned found = 0;
    assert_int_equal(blobs->ops->waiting(blobs, INT64_MAX, count_one, &found), ERR_NONE);
    return found;
}

static void dropping_it_leaves_nothing(void **state)
{
    struct blobs *blobs = blobs_memory_open();
    struct buffer list;
    char id[HASH_HEX + 1];
    keep(blobs, &list, id);
    assert_int_equal(count(blobs), PIECES + 1);
    export_store_drop(blobs, slice_of(id));
    assert_int_equal(count(blobs), 0);
    buffer_done(&list);
    blobs->ops->close(blobs);
}

/* A piece is no export, and the other way round: what a row names is looked at. */
static void what_is_none_is_not_found(void **state)
{
    struct blobs *blobs = blobs_memory_open();
    struct buffer list, out;
    struct slice left, piece = {NULL, 0};
    char id[HASH_HEX + 1];
    keep(blobs, &list, id);
    left = buffer_slice(&list);
    assert_true(export_store_next(&left, &piece));
    buffer_init(&out, EXPORT_STORE_LIST_BYTES);
    assert_int_equal(export_store_list(blobs, piece, &out), ERR_NOT_FOUND);
    assert_int_equal(export_store_get(blobs, slice_of(id), -1), ERR_NOT_FOUND);
    assert_int_equal(export_store_list(blobs, SLICE("nothing"), &out), ERR_NOT_FOUND);
    buffer_done(&out);
    buffer_done(&list);
    blobs->ops->close(blobs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_is_its_pieces_in_their_order),
        cmocka_unit_test(dropping_it_leaves_nothing),
        cmocka_unit_test(what_is_none_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
