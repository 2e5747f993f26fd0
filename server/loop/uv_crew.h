/* SPDX-License-Identifier: Apache-2.0
 *
 * The threads of crews on a real loop, private to loop/: crew_new, crew_wake and crew_close of
 * loop/loop.h.
 */
#ifndef MUSTER_LOOP_UV_CREW_H
#define MUSTER_LOOP_UV_CREW_H

#include "loop/loop.h"

/* The engine's calls (loop/engine.h), and what they do is told in loop/loop.h. */
struct crew *uv_crew_start(struct loop *loop, const char *name, unsigned threads);
void uv_crew_wake(struct crew *crew);
void uv_crew_end(struct crew *crew);

#endif
