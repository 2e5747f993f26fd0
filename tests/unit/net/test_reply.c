/* SPDX-License-Identifier: Apache-2.0 */
#include "net/reply.h"

#include <fcntl.h>

#include "help_folder.h"

static const struct reply_style style = {.media_sources = ""};
static const struct http_request get = {{"GET", 3}, .path = {"/", 1}};

static void a_file_is_read_piece_by_piece(void **state)
{
    char piece[4];
    struct http_reply reply = {.file = -1};
    char path[100];
    snprintf(path, sizeof path, "%s/f", folder_make());
    folder_write("f", "0123456789");
    reply.file = open(path, O_RDONLY);
    reply_start(&reply, 206, &get, &style);
    reply_file(&reply, &get, 2, 6);
    assert_int_equal(http_reply_read(&reply, piece, 4), 4);
    assert_memory_equal(piece, "2345", 4);
    assert_int_equal(http_reply_read(&reply, piece, 4), 2);
    assert_memory_equal(piece, "67", 2);
    assert_int_equal(http_reply_read(&reply, piece, 4), 0);
    http_reply_done(&reply);
    http_reply_done(&reply);
    folder_remove();
}

static void a_file_that_shrank_is_a_fault(void **state)
{
    char path[100], piece[16];
    struct http_reply reply = {.file = -1};
    snprintf(path, sizeof path, "%s/f", folder_make());
    folder_write("f", "01234");
    reply.file = open(path, O_RDONLY);
    reply_start(&reply, 200, &get, &style);
    reply_file(&reply, &get, 0, 10);
    assert_int_equal(http_reply_read(&reply, piece, sizeof piece), 5);
    assert_int_equal(http_reply_read(&reply, piece, sizeof piece), -1);
    http_reply_done(&reply);
    folder_remove();
}

static void a_problem_forgets_what_was_begun(void **state)
{
    struct http_reply reply = {.file = -1};
    reply_start(&reply, 200, &get, &style);
    buffer_add(&reply.body, SLICE("{\"half"));
    reply_problem(&reply, 500, ERR_INTERNAL, &get, &style);
    const char *text = reply_text(&reply);
    assert_int_equal(reply_status(text), 500);
    assert_int_equal(reply_rest(text)[0], '{');
    assert_null(strstr(text, "half"));
}

static void a_status_has_its_reason(void **state)
{
    static const int statuses[] = {200, 206, 304, 400, 403, 404, 405, 416, 426, 429, 500, 503};
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct http_reply reply = {.file = -1};
        reply_start(&reply, statuses[i], &get, &style);
        reply_body(&reply, &get, NULL);
        const char *text = reply_text(&reply);
        assert_int_equal(reply_status(text), statuses[i]);
        assert_int_not_equal(strncmp(text + 13, "Error", 5), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_piece_by_piece),
        cmocka_unit_test(a_file_that_shrank_is_a_fault),
        cmocka_unit_test(a_problem_forgets_what_was_begun),
        cmocka_unit_test(a_status_has_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
