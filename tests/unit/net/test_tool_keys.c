/* SPDX-License-Identifier: Apache-2.0
 * server/net/tool_keys.c and token_rsa.c: which keys there are, as time passes. */
#include "net/tool_keys.h"

#include <stdio.h>
#include <string.h>

#include "help_site.h"
#include "loop/loop.h"
#include "net/token_key.h"
#include "net/token_rsa.h"

#define DAY_MS INT64_C(86400000)

/* What was found: ids with a space behind each, and the first key. */
struct found {
    enum err error;
    char ids[TOOL_KEYS_MAX * (TOOL_KEY_ID_BYTES + 1)];
    char pem[TOKEN_RSA_PEM_BYTES];
    unsigned calls;
};

static void note(void *context, enum err error, const struct tool_key *keys, size_t count)
{
    struct found *found = context;
    *found = (struct found){.error = error, .calls = found->calls + 1};
    for (size_t i = 0; i < count; i++)
        snprintf(found->ids + strlen(found->ids), sizeof found->ids - strlen(found->ids), "%s ",
                 keys[i].id);
    if (count > 0)
        snprintf(found->pem, sizeof found->pem, "%.*s", (int)keys[0].pem.len, keys[0].pem.at);
}

static void find(struct site *site, struct tool_keys *keys, struct found *found)
{
    unsigned before = found->calls;
    tool_keys_find(keys, note, found);
    loop_pass(site->api.loop, 100);
    assert_int_equal(found->calls, before + 1);
    assert_int_equal(found->error, ERR_NONE);
}

static void a_key_signs_half_a_year_is_known_before_and_after_and_stays_the_same(void **state)
{
    struct site site;
    struct found found = {0}, again = {0};
    (void)state;
    site_open(&site);
    struct tool_keys *keys = tool_keys_new(site.api.loop, site.api.accounts, site.api.keys);
    find(&site, keys, &found);
    assert_string_equal(found.ids, "0 ");
    tool_keys_free(&keys);
    keys = tool_keys_new(site.api.loop, site.api.accounts, site.api.keys);
    find(&site, keys, &again);
    assert_string_equal(again.pem, found.pem);
    loop_pass(site.api.loop, 151 * DAY_MS);
    find(&site, keys, &again);
    assert_string_equal(again.ids, "0 1 ");
    assert_string_equal(again.pem, found.pem);
    loop_pass(site.api.loop, 30 * DAY_MS);
    find(&site, keys, &again);
    assert_string_equal(again.ids, "1 0 ");
    assert_string_not_equal(again.pem, found.pem);
    loop_pass(site.api.loop, 180 * DAY_MS);
    find(&site, keys, &again);
    assert_string_equal(again.ids, "2 1 ");
    tool_keys_free(&keys);
    site_close(&site);
}

static void two_who_make_one_at_once_have_the_same(void **state)
{
    struct site site;
    struct found one = {0}, two = {0};
    (void)state;
    site_open(&site);
    struct tool_keys *first = tool_keys_new(site.api.loop, site.api.accounts, site.api.keys);
    struct tool_keys *second = tool_keys_new(site.api.loop, site.api.accounts, site.api.keys);
    tool_keys_find(first, note, &one);
    tool_keys_find(second, note, &two);
    loop_pass(site.api.loop, 100);
    assert_int_equal(one.calls + two.calls, 2);
    assert_int_equal(one.error, ERR_NONE);
    assert_string_equal(one.pem, two.pem);
    tool_keys_free(&first);
    tool_keys_free(&second);
    site_close(&site);
}

/* The public half verifies nothing of another key, and holds nothing of the private one. */
static void a_key_signs_and_shows_its_public_half_alone(void **state)
{
    struct buffer pem, json, signature;
    struct writer writer;
    const char *why = NULL;
    (void)state;
    buffer_init(&pem, TOKEN_RSA_PEM_BYTES);
    buffer_init(&json, TOKEN_RSA_PEM_BYTES);
    buffer_init(&signature, 512);
    assert_true(token_rsa_make(&pem));
    struct token_key *key = token_key_private(TOKEN_RS256, buffer_slice(&pem), &why);
    assert_non_null(key);
    assert_true(token_key_sign(key, SLICE("text"), &signature));
    assert_int_equal(signature.len, 256);
    writer_init(&writer, &json);
    writer_object(&writer, NULL);
    assert_true(token_rsa_write(buffer_slice(&pem), &writer));
    writer_end(&writer);
    static const char start[] = "{\"kty\":\"RSA\",\"n\":\"", end[] = "\",\"e\":\"AQAB\"}";
    assert_true(slice_starts(buffer_slice(&json), slice_of(start)));
    assert_int_equal(json.len, strlen(start) + 342 + strlen(end));
    assert_memory_equal(json.bytes + json.len - strlen(end), end, strlen(end));
    assert_false(token_rsa_write(SLICE("no key"), &writer));
    token_key_free(&key);
    buffer_done(&pem);
    buffer_done(&json);
    buffer_done(&signature);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_signs_half_a_year_is_known_before_and_after_and_stays_the_same),
        cmocka_unit_test(two_who_make_one_at_once_have_the_same),
        cmocka_unit_test(a_key_signs_and_shows_its_public_half_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
