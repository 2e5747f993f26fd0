/* SPDX-License-Identifier: Apache-2.0
 * CPU time, memory and system calls of the server, as the kernel counts them. */
#include "bench/process.h"

#include "bench/latency.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
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

int64_t process_cpu_ns(const unsigned *pids)
{
    int64_t total = 0;
    for (; *pids; pids++) {
        if (threads_each(*pids, "schedstat", cpu_add, &total) != 0)
            return -1;
    }
    return total;
}

int64_t process_waited_ns(unsigned pid)
{
    char path[PATH_BYTES];
    int64_t waited = -1;
    snprintf(path, sizeof path, "/proc/%u/task/%u/schedstat", pid, pid);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%*d %" SCNd64, &waited) != 1)
        waited = -1;
    if (file)
        fclose(file);
    return waited;
}

int64_t process_machine_ns(void)
{
    /* proc(5): user, nice, system, idle, iowait, irq, softirq, steal. */
    int64_t user = 0, nice = 0, kernel = 0, irq = 0, softirq = 0, steal = 0;
    FILE *file = fopen("/proc/stat", "re");
    if (!file)
        return 0;
    if (fscanf(file,
               "cpu %" SCNd64 " %" SCNd64 " %" SCNd64 " %*d %*d %" SCNd64 " %" SCNd64 " %" SCNd64,
               &user, &nice, &kernel, &irq, &softirq, &steal) != 6)
        user = nice = kernel = irq = softirq = steal = 0;
    fclose(file);
    return (user + nice + kernel + irq + softirq + steal) * (1000000000 / sysconf(_SC_CLK_TCK));
}

/* Time of children that have ended: fields 16 and 17 of proc(5)'s stat; the name may hold blanks.
 */
static int64_t reaped_cpu_ns(unsigned pid)
{
    char path[PATH_BYTES], line[1024];
    int64_t user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%u/stat", pid);
    FILE *file = fopen(path, "re");
    const char *name_end = file && fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    if (name_end)
        sscanf(name_end,
               ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %" SCNd64 " %" SCNd64, &user,
               &kernel);
    if (file)
        fclose(file);
    return (user + kernel) * (1000000000 / sysconf(_SC_CLK_TCK));
}

int64_t process_family_cpu_ns(unsigned pid)
{
    char path[PATH_BYTES];
    unsigned members[2] = {pid, 0};
    if (pid == 0)
        return 0;
    int64_t total = process_cpu_ns(members) + reaped_cpu_ns(pid);
    snprintf(path, sizeof path, "/proc/%u/task/%u/children", pid, pid);
    FILE *children = fopen(path, "re");
    while (children && fscanf(children, "%u", &members[0]) == 1) {
        /* One that has just ended is counted next time. */
        int64_t ns = process_cpu_ns(members);
        total += ns > 0 ? ns : 0;
    }
    if (children)
        fclose(children);
    return total;
}

static int64_t rss_bytes(unsigned pid)
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

int64_t process_rss_bytes(const unsigned *pids)
{
    int64_t total = 0;
    for (; *pids; pids++) {
        int64_t bytes = rss_bytes(*pids);
        if (bytes < 0)
            return -1;
        total += bytes;
    }
    return total;
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

void process_peak_reset(unsigned pid)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "/proc/%u/clear_refs", pid);
    FILE *file = fopen(path, "we");
    if (file) {
        fputs("5\n", file);
        fclose(file);
    }
}

int64_t process_peak_bytes(unsigned pid)
{
    char path[PATH_BYTES], line[PATH_BYTES];
    int64_t kilobytes = -1;
    snprintf(path, sizeof path, "/proc/%u/status", pid);
    FILE *file = fopen(path, "re");
    while (file && kilobytes < 0 && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %" SCNd64, &kilobytes) != 1)
            kilobytes = -1;
    if (file)
        fclose(file);
    return kilobytes < 0 ? -1 : kilobytes * 1024;
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

/* Whether a slab holds what each socket has. The names of files that sockets have are in one with
 * those of all others: there are as many as there are inodes of sockets. */
static bool slab_of_sockets(const char *name)
{
    static const char *const slabs[] = {"TCP", "TCPv6", "sock_inode_cache", "filp",
                                        "eventpoll_epi"};
    for (size_t i = 0; i < sizeof slabs / sizeof slabs[0]; i++)
        if (strcmp(name, slabs[i]) == 0)
            return true;
    return false;
}

int64_t process_slab_bytes(void)
{
    char line[PATH_BYTES], name[32];
    int64_t bytes = 0, inodes = 0, entry = 0;
    FILE *file = fopen("/proc/slabinfo", "re");
    while (file && fgets(line, sizeof line, file)) {
        int64_t count, size;
        if (sscanf(line, "%31s %" SCNd64 " %*d %" SCNd64, name, &count, &size) != 3)
            continue;
        if (slab_of_sockets(name))
            bytes += count * size;
        if (strcmp(name, "sock_inode_cache") == 0)
            inodes = count;
        if (strcmp(name, "dentry") == 0)
            entry = size;
    }
    if (file)
        fclose(file);
    return inodes > 0 && entry > 0 ? bytes + inodes * entry : -1;
}

static int64_t own_cpu_ns(void)
{
    const unsigned own[] = {(unsigned)getpid(), 0};
    return process_cpu_ns(own);
}

void process_span_start(struct process_span *span, const unsigned *pids)
{
    *span = (struct process_span){
        .server_ns = -process_cpu_ns(pids), .own_ns = -own_cpu_ns(), .wall_ns = -latency_now_ns()};
}

void process_span_end(struct process_span *span)
{
    span->own_ns += own_cpu_ns();
    span->wall_ns += latency_now_ns();
}

void process_span_settle(struct process_span *span, const unsigned *pids)
{
    span->server_ns += process_cpu_ns(pids);
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
