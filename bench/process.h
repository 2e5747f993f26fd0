/* SPDX-License-Identifier: Apache-2.0
 *
 * What the kernel says of a process: the figures of the server come from here, not from the server.
 */
#ifndef MUSTER_BENCH_PROCESS_H
#define MUSTER_BENCH_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

/* `pids` is a list that ends with 0: one server, or all instances of one. */

/* Time on a CPU of all threads, from /proc/PID/task/<tid>/schedstat; -1 when it cannot be read. */
int64_t process_cpu_ns(const unsigned *pids);
/* Time that the main thread of a process was ready to run and something else had its core: another
 * thread of its own, or strangers. -1 when it cannot be read. */
int64_t process_waited_ns(unsigned pid);
/* Time that the cores of this machine were not idle, all together; it grows in steps of 10 ms. */
int64_t process_machine_ns(void);
/* The same of a process with its children, those too that have ended (in ticks of the kernel); 0
 * when `pid` is 0. */
int64_t process_family_cpu_ns(unsigned pid);
/* Resident memory in bytes, from /proc/PID/statm; -1 when it cannot be read. */
int64_t process_rss_bytes(const unsigned *pids);

/* Resident memory by what it is, from /proc/PID/smaps: the heap, other anonymous memory, and what
 * comes from files. All 0 when it cannot be read. */
struct process_memory {
    int64_t heap, mapped, file;
};
struct process_memory process_memory(unsigned pid);
/* The most resident memory the process has had since process_peak_reset, in bytes; -1 when it
 * cannot be read. */
void process_peak_reset(unsigned pid);
int64_t process_peak_bytes(unsigned pid);
/* Memory of all TCP sockets of the machine, both ends, from /proc/net/sockstat; -1 when it cannot
 * be read. */
int64_t process_socket_bytes(void);
/* What all sockets of the machine take of the kernel beside that, both ends, also while nothing
 * waits in them: they themselves, their files, and what epoll knows of them. From /proc/slabinfo,
 * which root alone may read; -1 when it cannot be read. */
int64_t process_slab_bytes(void);

/* What a stretch of time cost: filled with starting points by _start, with differences by _end. */
struct process_span {
    int64_t server_ns; /* on a CPU */
    int64_t own_ns;    /* on a CPU: the generator itself */
    int64_t wall_ns;
};
void process_span_start(struct process_span *span, const unsigned *pids);
/* Ends the generator's and the wall's part now; the server's follows by process_span_settle. */
void process_span_end(struct process_span *span);
/* Ends the server's part, which goes on a little after the last answer. */
void process_span_settle(struct process_span *span, const unsigned *pids);

/* Raises the number of open files to the hard limit and returns it. */
unsigned process_files_raise(void);
/* Starts `strace -f -c -o file -p pid` and waits until it holds every thread; 0 when it cannot. */
pid_t process_trace(unsigned pid, const char *file);
/* Ends that strace, which then writes its table, and waits for it. */
void process_trace_end(pid_t tracer);

/* System calls in strace's table. */
struct process_calls {
    uint64_t sends; /* sendto, sendmsg, sendmmsg, writev */
    uint64_t epoll_ctls;
    uint64_t all;
};
struct process_calls process_trace_read(const char *file);

#endif
