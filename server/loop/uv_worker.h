/* SPDX-License-Identifier: Apache-2.0
 *
 * The threads of workers on a real loop, private to loop/: worker_new, worker_post and worker_close
 * of loop/loop.h.
 */
#ifndef MUSTER_LOOP_UV_WORKER_H
#define MUSTER_LOOP_UV_WORKER_H

#include "loop/loop.h"

/* The engine's calls (loop/engine.h), and what they do is told in loop/loop.h. */
struct worker *uv_worker_start(struct loop *loop, const char *name);
void uv_worker_post(struct worker *worker, loop_fn *work, loop_fn *done, void *context);
void uv_worker_end(struct worker *worker);

#endif
