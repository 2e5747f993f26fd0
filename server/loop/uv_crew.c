/* SPDX-License-Identifier: Apache-2.0
 *
 * The store of work is the caller's and has a lock of its own; the mutex here guards the sleep. A
 * wake that comes while a thread looks is kept, so that none is lost: who sees it looks once more.
 * A thread goes on as long as it finds work, so more wakes than threads say nothing new.
 */
#include "loop/uv_crew.h"

#include <pthread.h>
#include <stdio.h>
#include <uv.h>

#include "base/check.h"
#include "base/mem.h"
#include "loop/engine.h"

enum { THREAD_NAME_BYTES = 16 };

struct threads {
    struct crew crew; /* first */
    uv_mutex_t mutex; /* guards wakes and closing */
    uv_cond_t wake;
    unsigned wakes; /* not answered by a look yet; at most `count` */
    bool closing;
    uv_async_t async;
    char name[THREAD_NAME_BYTES];
    unsigned count;
    uv_thread_t ids[];
};

static void thread_main(void *context)
{
    struct threads *threads = context;
    const struct crew *crew = &threads->crew;
    pthread_setname_np(pthread_self(), threads->name);
    uv_mutex_lock(&threads->mutex);
    for (bool closing = false; !closing;) {
        while (threads->wakes == 0 && !threads->closing)
            uv_cond_wait(&threads->wake, &threads->mutex);
        closing = threads->closing;
        if (threads->wakes > 0)
            threads->wakes--;
        uv_mutex_unlock(&threads->mutex);
        while (crew->work(crew->context))
            uv_async_send(&threads->async);
        uv_mutex_lock(&threads->mutex);
    }
    uv_mutex_unlock(&threads->mutex);
}

static void reported(uv_async_t *async)
{
    const struct threads *threads = async->data;
    threads->crew.done(threads->crew.context);
}

struct crew *uv_crew_start(struct loop *loop, const char *name, unsigned count)
{
    struct threads *threads = mem_new(sizeof *threads + count * sizeof threads->ids[0]);
    snprintf(threads->name, sizeof threads->name, "%s", name);
    threads->count = count;
    check(uv_mutex_init(&threads->mutex) == 0);
    check(uv_cond_init(&threads->wake) == 0);
    check(uv_async_init(loop_uv(loop), &threads->async, reported) == 0);
    threads->async.data = threads;
    /* They sleep until the first wake, which comes when the crew is complete. */
    for (unsigned i = 0; i < count; i++)
        check(uv_thread_create(&threads->ids[i], thread_main, threads) == 0);
    return &threads->crew;
}

void uv_crew_wake(struct crew *crew)
{
    struct threads *threads = (struct threads *)crew;
    uv_mutex_lock(&threads->mutex);
    if (threads->wakes < threads->count)
        threads->wakes++;
    uv_mutex_unlock(&threads->mutex);
    uv_cond_signal(&threads->wake);
}

static void closed(uv_handle_t *handle)
{
    struct threads *threads = handle->data;
    uv_cond_destroy(&threads->wake);
    uv_mutex_destroy(&threads->mutex);
    mem_free(threads);
}

/* Work that one thread puts back while another has ended already is found by the first. */
void uv_crew_end(struct crew *crew)
{
    struct threads *threads = (struct threads *)crew;
    uv_mutex_lock(&threads->mutex);
    threads->closing = true;
    uv_cond_broadcast(&threads->wake);
    uv_mutex_unlock(&threads->mutex);
    for (unsigned i = 0; i < threads->count; i++)
        check(uv_thread_join(&threads->ids[i]) == 0);
    crew->done(crew->context);
    uv_close((uv_handle_t *)&threads->async, closed);
}
