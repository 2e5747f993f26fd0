/* SPDX-License-Identifier: Apache-2.0
 * The program is started by others, one in the place of the other, each taking something from it:
 * nice(1) time, unshare(1) the network, setpriv(1) the hope of rights and of outliving us,
 * prlimit(1) the rest. So nothing is forked here: a process with much memory would stand still for
 * it. */
#include "convert/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ARGS_MAX = 48,
    LOOK_MS = 100, /* how soon it is noticed that it is to stop */
    PIECE_BYTES = 65536,
    OUTPUT_MB = 16, /* a file that it writes */
    NOT_THERE = 127,
    TRY_SECONDS = 5,
};

/* What it inherits: nothing that is ours. */
static char *const surroundings[] = {(char[]){"PATH=/usr/local/bin:/usr/bin:/bin"},
                                     (char[]){"LC_ALL=C.UTF-8"}, (char[]){"HOME=/nonexistent"},
                                     NULL};

/* One on its way. */
struct child {
    pid_t pid;
    int out, errors, end; /* pipes that we read; readable when it has ended */
    int64_t until_ms;
    struct {
        char at[CHILD_ERRORS_BYTES];
        size_t len;
    } said;
};

static int64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* ---- starting ----------------------------------------------------------------------------------
 */

struct args {
    const char *list[ARGS_MAX];
    size_t count;
    char memory[40], seconds[40], output[40];
};

static void args_add(struct args *args, const char *const *more)
{
    while (*more && args->count < ARGS_MAX - 1)
        args->list[args->count++] = *more++;
}

static void args_make(struct args *args, const char *const *argv, const struct child_rules *rules)
{
    static const char *const first[] = {"nice", "-n", "10", NULL};
    static const char *const cut[] = {"unshare", "--user", "--net", "--", NULL};
    static const char *const privileges[] = {
        "setpriv", "--no-new-privs", "--pdeathsig", "KILL", "--", NULL};
    snprintf(args->memory, sizeof args->memory, "--as=%llu",
             (unsigned long long)rules->memory_mb << 20);
    snprintf(args->seconds, sizeof args->seconds, "--cpu=%u", rules->seconds);
    snprintf(args->output, sizeof args->output, "--fsize=%llu",
             (unsigned long long)OUTPUT_MB << 20);
    const char *const limits[] = {"prlimit",    args->memory, args->seconds,
                                  args->output, "--nproc=1",  "--nofile=64",
                                  "--core=0",   "--",         NULL};
    args_add(args, first);
    if (rules->cut_off)
        args_add(args, cut);
    args_add(args, privileges);
    args_add(args, limits);
    args_add(args, argv);
}

static void pair_close(int pair[2])
{
    close(pair[0]);
    close(pair[1]);
}

/* Its input, its two outputs, and nothing else. */
static bool spawn(struct child *child, const struct args *args, int in, const int ends[2])
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, ends[0], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setsigmask(&how, &none);
    int code = posix_spawnp(&child->pid, args->list[0], &files, &how, (char *const *)args->list,
                            surroundings);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    return code == 0;
}

static bool start(struct child *child, const struct args *args, int in)
{
    int out[2], errors[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return false;
    if (pipe2(errors, O_CLOEXEC) != 0) {
        pair_close(out);
        return false;
    }
    bool good = spawn(child, args, in, (const int[2]){out[1], errors[1]});
    close(out[1]);
    close(errors[1]);
    child->out = out[0];
    child->errors = errors[0];
    child->end = good ? pidfd_open(child->pid, 0) : -1;
    if (good && child->end >= 0)
        return true;
    if (good) {
        kill(-child->pid, SIGKILL);
        waitpid(child->pid, NULL, 0);
    }
    close(out[0]);
    close(errors[0]);
    return false;
}

/* ---- listening ---------------------------------------------------------------------------------
 */

/* False: nothing more comes. */
static bool take_out(struct child *child, struct buffer *out)
{
    char piece[PIECE_BYTES];
    ssize_t got = read(child->out, piece, sizeof piece);
    if (got > 0)
        buffer_add(out, (struct slice){piece, (size_t)got});
    return got > 0 || (got < 0 && errno == EINTR);
}

static bool take_errors(struct child *child)
{
    char piece[CHILD_ERRORS_BYTES];
    ssize_t got = read(child->errors, piece, sizeof piece);
    size_t room = sizeof child->said.at - 1 - child->said.len;
    if (got > 0) {
        size_t more = (size_t)got < room ? (size_t)got : room;
        memcpy(child->said.at + child->said.len, piece, more);
        child->said.len += more;
    }
    return got > 0 || (got < 0 && errno == EINTR);
}

/* Until it has ended and both pipes are empty, or it is to be killed. */
static enum child_end listen_to(struct child *child, const struct child_rules *rules,
                                struct buffer *out)
{
    struct pollfd watched[] = {{.fd = child->out, .events = POLLIN},
                               {.fd = child->errors, .events = POLLIN},
                               {.fd = child->end, .events = POLLIN}};
    while (watched[0].fd >= 0 || watched[1].fd >= 0 || watched[2].fd >= 0) {
        if (rules->stop && atomic_load(rules->stop))
            return CHILD_STOPPED;
        if (now_ms() >= child->until_ms)
            return CHILD_SLOW;
        if (out->full)
            return CHILD_LARGE;
        if (poll(watched, 3, LOOK_MS) <= 0)
            continue;
        if (watched[0].revents && !take_out(child, out))
            watched[0].fd = -1;
        if (watched[1].revents && !take_errors(child))
            watched[1].fd = -1;
        if (watched[2].revents)
            watched[2].fd = -1;
    }
    return out->full ? CHILD_LARGE : CHILD_DONE;
}

static enum child_end end_of(int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE)
        return CHILD_MISSING;
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return CHILD_SLOW;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CHILD_DONE : CHILD_FAILED;
}

/* What it started with it goes with it. */
static enum child_end finish(struct child *child, enum child_end end)
{
    int status = 0;
    if (end != CHILD_DONE)
        kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(child->out);
    close(child->errors);
    close(child->end);
    return end == CHILD_DONE ? end_of(status) : end;
}

enum child_end child_run(const char *const *argv, int in, const struct child_rules *rules,
                         struct buffer *out, char errors[CHILD_ERRORS_BYTES])
{
    struct args args = {.count = 0};
    struct child child = {.until_ms = now_ms() + (int64_t)rules->seconds * 2000};
    args_make(&args, argv, rules);
    errors[0] = '\0';
    if (lseek(in, 0, SEEK_SET) < 0 || !start(&child, &args, in))
        return CHILD_MISSING;
    enum child_end end = finish(&child, listen_to(&child, rules, out));
    child.said.at[child.said.len] = '\0';
    memcpy(errors, child.said.at, child.said.len + 1);
    return end;
}

bool child_can_be_cut_off(void)
{
    static const char *const nothing[] = {"true", NULL};
    const struct child_rules rules = {.memory_mb = 256, .seconds = TRY_SECONDS, .cut_off = true};
    struct buffer out;
    char errors[CHILD_ERRORS_BYTES];
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    buffer_init(&out, 1);
    bool can = in >= 0 && child_run(nothing, in, &rules, &out, errors) == CHILD_DONE;
    if (in >= 0)
        close(in);
    buffer_done(&out);
    return can;
}
