/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration: order of the sources, and sentences that name place and nearest key.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "config.h"

struct fixture {
    struct config *config;
    struct buffer why;
    char path[64];
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture.config = config_new();
    buffer_init(&fixture.why, 2048);
    snprintf(fixture.path, sizeof fixture.path, "/tmp/muster-config-XXXXXX");
    int fd = mkstemp(fixture.path);
    *state = &fixture;
    return fd < 0 ? -1 : close(fd);
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    config_free(&fixture->config);
    buffer_done(&fixture->why);
    return unlink(fixture->path);
}

static bool file_read(struct fixture *fixture, const char *text)
{
    FILE *file = fopen(fixture->path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    buffer_clear(&fixture->why);
    return config_read_file(fixture->config, fixture->path, &fixture->why);
}

static void assert_why(struct fixture *fixture, const char *part)
{
    char why[2048];
    snprintf(why, sizeof why, "%.*s", (int)fixture->why.len,
             fixture->why.bytes ? fixture->why.bytes : "");
    if (!strstr(why, part))
        fail_msg("\"%s\" does not say \"%s\"", why, part);
}

static void assert_value(struct fixture *fixture, enum config_key key, const char *value,
                         const char *source)
{
    assert_string_equal(config_text(fixture->config, key), value);
    assert_non_null(strstr(config_source(fixture->config, key), source));
}

static void a_new_configuration_holds_the_defaults(void **state)
{
    struct fixture *fixture = *state;
    assert_value(fixture, CONFIG_SERVER_LISTEN, "127.0.0.1:7400", "default");
    assert_int_equal(config_int(fixture->config, CONFIG_LIMITS_TALLY_MS), 250);
    assert_false(config_bool(fixture->config, CONFIG_CHANNELS_OPEN));
}

static void a_file_is_read_with_its_lines(void **state)
{
    struct fixture *fixture = *state;
    assert_true(
        file_read(fixture, "# top\n[server]\nlisten = 0.0.0.0:80\n\n[channels]\nopen=yes\n"));
    assert_value(fixture, CONFIG_SERVER_LISTEN, "0.0.0.0:80", ":3");
    assert_value(fixture, CONFIG_CHANNELS_OPEN, "yes", ":6");
    assert_true(config_bool(fixture->config, CONFIG_CHANNELS_OPEN));
}

static void an_unknown_key_names_line_and_nearest(void **state)
{
    struct fixture *fixture = *state;
    assert_false(file_read(fixture, "[server]\n\nlissten = 127.0.0.1:80\n"));
    assert_why(fixture, ":3: there is no key \"server.lissten\"");
    assert_why(fixture, "the nearest is \"server.listen\"");
    assert_why(fixture, fixture->path);
}

static void a_key_in_the_wrong_section_names_the_right_one(void **state)
{
    struct fixture *fixture = *state;
    assert_false(file_read(fixture, "[server]\ngrace_seconds = 3\n"));
    assert_why(fixture, "the nearest is \"limits.grace_seconds\"");
}

static void a_line_without_a_value_is_named(void **state)
{
    struct fixture *fixture = *state;
    assert_false(file_read(fixture, "[server]\nlisten\n"));
    assert_why(fixture, ":2: neither");
}

static void a_long_line_is_refused_not_cut(void **state)
{
    struct fixture *fixture = *state;
    char text[400];
    snprintf(text, sizeof text, "[token]\nissuer = %0250d\n", 7);
    assert_false(file_read(fixture, text));
    assert_why(fixture, ":2: the line is longer");
}

static void the_longest_line_is_read_whole(void **state)
{
    struct fixture *fixture = *state;
    char text[400];
    snprintf(text, sizeof text, "[token]\nissuer = %0186d\naudience = b\n", 7);
    assert_true(file_read(fixture, text));
    assert_int_equal(strlen(config_text(fixture->config, CONFIG_TOKEN_ISSUER)), 186);
    assert_value(fixture, CONFIG_TOKEN_AUDIENCE, "b", ":3");
}

static void a_key_given_twice_names_the_first_line(void **state)
{
    struct fixture *fixture = *state;
    assert_false(file_read(fixture, "[log]\nlevel = info\nlevel = debug\n"));
    assert_why(fixture, ":3: log.level is set already in line 2");
}

static void a_list_given_twice_grows(void **state)
{
    struct fixture *fixture = *state;
    assert_true(
        file_read(fixture, "[server]\norigins = https://a.example\norigins = https://b.example"));
    assert_value(fixture, CONFIG_SERVER_ORIGINS, "https://a.example https://b.example", ":3");
}

static void a_missing_file_is_named(void **state)
{
    struct fixture *fixture = *state;
    assert_false(config_read_file(fixture->config, "/nonexistent/muster.ini", &fixture->why));
    assert_why(fixture, "/nonexistent/muster.ini: No such file");
}

static void numbers_out_of_bounds_are_refused(void **state)
{
    struct fixture *fixture = *state;
    assert_false(config_read_flag(fixture->config, "limits.ping_seconds=0", &fixture->why));
    assert_why(fixture, "--set: limits.ping_seconds must be a number from 1 to 600, not \"0\"");
    assert_false(config_read_flag(fixture->config, "limits.ping_seconds=12x", &fixture->why));
    assert_false(config_read_flag(fixture->config, "limits.ping_seconds=", &fixture->why));
    assert_int_equal(config_int(fixture->config, CONFIG_LIMITS_PING_SECONDS), 25);
}

static void choices_journals_and_truths_are_checked(void **state)
{
    struct fixture *fixture = *state;
    assert_false(config_read_flag(fixture->config, "token.algorithm=none", &fixture->why));
    assert_why(fixture, "one of HS256 RS256 ES256 EdDSA");
    assert_false(config_read_flag(fixture->config, "token.algorithm=HS", &fixture->why));
    assert_false(config_read_flag(fixture->config, "journal.url=mysql:x", &fixture->why));
    assert_false(config_read_flag(fixture->config, "journal.url=sqlite:", &fixture->why));
    assert_false(config_read_flag(fixture->config, "channels.open=maybe", &fixture->why));
    assert_true(config_read_flag(fixture->config, "channels.open=on", &fixture->why));
    assert_true(config_read_flag(fixture->config, "journal.url=memory:", &fixture->why));
    assert_true(config_read_flag(fixture->config, "journal.url=postgresql:///m", &fixture->why));
    assert_true(config_read_flag(fixture->config, "journal.url=postgres://h/m", &fixture->why));
    assert_false(config_read_flag(fixture->config, "journal.url=postgresql://", &fixture->why));
}

static void a_password_in_the_journals_url_is_never_shown(void **state)
{
    static const char *const urls[][2] = {
        {"postgresql://u:geheim@h/d", "postgresql://u:********@h/d "},
        {"postgresql://u:ge:/@?heim@h:5432/d", "postgresql://u:********@h:5432/d "},
        {"postgresql://u@h/d?password=geheim", "postgresql://u@h/d?password=********"},
        {"postgresql://u:geheim@h/d?sslpassword=geheim", "postgresql://u:********@h/d"},
        {"postgresql://h:1,i:2/d", "postgresql://h:1,i:2/d "},
        {"sqlite:/var/lib/muster.db", "sqlite:/var/lib/muster.db "},
        {"postgresql:u:geheim@h", "\"postgresql:********@h\""},
        {"host=h password=geheim", "\"host=h password=********\""},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct buffer *why = &fixture->why;
        buffer_clear(why);
        buffer_init(why, 8192);
        if (config_set(fixture->config, CONFIG_JOURNAL_URL, urls[i][0], "--journal", why))
            config_print(fixture->config, why);
        buffer_add_byte(why, '\0');
        assert_non_null(strstr(why->bytes, urls[i][1]));
        assert_null(strstr(why->bytes, "heim"));
        buffer_done(why);
        buffer_init(why, 2048);
    }
}

static void an_address_may_be_empty_where_none_is_the_default(void **state)
{
    struct fixture *fixture = *state;
    assert_true(config_read_flag(fixture->config, "server.health_listen=", &fixture->why));
    assert_true(config_read_flag(fixture->config, "server.health_listen=[::1]:0", &fixture->why));
    assert_false(config_read_flag(fixture->config, "server.health_listen=7401", &fixture->why));
    assert_false(config_read_flag(fixture->config, "server.listen=", &fixture->why));
}

static void addresses_are_split_at_the_port(void **state)
{
    struct fixture *fixture = *state;
    struct buffer *host = &fixture->why;
    unsigned port = 0;
    assert_true(config_split_address("[::1]:7400", host, &port));
    assert_true(slice_is(buffer_slice(host), "::1"));
    assert_int_equal(port, 7400);
    assert_true(config_split_address("localhost:0", host, &port));
    assert_false(config_split_address("::1:7400", host, &port));
    assert_false(config_split_address("127.0.0.1", host, &port));
    assert_false(config_split_address("127.0.0.1:70000", host, &port));
    assert_false(config_split_address(":80", host, &port));
    assert_false(config_split_address("a:-1", host, &port));
}

static void the_environment_wins_over_the_file(void **state)
{
    struct fixture *fixture = *state;
    char *environment[] = {"PATH=/bin", "MUSTER_TEST_SEED=7", "MUSTER_SERVER_TLS_CERT=c.pem",
                           "MUSTER_LOG_LEVEL=warn", NULL};
    assert_true(file_read(fixture, "[log]\nlevel = debug\n"));
    assert_true(config_read_environment(fixture->config, environment, &fixture->why));
    assert_value(fixture, CONFIG_LOG_LEVEL, "warn", "environment MUSTER_LOG_LEVEL");
    assert_value(fixture, CONFIG_SERVER_TLS_CERT, "c.pem", "environment");
    assert_non_null(strstr(config_beaten(fixture->config, CONFIG_LOG_LEVEL), ":2"));
    assert_null(config_beaten(fixture->config, CONFIG_SERVER_TLS_CERT));
}

static void an_environment_that_says_the_same_beats_nothing(void **state)
{
    struct fixture *fixture = *state;
    char *environment[] = {"MUSTER_LOG_LEVEL=warn", NULL};
    assert_true(file_read(fixture, "[log]\nlevel = warn\n"));
    assert_true(config_read_environment(fixture->config, environment, &fixture->why));
    assert_null(config_beaten(fixture->config, CONFIG_LOG_LEVEL));
}

static void a_misspelt_variable_names_the_nearest_key(void **state)
{
    struct fixture *fixture = *state;
    char *environment[] = {"MUSTER_TOKEN_SECRT=x", NULL};
    char *short_one[] = {"MUSTER_=x", NULL};
    assert_false(config_read_environment(fixture->config, environment, &fixture->why));
    assert_why(fixture, "environment MUSTER_TOKEN_SECRT: there is no key \"token.secrt\"");
    assert_why(fixture, "\"token.secret\"");
    assert_false(config_read_environment(fixture->config, short_one, &fixture->why));
}

static void a_flag_wins_over_the_environment(void **state)
{
    struct fixture *fixture = *state;
    char *environment[] = {"MUSTER_LOG_LEVEL=warn", NULL};
    assert_true(config_read_environment(fixture->config, environment, &fixture->why));
    assert_true(config_read_flag(fixture->config, "log.level=error", &fixture->why));
    assert_value(fixture, CONFIG_LOG_LEVEL, "error", "--set");
}

static void a_flag_without_its_parts_is_refused(void **state)
{
    struct fixture *fixture = *state;
    assert_false(config_read_flag(fixture->config, "loglevel=error", &fixture->why));
    assert_why(fixture, "is not section.key=value");
    assert_false(config_read_flag(fixture->config, "log.level", &fixture->why));
    assert_false(config_read_flag(fixture->config, "log.lvl=1", &fixture->why));
    assert_why(fixture, "\"log.level\"");
}

static void secrets_are_masked_when_printed(void **state)
{
    struct fixture *fixture = *state;
    struct buffer out;
    buffer_init(&out, 1 << 16);
    assert_true(config_read_flag(fixture->config, "token.secret=canary-77", &fixture->why));
    config_print(fixture->config, &out);
    buffer_add_byte(&out, 0);
    assert_null(strstr(out.bytes, "canary"));
    assert_non_null(strstr(out.bytes, "[token]\n"));
    assert_non_null(strstr(out.bytes, "secret        = ******** "));
    buffer_done(&out);
}

static void addresses_of_the_bus_hide_their_passwords(void **state)
{
    struct fixture *fixture = *state;
    struct buffer out;
    buffer_init(&out, 1 << 16);
    assert_true(config_read_flag(
        fixture->config,
        "bus.url=redis://u:canary-1@a:1 redis+sentinel://:canary@2:3@b,c:4/m redis://d:5",
        &fixture->why));
    config_print(fixture->config, &out);
    buffer_add_byte(&out, 0);
    assert_null(strstr(out.bytes, "canary"));
    assert_non_null(
        strstr(out.bytes,
               "= redis://u:********@a:1 redis+sentinel://:********@b,c:4/m redis://d:5 ; --set"));
    assert_true(file_read(fixture, out.bytes));
    buffer_done(&out);
    /* A wrong one is not repeated; in a file they add up. */
    assert_false(config_read_flag(fixture->config, "bus.url=redis://:canary@a/9", &fixture->why));
    assert_why(fixture, "--set: bus.url must be the address of a Redis server (server 1: ");
    buffer_add_byte(&fixture->why, 0);
    assert_null(strstr(fixture->why.bytes, "canary"));
    assert_true(file_read(fixture, "[bus]\nurl = redis://a\nurl = redis://b\n"));
    assert_value(fixture, CONFIG_BUS_URL, "redis://a redis://b", ":3");
}

static void what_is_printed_can_be_read_again(void **state)
{
    struct fixture *fixture = *state;
    struct buffer out;
    buffer_init(&out, 1 << 16);
    assert_true(config_read_flag(fixture->config, "token.issuer=the academy", &fixture->why));
    config_print(fixture->config, &out);
    buffer_add_byte(&out, 0);
    assert_true(file_read(fixture, out.bytes));
    assert_value(fixture, CONFIG_TOKEN_ISSUER, "the academy", fixture->path);
    buffer_done(&out);
}

static void the_shipped_file_is_the_template(void **state)
{
    struct fixture *fixture = *state;
    struct buffer out;
    static char shipped[1 << 16];
    FILE *file = fopen(MUSTER_SOURCE "/config/muster.ini", "r");
    assert_non_null(file);
    size_t len = fread(shipped, 1, sizeof shipped, file);
    fclose(file);
    buffer_init(&out, sizeof shipped);
    config_template(&out);
    assert_true(slice_equal(buffer_slice(&out), (struct slice){shipped, len}));
    buffer_done(&out);
    assert_true(
        config_read_file(fixture->config, MUSTER_SOURCE "/config/muster.ini", &fixture->why));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* Writes `text` into `path`. */
static void write_text(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void an_address_with_a_password_stands_in_a_file_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    char value[128];
    snprintf(value, sizeof value, "file:%s", fixture->path);
    write_text(fixture->path, "  postgresql://muster:hidden@db/muster\n", 0640);
    assert_true(config_set(fixture->config, CONFIG_JOURNAL_URL, value, "here", &fixture->why));
    assert_string_equal(config_text(fixture->config, CONFIG_JOURNAL_URL),
                        "postgresql://muster:hidden@db/muster");
    write_text(fixture->path, "redis://:hidden@cache\n", 0644);
    assert_false(config_set(fixture->config, CONFIG_BUS_URL, value, "here", &fixture->why));
    assert_why(fixture, "everybody on this machine can read it");
    write_text(fixture->path, "mysql://hidden@db\n", 0600);
    assert_false(config_set(fixture->config, CONFIG_JOURNAL_URL, value, "here", &fixture->why));
    assert_why(fixture, "journal.url must be");
}

static void a_credential_is_what_the_unit_handed_over(void **state)
{
    struct fixture *fixture = *state;
    char expected[128];
    const char *name = strrchr(fixture->path, '/') + 1;
    char value[128];
    snprintf(value, sizeof value, "credential:%s", name);
    unsetenv("CREDENTIALS_DIRECTORY");
    /* Who asks for nothing of it needs none. */
    assert_true(config_set(fixture->config, CONFIG_SERVER_TLS_KEY, value, "", &fixture->why));
    assert_false(config_set(fixture->config, CONFIG_BUS_URL, value, "here", &fixture->why));
    assert_why(fixture, "was not handed over (LoadCredential= in the unit)");
    setenv("CREDENTIALS_DIRECTORY", "/tmp", 1);
    assert_true(config_set(fixture->config, CONFIG_SERVER_TLS_KEY, value, "", &fixture->why));
    snprintf(expected, sizeof expected, "/tmp/%s", name);
    assert_string_equal(config_text(fixture->config, CONFIG_SERVER_TLS_KEY), expected);
    write_text(fixture->path, "redis://:hidden@cache\n", 0400);
    assert_true(config_set(fixture->config, CONFIG_BUS_URL, value, "here", &fixture->why));
    assert_string_equal(config_text(fixture->config, CONFIG_BUS_URL), "redis://:hidden@cache");
    for (const char *const *bad = (const char *const[]){"credential:", "credential:../x", NULL};
         *bad; bad++)
        assert_false(config_set(fixture->config, CONFIG_SERVER_TLS_KEY, *bad, "", &fixture->why));
    unsetenv("CREDENTIALS_DIRECTORY");
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(a_new_configuration_holds_the_defaults),
        CASE(a_file_is_read_with_its_lines),
        CASE(an_unknown_key_names_line_and_nearest),
        CASE(a_key_in_the_wrong_section_names_the_right_one),
        CASE(a_line_without_a_value_is_named),
        CASE(a_long_line_is_refused_not_cut),
        CASE(the_longest_line_is_read_whole),
        CASE(a_key_given_twice_names_the_first_line),
        CASE(a_list_given_twice_grows),
        CASE(a_missing_file_is_named),
        CASE(numbers_out_of_bounds_are_refused),
        CASE(choices_journals_and_truths_are_checked),
        CASE(a_password_in_the_journals_url_is_never_shown),
        CASE(an_address_may_be_empty_where_none_is_the_default),
        CASE(addresses_are_split_at_the_port),
        CASE(the_environment_wins_over_the_file),
        CASE(an_environment_that_says_the_same_beats_nothing),
        CASE(a_misspelt_variable_names_the_nearest_key),
        CASE(a_flag_wins_over_the_environment),
        CASE(a_flag_without_its_parts_is_refused),
        CASE(secrets_are_masked_when_printed),
        CASE(addresses_of_the_bus_hide_their_passwords),
        CASE(what_is_printed_can_be_read_again),
        CASE(the_shipped_file_is_the_template),
        CASE(an_address_with_a_password_stands_in_a_file_of_its_own),
        CASE(a_credential_is_what_the_unit_handed_over),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
