/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"
#include "net/codec.h"

static void lines_are_taken_one_by_one(void **state)
{
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
    struct slice rest = {NULL, 0}, line;
    assert_false(codec_next(&rest, &line));
}

static enum err read(const char *line, struct codec_command *command)
{
    return codec_command_read(slice_of(line), command);
}

static void a_command_has_its_id(void **state)
{
    struct codec_command command;
    assert_int_equal(read("{\"id\":4294967295,\"ping\":{}}", &command), ERR_NONE);
    assert_int_equal(command.id, UINT32_MAX);
    assert_false(command.pong);
    codec_command_done(&command);
    assert_null(command.params);
    assert_int_equal(read("{\"send\":{}}", &command), ERR_NONE);
    assert_int_equal(command.id, 0);
    codec_command_done(&command);
}

static void the_pong_is_an_empty_object(void **state)
{
    struct codec_command command;
    assert_int_equal(read("{}", &command), ERR_NONE);
    assert_true(command.pong);
    codec_command_done(&command);
}

static void what_is_no_command_is_refused(void **state)
{
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
        assert_null(command.params);
    }
}

static void the_first_verb_of_the_list_is_meant(void **state)
{
    static const struct {
        const char *line;
        enum verb verb;
    } cases[] = {{"{\"ping\":{},\"connect\":{},\"id\":1}", VERB_CONNECT},
                 {"{\"id\":1,\"connect\":null,\"ping\":{}}", VERB_PING},
                 {"{\"id\":1,\"r\\u0070c\":{}}", VERB_RPC},
                 {"{\"\\u0069d\":1,\"send\":{}}", VERB_SEND},
                 {"{\"id\":1,\"rpc\":null}", VERB_COUNT},
                 {"{\"id\":1,\"zzz\":[1,{\"ping\":{}},0.5,\"\\ud800\"]}", VERB_COUNT}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct codec_command command;
        assert_int_equal(read(cases[i].line, &command), ERR_NONE);
        assert_int_equal(command.id, 1);
        assert_int_equal(command.verb, cases[i].verb);
        assert_int_equal(command.error, ERR_NONE);
        codec_command_done(&command);
    }
}

/* What cannot be read of a command is its own affair: it is known by its id and its verb. */
static void a_command_that_cannot_be_read_has_an_id_and_a_reason(void **state)
{
    static const struct {
        const char *line;
        enum err error;
    } cases[] = {{"{\"id\":7,\"history\":{\"channel\":\"\\ud83d\"}}", ERR_TEXT_INVALID},
                 {"{\"history\":{\"channel\":\"a\\u0000b\"},\"id\":7}", ERR_TEXT_INVALID},
                 {"{\"id\":7,\"history\":{\"limit\":0.5}}", ERR_BAD_REQUEST},
                 {"{\"id\":7,\"history\":{\"limit\":1e3}}", ERR_BAD_REQUEST},
                 {"{\"id\":7,\"history\":{\"a\":1,\"a\":1}}", ERR_BAD_REQUEST},
                 {"{\"id\":7,\"history\":{\"a\":[[[[[[[[[]]]]]]]]]}}", ERR_LIMIT_EXCEEDED},
                 {"{\"id\":7,\"history\":{\"offset\":99999999999999999999}}", ERR_BAD_REQUEST},
                 {"{\"id\":7,\"history\":{},\"history\":{}}", ERR_BAD_REQUEST},
                 {"{\"id\":7,\"history\":7}", ERR_BAD_REQUEST},
                 {"{\"id\":7,\"history\":[]}", ERR_BAD_REQUEST}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct codec_command command;
        assert_int_equal(read(cases[i].line, &command), ERR_NONE);
        assert_int_equal(command.id, 7);
        assert_int_equal(command.verb, VERB_HISTORY);
        assert_int_equal(command.error, cases[i].error);
        assert_null(command.params);
    }
}

static void what_is_not_utf8_is_no_command(void **state)
{
    struct codec_command command;
    assert_int_equal(read("{\"id\":1,\"publish\":{\"data\":\"\xff\"}}", &command), ERR_BAD_REQUEST);
}

static void the_first_id_of_a_message_is_found(void **state)
{
    static const struct {
        const char *message;
        uint32_t id;
    } cases[] = {{"", 0},
                 {"{}", 0},
                 {"{\"send\":{\"id\":9}}", 0},
                 {"{}\n{\"send\":{}}\n{\"rpc\":{\"id\":9},\"id\":5}\n{\"id\":4}", 5},
                 {"x\n{\"id\":5}", 0},
                 {"{\"id\":-5}", 0},
                 {"{\"id\":4294967295}", UINT32_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(codec_first_id(slice_of(cases[i].message)), cases[i].id);
}

static void replies_have_the_protocols_form(void **state)
{
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
        cmocka_unit_test(the_first_verb_of_the_list_is_meant),
        cmocka_unit_test(a_command_that_cannot_be_read_has_an_id_and_a_reason),
        cmocka_unit_test(what_is_not_utf8_is_no_command),
        cmocka_unit_test(the_first_id_of_a_message_is_found),
        cmocka_unit_test(replies_have_the_protocols_form),
        cmocka_unit_test(errors_have_code_message_and_hope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
