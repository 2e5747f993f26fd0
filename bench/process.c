/* SPDX-License-Identifier: Apache-2.0
 * CPU time, memory and system calls of the server, as the kernel counts them. */
#include "bench/process.h"

#include "bench/latency.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_BYTES = 320, TRACE_WAIT_MS = 3000 };

/* Calls `fn` with the path of `name` of every thread. */
static int threads_each(unsigned pid, const char *name, void (*fn)(const char *path, void *context),
                        void *context)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "/proc/%u/task", pid);
    DIR *tasks = opendir(path);
    if (!tasks)
        return -1;
    const struct dirent *task;
    while ((task = readdir(tasks))) {
        if (task->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "/proc/%u/task/%s/%s", pid, task->d_name, name);
        fn(path, context);
    }
    closedir(tasks);
    return 0;
}

static void cpu_add(const char *path, void *context)
{
    int64_t *total = context, ns;
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    if (fscanf(file, "%" SCNd64, &ns) == 1)
        *total += ns;
    fclose(file);
}

int64_t process_cpu_ns(unsigned pid)
{
    int64_t total = 0;
    return threads_each(pid, "schedstat", cpu_add, &total) == 0 ? total : -1;
}

int64_t process_rss_bytes(unsigned pid)
{
    char path[PATH_BYTES];
    int64_t pages = -1;
    snprintf(path, sizeof path, "/proc/%u/statm", pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return -1;
    if (fscanf(file, "%*d %" SCNd64, &pages) != 1)
        pages = -1;
    fclose(file);
    return pages < 0 ? -1 : pages * sysconf(_SC_PAGESIZE);
}

struct process_memory process_memory(unsigned pid)
{
    struct process_memory memory = {0};
    char path[PATH_BYTES], line[PATH_BYTES], name[PATH_BYTES];
    int64_t *part = &memory.file, kb;
    snprintf(path, sizeof path, "/proc/%u/smaps", pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        /* The first line of a mapping: addresses, rights, offset, device, inode, name. */
        int words = sscanf(line, "%*[0-9a-f]-%*x %*4s %*x %*x:%*x %*u %319s", name);
        if (sscanf(line, "Rss: %" SCNd64, &kb) == 1)
            *part += kb * 1024;
        else if (line[0] >= 'a' || (line[0] >= '0' && line[0] <= '9'))
            part = words < 1 || name[0] == '[' ? &memory.mapped : &memory.file;
        if (words == 1 && strcmp(name, "[heap]") == 0)
            part = &memory.heap;
    }
    if (file)
        fclose(file);
    return memory;
}

int64_t process_socket_bytes(void)
{
    char line[PATH_BYTES];
    int64_t pages = -1;
    FILE *file = fopen("/proc/net/sockstat", "re");
    while (file && fgets(line, sizeof line, file)) {
        const char *at = strncmp(line, "TCP:", 4) == 0 ? strstr(line, " mem ") : NULL;
        if (at && sscanf(at, " mem %" SCNd64, &pages) != 1)
            pages = -1;
    }
    if (file)
        fclose(file);
    return pages < 0 ? -1 : pages * sysconf(_SC_PAGESIZE);
}

void process_span_start(struct process_span *span, unsigned pid)
{
    *span = (struct process_span){.server_ns = -process_cpu_ns(pid),
                                  .own_ns = -process_cpu_ns((unsigned)getpid()),
                                  .wall_ns = -latency_now_ns()};
}

void process_span_end(struct process_span *span)
{
    span->own_ns += process_cpu_ns((unsigned)getpid());
    span->wall_ns += latency_now_ns();
}

void process_span_settle(struct process_span *span, unsigned pid)
{
    span->server_ns += process_cpu_ns(pid);
}

unsigned process_files_raise(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return 1024;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return files.rlim_cur > 1000000 ? 1000000 : (unsigned)files.rlim_cur;
}

static void traced_and(const char *path, void *context)
{
    int *all = context;
    char line[128];
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "TracerPid:\t0\n", sizeof line) == 0)
            *all = 0;
    }
    fclose(file);
}

pid_t process_trace(unsigned pid, const char *file)
{
    char number[16];
    snprintf(number, sizeof number, "%u", pid);
    pid_t tracer = fork();
    if (tracer == 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDERR_FILENO);
        execlp("strace", "strace", "-f", "-c", "-o", file, "-p", number, (char *)NULL);
        _exit(127);
    }
    for (int waited_ms = 0; tracer > 0 && waited_ms < TRACE_WAIT_MS; waited_ms += 10) {
        int all = 1;
        usleep(10000);
        if (waitpid(tracer, NULL, WNOHANG) == tracer)
            return 0;
        if (threads_each(pid, "status", traced_and, &all) == 0 && all)
            return tracer;
    }
    if (tracer > 0)
        process_trace_end(tracer);
    return 0;
}

void process_trace_end(pid_t tracer)
{
    kill(tracer, SIGINT);
    waitpid(tracer, NULL, 0);
}

/* A line of the table: share, seconds, µs/call, calls, errors (may be missing), name. */
static void calls_add(char *line, struct process_calls *calls)
{
    unsigned long long count;
    line[strcspn(line, "\n")] = '\0';
    const char *name = strrchr(line, ' ');
    if (!name++ || sscanf(line, "%*f %*f %*f %llu", &count) != 1)
        return;
    if (strncmp(name, "send", 4) == 0 || strcmp(name, "writev") == 0)
        calls->sends += count;
    if (strcmp(name, "epoll_ctl") == 0)
        calls->epoll_ctls += count;
    if (strcmp(name, "total") == 0)
        calls->all = count;
}

struct process_calls process_trace_read(const char *file)
{
    struct process_calls calls = {0};
    char line[256];
    FILE *table = fopen(file, "re");
    while (table && fgets(line, sizeof line, table))
        calls_add(line, &calls);
    if (table)
        fclose(table);
    return calls;
}
