/* SPDX-License-Identifier: Apache-2.0
 * A thread with a queue in and a queue out; an async handle tells the loop that something came. Who
 * is told is told after the mutex is free: else they wake for it only to sleep again. */
#include "loop/uv_worker.h"

#include <pthread.h>
#include <stdio.h>
#include <uv.h>

#include "base/check.h"
#include "base/mem.h"
#include "loop/engine.h"
#include "loop/jobs.h"

enum { THREAD_NAME_BYTES = 16 };

struct thread {
    struct worker worker; /* first */
    uv_thread_t id;
    uv_mutex_t mutex; /* guards posted, finished and closing */
    uv_cond_t wake;
    struct jobs posted, finished;
    bool closing;
    struct jobs due; /* loop's side: finished, `done` not called yet */
    uv_async_t async;
    char name[THREAD_NAME_BYTES];
};

static void thread_main(void *context)
{
    struct thread *thread = context;
    pthread_setname_np(pthread_self(), thread->name);
    uv_mutex_lock(&thread->mutex);
    for (;;) {
        struct job *job = jobs_take(&thread->posted);
        if (!job && thread->closing)
            break;
        if (!job) {
            uv_cond_wait(&thread->wake, &thread->mutex);
            continue;
        }
        uv_mutex_unlock(&thread->mutex);
        job->work(job->context);
        uv_mutex_lock(&thread->mutex);
        jobs_add(&thread->finished, job);
        uv_mutex_unlock(&thread->mutex);
        uv_async_send(&thread->async);
        uv_mutex_lock(&thread->mutex);
    }
    uv_mutex_unlock(&thread->mutex);
}

static void jobs_finish(struct thread *thread)
{
    uv_mutex_lock(&thread->mutex);
    jobs_move(&thread->due, &thread->finished);
    uv_mutex_unlock(&thread->mutex);
    /* One at a time: a `done` may close the worker, which then calls the rest itself. */
    for (struct job *job; (job = jobs_take(&thread->due));) {
        struct job copy = *job;
        mem_free(job);
        if (copy.done)
            copy.done(copy.context);
    }
}

static void thread_reported(uv_async_t *async)
{
    jobs_finish(async->data);
}

struct worker *uv_worker_start(struct loop *loop, const char *name)
{
    struct thread *thread = mem_new(sizeof *thread);
    jobs_init(&thread->posted);
    jobs_init(&thread->finished);
    jobs_init(&thread->due);
    snprintf(thread->name, sizeof thread->name, "%s", name);
    check(uv_mutex_init(&thread->mutex) == 0);
    check(uv_cond_init(&thread->wake) == 0);
    check(uv_async_init(loop_uv(loop), &thread->async, thread_reported) == 0);
    thread->async.data = thread;
    check(uv_thread_create(&thread->id, thread_main, thread) == 0);
    return &thread->worker;
}

void uv_worker_post(struct worker *worker, loop_fn *work, loop_fn *done, void *context)
{
    struct thread *thread = (struct thread *)worker;
    struct job *job = mem_new(sizeof *job);
    job->work = work;
    job->done = done;
    job->context = context;
    job->owner = worker;
    uv_mutex_lock(&thread->mutex);
    check(!thread->closing);
    jobs_add(&thread->posted, job);
    uv_mutex_unlock(&thread->mutex);
    uv_cond_signal(&thread->wake);
}

static void thread_closed(uv_handle_t *handle)
{
    struct thread *thread = handle->data;
    uv_cond_destroy(&thread->wake);
    uv_mutex_destroy(&thread->mutex);
    mem_free(thread);
}

void uv_worker_end(struct worker *worker)
{
    struct thread *thread = (struct thread *)worker;
    uv_mutex_lock(&thread->mutex);
    thread->closing = true;
    uv_cond_signal(&thread->wake);
    uv_mutex_unlock(&thread->mutex);
    check(uv_thread_join(&thread->id) == 0);
    jobs_finish(thread);
    uv_close((uv_handle_t *)&thread->async, thread_closed);
}
