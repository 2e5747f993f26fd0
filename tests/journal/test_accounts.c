/* SPDX-License-Identifier: Apache-2.0
 * One suite over every store of accounts, through the thread that asks it; and what two instances
 * on one PostgreSQL must not both get. */
#include "help/temporary.h"
#include "journal/accounts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "help/bytes.h"
#include "journal/help_journal.h"

enum { NOW_MS = 1700000000, ROWS_MAX = 64, TEXT_MAX = 4200 };

struct desk {
    enum kind kind;
    char folder[64], path[CLUSTER_URL_BYTES];
    struct loop *loop;
    struct accounts *accounts;
};

/* What came of a call, copied. */
struct heard {
    bool came;
    enum err error;
    size_t count;
    struct {
        char kind[32], id[128], person[128], value[TEXT_MAX];
        int64_t expires_ms;
    } rows[ROWS_MAX];
};

static struct accounts_store *store_open(const struct desk *desk)
{
    char why[256] = "";
    struct accounts_store *store = desk->kind == MEMORY ? accounts_memory_open()
                                   : desk->kind == SQLITE
                                       ? sqlite_accounts_open(desk->path, why, sizeof why)
                                       : postgres_accounts_open(desk->path, why, sizeof why);
    if (!store)
        fail_msg("%s", why);
    return store;
}

static void desk_open(struct desk *desk)
{
    desk->loop = loop_new_fake(NOW_MS);
    desk->accounts = accounts_new(desk->loop, store_open(desk));
}

static void desk_close(struct desk *desk)
{
    accounts_close(&desk->accounts);
    loop_free(&desk->loop);
}

static int setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    desk->kind = *(const enum kind *)*state;
    snprintf(desk->folder, sizeof desk->folder, "%s/muster-accounts-XXXXXX", temporary());
    assert_non_null(mkdtemp(desk->folder));
    snprintf(desk->path, sizeof desk->path, "%s/a.accounts", desk->folder);
    if (desk->kind == POSTGRES) {
        cluster_reset("a");
        cluster_url("a", desk->path);
    }
    desk_open(desk);
    *state = desk;
    return 0;
}

static int teardown(void **state)
{
    struct desk *desk = *state;
    char command[96];
    desk_close(desk);
    snprintf(command, sizeof command, "rm -rf %s", desk->folder);
    assert_int_equal(system(command), 0);
    free(desk);
    return 0;
}

static void text_copy(char *to, size_t bytes, struct slice from)
{
    assert_true(from.len < bytes);
    memcpy(to, from.at, from.len);
    to[from.len] = '\0';
}

static void hear(void *context, enum err error, const struct account *rows, size_t count)
{
    struct heard *heard = context;
    assert_false(heard->came);
    heard->came = true;
    heard->error = error;
    heard->count = count;
    assert_true(count <= ROWS_MAX);
    for (size_t i = 0; rows && i < count; i++) {
        text_copy(heard->rows[i].kind, sizeof heard->rows[i].kind, rows[i].kind);
        text_copy(heard->rows[i].id, sizeof heard->rows[i].id, rows[i].id);
        text_copy(heard->rows[i].person, sizeof heard->rows[i].person, rows[i].person);
        text_copy(heard->rows[i].value, sizeof heard->rows[i].value, rows[i].value);
        heard->rows[i].expires_ms = rows[i].expires_ms;
    }
}

static struct heard heard; /* by the call before */

static enum err wait_for(struct desk *desk)
{
    assert_false(heard.came);
    loop_pass(desk->loop, 0);
    assert_true(heard.came);
    return heard.error;
}

static struct account row_of(const char *kind, const char *id, const char *person,
                             const char *value)
{
    return (struct account){.kind = slice_of(kind),
                            .id = slice_of(id),
                            .person = slice_of(person),
                            .value = slice_of(value)};
}

static enum err put_row(struct desk *desk, const struct account *row)
{
    heard = (struct heard){0};
    accounts_put(desk->accounts, row, hear, &heard);
    return wait_for(desk);
}

static enum err put(struct desk *desk, const char *kind, const char *id, const char *person,
                    const char *value)
{
    const struct account row = row_of(kind, id, person, value);
    return put_row(desk, &row);
}

static enum err get(struct desk *desk, const char *kind, const char *id)
{
    heard = (struct heard){0};
    accounts_get(desk->accounts, slice_of(kind), slice_of(id), hear, &heard);
    return wait_for(desk);
}

static enum err take(struct desk *desk, const char *kind, const char *id)
{
    heard = (struct heard){0};
    accounts_take(desk->accounts, slice_of(kind), slice_of(id), hear, &heard);
    return wait_for(desk);
}

static enum err take_spare(struct desk *desk, const char *kind, const char *id)
{
    heard = (struct heard){0};
    accounts_take_spare(desk->accounts, slice_of(kind), slice_of(id), hear, &heard);
    return wait_for(desk);
}

static enum err change(struct desk *desk, const char *id, const char *value, const char *was)
{
    const struct account row = row_of("passkey", id, "", value);
    heard = (struct heard){0};
    accounts_change(desk->accounts, &row, slice_of(was), hear, &heard);
    return wait_for(desk);
}

static size_t list(struct desk *desk, const char *kind, const char *person)
{
    heard = (struct heard){0};
    accounts_list(desk->accounts, slice_of(kind), slice_of(person), hear, &heard);
    assert_int_equal(wait_for(desk), ERR_NONE);
    return heard.count;
}

static size_t drop(struct desk *desk, const char *kind, const char *person, const char *but)
{
    const struct account_drop what = {slice_of(kind), slice_of(person), slice_of(but)};
    heard = (struct heard){0};
    accounts_drop(desk->accounts, &what, hear, &heard);
    assert_int_equal(wait_for(desk), ERR_NONE);
    return heard.count;
}

static void what_is_put_is_got_and_outlives_the_process(void **state)
{
    struct desk *desk = *state;
    const struct account row = {.kind = SLICE("login"),
                                .id = SLICE("h1"),
                                .person = SLICE("p.1"),
                                .value = SLICE("{\"agent\":\"متصفّح \\\"x\\\"\"}"),
                                .expires_ms = NOW_MS + 1000};
    assert_int_equal(put_row(desk, &row), ERR_NONE);
    assert_int_equal(put(desk, "passkey", "h1", "p.1", "{}"), ERR_NONE);
    assert_int_equal(put(desk, "login", "h1", "p.2", "{}"), ERR_ALREADY_EXISTS);
    for (int twice = 0; twice < 2; twice++) {
        assert_int_equal(get(desk, "login", "h1"), ERR_NONE);
        assert_int_equal(heard.count, 1);
        assert_string_equal(heard.rows[0].kind, "login");
        assert_string_equal(heard.rows[0].id, "h1");
        assert_string_equal(heard.rows[0].person, "p.1");
        assert_string_equal(heard.rows[0].value, row.value.at);
        assert_int_equal(heard.rows[0].expires_ms, NOW_MS + 1000);
        assert_int_equal(get(desk, "login", "h2"), ERR_NOT_FOUND);
        assert_int_equal(heard.count, 0);
        if (desk->kind == MEMORY)
            return;
        desk_close(desk);
        desk_open(desk);
    }
}

static void what_is_taken_is_gone(void **state)
{
    struct desk *desk = *state;
    put(desk, "mail", "c1", "p1", "{\"n\":1}");
    assert_int_equal(take(desk, "mail", "c1"), ERR_NONE);
    assert_int_equal(heard.count, 1);
    assert_string_equal(heard.rows[0].value, "{\"n\":1}");
    assert_int_equal(take(desk, "mail", "c1"), ERR_NOT_FOUND);
    assert_int_equal(get(desk, "mail", "c1"), ERR_NOT_FOUND);
    assert_int_equal(put(desk, "mail", "c1", "p1", "{}"), ERR_NONE);
}

static void what_has_expired_is_not_there(void **state)
{
    struct desk *desk = *state;
    struct account row = row_of("mail", "c1", "p1", "{}");
    row.expires_ms = NOW_MS + 500;
    assert_int_equal(put_row(desk, &row), ERR_NONE);
    loop_pass(desk->loop, 499);
    assert_int_equal(get(desk, "mail", "c1"), ERR_NONE);
    loop_pass(desk->loop, 1);
    assert_int_equal(get(desk, "mail", "c1"), ERR_NOT_FOUND);
    assert_int_equal(list(desk, "mail", "p1"), 0);
    assert_int_equal(take(desk, "mail", "c1"), ERR_NOT_FOUND);
    heard = (struct heard){0};
    accounts_change(desk->accounts, &row, SLICE("{}"), hear, &heard);
    assert_int_equal(wait_for(desk), ERR_NOT_FOUND);
    row.expires_ms = 0;
    assert_int_equal(put_row(desk, &row), ERR_NONE);
    loop_pass(desk->loop, 200000); /* swept in between: this one stays */
    assert_int_equal(get(desk, "mail", "c1"), ERR_NONE);
}

static void what_has_expired_is_swept(void **state)
{
    struct desk *desk = *state;
    struct account row = row_of("mail", "swept", "p1", "{}");
    row.expires_ms = NOW_MS + 500;
    put_row(desk, &row);
    loop_pass(desk->loop, 70000);
    /* To whom time stands still, it would be there. */
    desk_close(desk);
    if (desk->kind != MEMORY) {
        struct accounts_store *store = store_open(desk);
        assert_int_equal(store->ops->take(store, &row, false, 0, NULL, NULL), ERR_NOT_FOUND);
        store->ops->close(store);
    }
    desk_open(desk);
}

static void a_change_needs_what_was_read(void **state)
{
    struct desk *desk = *state;
    put(desk, "passkey", "k1", "p1", "{\"n\":1}");
    assert_int_equal(change(desk, "k1", "{\"n\":2}", "{\"n\":0}"), ERR_NOT_FOUND);
    assert_int_equal(change(desk, "k1", "{\"n\":2}", "{\"n\":1}"), ERR_NONE);
    assert_int_equal(change(desk, "k1", "{\"n\":3}", "{\"n\":1}"), ERR_NOT_FOUND);
    assert_int_equal(change(desk, "k2", "{}", "{}"), ERR_NOT_FOUND);
    get(desk, "passkey", "k1");
    assert_string_equal(heard.rows[0].value, "{\"n\":2}");
    assert_string_equal(heard.rows[0].person, "p1");
}

static struct account_write new_row(const char *id)
{
    return (struct account_write){.row = row_of("login", id, "p1", "{}")};
}

static struct account_write counted(const char *value, const char *was, bool optional)
{
    return (struct account_write){.row = row_of("passkey", "k1", "", value),
                                  .changes = true,
                                  .optional = optional,
                                  .was = slice_of(was)};
}

/* How many were written is heard.count. */
static enum err write_all(struct desk *desk, const struct account_write *writes, size_t count)
{
    heard = (struct heard){0};
    accounts_write(desk->accounts, writes, count, hear, &heard);
    return wait_for(desk);
}

static void several_are_written_up_to_the_first_that_cannot_be(void **state)
{
    struct desk *desk = *state;
    const struct account_write good[] = {new_row("a"), counted("2", "1", false), new_row("b")};
    const struct account_write late[] = {new_row("c"), counted("3", "1", false), new_row("d")};
    const struct account_write passed[] = {new_row("e"), counted("3", "1", true), new_row("f")};
    const struct account_write again[] = {new_row("a"), new_row("g")};
    put(desk, "passkey", "k1", "p1", "1");
    assert_int_equal(write_all(desk, good, 3), ERR_NONE);
    assert_int_equal(heard.count, 3);
    assert_int_equal(write_all(desk, late, 3), ERR_NOT_FOUND);
    assert_int_equal(heard.count, 1);
    assert_int_equal(write_all(desk, passed, 3), ERR_NONE);
    assert_int_equal(heard.count, 3);
    assert_int_equal(write_all(desk, again, 2), ERR_ALREADY_EXISTS);
    assert_int_equal(heard.count, 0);
    if (desk->kind != MEMORY) {
        desk_close(desk);
        desk_open(desk);
    }
    assert_int_equal(list(desk, "login", "p1"), 5);
    for (int i = 0; i < 5; i++)
        assert_memory_equal(heard.rows[i].id, &"abcef"[i], 1);
    assert_int_equal(get(desk, "passkey", "k1"), ERR_NONE);
    assert_string_equal(heard.rows[0].value, "2");
}

static void a_persons_rows_are_listed_and_dropped(void **state)
{
    struct desk *desk = *state;
    put(desk, "login", "b", "p1", "{}");
    put(desk, "login", "a", "p1", "{}");
    put(desk, "login", "c", "p2", "{}");
    put(desk, "passkey", "a", "p1", "{}");
    put(desk, "login", "nobody", "", "{}");
    assert_int_equal(list(desk, "login", "p1"), 2);
    assert_string_equal(heard.rows[0].id, "b"); /* as they were made */
    assert_string_equal(heard.rows[1].id, "a");
    assert_int_equal(drop(desk, "login", "p1", "a"), 1);
    assert_string_equal(heard.rows[0].id, "b");
    assert_int_equal(list(desk, "login", "p1"), 1);
    assert_int_equal(drop(desk, "", "p1", ""), 2);
    assert_int_equal(list(desk, "login", "p1") + list(desk, "passkey", "p1"), 0);
    assert_int_equal(list(desk, "login", "p2"), 1);
    assert_int_equal(drop(desk, "login", "p1", ""), 0);
    assert_int_equal(list(desk, "login", "") + drop(desk, "login", "", ""), 0);
    assert_int_equal(get(desk, "login", "nobody"), ERR_NONE);
}

static void none(void *context, const struct account *row)
{
}

static void put_many(struct accounts_store *store, int count)
{
    assert_int_equal(store->ops->begin(store), ERR_NONE);
    for (int i = 0; i < count; i++) {
        char id[16];
        snprintf(id, sizeof id, "l%d", i);
        const struct account row = row_of("login", id, i ? id : "p1", "{}");
        assert_int_equal(store->ops->put(store, &row, NOW_MS), ERR_NONE);
    }
    assert_int_equal(store->ops->end(store, true), ERR_NONE);
}

/* Processor time of a list of one's own, in ns; the least of some. */
static int64_t list_ns(struct accounts_store *store)
{
    int64_t least = INT64_MAX;
    const struct account like = row_of("login", "", "p1", "");
    for (int i = 0; i < 20; i++) {
        struct timespec before, after;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
        assert_int_equal(store->ops->list(store, &like, NOW_MS, none, NULL), ERR_NONE);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
        int64_t took = (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec;
        least = took < least ? took : least;
    }
    return least;
}

/* Else 17,000 people make each of them slow: looking through all would take a hundred times as
 * long. */
static void a_persons_rows_are_found_among_many(void **state)
{
    struct desk *desk = *state;
    if (desk->kind != SQLITE)
        return;
    accounts_close(&desk->accounts);
    struct accounts_store *store = store_open(desk);
    put_many(store, 2);
    int64_t few = list_ns(store);
    store->ops->close(store);
    assert_int_equal(remove(desk->path), 0);
    store = store_open(desk);
    put_many(store, 10000);
    int64_t many = list_ns(store);
    store->ops->close(store);
    desk->accounts = accounts_new(desk->loop, store_open(desk));
    assert_true(many < 10 * few);
}

static void the_last_one_is_not_spare(void **state)
{
    struct desk *desk = *state;
    put(desk, "passkey", "k1", "p1", "{\"n\":1}");
    put(desk, "passkey", "k2", "p1", "{}");
    put(desk, "passkey", "k3", "p2", "{}");
    put(desk, "login", "l1", "p1", "{}");
    assert_int_equal(take_spare(desk, "passkey", "k1"), ERR_NONE);
    assert_string_equal(heard.rows[0].value, "{\"n\":1}");
    assert_int_equal(take_spare(desk, "passkey", "k2"), ERR_LAST_WAY_IN);
    assert_int_equal(heard.count, 0);
    assert_int_equal(take_spare(desk, "passkey", "k9"), ERR_NOT_FOUND);
    assert_int_equal(list(desk, "passkey", "p1"), 1);
}

static void rows_have_bounds(void **state)
{
    struct desk *desk = *state;
    char id[16], *value = calloc(1, BOUND_ACCOUNT_BYTES + 2);
    assert_non_null(value);
    for (int i = 0; i < BOUND_ACCOUNTS_PERSON; i++) {
        snprintf(id, sizeof id, "k%d", i);
        assert_int_equal(put(desk, "passkey", id, "p1", "{}"), ERR_NONE);
    }
    assert_int_equal(put(desk, "passkey", "more", "p1", "{}"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(put(desk, "login", "more", "p1", "{}"), ERR_NONE);
    assert_int_equal(put(desk, "passkey", "more", "p2", "{}"), ERR_NONE);
    take(desk, "passkey", "k7");
    assert_int_equal(put(desk, "passkey", "again", "p1", "{}"), ERR_NONE);
    memset(value, 'x', BOUND_ACCOUNT_BYTES);
    assert_int_equal(put(desk, "login", "long", "p3", value), ERR_NONE);
    value[BOUND_ACCOUNT_BYTES] = 'x';
    assert_int_equal(put(desk, "login", "longer", "p3", value), ERR_TEXT_TOO_LONG);
    free(value);
}

static void too_much_does_not_wait(void **state)
{
    struct desk *desk = *state;
    struct heard *all = calloc(2, sizeof *all);
    assert_non_null(all);
    accounts_get(desk->accounts, SLICE("login"), SLICE("x"), hear, &all[0]);
    for (int i = 1; i < BOUND_ACCOUNTS_WAITING; i++)
        accounts_get(desk->accounts, SLICE("login"), SLICE("x"), NULL, NULL);
    accounts_get(desk->accounts, SLICE("login"), SLICE("x"), hear, &all[1]);
    assert_false(all[0].came || all[1].came);
    loop_pass(desk->loop, 0);
    assert_int_equal(all[0].error, ERR_NOT_FOUND);
    assert_int_equal(all[1].error, ERR_TOO_MANY_REQUESTS);
    assert_int_equal(get(desk, "login", "x"), ERR_NOT_FOUND);
    free(all);
}

static void a_file_is_private_and_in_one_hand(void **state)
{
    struct desk *desk = *state;
    struct stat about;
    char why[256] = "";
    if (desk->kind != SQLITE)
        return;
    put(desk, "login", "a", "p1", "{}");
    assert_int_equal(stat(desk->path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_null(sqlite_accounts_open(desk->path, why, sizeof why));
    assert_non_null(strstr(why, "is in use by another Muster process"));
}

/* Two instances: each takes all there is, at once. */
struct racer {
    struct accounts_store *store;
    bool spare;
    int second, got;
};

enum { RACE_ROWS = 200 };

static int race(void *context)
{
    struct racer *racer = context;
    for (int i = 0; i < RACE_ROWS; i++) {
        char id[16];
        /* Of two passkeys each takes another one. */
        int which = racer->spare ? 2 * (i / 2) + (i % 2 != racer->second) : i;
        snprintf(id, sizeof id, "r%d", which);
        const struct account like = {.kind = SLICE("race"), .id = slice_of(id)};
        racer->got += racer->store->ops->take(racer->store, &like, racer->spare, NOW_MS, none,
                                              NULL) == ERR_NONE;
    }
    return 0;
}

static void run_race(struct desk *desk, struct racer racers[2])
{
    thrd_t threads[2];
    for (int i = 0; i < 2; i++) {
        racers[i].store = store_open(desk);
        assert_int_equal(thrd_create(&threads[i], race, &racers[i]), thrd_success);
    }
    for (int i = 0; i < 2; i++) {
        thrd_join(threads[i], NULL);
        racers[i].store->ops->close(racers[i].store);
    }
}

static void two_instances_take_a_row_once(void **state)
{
    struct desk *desk = *state;
    struct racer racers[2] = {{0}};
    if (desk->kind != POSTGRES)
        return;
    for (int i = 0; i < RACE_ROWS; i++) {
        char id[16], person[16];
        snprintf(id, sizeof id, "r%d", i);
        snprintf(person, sizeof person, "p%d", i);
        put(desk, "race", id, person, "{}");
    }
    run_race(desk, racers);
    assert_int_equal(racers[0].got + racers[1].got, RACE_ROWS);
}

static void two_instances_leave_the_last(void **state)
{
    struct desk *desk = *state;
    struct racer racers[2] = {{.spare = true}, {.spare = true, .second = 1}};
    if (desk->kind != POSTGRES)
        return;
    for (int i = 0; i < RACE_ROWS; i++) {
        char id[16], person[16];
        snprintf(id, sizeof id, "r%d", i);
        snprintf(person, sizeof person, "p%d", i / 2);
        put(desk, "race", id, person, "{}");
    }
    run_race(desk, racers);
    assert_int_equal(racers[0].got + racers[1].got, RACE_ROWS / 2);
    for (int i = 0; i < RACE_ROWS / 2; i++) {
        char person[16];
        snprintf(person, sizeof person, "p%d", i);
        assert_int_equal(list(desk, "race", person), 1);
    }
}

static void a_store_that_is_away_says_so(void **state)
{
    struct desk *desk = *state;
    if (desk->kind != POSTGRES)
        return;
    put(desk, "login", "a", "p1", "{}");
    cluster_crash();
    assert_int_equal(get(desk, "login", "a"), ERR_JOURNAL_AWAY);
    assert_false(accounts_failed(desk->accounts));
    cluster_start();
    /* Links that were told it is away ask once a second. */
    while (get(desk, "login", "a") == ERR_JOURNAL_AWAY)
        continue;
    assert_int_equal(heard.error, ERR_NONE);
}

int main(void)
{
    static const enum kind kinds[] = {MEMORY, SQLITE, POSTGRES};
    static const char *const names[] = {"memory", "sqlite", "postgresql"};
    const struct CMUnitTest cases[] = {
#define CASE(fn) {#fn, fn, setup, teardown, NULL}
        CASE(what_is_put_is_got_and_outlives_the_process),
        CASE(what_is_taken_is_gone),
        CASE(what_has_expired_is_not_there),
        CASE(what_has_expired_is_swept),
        CASE(a_change_needs_what_was_read),
        CASE(several_are_written_up_to_the_first_that_cannot_be),
        CASE(a_persons_rows_are_listed_and_dropped),
        CASE(a_persons_rows_are_found_among_many),
        CASE(the_last_one_is_not_spare),
        CASE(rows_have_bounds),
        CASE(too_much_does_not_wait),
        CASE(a_file_is_private_and_in_one_hand),
        CASE(two_instances_take_a_row_once),
        CASE(two_instances_leave_the_last),
        CASE(a_store_that_is_away_says_so),
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    int failed = 0;
    cluster_open();
    for (int at = 0; at < 3; at++) {
        struct CMUnitTest tests[CASES];
        memcpy(tests, cases, sizeof cases);
        for (int i = 0; i < CASES; i++)
            tests[i].initial_state = (void *)&kinds[at];
        failed += _cmocka_run_group_tests(names[at], tests, CASES, NULL, NULL);
    }
    cluster_close();
    return failed;
}
