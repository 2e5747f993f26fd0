/* SPDX-License-Identifier: Apache-2.0
 * server/net/login_keys.c: what is said, and believed, while the journal withholds its keys at a
 * start, as one in another program may. */
#include "net/login_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "help/away.h"
#include "journal/journal.h"
#include "journal/keys.h"
#include "loop/loop.h"

enum { TEXT_BYTES = 4096 };
static const int64_t START_MS = 1700000000000;

struct start {
    struct loop *loop;
    struct journal *journal;
    struct away *away;
    struct login_keys *keys;
    struct buffer token;
    unsigned char key[JOURNAL_KEY_BYTES]; /* the operator's */
};

static void told(void *context, enum err error, const unsigned char *key)
{
    struct start *start = context;
    assert_int_equal(error, ERR_NONE);
    memcpy(start->key, key, sizeof start->key);
}

static void begin(struct start *start, bool withheld)
{
    *start = (struct start){.loop = loop_new_fake(START_MS), .away = away_new()};
    start->journal = journal_new(start->loop, &start->away->backend);
    journal_key(start->journal, SLICE(LOGIN_KEYS_OPERATOR), told, start);
    loop_pass(start->loop, 10);
    start->away->writing = withheld;
    start->keys = login_keys_new(start->loop, start->journal);
    loop_pass(start->loop, 10);
    buffer_init(&start->token, TEXT_BYTES);
}

static void end(struct start *start)
{
    login_keys_free(&start->keys);
    loop_pass(start->loop, 10);
    buffer_done(&start->token);
    journal_close(&start->journal);
    loop_free(&start->loop);
}

/* Whether the operator's token, signed with that key, is one. */
static bool is_operator(struct start *start, const unsigned char *key)
{
    const struct slice with = {(const char *)key, JOURNAL_KEY_BYTES};
    buffer_clear(&start->token);
    assert_true(login_keys_sign_operator(with, loop_now_ms(start->loop) / 1000, &start->token));
    return login_keys_operator(start->keys, buffer_slice(&start->token));
}

static bool signs(struct start *start)
{
    const struct login_token login = {.person = SLICE("p1"), .login = SLICE("l1")};
    int64_t expires_ms;
    buffer_clear(&start->token);
    return login_keys_sign(start->keys, &login, &start->token, &expires_ms);
}

static void while_the_key_is_withheld_nobody_is_the_operator(void **state)
{
    static const unsigned char nothing[JOURNAL_KEY_BYTES];
    struct start start;
    struct hash derived;
    begin(&start, true);
    assert_false(is_operator(&start, start.key));
    assert_false(is_operator(&start, nothing));
    assert_false(signs(&start));
    assert_false(login_keys_derive(start.keys, "test", &derived));
    end(&start);
    (void)state;
}

/* Whoever brings a token of ours is to come again, and not to sign in. */
static void while_the_keys_are_withheld_no_token_is_called_wrong(void **state)
{
    struct start start;
    struct token_claims claims;
    begin(&start, true);
    assert_int_equal(login_keys_verify(start.keys, SLICE("a.b.c"), &claims), ERR_JOURNAL_AWAY);
    start.away->writing = false;
    loop_pass(start.loop, 5000);
    assert_int_equal(login_keys_verify(start.keys, SLICE("a.b.c"), &claims), ERR_UNAUTHORIZED);
    end(&start);
    (void)state;
}

static void it_is_asked_for_again_until_it_is_told(void **state)
{
    struct start start;
    begin(&start, true);
    loop_pass(start.loop, 5000);
    assert_false(is_operator(&start, start.key));
    start.away->writing = false;
    loop_pass(start.loop, 5000);
    assert_true(is_operator(&start, start.key));
    assert_true(signs(&start));
    end(&start);
    (void)state;
}

static void count(void *context)
{
    (*(int *)context)++;
}

static void who_waits_for_the_keys_is_called_once(void **state)
{
    struct start start;
    int calls = 0;
    begin(&start, true);
    login_keys_when_known(start.keys, count, &calls);
    loop_pass(start.loop, 5000);
    assert_int_equal(calls, 0);
    start.away->writing = false;
    loop_pass(start.loop, 5000);
    assert_int_equal(calls, 1);
    login_keys_when_known(start.keys, count, &calls);
    loop_pass(start.loop, 10);
    assert_int_equal(calls, 2);
    end(&start);
    (void)state;
}

/* Nobody is turned away for longer than another instance may need to bring its copy. */
static void lost_keys_are_waited_for_and_then_made_anew(void **state)
{
    struct start start;
    int calls = 0;
    begin(&start, true);
    start.away->writing = false;
    start.away->forgotten = true;
    login_keys_when_known(start.keys, count, &calls);
    loop_pass(start.loop, 55000);
    assert_int_equal(calls, 0);
    assert_true(start.away->forgotten);
    loop_pass(start.loop, 10000);
    assert_false(start.away->forgotten);
    assert_int_equal(calls, 1);
    assert_true(signs(&start));
    end(&start);
    (void)state;
}

static void an_absent_journal_makes_no_key_anew(void **state)
{
    struct start start;
    begin(&start, true);
    start.away->forgotten = true;
    loop_pass(start.loop, 120000);
    start.away->writing = false;
    loop_pass(start.loop, 30000);
    assert_true(start.away->forgotten);
    start.away->forgotten = false;
    loop_pass(start.loop, 2000);
    assert_true(is_operator(&start, start.key));
    end(&start);
    (void)state;
}

/* Another instance had it made anew while this one was out of reach. */
static void a_key_that_became_another_is_heard_of(void **state)
{
    static const unsigned char other[JOURNAL_KEY_BYTES] = {1, 2, 3};
    struct start start;
    begin(&start, false);
    assert_true(is_operator(&start, start.key));
    start.away->other = other;
    loop_pass(start.loop, 70000);
    assert_false(is_operator(&start, start.key));
    assert_true(is_operator(&start, other));
    end(&start);
    (void)state;
}

static void another_key_is_not_believed(void **state)
{
    struct start start;
    begin(&start, false);
    assert_true(is_operator(&start, start.key));
    start.key[0] ^= 1;
    assert_false(is_operator(&start, start.key));
    end(&start);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_the_key_is_withheld_nobody_is_the_operator),
        cmocka_unit_test(while_the_keys_are_withheld_no_token_is_called_wrong),
        cmocka_unit_test(it_is_asked_for_again_until_it_is_told),
        cmocka_unit_test(who_waits_for_the_keys_is_called_once),
        cmocka_unit_test(lost_keys_are_waited_for_and_then_made_anew),
        cmocka_unit_test(an_absent_journal_makes_no_key_anew),
        cmocka_unit_test(a_key_that_became_another_is_heard_of),
        cmocka_unit_test(another_key_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
