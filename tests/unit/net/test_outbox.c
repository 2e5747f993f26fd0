/* SPDX-License-Identifier: Apache-2.0
 * Two outboxes over one store, as on two instances, whose mails go to one file. */
#include "help_net.h"

#include <unistd.h>

#include "base/log.h"
#include "journal/accounts.h"
#include "journal/backend.h"
#include "journal/journal.h"
#include "loop/loop.h"
#include "net/login_keys.h"
#include "net/outbox.h"
#include "net/stats.h"
#include "outbound/mailer.h"

enum { START_MS = 1000000 };

struct post {
    char path[64];
    struct loop *loop;
    struct journal *journal;
    struct accounts *accounts;
    struct login_keys *keys;
    struct mailer *mailer;
    struct net_stats stats;
    struct outbox *one, *two;
    enum err error;
    unsigned answers;
};

static void post_open_on(struct post *post, const char *file)
{
    char why[128];
    *post = (struct post){.path = "/tmp/muster-outbox-XXXXXX"};
    close(mkstemp(post->path));
    post->loop = loop_new_fake(START_MS);
    post->journal = journal_new(post->loop, memory_open());
    post->accounts = accounts_new(post->loop, accounts_memory_open());
    post->keys = login_keys_new(post->loop, post->journal);
    post->mailer = mailer_new(&(struct mailer_options){.loop = post->loop,
                                                       .file = file ? file : post->path,
                                                       .from = "academy@example.org",
                                                       .name = "Academy",
                                                       .retry_ms = 30000},
                              why, sizeof why);
    assert_non_null(post->mailer);
    const struct api_site site = {.loop = post->loop,
                                  .accounts = post->accounts,
                                  .keys = post->keys,
                                  .mailer = post->mailer,
                                  .name = "Academy",
                                  .stats = &post->stats};
    post->one = outbox_new(&site);
    post->two = outbox_new(&site);
}

static void post_open(struct post *post)
{
    post_open_on(post, NULL);
}

static void post_close(struct post *post)
{
    outbox_free(&post->one);
    outbox_free(&post->two);
    accounts_close(&post->accounts);
    login_keys_free(&post->keys);
    journal_close(&post->journal);
    mailer_free(&post->mailer);
    loop_free(&post->loop);
    unlink(post->path);
}

static void answered(void *context, enum err error)
{
    struct post *post = context;
    post->error = error;
    post->answers++;
}

static void add(struct post *post, enum letter letter, const char *id, int64_t until_ms)
{
    const struct outbox_order order = {.letter = letter,
                                       .to = SLICE("a@example.org"),
                                       .language = SLICE("en"),
                                       .link = SLICE("https://a.example/x#y"),
                                       .until_ms = until_ms,
                                       .id = id};
    outbox_add(post->one, &order, answered, post);
}

/* How often `text` stands in the file. */
static unsigned written(const struct post *post, const char *text)
{
    static char all[1 << 20];
    unsigned count = 0;
    FILE *file = fopen(post->path, "re");
    assert_non_null(file);
    all[fread(all, 1, sizeof all - 1, file)] = '\0';
    fclose(file);
    for (const char *at = all; (at = strstr(at, text)); at++)
        count++;
    return count;
}

static void what_is_taken_is_sent_once(void **state)
{
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    for (int i = 0; i < 20; i++)
        add(&post, LETTER_SIGNIN, NULL, START_MS + 900000);
    loop_pass(post.loop, 60000);
    assert_int_equal(post.answers, 20);
    assert_int_equal(post.error, ERR_NONE);
    assert_int_equal(written(&post, "From muster\n"), 20);
    assert_int_equal(post.stats.mails[MAILS_SENT], 20);
    post_close(&post);
}

static void asked_for_twice_under_one_id_it_is_one(void **state)
{
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    add(&post, LETTER_ENROL, "want.5", START_MS + 900000);
    add(&post, LETTER_ENROL, "want.5", START_MS + 900000);
    loop_pass(post.loop, 60000);
    assert_int_equal(post.answers, 2);
    assert_int_equal(post.error, ERR_NONE);
    assert_int_equal(written(&post, "Message-ID: <want.5@example.org>"), 1);
    post_close(&post);
}

/* Whoever starts again finds it again, and so does each instance. */
static void what_was_told_is_told_no_more(void **state)
{
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    for (unsigned i = 1; i <= 3; i++) {
        add(&post, LETTER_REFUSED, "decided.8", START_MS + INT64_C(900000000));
        loop_pass(post.loop, 60000);
        assert_int_equal(post.answers, i);
        assert_int_equal(post.error, ERR_NONE);
    }
    assert_int_equal(written(&post, "Message-ID: <decided.8@example.org>"), 1);
    post_close(&post);
}

/* Another instance had asked whether it was told before it left, and has put it behind that. */
static void what_is_put_when_it_has_left_leaves_no_more(void **state)
{
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    const struct account told = {.kind = SLICE("told"), .id = SLICE("decided.8")};
    add(&post, LETTER_REFUSED, "decided.8", START_MS + INT64_C(900000000));
    accounts_put(post.accounts, &told, NULL, NULL);
    loop_pass(post.loop, 60000);
    assert_int_equal(written(&post, "From muster\n"), 0);
    post_close(&post);
}

/* Both know when it is due, and look in the same turn. The disk is full: a mail is tried after half
 * a minute, one, two and four more. */
static void each_time_one_of_them_tries(void **state)
{
    struct post post;
    post_open_on(&post, "/dev/full");
    loop_pass(post.loop, 100);
    add(&post, LETTER_ENROL, NULL, START_MS + INT64_C(900000000));
    loop_pass(post.loop, 470000);
    assert_int_equal(post.stats.mails[MAILS_REFUSED], 5);
    assert_int_equal(post.stats.mails[MAILS_SENT] + post.stats.mails[MAILS_GIVEN_UP], 0);
    post_close(&post);
}

/* Until the key is known nothing can be sealed. */
static void before_the_key_is_known_nothing_is_taken(void **state)
{
    struct post post;
    post_open(&post);
    add(&post, LETTER_SIGNIN, NULL, START_MS + 900000);
    assert_int_equal(post.answers, 0);
    loop_pass(post.loop, 1000);
    assert_int_equal(post.answers, 1);
    assert_int_equal(post.error, ERR_JOURNAL_AWAY);
    post_close(&post);
}

static void what_comes_too_late_is_given_up(void **state)
{
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    add(&post, LETTER_SIGNIN, NULL, START_MS + 50);
    loop_pass(post.loop, 60000);
    assert_int_equal(written(&post, "From muster\n"), 0);
    assert_int_equal(post.stats.mails[MAILS_GIVEN_UP], 1);
    post_close(&post);
}

static void rows_seen(void *context, enum err error, const struct account *rows, size_t count)
{
    struct post *post = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        assert_null(memmem(rows[i].value.at, rows[i].value.len, "example", 7));
        assert_null(memmem(rows[i].value.at, rows[i].value.len, "#y", 2));
        post->answers++;
    }
}

static void look_at_rows(struct post *post)
{
    char lane[24];
    for (int i = 0; i < 16; i++) {
        snprintf(lane, sizeof lane, "mail.%02d", i);
        accounts_list(post->accounts, SLICE("outgoing"), slice_of(lane), rows_seen, post);
    }
}

static void a_copy_of_the_rows_says_nothing(void **state)
{
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    outbox_free(&post.two);
    for (int i = 0; i < 5; i++)
        add(&post, LETTER_ENROL, NULL, START_MS + 900000);
    look_at_rows(&post);
    loop_pass(post.loop, 0);
    assert_int_equal(post.answers, 10);
    post_close(&post);
}

/* Nothing is sent meanwhile: its instance has no place for it. */
static void so_many_may_wait_and_some_places_are_for_signing_in(void **state)
{
    enum { COMMON = 12 * 32, ALL = 16 * 32 };
    struct post post;
    post_open(&post);
    loop_pass(post.loop, 100);
    char id[32];
    struct account row = {.kind = SLICE("outgoing"), .value = SLICE("{}")};
    for (int i = 0; i < COMMON; i++) {
        char lane[24];
        snprintf(id, sizeof id, "fill.%d", i);
        snprintf(lane, sizeof lane, "mail.%02d", i / 32);
        row.id = slice_of(id);
        row.person = slice_of(lane);
        accounts_put(post.accounts, &row, NULL, NULL);
    }
    add(&post, LETTER_ENROL, NULL, START_MS + 900000);
    loop_pass(post.loop, 1000);
    assert_int_equal(post.error, ERR_LIMIT_EXCEEDED);
    assert_int_equal(post.stats.mails[MAILS_NO_ROOM], 1);
    add(&post, LETTER_SIGNIN, NULL, START_MS + 900000);
    loop_pass(post.loop, 1000);
    assert_int_equal(post.error, ERR_NONE);
    post_close(&post);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_is_sent_once),
        cmocka_unit_test(asked_for_twice_under_one_id_it_is_one),
        cmocka_unit_test(what_was_told_is_told_no_more),
        cmocka_unit_test(what_is_put_when_it_has_left_leaves_no_more),
        cmocka_unit_test(each_time_one_of_them_tries),
        cmocka_unit_test(before_the_key_is_known_nothing_is_taken),
        cmocka_unit_test(what_comes_too_late_is_given_up),
        cmocka_unit_test(a_copy_of_the_rows_says_nothing),
        cmocka_unit_test(so_many_may_wait_and_some_places_are_for_signing_in),
    };
    log_set_level(LOG_OFF);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
