/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bus/redis_url.h"

static struct redis_url url;
static char why[256];

static void read_one(const char *text)
{
    if (!redis_url_read(&url, text, why, sizeof why))
        fail_msg("%s: %s", text, why);
    assert_int_equal(url.count, 1);
}

static void a_server_is_host_and_port(void **state)
{
    static const struct {
        const char *text, *host;
        unsigned port;
    } cases[] = {
        {"redis://127.0.0.1:7000", "127.0.0.1", 7000},
        {"redis://cache.example/", "cache.example", 6379},
        {"redis://a_b-c:1/0", "a_b-c", 1},
        {"  redis://[::1]:65535\t", "::1", 65535},
        {"redis://[fe80::1%eth0]", "fe80::1%eth0", 6379},
        {"redis+unix:/run/redis.sock", "/run/redis.sock", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        read_one(cases[i].text);
        assert_string_equal(url.places[0].hosts[0].name, cases[i].host);
        assert_int_equal(url.places[0].hosts[0].port, cases[i].port);
        assert_null(url.places[0].user);
        assert_null(url.places[0].password);
        assert_null(url.places[0].master);
        redis_url_done(&url);
    }
}

static void user_and_password_are_decoded_and_not_shown(void **state)
{
    read_one("redis://user%2E:p%40ss%3a:w@rd@host:1");
    assert_string_equal(url.places[0].user, "user.");
    assert_string_equal(url.places[0].password, "p@ss::w@rd");
    assert_string_equal(url.places[0].label, "host:1");
    redis_url_done(&url);
    read_one("redis://:secret@host:1");
    assert_null(url.places[0].user);
    assert_string_equal(url.places[0].password, "secret");
    redis_url_done(&url);
}

static void sentinels_know_a_master(void **state)
{
    read_one("redis+sentinel://u:p@a:1,b,[::1]:3/my-master");
    const struct redis_place *place = &url.places[0];
    assert_string_equal(place->master, "my-master");
    assert_int_equal(place->hosts_count, 3);
    assert_string_equal(place->hosts[1].name, "b");
    assert_int_equal(place->hosts[1].port, 26379);
    assert_string_equal(place->hosts[2].name, "::1");
    assert_string_equal(place->password, "p");
    assert_string_equal(place->label, "my-master@a:1,b,[::1]:3");
    redis_url_done(&url);
}

static void several_are_separated_by_spaces(void **state)
{
    assert_true(
        redis_url_read(&url, "redis://a  redis+sentinel://b/m\tredis://c", why, sizeof why));
    assert_int_equal(url.count, 3);
    assert_string_equal(url.places[2].hosts[0].name, "c");
    redis_url_done(&url);
}

static void what_is_wrong_is_said_without_the_password(void **state)
{
    static const char *const cases[][2] = {
        {"", "there is no server"},
        {" \t", "there is no server"},
        {"localhost:6379", "server 1: it begins with redis://"},
        {"rediss://:hunter2@a", "server 1: TLS"},
        {"redis://", "server 1: it is not HOST:PORT"},
        {"redis://a:0", "not HOST:PORT"},
        {"redis://a:65536", "not HOST:PORT"},
        {"redis://a:1x", "not HOST:PORT"},
        {"redis://a:99999999999999999999", "not HOST:PORT"},
        {"redis://::1", "not HOST:PORT"},
        {"redis://[::1", "not HOST:PORT"},
        {"redis://[::1]6379", "not HOST:PORT"},
        {"redis://a%41", "not HOST:PORT"},
        {"redis://a,b", "not HOST:PORT"},
        {"redis://a/3", "a database has nothing to do with news"},
        {"redis://hunter2@a", "USER:PASSWORD or :PASSWORD"},
        {"redis://:@a", "the password is missing"},
        {"redis://u:hunter2%@a", "bad %XX"},
        {"redis://u:hunter2%4@a", "bad %XX"},
        {"redis://u:hunter2%zz@a", "bad %XX"},
        {"redis://u:hunter2%00@a", "bad %XX"},
        {"redis://u%g0:hunter2@a", "the user holds a bad %XX"},
        {"redis://a redis://:hunter2 b@c", "server 2: "},
        {"redis+sentinel://a", "/MASTER"},
        {"redis+sentinel://a/", "/MASTER"},
        {"redis+sentinel://a/b/c", "/MASTER"},
        {"redis+sentinel://a,,b/m", "the sentinels are"},
        {"redis+sentinel://a,b,c,d,e,f,g,h,i/m", "at most eight"},
        {"redis+unix:", "a path"},
        {"redis+unix:a", "a path"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_false(redis_url_read(&url, cases[i][0], why, sizeof why));
        if (!strstr(why, cases[i][1]))
            fail_msg("\"%s\" does not say \"%s\"", why, cases[i][1]);
        assert_null(strstr(why, "hunter2"));
        redis_url_done(&url);
    }
}

static void more_than_sixteen_are_refused(void **state)
{
    char text[17 * 12] = "";
    for (int i = 0; i < 17; i++)
        strncat(text, "redis://a ", sizeof text - strlen(text) - 1);
    assert_false(redis_url_read(&url, text, why, sizeof why));
    assert_non_null(strstr(why, "more than sixteen"));
    redis_url_done(&url);
    text[16 * 10] = '\0';
    assert_true(redis_url_read(&url, text, why, sizeof why));
    redis_url_done(&url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_is_host_and_port),
        cmocka_unit_test(user_and_password_are_decoded_and_not_shown),
        cmocka_unit_test(sentinels_know_a_master),
        cmocka_unit_test(several_are_separated_by_spaces),
        cmocka_unit_test(what_is_wrong_is_said_without_the_password),
        cmocka_unit_test(more_than_sixteen_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
