/* SPDX-License-Identifier: Apache-2.0 */
#include "net/response.h"

#include <fcntl.h>

#include "help_folder.h"

static const struct response_style style = {.media_sources = ""};
static const struct http_request get = {{"GET", 3}, .path = {"/", 1}};

static void a_file_is_read_piece_by_piece(void **state)
{
    char piece[4];
    struct http_response response = {.file = -1};
    char path[100];
    snprintf(path, sizeof path, "%s/f", folder_make());
    folder_write("f", "0123456789");
    response.file = open(path, O_RDONLY);
    response_start(&response, 206, &get, &style);
    response_file(&response, &get, 2, 6);
    assert_int_equal(response_read(&response, piece, 4), 4);
    assert_memory_equal(piece, "2345", 4);
    assert_int_equal(response_read(&response, piece, 4), 2);
    assert_memory_equal(piece, "67", 2);
    assert_int_equal(response_read(&response, piece, 4), 0);
    response_done(&response);
    response_done(&response);
    folder_remove();
}

static void a_file_that_shrank_is_a_fault(void **state)
{
    char path[100], piece[16];
    struct http_response response = {.file = -1};
    snprintf(path, sizeof path, "%s/f", folder_make());
    folder_write("f", "01234");
    response.file = open(path, O_RDONLY);
    response_start(&response, 200, &get, &style);
    response_file(&response, &get, 0, 10);
    assert_int_equal(response_read(&response, piece, sizeof piece), 5);
    assert_int_equal(response_read(&response, piece, sizeof piece), -1);
    response_done(&response);
    folder_remove();
}

static void a_problem_forgets_what_was_begun(void **state)
{
    struct http_response response = {.file = -1};
    response_start(&response, 200, &get, &style);
    buffer_add(&response.body, SLICE("{\"half"));
    response_problem(&response, 500, ERR_INTERNAL, &get, &style);
    const char *text = response_text(&response);
    assert_int_equal(response_status(text), 500);
    assert_int_equal(response_rest(text)[0], '{');
    assert_null(strstr(text, "half"));
}

static void a_status_has_its_reason(void **state)
{
    static const int statuses[] = {200, 206, 304, 400, 403, 404, 405, 416, 426, 429, 500, 503};
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct http_response response = {.file = -1};
        response_start(&response, statuses[i], &get, &style);
        response_body(&response, &get, NULL);
        const char *text = response_text(&response);
        assert_int_equal(response_status(text), statuses[i]);
        assert_int_not_equal(strncmp(text + 13, "Error", 5), 0);
    }
}

static void head_and_body_leave_in_one_piece(void **state)
{
    char piece[16384];
    struct http_response response = {.file = -1};
    response_start(&response, 200, &get, &style);
    buffer_add(&response.body, SLICE("{\"live\":true}"));
    response_body(&response, &get, "application/json");
    int64_t len = response_piece(&response, piece, sizeof piece);
    piece[len] = '\0';
    assert_string_equal(response_rest(piece), "{\"live\":true}");
    assert_non_null(strstr(piece, "\r\nConnection: close\r\n"));
    assert_int_equal(response_piece(&response, piece, sizeof piece), 0);
    response_done(&response);
}

static void a_connection_that_goes_on_says_how_long(void **state)
{
    struct http_response response = {.file = -1};
    response_start(&response, 200, &get, &style);
    response_header(&response, "X", SLICE("y"));
    response_body(&response, &get, NULL);
    response_keep(&response, 15);
    const char *text = response_text(&response);
    assert_non_null(strstr(text, "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=15\r\n"));
    assert_non_null(strstr(text, "\r\nX: y\r\n"));
    assert_null(strstr(text, "close"));
}

static void what_is_dropped_of_an_answer_is_its_body(void **state)
{
    struct http_response response = {.file = -1};
    response_start(&response, 200, &get, &style);
    buffer_add(&response.body, SLICE("12345"));
    response_body(&response, &get, NULL);
    response_drop_body(&response);
    const char *text = response_text(&response);
    assert_non_null(strstr(text, "Content-Length: 5\r\n"));
    assert_string_equal(response_rest(text), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_piece_by_piece),
        cmocka_unit_test(a_file_that_shrank_is_a_fault),
        cmocka_unit_test(a_problem_forgets_what_was_begun),
        cmocka_unit_test(a_status_has_its_reason),
        cmocka_unit_test(head_and_body_leave_in_one_piece),
        cmocka_unit_test(a_connection_that_goes_on_says_how_long),
        cmocka_unit_test(what_is_dropped_of_an_answer_is_its_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
