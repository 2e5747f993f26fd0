/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/codec.h"

static void lines_are_taken_one_by_one(void **state)
{
    (void)state;
    struct slice rest = SLICE("\n\na\nbc\n\n\nd\n"), line;
    assert_true(codec_next(&rest, &line));
    assert_true(slice_is(line, "a"));
    assert_true(codec_next(&rest, &line));
    assert_true(slice_is(line, "bc"));
    assert_true(codec_next(&rest, &line));
    assert_true(slice_is(line, "d"));
    assert_false(codec_next(&rest, &line));
    assert_false(codec_next(&rest, &line));
}

static void an_empty_message_has_no_lines(void **state)
{
    (void)state;
    struct slice rest = {NULL, 0}, line;
    assert_false(codec_next(&rest, &line));
}

static enum err read(const char *line, struct codec_command *command)
{
    return codec_command_read(slice_of(line), command);
}

static void a_command_has_its_id(void **state)
{
    (void)state;
    struct codec_command command;
    assert_int_equal(read("{\"id\":4294967295,\"ping\":{}}", &command), ERR_NONE);
    assert_int_equal(command.id, UINT32_MAX);
    assert_false(command.pong);
    codec_command_done(&command);
    assert_null(command.all);
    assert_int_equal(read("{\"send\":{}}", &command), ERR_NONE);
    assert_int_equal(command.id, 0);
    codec_command_done(&command);
}

static void the_pong_is_an_empty_object(void **state)
{
    (void)state;
    struct codec_command command;
    assert_int_equal(read("{}", &command), ERR_NONE);
    assert_true(command.pong);
    codec_command_done(&command);
}

static void what_is_no_command_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "x",
                                      "[]",
                                      "1",
                                      "null",
                                      "{\"id\":-1}",
                                      "{\"id\":4294967296}",
                                      "{\"id\":\"1\"}",
                                      "{\"id\":1.5}",
                                      "{\"id\":1}{\"id\":2}",
                                      "{\"id\":1,\"id\":2}",
                                      "{\"id\":1",
                                      "\"id\"",
                                      "{\"id\":true}",
                                      "{\"id\":null}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct codec_command command;
        assert_int_equal(read(bad[i], &command), ERR_BAD_REQUEST);
        assert_null(command.all);
    }
}

static void replies_have_the_protocols_form(void **state)
{
    (void)state;
    struct buffer out;
    struct writer writer;
    buffer_init(&out, 1000);
    codec_reply(&writer, &out, 7, "connect");
    writer_text(&writer, "client", SLICE("c\n1"));
    codec_reply_end(&writer);
    assert_true(slice_is(buffer_slice(&out), "{\"id\":7,\"connect\":{\"client\":\"c\\n1\"}}"));
    buffer_clear(&out);
    codec_reply_raw(&out, 8, "ping", SLICE("{}"));
    assert_true(slice_is(buffer_slice(&out), "{\"id\":8,\"ping\":{}}"));
    buffer_done(&out);
}

static void errors_have_code_message_and_hope(void **state)
{
    (void)state;
    struct buffer out;
    buffer_init(&out, 1000);
    codec_error(&out, 9, ERR_TOKEN_EXPIRED, 0);
    assert_true(slice_is(buffer_slice(&out),
                         "{\"id\":9,\"error\":{\"code\":109,\"message\":\"token expired\"}}"));
    buffer_clear(&out);
    codec_error(&out, 9, ERR_TOO_MANY_REQUESTS, 1500);
    assert_true(slice_is(buffer_slice(&out),
                         "{\"id\":9,\"error\":{\"code\":111,\"message\":\"too "
                         "many requests\",\"temporary\":true,\"retry_ms\":1500}}"));
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_taken_one_by_one),
        cmocka_unit_test(an_empty_message_has_no_lines),
        cmocka_unit_test(a_command_has_its_id),
        cmocka_unit_test(the_pong_is_an_empty_object),
        cmocka_unit_test(what_is_no_command_is_refused),
        cmocka_unit_test(replies_have_the_protocols_form),
        cmocka_unit_test(errors_have_code_message_and_hope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
