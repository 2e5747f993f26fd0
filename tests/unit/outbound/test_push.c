/* SPDX-License-Identifier: Apache-2.0
 * Where messages may go, and what becomes of those that cannot go now. Nothing leaves this machine:
 * nobody listens where they are sent to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "loop/loop.h"
#include "outbound/push.h"

#define START_MS INT64_C(1700000000000)
/* Port 9 is the one of RFC 863, which nobody serves. */
#define NOBODY "https://127.0.0.1:9/browser"

static const char *const services[] = {"push.example.org", ".below.example", "127.0.0.1", NULL};

static struct push *push_of(struct loop *loop, bool inside)
{
    return push_new(&(struct push_options){.loop = loop,
                                           .services = services,
                                           .inside = inside,
                                           .timeout_ms = 2000,
                                           .retry_ms = 30000});
}

static void only_services_that_are_listed_are_admitted(void **state)
{
    static const char *const good[] = {"https://push.example.org/a", "https://PUSH.example.org/a?b",
                                       "https://push.example.org:443/", "https://a.below.example/"};
    static const char *const bad[] = {
        "",
        "http://push.example.org/a",
        "https://push.example.org.evil.example/",
        "https://evilpush.example.org/",
        "https://below.example/",
        "https://xbelow.example/",
        "https://user@push.example.org/",
        "https://user:word@push.example.org/",
        "https://push.example.org/#part",
        "https://push.example.org:8443/",
        "https://push.example.org/a b",
        "https://push.example.org/\r\nHost: x",
        "https://push.example.org/\xc3\xa9",
        "//push.example.org/",
    };
    struct loop *loop = loop_new_fake(START_MS);
    struct push *push = push_of(loop, false);
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(push_admits(push, slice_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(push_admits(push, slice_of(bad[i])));
    push_free(&push);
    push = push_of(loop, true);
    assert_true(push_admits(push, SLICE("https://push.example.org:8443/")));
    push_free(&push);
    loop_free(&loop);
}

static void an_origin_ends_where_the_path_begins(void **state)
{
    static const char *const urls[] = {"https://push.example.org", "https://push.example.org/a/b",
                                       "https://push.example.org?a"};
    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        struct buffer out;
        buffer_init(&out, PUSH_URL_BYTES);
        push_origin(slice_of(urls[i]), &out);
        assert_true(slice_is(buffer_slice(&out), "https://push.example.org"));
        buffer_done(&out);
    }
}

struct told {
    unsigned count, old;
    struct push_report last;
};

static void tell(void *context, const struct push_report *report)
{
    struct told *told = context;
    told->count++;
    told->old += report->old;
    told->last = *report;
}

static bool send_to(struct push *push, const char *url, unsigned tries, struct told *told)
{
    const struct push_message message = {.url = slice_of(url),
                                         .person = SLICE("u1"),
                                         .authorization = SLICE("vapid t=a, k=b"),
                                         .body = SLICE("sealed"),
                                         .urgency = "normal",
                                         .ttl_s = 60,
                                         .again = tries > 0,
                                         .tries = tries};
    return push_send(push, &message, tell, told);
}

/* Whoever made it makes it anew before it is tried again, and after the third time nobody does. */
static void what_could_not_go_is_given_back_and_given_up_at_last(void **state)
{
    struct loop *loop = loop_new_fake(START_MS);
    struct push *push = push_of(loop, true);
    struct told told = {0};
    (void)state;
    for (unsigned tries = 0; tries < 2; tries++) {
        assert_true(send_to(push, NOBODY, tries, &told));
        loop_pass(loop, 29000);
        assert_int_equal(told.count, tries); /* its service is left alone */
        loop_pass(loop, 2000);
        assert_int_equal(told.old, tries + 1);
        assert_int_equal(told.last.tries, tries + 1);
    }
    assert_true(send_to(push, NOBODY, 2, &told));
    loop_pass(loop, 1000);
    assert_int_equal(told.count, 3);
    assert_false(told.last.old);
    assert_int_equal(told.last.status, 0);
    push_free(&push);
    loop_free(&loop);
}

/* An inner network is no place for messages, whatever the list says. */
static void inner_addresses_are_not_asked(void **state)
{
    struct loop *loop = loop_new_fake(START_MS);
    struct push *push = push_of(loop, false);
    struct told told = {0};
    (void)state;
    assert_true(send_to(push, "https://127.0.0.1/browser", 2, &told));
    loop_pass(loop, 1000);
    assert_int_equal(told.count, 1);
    assert_int_equal(told.last.status, 0);
    push_free(&push);
    loop_free(&loop);
}

/* What waits for one host leaves room for others, and the end tells all that wait. */
static void a_host_has_its_share_of_what_waits(void **state)
{
    struct loop *loop = loop_new_fake(START_MS);
    struct push *push = push_of(loop, false);
    struct told told = {0};
    unsigned taken = 0;
    (void)state;
    assert_true(send_to(push, "https://127.0.0.1/browser", 0, &told));
    loop_pass(loop, 1000); /* refused: the host is left alone from now on */
    while (taken < 2000 && send_to(push, "https://127.0.0.1/browser", 0, &told)) {
        loop_pass(loop, 0);
        taken++;
    }
    assert_true(taken > 0 && taken < 2000);
    push_free(&push);
    assert_int_equal(told.count, taken + 1);
    loop_free(&loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_services_that_are_listed_are_admitted),
        cmocka_unit_test(an_origin_ends_where_the_path_begins),
        cmocka_unit_test(what_could_not_go_is_given_back_and_given_up_at_last),
        cmocka_unit_test(inner_addresses_are_not_asked),
        cmocka_unit_test(a_host_has_its_share_of_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
