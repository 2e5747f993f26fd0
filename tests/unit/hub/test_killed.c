/* SPDX-License-Identifier: Apache-2.0
 * A process with a hub, a real clock and an SQLite file is killed with SIGKILL; another one, to
 * which nobody connects, does what was planned: server/hub/alarms.c. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "help/bytes.h"
#include "help/kinds.h"
#include "help/temporary.h"
#include "hub/hub.h"
#include "journal/backend.h"

enum { LOOK_MS = 20, WAIT_MS = 15000, PATH_BYTES = 64 };

/* One process. */
struct process {
    struct loop *loop;
    struct journal *journal;
    struct bus *bus;
    struct hub *hub;
    struct timer *timer;
    int said; /* the pipe on which the child says that it has the answer; -1: none */
    bool ends_orderly;
    bool reading;
    unsigned starts;  /* entries that opened the webinar */
    int64_t start_ms; /* the first of them */
    int64_t late_ms;  /* when nobody waits any more */
};

static void process_open(struct process *process, const char *path)
{
    static const struct hub_options options = {0};
    char why[200];
    struct backend *backend = sqlite_open(path, why, sizeof why);
    assert_non_null(backend);
    process->loop = loop_new();
    process->journal = journal_new(process->loop, backend);
    process->bus = bus_local_new();
    process->hub = hub_new(process->loop, process->journal, process->bus, help_kinds(), &options);
}

static void closed(void *context)
{
    struct process *process = context;
    loop_stop(process->loop);
}

static void process_close(struct process *process)
{
    journal_close(&process->journal);
    hub_free(&process->hub);
    bus_close(&process->bus);
    loop_free(&process->loop);
}

/* ---- the child ----
 */

static void answered(void *context, const struct hub_answer *answer)
{
    struct process *process = context;
    if (answer->error)
        _exit(1);
    if (process->ends_orderly)
        hub_close(process->hub, closed, process);
    else if (write(process->said, "!", 1) != 1)
        _exit(1);
}

/* Makes a webinar that opens by itself in `ahead_ms`, and runs until it is killed; or until its
 * hub has closed. */
static void child_run(const char *path, int said, int64_t ahead_ms, bool ends_orderly)
{
    struct process process = {.said = said, .ends_orderly = ends_orderly};
    char data[160];
    struct json *json = NULL;
    struct actor actor = {.id = ENTRY_SYSTEM};
    process_open(&process, path);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:p\",\"op\":\"create\",\"title\":{\"en\":\"P\"},\"start\":%lld,"
             "\"opens\":true}",
             (long long)(loop_now_ms(process.loop) + ahead_ms));
    if (json_parse(slice_of(data), &json) != ERR_NONE)
        _exit(1);
    hub_command(process.hub, &actor, SLICE("stage.create"), json, answered, &process);
    json_free(&json);
    loop_run(process.loop);
    process_close(&process);
    _exit(write(said, "!", 1) == 1 ? 0 : 1);
}

static void child_killed(const char *path, int64_t ahead_ms, bool ends_orderly)
{
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        child_run(path, ends[1], ahead_ms, ends_orderly);
    close(ends[1]);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ends[0]);
}

/* ---- who comes after it ----
 */

static void read_came(void *context, enum err error, struct entry **entries, size_t count)
{
    struct process *process = context;
    process->reading = false;
    process->starts = 0;
    for (size_t i = 0; !error && i < count; i++) {
        if (!slice_is(entries[i]->type, "stage.phase"))
            continue;
        process->starts++;
        process->start_ms = entries[i]->at_ms;
    }
}

static void look(void *context)
{
    struct process *process = context;
    if (process->starts > 0 || loop_tick_ms(process->loop) > process->late_ms) {
        timer_close(&process->timer);
        hub_close(process->hub, closed, process);
    } else if (!process->reading) {
        process->reading = true;
        journal_read(process->journal, SLICE("webinar:p"), 0, 100, read_came, process);
    }
}

static void expect_start(const char *path, int64_t planned_ms)
{
    struct process process = {.said = -1};
    process_open(&process, path);
    process.late_ms = loop_tick_ms(process.loop) + WAIT_MS;
    process.timer = loop_every(process.loop, LOOK_MS, look, &process);
    loop_run(process.loop);
    assert_int_equal(process.starts, 1);
    assert_true(process.start_ms >= planned_ms);
    assert_int_equal(hub_stats(process.hub).subscriptions, 0);
    process_close(&process);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void run(int64_t ahead_ms, bool ends_orderly, unsigned down_ms)
{
    char folder[40], path[PATH_BYTES];
    snprintf(folder, sizeof folder, "%s/muster-killed-XXXXXX", temporary());
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/journal.db", folder);
    int64_t planned_ms = now_ms() + ahead_ms;
    child_killed(path, ahead_ms, ends_orderly);
    usleep(down_ms * 1000);
    expect_start(path, planned_ms);
    bytes_remove(folder);
}

/* Nothing but the entry and its mark was written: the cursor is behind. */
static void killed_at_once_it_starts_at_its_hour(void **state)
{
    run(1500, false, 0);
}

static void killed_at_once_and_down_at_the_hour_it_starts_late(void **state)
{
    run(300, false, 600);
}

/* The cursor is at the head: the alarm alone wakes the room. */
static void ended_and_down_at_the_hour_it_starts_late(void **state)
{
    run(300, true, 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_once_it_starts_at_its_hour),
        cmocka_unit_test(killed_at_once_and_down_at_the_hour_it_starts_late),
        cmocka_unit_test(ended_and_down_at_the_hour_it_starts_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
