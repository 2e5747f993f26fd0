/* SPDX-License-Identifier: Apache-2.0
 * One suite over every store of contents; and what a folder alone can get wrong. */
#include "help/temporary.h"
#include "journal/blobs.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal/help_journal.h"

enum store { IN_MEMORY, IN_FOLDER, IN_POSTGRES };

struct shelf {
    enum store store;
    char folder[64], path[CLUSTER_URL_BYTES];
    struct blobs *blobs;
};

static void shelf_open(struct shelf *shelf)
{
    char why[256] = "";
    if (shelf->store == IN_MEMORY)
        shelf->blobs = blobs_memory_open();
    else if (shelf->store == IN_FOLDER)
        shelf->blobs = blobs_folder_open(shelf->path, why, sizeof why);
    else
        shelf->blobs = postgres_blobs_open(shelf->path, why, sizeof why);
    if (!shelf->blobs)
        fail_msg("%s", why);
}

static int setup(void **state)
{
    struct shelf *shelf = calloc(1, sizeof *shelf);
    assert_non_null(shelf);
    shelf->store = *(const enum store *)*state;
    snprintf(shelf->folder, sizeof shelf->folder, "%s/muster-blobs-XXXXXX", temporary());
    assert_non_null(mkdtemp(shelf->folder));
    snprintf(shelf->path, sizeof shelf->path, "%s/blobs", shelf->folder);
    if (shelf->store == IN_POSTGRES) {
        cluster_reset("a");
        cluster_url("a", shelf->path);
    }
    shelf_open(shelf);
    *state = shelf;
    return 0;
}

static int teardown(void **state)
{
    struct shelf *shelf = *state;
    char command[96];
    shelf->blobs->ops->close(shelf->blobs);
    snprintf(command, sizeof command, "rm -rf %s", shelf->folder);
    assert_int_equal(system(command), 0);
    free(shelf);
    return 0;
}

static struct hash put(struct shelf *shelf, struct slice content)
{
    struct hash hash, same = hash_of(&content, 1);
    assert_int_equal(shelf->blobs->ops->put(shelf->blobs, content, &hash), ERR_NONE);
    assert_memory_equal(&hash, &same, sizeof hash);
    return hash;
}

static void assert_there(struct shelf *shelf, const struct hash *hash, struct slice content)
{
    struct buffer out;
    buffer_init(&out, BOUND_BLOB_BYTES + 6);
    buffer_add(&out, SLICE("before"));
    assert_int_equal(shelf->blobs->ops->get(shelf->blobs, hash, &out), ERR_NONE);
    assert_int_equal(out.len, content.len + 6);
    assert_memory_equal(out.bytes, "before", 6);
    assert_true(content.len == 0 || memcmp(out.bytes + 6, content.at, content.len) == 0);
    buffer_done(&out);
}

static void assert_not(struct shelf *shelf, const struct hash *hash, size_t max, enum err error)
{
    struct buffer out;
    buffer_init(&out, max);
    buffer_add(&out, SLICE("before"));
    assert_int_equal(shelf->blobs->ops->get(shelf->blobs, hash, &out), error);
    assert_true(slice_is(buffer_slice(&out), "before"));
    buffer_done(&out);
}

static enum err drop(struct shelf *shelf, const struct hash *hash)
{
    return shelf->blobs->ops->drop(shelf->blobs, hash);
}

static const char odd[] = "\0\xff\r\n'\\x41\0";

static void what_is_put_is_got(void **state)
{
    struct shelf *shelf = *state;
    const struct slice bytes = {odd, sizeof odd}, nothing = {NULL, 0};
    struct hash first = put(shelf, bytes), second = put(shelf, nothing);
    for (int twice = 0; twice < 2; twice++) {
        assert_there(shelf, &first, bytes);
        assert_there(shelf, &second, nothing);
        if (shelf->store == IN_MEMORY)
            return;
        shelf->blobs->ops->close(shelf->blobs);
        shelf_open(shelf);
    }
}

static void the_same_content_is_there_once(void **state)
{
    struct shelf *shelf = *state;
    struct hash hash = put(shelf, SLICE("slides")), other = put(shelf, SLICE("Slides"));
    put(shelf, SLICE("slides"));
    assert_int_equal(drop(shelf, &hash), ERR_NONE);
    assert_not(shelf, &hash, 100, ERR_NOT_FOUND);
    assert_there(shelf, &other, SLICE("Slides"));
    assert_int_equal(drop(shelf, &hash), ERR_NONE);
    put(shelf, SLICE("slides"));
    assert_there(shelf, &hash, SLICE("slides"));
}

struct heard {
    unsigned count;
    struct hash last;
    char head[BLOBS_HEAD_BYTES];
    size_t len;
};

static void hear(void *context, const struct hash *hash, struct slice head)
{
    struct heard *heard = context;
    heard->count++;
    heard->last = *hash;
    heard->len = head.len;
    assert_true(head.len <= sizeof heard->head);
    if (head.len > 0)
        memcpy(heard->head, head.at, head.len);
}

static unsigned waiting(struct shelf *shelf, int64_t before_ms, struct heard *heard)
{
    *heard = (struct heard){0};
    assert_int_equal(shelf->blobs->ops->waiting(shelf->blobs, before_ms, hear, heard), ERR_NONE);
    return heard->count;
}

static void what_is_put_waits_until_it_is_settled(void **state)
{
    enum { LONG = 5000 };
    static char content[LONG];
    struct shelf *shelf = *state;
    struct heard heard;
    memset(content, 'x', LONG);
    struct hash one = put(shelf, SLICE("one")), two = put(shelf, (struct slice){content, LONG});
    assert_int_equal(waiting(shelf, INT64_MAX, &heard), 2);
    assert_int_equal(waiting(shelf, 1, &heard), 0);
    assert_int_equal(shelf->blobs->ops->settle(shelf->blobs, &one), ERR_NONE);
    assert_int_equal(shelf->blobs->ops->settle(shelf->blobs, &one), ERR_NONE);
    if (shelf->store != IN_MEMORY) {
        shelf->blobs->ops->close(shelf->blobs);
        shelf_open(shelf);
    }
    assert_int_equal(waiting(shelf, INT64_MAX, &heard), 1);
    assert_memory_equal(&heard.last, &two, sizeof two);
    assert_int_equal(heard.len, BLOBS_HEAD_BYTES);
    assert_memory_equal(heard.head, content, BLOBS_HEAD_BYTES);
    assert_int_equal(drop(shelf, &two), ERR_NONE);
    assert_int_equal(waiting(shelf, INT64_MAX, &heard), 0);
    assert_there(shelf, &one, SLICE("one"));
}

static void lengths_have_a_bound(void **state)
{
    struct shelf *shelf = *state;
    struct hash hash = put(shelf, SLICE("12345"));
    char *bytes = calloc(1, BOUND_BLOB_BYTES + 1);
    assert_non_null(bytes);
    assert_not(shelf, &hash, 10, ERR_TEXT_TOO_LONG);
    const struct slice most = {bytes, BOUND_BLOB_BYTES}, more = {bytes, BOUND_BLOB_BYTES + 1};
    assert_int_equal(shelf->blobs->ops->put(shelf->blobs, more, &hash), ERR_TEXT_TOO_LONG);
    hash = put(shelf, most);
    assert_there(shelf, &hash, most);
    free(bytes);
}

static struct blobs_weight weight_of(struct shelf *shelf)
{
    struct blobs_weight weight;
    assert_int_equal(shelf->blobs->ops->weigh(shelf->blobs, &weight), ERR_NONE);
    return weight;
}

/* PostgreSQL's tables grow by pages, and do not become smaller by themselves. */
static void a_table_is_weighed(struct shelf *shelf, struct slice content)
{
    struct blobs_weight before = weight_of(shelf), after;
    put(shelf, content);
    after = weight_of(shelf);
    assert_in_range(after.bytes - before.bytes, content.len, 2 * content.len);
    assert_int_equal(after.beside_bytes, before.beside_bytes);
    assert_true(before.beside_bytes > 0);
}

static void what_is_kept_is_weighed(void **state)
{
    enum { LONG = 200000 };
    static char bytes[LONG];
    const struct slice content = {bytes, LONG};
    struct shelf *shelf = *state;
    memset(bytes, 'x', LONG);
    put(shelf, SLICE("one"));
    if (shelf->store == IN_POSTGRES) {
        a_table_is_weighed(shelf, content);
        return;
    }
    for (int twice = 0; twice < 2; twice++) {
        assert_int_equal(weight_of(shelf).bytes, 3);
        assert_int_equal(weight_of(shelf).beside_bytes, 0);
        struct hash hash = put(shelf, content);
        put(shelf, content);
        assert_int_equal(weight_of(shelf).bytes, LONG + 3);
        assert_int_equal(drop(shelf, &hash), ERR_NONE);
        assert_int_equal(drop(shelf, &hash), ERR_NONE);
        assert_int_equal(weight_of(shelf).bytes, 3);
        /* What was put before it is weighed first, too. */
        if (shelf->store == IN_FOLDER && twice == 0) {
            shelf->blobs->ops->close(shelf->blobs);
            shelf_open(shelf);
            hash = put(shelf, content);
            assert_int_equal(weight_of(shelf).bytes, LONG + 3);
            assert_int_equal(drop(shelf, &hash), ERR_NONE);
        }
    }
}

/* Where the folder keeps a content. */
static const char *file_of(const struct shelf *shelf, const struct hash *hash)
{
    static char path[256];
    char hex[HASH_HEX + 1];
    hash_hex(hash, hex);
    snprintf(path, sizeof path, "%s/%.2s/%s", shelf->path, hex, hex + 2);
    return path;
}

static void what_was_changed_outside_is_not_given(void **state)
{
    struct shelf *shelf = *state;
    struct hash hash = put(shelf, SLICE("slides"));
    if (shelf->store == IN_MEMORY)
        return;
    if (shelf->store == IN_FOLDER) {
        int fd = open(file_of(shelf, &hash), O_WRONLY);
        assert_int_equal(write(fd, "S", 1), 1);
        close(fd);
    } else {
        cluster_sql("a", "UPDATE muster.blob SET content = 'Slides'");
    }
    assert_not(shelf, &hash, 100, ERR_INTERNAL);
}

static void a_folder_is_private_and_one_processs(void **state)
{
    struct shelf *shelf = *state;
    struct stat about;
    char why[256] = "";
    struct hash hash = put(shelf, SLICE("slides"));
    assert_int_equal(stat(shelf->path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    assert_int_equal(stat(file_of(shelf, &hash), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_null(blobs_folder_open(shelf->path, why, sizeof why));
    assert_non_null(strstr(why, "is in use by another Muster process"));
    assert_null(blobs_folder_open("/proc/none/here", why, sizeof why));
    assert_non_null(strstr(why, "cannot be opened"));
}

/* Whatever the moment: what was acknowledged is whole, and nothing half stays. */
static void a_killed_process_leaves_nothing_half(void **state)
{
    struct shelf *shelf = *state;
    struct hash hash;
    int told[2], kept = 0;
    static char content[300000];
    shelf->blobs->ops->close(shelf->blobs);
    assert_int_equal(pipe(told), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char why[256];
        struct blobs *blobs = blobs_folder_open(shelf->path, why, sizeof why);
        for (int n = 0; blobs; n++) {
            memcpy(content, &n, sizeof n);
            const struct slice whole = {content, sizeof content};
            if (blobs->ops->put(blobs, whole, &hash) != ERR_NONE ||
                write(told[1], &hash, sizeof hash) != sizeof hash)
                break;
        }
        _exit(1);
    }
    close(told[1]);
    while (kept < 8 && read(told[0], &hash, sizeof hash) == sizeof hash)
        kept++;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    char left[CLUSTER_URL_BYTES + 16];
    snprintf(left, sizeof left, "%s/new-left", shelf->path);
    close(open(left, O_CREAT | O_WRONLY, 0600));
    shelf_open(shelf);
    do {
        struct buffer out;
        buffer_init(&out, sizeof content);
        assert_int_equal(shelf->blobs->ops->get(shelf->blobs, &hash, &out), ERR_NONE);
        buffer_done(&out);
    } while (read(told[0], &hash, sizeof hash) == sizeof hash);
    close(told[0]);
    char command[CLUSTER_URL_BYTES + 32];
    snprintf(command, sizeof command, "! ls %s | grep -q new-", shelf->path);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    static const enum store stores[] = {IN_MEMORY, IN_FOLDER, IN_POSTGRES};
    static const char *const names[] = {"memory", "folder", "postgresql"};
#define CASE(fn)                                                                                   \
    {                                                                                              \
#fn, fn, setup, teardown, NULL                                                             \
    }
    const struct CMUnitTest cases[] = {
        CASE(what_is_put_is_got),
        CASE(the_same_content_is_there_once),
        CASE(what_is_kept_is_weighed),
        CASE(what_is_put_waits_until_it_is_settled),
        CASE(lengths_have_a_bound),
        CASE(what_was_changed_outside_is_not_given),
        /* Of a folder alone. */
        CASE(a_folder_is_private_and_one_processs),
        CASE(a_killed_process_leaves_nothing_half),
    };
    enum { CASES = sizeof cases / sizeof cases[0], FOLDERS = 2 };
    int failed = 0;
    cluster_open();
    for (int store = 0; store < 3; store++) {
        struct CMUnitTest tests[CASES];
        memcpy(tests, cases, sizeof cases);
        for (int i = 0; i < CASES; i++)
            tests[i].initial_state = (void *)&stores[store];
        failed += _cmocka_run_group_tests(names[store], tests,
                                          store == IN_FOLDER ? CASES : CASES - FOLDERS, NULL, NULL);
    }
    cluster_close();
    return failed;
}
