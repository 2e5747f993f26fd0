/* SPDX-License-Identifier: Apache-2.0
 * server/followers/zip.c */
#include "followers/zip.h"

#include "help_followers.h"

struct seen {
    size_t count;
    char names[8][64];
    char texts[8][64];
};

static bool see(void *context, struct slice name, struct slice bytes)
{
    struct seen *seen = context;
    snprintf(seen->names[seen->count], 64, "%.*s", (int)name.len, name.at);
    snprintf(seen->texts[seen->count++], 64, "%.*s", (int)bytes.len, bytes.at ? bytes.at : "");
    return true;
}

static void make(struct buffer *out)
{
    buffer_init(out, 1 << 20);
    struct zip *zip = zip_new(out, NULL);
    zip_add(zip, "index.html", SLICE("<p>"), 1700000000000);
    zip_add(zip, "page/نقاش.html", SLICE("مرحبا"), 1700000000000);
    zip_add(zip, "empty.csv", SLICE(""), 1700000000000);
    assert_int_equal(zip_close(&zip), ERR_NONE);
}

static void what_was_added_is_read(void **state)
{
    struct buffer out;
    struct seen seen = {0};
    make(&out);
    assert_int_equal(zip_each(buffer_slice(&out), 1024, see, &seen), ERR_NONE);
    assert_int_equal(seen.count, 3);
    assert_string_equal(seen.names[0], "index.html");
    assert_string_equal(seen.texts[0], "<p>");
    assert_string_equal(seen.texts[1], "مرحبا");
    assert_string_equal(seen.texts[2], "");
    buffer_done(&out);
}

static void what_is_cut_off_is_none(void **state)
{
    struct buffer out;
    make(&out);
    for (size_t len = 0; len < out.len; len++) {
        struct seen seen = {0};
        assert_int_not_equal(zip_each((struct slice){out.bytes, len}, 1024, see, &seen), ERR_NONE);
    }
    buffer_done(&out);
}

static void what_does_not_fit_is_said(void **state)
{
    struct buffer out;
    struct seen seen = {0};
    buffer_init(&out, 64);
    struct zip *zip = zip_new(&out, NULL);
    zip_add(zip, "index.html", SLICE("0123456789012345678901234567890123456789"), 0);
    assert_int_equal(zip_close(&zip), ERR_LIMIT_EXCEEDED);
    buffer_done(&out);
    make(&out);
    assert_int_equal(zip_each(buffer_slice(&out), 2, see, &seen), ERR_LIMIT_EXCEEDED);
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_is_read),
        cmocka_unit_test(what_is_cut_off_is_none),
        cmocka_unit_test(what_does_not_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
