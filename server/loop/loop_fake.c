/* SPDX-License-Identifier: Apache-2.0
 * A loop whose clock moves only when told and whose threads are a queue worked off inline. */
#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "loop/engine.h"
#include "loop/jobs.h"

struct fake {
    struct loop loop; /* first: a struct loop * of this engine is a struct fake * */
    int64_t started_ms, tick_ms;
    struct jobs jobs; /* of all workers and crews, in the order posted */
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
        /* A worker or crew closed meanwhile has taken its own. */
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

static void job_add(struct fake *fake, struct job job)
{
    struct job *added = mem_new(sizeof *added);
    *added = job;
    jobs_add(&fake->jobs, added);
}

static void post(struct worker *worker, loop_fn *work, loop_fn *done, void *context)
{
    job_add(fake_of(worker->loop),
            (struct job){.work = work, .done = done, .context = context, .owner = worker});
}

/* Runs the jobs of `owner` that are left, those too that they post. */
static void finish_jobs(struct fake *fake, const void *owner)
{
    for (struct job *job; (job = jobs_take_of(&fake->jobs, owner));)
        job_run(job);
}

static void finish(struct worker *worker)
{
    finish_jobs(fake_of(worker->loop), worker);
    mem_free(worker);
}

static struct crew *crew_start(struct loop *loop, const char *name, unsigned threads)
{
    UNUSED(loop);
    UNUSED(name);
    UNUSED(threads);
    return mem_new(sizeof(struct crew));
}

static void crew_piece(void *context);

static void crew_tell(struct crew *crew)
{
    job_add(fake_of(crew->loop), (struct job){.work = crew_piece, .context = crew, .owner = crew});
}

/* As long as there is a piece there is another look, as a thread does. */
static void crew_piece(void *context)
{
    struct crew *crew = context;
    if (!crew->work(crew->context))
        return;
    crew_tell(crew);
    crew->done(crew->context);
}

static void crew_finish(struct crew *crew)
{
    finish_jobs(fake_of(crew->loop), crew);
    mem_free(crew);
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
    .crew_new = crew_start,
    .crew_wake = crew_tell,
    .crew_close = crew_finish,
    .on_signal = on_signal,
    .on_hangup = on_signal,
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
