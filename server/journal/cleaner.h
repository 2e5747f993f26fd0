/* SPDX-License-Identifier: Apache-2.0
 *
 * When a backend that leaves something behind an erasure is cleaned, private to journal/: on a
 * thread of its own, a minute after an erasure or the start (the process before may have erased
 * just before its end), and once more an hour later.
 */
#ifndef MUSTER_JOURNAL_CLEANER_H
#define MUSTER_JOURNAL_CLEANER_H

#include "journal/backend.h"
#include "loop/loop.h"

struct cleaner;

/* `backend` is borrowed. One that leaves nothing is never asked. */
struct cleaner *cleaner_new(struct loop *loop, struct backend *backend);
/* Something was erased. */
void cleaner_erased(struct cleaner *cleaner);
/* Ends what is under way, soon, and frees; sets *cleaner to NULL. */
void cleaner_close(struct cleaner **cleaner);

#endif
