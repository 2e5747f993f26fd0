/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64url.h"
#include "base/json.h"
#include "base/pack.h"
#include "help/unpack.h"
#include "help_net.h"
#include "net/dictionary.h"

/* What dictionary_write answers to a connect with these parameters. */
static struct json *answer(const char *text)
{
    struct dictionary dictionary;
    struct buffer out;
    struct writer writer;
    struct json *params = NULL, *json = NULL;
    assert_int_equal(json_parse(slice_of(text), &params), ERR_NONE);
    dictionary_init(&dictionary);
    buffer_init(&out, 16384);
    writer_init(&writer, &out);
    writer_object(&writer, NULL);
    dictionary_write(&dictionary, params, &writer);
    writer_end(&writer);
    assert_int_equal(json_parse(buffer_slice(&out), &json), ERR_NONE);
    json_free(&params);
    dictionary_done(&dictionary);
    buffer_done(&out);
    return json;
}

static bool wanted(const char *text)
{
    struct json *params = NULL;
    assert_int_equal(json_parse(slice_of(text), &params), ERR_NONE);
    bool wants = dictionary_wanted(params);
    json_free(&params);
    return wants;
}

static void bit_zero_of_flag_asks_for_it(void **state)
{
    assert_true(wanted("{\"flag\":1}"));
    assert_true(wanted("{\"flag\":3}"));
    assert_false(wanted("{\"flag\":2}"));
    assert_false(wanted("{\"flag\":\"1\"}"));
    assert_false(wanted("{\"dict\":\"AAAA\"}"));
}

/* Back from base64 with padding. */
static void read_content(struct slice text, struct buffer *out)
{
    char url[16384];
    size_t len = 0;
    assert_int_equal(text.len % 4, 0);
    for (size_t i = 0; i < text.len && text.at[i] != '='; i++)
        url[len++] = (char)(text.at[i] == '+' ? '-' : text.at[i] == '/' ? '_' : text.at[i]);
    assert_true(base64url_read((struct slice){url, len}, out));
}

static void who_has_none_gets_the_content(void **state)
{
    struct json *json = answer("{\"flag\":1,\"dict\":\"AAAAAAAAAAAAAAAA\"}");
    const struct json *dict = json_get(json, "dict");
    struct slice text;
    struct buffer sent, plain;
    int64_t flag;
    buffer_init(&sent, 16384);
    buffer_init(&plain, 1 << 20);
    assert_true(json_get_int(json, "flag", &flag) && flag == 1);
    assert_true(json_get_text(dict, "id", &text) && text.len == 16);
    assert_true(json_get_text(dict, "data_b64", &text));
    read_content(text, &sent);
    assert_true(unpack_plain(buffer_slice(&sent), &plain));
    assert_true(slice_equal(buffer_slice(&plain), pack_dictionary()));
    buffer_done(&sent);
    buffer_done(&plain);
    json_free(&json);
}

static void who_names_it_is_not_sent_it_again(void **state)
{
    char params[100];
    struct slice id, content;
    struct json *json = answer("{\"flag\":1}");
    assert_true(json_get_text(json_get(json, "dict"), "id", &id));
    snprintf(params, sizeof params, "{\"flag\":1,\"dict\":\"%.*s\"}", (int)id.len, id.at);
    json_free(&json);
    json = answer(params);
    assert_true(json_get_text(json_get(json, "dict"), "id", &id));
    assert_false(json_get_text(json_get(json, "dict"), "data_b64", &content));
    json_free(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bit_zero_of_flag_asks_for_it),
        cmocka_unit_test(who_has_none_gets_the_content),
        cmocka_unit_test(who_names_it_is_not_sent_it_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
