/* SPDX-License-Identifier: Apache-2.0
 *
 * Figures of the process and of what lies beside it, for /metrics: under the names that Prometheus
 * gives them everywhere (process_…) where it has some.
 */
#ifndef MUSTER_FIGURES_H
#define MUSTER_FIGURES_H

#include "base/buffer.h"

struct config;
struct contents;
struct figures;
struct searching;

/* `journal` is the file of a journal in SQLite; NULL: it is elsewhere. All is borrowed. Owned by
 * the caller. */
struct figures *figures_new(const struct config *config, const char *journal,
                            const struct searching *searching, struct contents *contents);
/* Frees *figures and sets it to NULL; NULL is ignored. */
void figures_free(struct figures **figures);
/* Says in the log how large the journal is, at first and then once a day, and by how much it has
 * grown since. Called now and then; `now_s` is the wall clock's. */
void figures_say(struct figures *figures, int64_t now_s);
/* Appends them (net_figures_fn). */
void figures_write(void *context, struct buffer *out);

#endif
