/* SPDX-License-Identifier: Apache-2.0
 *
 * The floor with io_uring: as floor.c, but the sends of a run go to the kernel in batches.
 *
 *   floor_uring [--variant NAME] [--batch N] PORT [VIEW_BYTES [FAULT]]
 *   floor_uring [--variant NAME] --check       whether the variant can be had here: exit 0 or 1
 *
 * A batch is N sends to registered files, one io_uring_enter, and N results. When it returns the
 * kernel has taken all bytes of all of them: what a socket did not take at once (fewer bytes, or
 * EAGAIN) goes after it by floor_send, so the next run finds each connection in order. Only then
 * may the run's buffer be written again; with SEND_ZC not before the kernel has also let go of it,
 * which may be later: so there are several, and the next run takes one that is free.
 */
#include "bench/floor_loop.h"

#include <errno.h>
#include <getopt.h>
#include <liburing.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
    BATCH_DEFAULT = 1024,
    BATCH_MAX = 16384,
    RUNS = 4,
    RUN_BITS = 2,
    RESULTS_MAX = 65536, /* more than all subscribers' sends and releases of one run */
    FILES_MAX = 65536,
    POLL_IDLE_MS = 1, /* the least the kernel knows: its thread spins that long in vain */
};

struct variant {
    const char *name;
    unsigned setup; /* flags of io_uring_setup(2) */
    bool zero_copy;
};

static const struct variant variants[] = {
    {"plain", 0, false},
    {"defer", IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_DEFER_TASKRUN,
     false},
    {"zc", IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN | IORING_SETUP_DEFER_TASKRUN,
     true},
    /* The kernel's thread stays on the core of the process: other cores belong to others. */
    {"sqpoll", IORING_SETUP_SQPOLL | IORING_SETUP_SQ_AFF, false},
};

struct uring {
    const struct variant *variant;
    unsigned batch;
    struct io_uring ring;
    unsigned waiting;    /* sends of this batch without a result */
    unsigned run;        /* the buffer being filled or sent */
    unsigned held[RUNS]; /* sends of each from which the kernel may still read */
    bool was_short;
};

static char runs[RUNS][FLOOR_RUN_BYTES];

static void uring_fail(const char *what, int result)
{
    errno = -result;
    floor_fail(what);
}

static void send_prepare(struct uring *uring, const struct floor *floor, unsigned place)
{
    struct io_uring_sqe *sqe = io_uring_get_sqe(&uring->ring);
    int fd = floor->subscribers[place]->fd; /* its place in the table of registered files, too */
    if (!sqe)
        uring_fail("io_uring_get_sqe", -EBUSY);
    if (uring->variant->zero_copy)
        io_uring_prep_send_zc_fixed(sqe, fd, floor->run, floor->run_len, MSG_NOSIGNAL, 0,
                                    uring->run);
    else
        io_uring_prep_send(sqe, fd, floor->run, floor->run_len, MSG_NOSIGNAL);
    io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
    io_uring_sqe_set_data64(sqe, (uint64_t)place << RUN_BITS | uring->run);
}

/* The rest of a run that a socket did not take at once. */
static void send_continue(struct uring *uring, const struct floor *floor, unsigned place, int sent)
{
    if (sent < 0 && sent != -EAGAIN && sent != -EPIPE && sent != -ECONNRESET)
        uring_fail("send", sent);
    if (!uring->was_short)
        fprintf(stderr, "floor_uring: a send was short\n");
    uring->was_short = true;
    size_t done = sent > 0 ? (size_t)sent : 0;
    floor_send(floor->subscribers[place], floor->run + done, floor->run_len - done);
}

static void result_take(struct uring *uring, const struct floor *floor,
                        const struct io_uring_cqe *cqe)
{
    unsigned run = cqe->user_data % RUNS;
    if (cqe->flags & IORING_CQE_F_NOTIF) {
        uring->held[run]--;
        return;
    }
    if (cqe->flags & IORING_CQE_F_MORE)
        uring->held[run]++;
    uring->waiting--;
    if (cqe->res < 0 || (size_t)cqe->res < floor->run_len)
        send_continue(uring, floor, (unsigned)(cqe->user_data >> RUN_BITS), cqe->res);
}

/* Submits what is prepared, and takes at least `count` results. */
static void results_await(struct uring *uring, const struct floor *floor, unsigned count)
{
    int result = io_uring_submit_and_wait(&uring->ring, count);
    if (result < 0 && result != -EINTR && result != -EBUSY)
        uring_fail("io_uring_enter", result);
    struct io_uring_cqe *cqe;
    unsigned head, taken = 0;
    io_uring_for_each_cqe(&uring->ring, head, cqe)
    {
        result_take(uring, floor, cqe);
        taken++;
    }
    io_uring_cq_advance(&uring->ring, taken);
}

static void batch_send(struct uring *uring, const struct floor *floor, unsigned from, unsigned end)
{
    for (unsigned place = from; place < end; place++)
        send_prepare(uring, floor, place);
    uring->waiting = end - from;
    while (uring->waiting > 0)
        results_await(uring, floor, uring->waiting);
}

/* Puts a buffer in the run's place from which the kernel does not read any more. */
static void run_turn(struct uring *uring, struct floor *floor)
{
    uring->run = (uring->run + 1) % RUNS;
    while (uring->held[uring->run] > 0)
        results_await(uring, floor, 1);
    floor->run = runs[uring->run];
}

static void run_send(struct floor *floor)
{
    struct uring *uring = floor->context;
    for (unsigned from = 0; from < floor->subscribers_count; from += uring->batch) {
        unsigned left = floor->subscribers_count - from;
        batch_send(uring, floor, from, from + (left < uring->batch ? left : uring->batch));
    }
    if (uring->variant->zero_copy)
        run_turn(uring, floor);
}

static void file_register(struct floor *floor, const struct conn *conn)
{
    struct uring *uring = floor->context;
    int result = io_uring_register_files_update(&uring->ring, (unsigned)conn->fd, &conn->fd, 1);
    if (result < 0)
        uring_fail("registering a file", result);
}

/* A registered file stays open until its place is empty. */
static void file_forget(struct floor *floor, const struct conn *conn)
{
    struct uring *uring = floor->context;
    int none = -1;
    int result = io_uring_register_files_update(&uring->ring, (unsigned)conn->fd, &none, 1);
    if (result < 0)
        uring_fail("forgetting a file", result);
}

/* Says why there is no ring and ends the process. */
static void uring_refuse(const struct variant *variant, int result)
{
    const char *why = strerror(-result);
    if (result == -ENOSYS)
        why = "this kernel has no io_uring, or a filter of system calls hides it";
    else if (result == -EPERM || result == -EACCES)
        why = "io_uring is not allowed here: by kernel.io_uring_disabled, or by the filter of "
              "system calls of a container";
    else if (result == -EINVAL || result == -EOPNOTSUPP)
        why = "this kernel's io_uring is too old for it";
    fprintf(stderr, "floor_uring: no %s: %s\n", variant->name, why);
    exit(1);
}

static int buffers_register(struct uring *uring)
{
    struct iovec buffers[RUNS];
    struct io_uring_probe *probe = io_uring_get_probe_ring(&uring->ring);
    bool known = probe && io_uring_opcode_supported(probe, IORING_OP_SEND_ZC);
    io_uring_free_probe(probe);
    if (!known)
        return -EOPNOTSUPP;
    for (unsigned i = 0; i < RUNS; i++)
        buffers[i] = (struct iovec){.iov_base = runs[i], .iov_len = sizeof runs[i]};
    return io_uring_register_buffers(&uring->ring, buffers, RUNS);
}

static void uring_open(struct uring *uring, unsigned files)
{
    const struct variant *variant = uring->variant;
    struct io_uring_params params = {.flags = variant->setup | IORING_SETUP_CQSIZE,
                                     .cq_entries = RESULTS_MAX,
                                     .sq_thread_idle = POLL_IDLE_MS};
    if (variant->setup & IORING_SETUP_SQ_AFF)
        params.sq_thread_cpu = (unsigned)sched_getcpu();
    int result = io_uring_queue_init_params(uring->batch, &uring->ring, &params);
    if (result >= 0)
        result = io_uring_register_ring_fd(&uring->ring);
    if (result >= 0)
        result =
            io_uring_register_files_sparse(&uring->ring, files < FILES_MAX ? files : FILES_MAX);
    if (result >= 0 && variant->zero_copy)
        result = buffers_register(uring);
    if (result < 0)
        uring_refuse(variant, result);
}

static const struct variant *variant_find(const char *name)
{
    for (unsigned i = 0; i < sizeof variants / sizeof *variants; i++) {
        if (strcmp(variants[i].name, name) == 0)
            return &variants[i];
    }
    return NULL;
}

static void usage_fail(void)
{
    fprintf(stderr,
            "usage: floor_uring [--variant plain|defer|zc|sqpoll] [--batch 1…%d] "
            "PORT [VIEW_BYTES [FAULT]] | --check\n",
            BATCH_MAX);
    exit(2);
}

/* Fills *uring; true when it is only to be tried. */
static bool options_read(int argc, char **argv, struct uring *uring)
{
    static const struct option options[] = {{"variant", required_argument, NULL, 'v'},
                                            {"batch", required_argument, NULL, 'b'},
                                            {"check", no_argument, NULL, 'c'},
                                            {0}};
    bool check = false;
    for (int key; (key = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (key == 'v')
            uring->variant = variant_find(optarg);
        else if (key == 'b')
            uring->batch = (unsigned)strtoul(optarg, NULL, 10);
        else if (key == 'c')
            check = true;
        else
            usage_fail();
    }
    if (!uring->variant || uring->batch < 1 || uring->batch > BATCH_MAX ||
        (!check && optind == argc))
        usage_fail();
    return check;
}

static const struct floor_ops ops = {
    .flush = run_send, .joined = file_register, .left = file_forget};

int main(int argc, char **argv)
{
    struct uring uring = {.variant = variants, .batch = BATCH_DEFAULT};
    bool check = options_read(argc, argv, &uring);
    uring_open(&uring, floor_files_raise());
    if (!check)
        floor_serve(argv + optind, runs[0], &ops, &uring);
    return 0;
}
