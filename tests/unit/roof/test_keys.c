/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the key of tokens comes from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "keys.h"
#include "secret_file.h"

#define SECRET "0123456789abcdef0123456789abcdef"

struct fixture {
    struct config *config;
    struct buffer key, why;
    char folder[64], path[96];
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture.config = config_new();
    buffer_init(&fixture.key, KEYS_BYTES);
    buffer_init(&fixture.why, 1024);
    snprintf(fixture.folder, sizeof fixture.folder, "/tmp/muster-keys-XXXXXX");
    *state = &fixture;
    if (!mkdtemp(fixture.folder))
        return -1;
    snprintf(fixture.path, sizeof fixture.path, "%s/secret", fixture.folder);
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    config_free(&fixture->config);
    buffer_done(&fixture->key);
    buffer_done(&fixture->why);
    unlink(fixture->path);
    return rmdir(fixture->folder);
}

static void set(struct fixture *fixture, const char *assignment)
{
    assert_true(config_read_flag(fixture->config, assignment, &fixture->why));
}

static void assert_why(struct fixture *fixture, const char *part)
{
    buffer_add_byte(&fixture->why, 0);
    assert_non_null(strstr(fixture->why.bytes, part));
}

static void file_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, 0600), 0);
}

static void no_key_is_a_clear_error(void **state)
{
    struct fixture *fixture = *state;
    assert_false(keys_named(fixture->config));
    assert_false(keys_read(fixture->config, &fixture->key, &fixture->why));
    assert_why(fixture, "set token.secret_file");
}

static void a_secret_in_the_configuration_is_taken(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, "token.secret=" SECRET);
    assert_true(keys_named(fixture->config));
    assert_true(keys_read(fixture->config, &fixture->key, &fixture->why));
    assert_true(slice_is(buffer_slice(&fixture->key), SECRET));
}

static void white_space_around_a_secret_in_a_file_is_dropped(void **state)
{
    struct fixture *fixture = *state;
    char flag[128];
    file_write(fixture->path, "\n " SECRET "\r\n");
    snprintf(flag, sizeof flag, "token.secret_file=%s", fixture->path);
    set(fixture, flag);
    assert_true(keys_read(fixture->config, &fixture->key, &fixture->why));
    assert_true(slice_is(buffer_slice(&fixture->key), SECRET));
}

static void a_secret_that_everybody_can_read_is_refused(void **state)
{
    struct fixture *fixture = *state;
    char flag[128];
    file_write(fixture->path, SECRET);
    snprintf(flag, sizeof flag, "token.secret_file=%s", fixture->path);
    set(fixture, flag);
    assert_int_equal(chmod(fixture->path, 0644), 0);
    assert_false(keys_read(fixture->config, &fixture->key, &fixture->why));
    assert_why(fixture, "everybody on this machine can read it");
    assert_int_equal(chmod(fixture->path, 0640), 0);
    assert_true(keys_read(fixture->config, &fixture->key, &fixture->why));
}

static void two_secrets_are_one_too_many(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, "token.secret=" SECRET);
    set(fixture, "token.secret_file=/nonexistent");
    assert_false(keys_read(fixture->config, &fixture->key, &fixture->why));
    assert_why(fixture, "both set");
}

static void a_public_key_is_wanted_by_other_algorithms(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, "token.algorithm=ES256");
    set(fixture, "token.secret=" SECRET);
    assert_false(keys_named(fixture->config));
    assert_false(keys_read(fixture->config, &fixture->key, &fixture->why));
    assert_why(fixture, "token.key_file is empty");
}

static void a_key_file_that_is_too_large_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct buffer small;
    file_write(fixture->path, SECRET);
    buffer_init(&small, 16);
    assert_false(secret_file_read(fixture->path, &small, &fixture->why));
    assert_why(fixture, "too large");
    buffer_done(&small);
}

static void a_made_secret_is_private_and_stays(void **state)
{
    struct fixture *fixture = *state;
    struct buffer again;
    struct stat about;
    buffer_init(&again, KEYS_BYTES);
    assert_true(keys_read_or_make(fixture->path, &fixture->key, &fixture->why));
    assert_true(fixture->key.len >= TOKEN_SECRET_BYTES);
    assert_int_equal(stat(fixture->path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_true(keys_read_or_make(fixture->path, &again, &fixture->why));
    assert_true(slice_equal(buffer_slice(&again), buffer_slice(&fixture->key)));
    buffer_done(&again);
}

static void a_weak_secret_makes_no_rules(void **state)
{
    struct fixture *fixture = *state;
    assert_null(keys_rules(fixture->config, SLICE("short"), &fixture->why));
    assert_true(fixture->why.len > 0);
}

static void a_public_key_wants_an_audience(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, "token.algorithm=ES256");
    assert_null(keys_rules(fixture->config, SLICE("a key"), &fixture->why));
    assert_why(fixture, "token.audience is empty");
    buffer_clear(&fixture->why);
    set(fixture, "token.audience=muster");
    assert_null(keys_rules(fixture->config, SLICE("a key"), &fixture->why));
    assert_why(fixture, "token key: ");
}

static void issuers_stand_before_what_they_are(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, "academy.issuers=https://a.example member, https://b.example request "
                 "https://c.example");
    struct token_rules *rules = keys_rules(fixture->config, SLICE(SECRET), &fixture->why);
    assert_non_null(rules);
    token_rules_free(&rules);
    set(fixture, "academy.issuers=member https://a.example");
    assert_null(keys_rules(fixture->config, SLICE(SECRET), &fixture->why));
    assert_why(fixture, "academy.issuers: member stands behind the issuer it is for");
}

static void rules_without_a_key_refuse_every_token(void **state)
{
    struct fixture *fixture = *state;
    struct token_claims claims;
    struct token_rules *rules = keys_rules(fixture->config, (struct slice){0}, &fixture->why);
    assert_non_null(rules);
    assert_int_equal(token_verify(rules, SLICE("a.b.c"), 0, &claims), ERR_UNAUTHORIZED);
    token_rules_free(&rules);
}

static void media_are_signed_with_a_secret_that_instances_share(void **state)
{
    struct fixture *fixture = *state;
    set(fixture, "token.algorithm=HS256");
    assert_true(keys_media(fixture->config, SLICE(SECRET), &fixture->key, &fixture->why));
    assert_true(slice_is(buffer_slice(&fixture->key), SECRET));
    buffer_clear(&fixture->key);
    set(fixture, "token.algorithm=ES256");
    assert_true(keys_media(fixture->config, SLICE("a public key"), &fixture->key, &fixture->why));
    assert_int_equal(fixture->key.len, 0);
    char assignment[160];
    snprintf(assignment, sizeof assignment, "server.media_secret_file=%s", fixture->path);
    set(fixture, assignment);
    assert_false(keys_media(fixture->config, SLICE(""), &fixture->key, &fixture->why));
    file_write(fixture->path, "short\n");
    assert_false(keys_media(fixture->config, SLICE(""), &fixture->key, &fixture->why));
    assert_why(fixture, "at least 32 bytes");
    buffer_clear(&fixture->key);
    file_write(fixture->path, SECRET "\n");
    assert_true(keys_media(fixture->config, SLICE(""), &fixture->key, &fixture->why));
    assert_true(slice_is(buffer_slice(&fixture->key), SECRET));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(no_key_is_a_clear_error),
        CASE(a_secret_in_the_configuration_is_taken),
        CASE(white_space_around_a_secret_in_a_file_is_dropped),
        CASE(a_secret_that_everybody_can_read_is_refused),
        CASE(two_secrets_are_one_too_many),
        CASE(a_public_key_is_wanted_by_other_algorithms),
        CASE(a_key_file_that_is_too_large_is_refused),
        CASE(a_made_secret_is_private_and_stays),
        CASE(a_weak_secret_makes_no_rules),
        CASE(a_public_key_wants_an_audience),
        CASE(media_are_signed_with_a_secret_that_instances_share),
        CASE(rules_without_a_key_refuse_every_token),
        CASE(issuers_stand_before_what_they_are),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
