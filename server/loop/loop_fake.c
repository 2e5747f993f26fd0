/* SPDX-License-Identifier: Apache-2.0
 * A loop whose clock moves only when told and whose threads are a queue worked off inline. */
#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "loop/engine.h"

struct fake {
    struct loop loop; /* first: a struct loop * of this engine is a struct fake * */
    int64_t started_ms, tick_ms;
    struct jobs jobs; /* of all workers, in the order posted */
    bool passing;
};

static struct fake *fake_of(struct loop *loop)
{
    return (struct fake *)loop;
}

static void job_run(struct job *job)
{
    struct job copy = *job;
    mem_free(job);
    copy.work(copy.context);
    if (copy.done)
        copy.done(copy.context);
}

/* Jobs posted by these jobs wait for the next turn, as they would for a thread. */
static void jobs_run(struct fake *fake)
{
    size_t count = 0;
    for (const struct job *job = fake->jobs.first; job; job = job->next)
        count++;
    for (; count > 0; count--) {
        struct job *job = jobs_take(&fake->jobs);
        /* A worker closed meanwhile has taken its own. */
        if (!job)
            break;
        job_run(job);
    }
}

static void turn(struct fake *fake)
{
    loop_run_timers(&fake->loop);
    jobs_run(fake);
    loop_run_end(&fake->loop);
}

static bool ready(const struct fake *fake)
{
    int64_t deadline = loop_deadline(&fake->loop);
    return fake->jobs.first || loop_ready(&fake->loop) ||
           (deadline != LOOP_DEADLINE_NONE && deadline <= fake->tick_ms);
}

static void pass(struct loop *loop, int64_t ms)
{
    struct fake *fake = fake_of(loop);
    check(ms >= 0);
    check(!fake->passing);
    fake->passing = true;
    int64_t end_ms = fake->tick_ms + ms;
    for (;;) {
        while (ready(fake))
            turn(fake);
        int64_t deadline = loop_deadline(loop);
        if (deadline == LOOP_DEADLINE_NONE || deadline > end_ms)
            break;
        fake->tick_ms = deadline;
    }
    fake->tick_ms = end_ms;
    fake->passing = false;
}

static int64_t now_ms(const struct loop *loop)
{
    const struct fake *fake = (const struct fake *)loop;
    return fake->started_ms + fake->tick_ms;
}

static int64_t tick_ms(const struct loop *loop)
{
    return ((const struct fake *)loop)->tick_ms;
}

static struct worker *start(struct loop *loop, const char *name)
{
    UNUSED(loop);
    UNUSED(name);
    return mem_new(sizeof(struct worker));
}

static void post(struct worker *worker, loop_fn *work, loop_fn *done, void *context)
{
    struct job *job = mem_new(sizeof *job);
    job->work = work;
    job->done = done;
    job->context = context;
    job->worker = worker;
    jobs_add(&fake_of(worker->loop)->jobs, job);
}

static void finish(struct worker *worker)
{
    struct fake *fake = fake_of(worker->loop);
    struct jobs mine, others;
    jobs_init(&mine);
    jobs_init(&others);
    for (struct job *job = jobs_take(&fake->jobs); job; job = jobs_take(&fake->jobs))
        jobs_add(job->worker == worker ? &mine : &others, job);
    jobs_move(&fake->jobs, &others);
    for (struct job *job = jobs_take(&mine); job; job = jobs_take(&mine))
        job_run(job);
    mem_free(worker);
}

static void real_only(struct loop *loop)
{
    UNUSED(loop);
    check_failed(__FILE__, __LINE__, "a fake loop cannot do this");
}

static void on_signal(struct loop *loop, loop_fn *fn, void *context)
{
    UNUSED(fn);
    UNUSED(context);
    real_only(loop);
}

static struct watch *watch(struct loop *loop, int fd, loop_fn *fn, void *context)
{
    UNUSED(fd);
    UNUSED(fn);
    UNUSED(context);
    real_only(loop);
    return NULL;
}

static void *uv(struct loop *loop)
{
    UNUSED(loop);
    return NULL;
}

static void finish_loop(struct loop *loop)
{
    loop_done(loop);
    check(!fake_of(loop)->jobs.first);
    mem_free(loop);
}

static const struct engine_ops fake_ops = {
    .run = real_only,
    .stop = real_only,
    .pass = pass,
    .now_ms = now_ms,
    .tick_ms = tick_ms,
    .worker_new = start,
    .worker_post = post,
    .worker_close = finish,
    .on_signal = on_signal,
    .watch = watch,
    .uv = uv,
    .free = finish_loop,
};

struct loop *loop_new_fake(int64_t started_ms)
{
    struct fake *fake = mem_new(sizeof *fake);
    loop_init(&fake->loop, &fake_ops);
    fake->started_ms = started_ms;
    jobs_init(&fake->jobs);
    return &fake->loop;
}
