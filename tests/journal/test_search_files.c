/* SPDX-License-Identifier: Apache-2.0
 * An index on disk: what stays in it, and what must not. */
#include <libpq-fe.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal/help_search.h"

static const char w1[] = "webinar:w1";

static void an_index_stays(void **state)
{
    struct finder *finder = *state;
    int64_t upto;
    finder_add(finder, w1, 1, "stays");
    finder_close(finder);
    finder_open(finder);
    assert_int_equal(finder_ask(finder, "stays", w1, NULL), 1);
    assert_int_equal(search_upto(finder->search, slice_of(w1), &upto), ERR_NONE);
    assert_int_equal(upto, 1);
}

static void sql_run(struct finder *finder, const char *command)
{
    sqlite3 *connection;
    assert_int_equal(sqlite3_open(finder->path, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, command, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(connection);
}

static void rules_set(struct finder *finder, const char *rules)
{
    char command[320];
    if (finder->kind == SQLITE) {
        snprintf(command, sizeof command, "UPDATE meta SET value = '%s' WHERE key = 'rules'",
                 rules);
        sql_run(finder, command);
        return;
    }
    snprintf(command, sizeof command, "UPDATE muster.meta SET value = '%s' WHERE key = 'search'",
             rules);
    cluster_sql("a", command);
}

static void words_of_other_rules_are_made_anew(void **state)
{
    struct finder *finder = *state;
    int64_t upto;
    finder_add(finder, w1, 1, "older");
    finder_close(finder);
    rules_set(finder, "0/14.0.0");
    finder_open(finder);
    assert_int_equal(finder_ask(finder, "older", w1, NULL), 0);
    assert_int_equal(search_upto(finder->search, slice_of(w1), &upto), ERR_NONE);
    assert_int_equal(upto, 0);
    finder_add(finder, w1, 1, "older");
    assert_int_equal(finder_ask(finder, "older", w1, NULL), 1);
    if (finder->kind == SQLITE) {
        finder_close(finder);
        sql_run(finder, "PRAGMA user_version = 1");
        finder_open(finder);
        assert_int_equal(finder_ask(finder, "older", w1, NULL), 0);
    }
    if (finder->kind != POSTGRES)
        return;
    /* A newer instance has come; this one still runs. */
    rules_set(finder, "9/99.0.0");
    const struct slice room = slice_of(w1);
    const struct search_batch batch = {.room = room, .from = 1, .upto = 2};
    const struct search_question question = {
        .text = SLICE("older"), .rooms = &room, .rooms_count = 1, .limit = 1};
    assert_int_equal(search_index(finder->search, &batch), ERR_NOT_AVAILABLE);
    assert_int_equal(search_ask(finder->search, &question, &finder->page), ERR_NOT_AVAILABLE);
}

/* ---- what is forgotten is in no file -----------------------------------------------------------
 */

static bool file_holds(const char *path, const char *word)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    fseek(file, 0, SEEK_END);
    size_t len = (size_t)ftell(file);
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    rewind(file);
    assert_int_equal(fread(bytes, 1, len, file), len);
    fclose(file);
    bool found = memmem(bytes, len, word, strlen(word));
    free(bytes);
    return found;
}

/* PostgreSQL's files of the index, one path a line. */
static void postgres_files(const struct finder *finder, const char *word, int *found)
{
    PGconn *connection = PQconnectdb(finder->path);
    PQclear(PQexec(connection, "CHECKPOINT"));
    PGresult *result = PQexec(
        connection, "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid)"
                    " FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL AND"
                    " (relnamespace = 'muster'::regnamespace OR oid IN (SELECT reltoastrelid FROM"
                    " pg_class WHERE relnamespace = 'muster'::regnamespace))");
    assert_true(PQntuples(result) > 16);
    for (int row = 0; row < PQntuples(result); row++)
        *found += file_holds(PQgetvalue(result, row, 0), word);
    PQclear(result);
    PQfinish(connection);
}

static int files_with(const struct finder *finder, const char *word)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char path[CLUSTER_URL_BYTES + 16];
    int found = 0;
    if (finder->kind == POSTGRES)
        postgres_files(finder, word, &found);
    for (size_t i = 0; finder->kind == SQLITE && i < sizeof ends / sizeof ends[0]; i++) {
        snprintf(path, sizeof path, "%s%s", finder->path, ends[i]);
        found += file_holds(path, word);
    }
    return found;
}

enum { FILLED = 1500 };

/* Fills a room with texts, of which every third will be forgotten: those hold words of their own.
 */
static void fill(struct finder *finder)
{
    static char texts[FILLED][200];
    static struct search_document documents[FILLED];
    for (int n = 0; n < FILLED; n++) {
        snprintf(texts[n], sizeof texts[n], "common %s%d w%d w%d w%d w%d w%d w%d",
                 n % 3 ? "standing" : "forgotten", n, n * 7, n * 11, n % 50, n * 13, n * 17, n);
        documents[n] =
            (struct search_document){.seq = n + 1, .at_ms = n, .text = slice_of(texts[n])};
    }
    for (int n = 0; n < FILLED; n += 50) {
        const struct search_batch batch = {.room = slice_of(w1),
                                           .from = n,
                                           .upto = n + 50,
                                           .documents = documents + n,
                                           .count = 50};
        assert_int_equal(search_index(finder->search, &batch), ERR_NONE);
    }
}

static void what_is_forgotten_is_in_no_file(void **state)
{
    struct finder *finder = *state;
    fill(finder);
    finder_add(finder, w1, FILLED + 1, "كِتـَاب الأدلّة");
    finder_add(finder, w1, FILLED + 2, "overwritten");
    finder_add(finder, w1, FILLED + 2, "changed");
    finder_clean(finder);
    /* Samples for the planner would outlast what they are of. */
    if (finder->kind == POSTGRES) {
        cluster_sql("a", "ANALYZE muster.search_block");
        assert_int_equal(cluster_number("a", "SELECT count(*) FROM pg_stats WHERE schemaname = "
                                             "'muster' AND attname IN ('key', 'body')"),
                         0);
    }
    assert_int_equal(files_with(finder, "overwritten"), 0);
    assert_true(files_with(finder, "forgotten") > 0);
    assert_true(files_with(finder, "ادله") > 0);
    for (int64_t n = 0; n < FILLED; n += 3)
        finder_forget(finder, w1, n + 1);
    finder_forget(finder, w1, FILLED + 1);
    assert_int_equal(finder_ask(finder, "كتاب الادله", w1, NULL), 0);
    assert_int_equal(finder_ask_begin(finder, "forgotten", w1), 0);
    /* The control: a deletion alone leaves the words. */
    assert_true(files_with(finder, "forgotten") > 0);
    unsigned steps = finder_clean(finder);
    assert_int_equal(files_with(finder, "forgotten"), 0);
    assert_int_equal(files_with(finder, "ادله"), 0);
    assert_true(files_with(finder, "standing") > 0);
    assert_int_equal(finder_ask_begin(finder, "standing", w1), 100);
    assert_true(steps >= 2);
    finder_add(finder, w1, FILLED + 3, "afterwards");
    assert_int_equal(files_with(finder, "forgotten"), 0);
}

enum { LONG_TEXTS = 8, LONG_WORDS = 8000 };

/* Words are kept without the begin that they share with the one before. */
static void long_one_add(struct finder *finder, int64_t seq)
{
    static char text[BOUND_SEARCH_TEXT_BYTES];
    size_t len = 0;
    text[0] = '\0';
    for (int n = 0; n < LONG_WORDS && len + 24 < sizeof text; n++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%x ", n);
    snprintf(text + len, sizeof text - len, "q%dforgotten", (int)seq);
    finder_add(finder, w1, seq, text);
}

/* It takes several steps, between which others write, also in the place of what goes. */
static void much_is_cleaned_while_others_write(void **state)
{
    struct finder *finder = *state;
    bool left = true;
    for (int64_t seq = 1; seq <= LONG_TEXTS; seq++)
        long_one_add(finder, seq);
    finder_forget(finder, w1, 3);
    finder_forget(finder, w1, 5);
    assert_int_equal(search_clean(finder->search, &left), ERR_NONE);
    finder_add(finder, w1, 3, "written again");
    finder_add(finder, w1, LONG_TEXTS + 1, "new one");
    finder_forget(finder, w1, 6);
    unsigned steps = finder_clean(finder);
    assert_true(finder->kind != SQLITE || steps > 3);
    assert_int_equal(finder_ask(finder, "written again", w1, NULL), 1);
    assert_int_equal(finder_ask(finder, "q3forgotten", w1, NULL), 0);
    assert_int_equal(finder_ask(finder, "ff", w1, NULL), LONG_TEXTS - 3);
    for (int64_t seq = 1; seq <= LONG_TEXTS; seq++) {
        char word[24];
        bool gone = seq == 3 || seq == 5 || seq == 6;
        snprintf(word, sizeof word, "%dforgotten", (int)seq);
        assert_int_equal(files_with(finder, word) > 0, !gone);
    }
}

/* It is known what is to be cleaned, whoever asks for it. */
static void what_is_left_is_known_after_a_start(void **state)
{
    struct finder *finder = *state;
    fill(finder);
    finder_forget(finder, w1, 1);
    finder_close(finder);
    finder_open(finder);
    assert_true(files_with(finder, "forgotten0") > 0);
    assert_true(finder_clean(finder) >= 2);
    assert_int_equal(files_with(finder, "forgotten0 "), 0);
    assert_int_equal(finder_clean(finder), 1);
}

/* An entry without words lies between others: nothing is written anew for its sake. */
static void what_was_never_there_leaves_all_as_it_is(void **state)
{
    struct finder *finder = *state;
    finder_add(finder, w1, 1, "standing");
    finder_add(finder, w1, 3, "standing too");
    for (int64_t seq = 4; seq <= 20; seq++)
        finder_add(finder, w1, seq, "others");
    finder_forget(finder, w1, 2);
    assert_true(finder_clean(finder) <= 2);
    assert_int_equal(finder_ask(finder, "standing", w1, NULL), 2);
    if (finder->kind != POSTGRES)
        return;
    assert_int_equal(cluster_number("a", "SELECT count(*) FROM muster.search_gone"), 0);
    assert_int_equal(cluster_number("a", "SELECT sum(taken)::int8 FROM muster.search_shard"), 0);
}

/* ---- a follower that is killed -----------------------------------------------------------------
 */

enum { ENTRIES = 4000 };

/* Follows a journal whose entry n says "entry n", from where the index is. */
static void follow(struct finder *finder, int told)
{
    int64_t upto;
    char text[32];
    unsigned step = 1;
    while (search_upto(finder->search, slice_of(w1), &upto) == ERR_NONE && upto < ENTRIES) {
        struct search_document documents[8] = {{0}};
        static char texts[8][32];
        step = step % 7 + 1;
        for (unsigned i = 0; i < step; i++) {
            snprintf(texts[i], sizeof text, "entry n%d", (int)upto + (int)i + 1);
            documents[i] = (struct search_document){
                .seq = upto + i + 1, .at_ms = upto + i + 1, .text = slice_of(texts[i])};
        }
        const struct search_batch batch = {.room = slice_of(w1),
                                           .from = upto,
                                           .upto = upto + step,
                                           .documents = documents,
                                           .count = step};
        if (search_index(finder->search, &batch) != ERR_NONE ||
            write(told, &batch.upto, sizeof batch.upto) != sizeof batch.upto)
            return;
    }
}

/* Every entry up to the index's number is found once, and none beyond. */
static int64_t agree(struct finder *finder)
{
    int64_t upto;
    char text[32];
    assert_int_equal(search_upto(finder->search, slice_of(w1), &upto), ERR_NONE);
    for (int64_t n = upto > 30 ? upto - 30 : 1; n <= upto + 10; n++) {
        snprintf(text, sizeof text, "n%d", (int)n);
        assert_int_equal(finder_ask(finder, text, w1, NULL), n <= upto);
    }
    return upto;
}

static void a_killed_follower_goes_on_where_it_was(void **state)
{
    struct finder *finder = *state;
    int64_t acknowledged = 0;
    finder_close(finder);
    for (int life = 1; life <= 4; life++) {
        int told[2];
        int64_t said;
        assert_int_equal(pipe(told), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            finder_open(finder);
            follow(finder, told[1]);
            _exit(1);
        }
        close(told[1]);
        for (int n = 0; n < 9 * life && read(told[0], &said, sizeof said) == sizeof said; n++)
            acknowledged = said;
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(told[0], &said, sizeof said) == sizeof said)
            acknowledged = said;
        close(told[0]);
        finder_open(finder);
        assert_true(agree(finder) >= acknowledged);
        finder_close(finder);
    }
    assert_true(acknowledged > 100);
    finder_open(finder);
}

static void a_file_is_private_and_one_processs(void **state)
{
    struct finder *finder = *state;
    struct stat about;
    char why[256] = "";
    if (finder->kind != SQLITE)
        return;
    assert_int_equal(stat(finder->path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_null(sqlite_search_open(finder->path, why, sizeof why));
    assert_non_null(strstr(why, "in use"));
    assert_null(sqlite_search_open("/proc/none/here", why, sizeof why));
    assert_non_null(strstr(why, "cannot be opened"));
    assert_int_equal(chdir(finder->folder), 0);
    FILE *file = fopen("other", "w");
    assert_non_null(file);
    fprintf(file, "%04096d", 0);
    fclose(file);
    assert_null(sqlite_search_open("other", why, sizeof why));
    assert_non_null(strstr(why, "is not an SQLite database"));
}

int main(void)
{
    static const struct CMUnitTest cases[] = {
        FINDER_CASE(an_index_stays),
        FINDER_CASE(words_of_other_rules_are_made_anew),
        FINDER_CASE(what_is_forgotten_is_in_no_file),
        FINDER_CASE(much_is_cleaned_while_others_write),
        FINDER_CASE(what_is_left_is_known_after_a_start),
        FINDER_CASE(what_was_never_there_leaves_all_as_it_is),
        FINDER_CASE(a_killed_follower_goes_on_where_it_was),
        FINDER_CASE(a_file_is_private_and_one_processs),
    };
    cluster_open();
    int failed = finder_run(SQLITE, cases, sizeof cases / sizeof cases[0]);
    cluster_close();
    return failed;
}
