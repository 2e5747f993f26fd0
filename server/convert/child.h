/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the operating system's, run over a file that somebody sent us: it gets that file as
 * its standard input and says what it has to say on its standard output, which is bounded as its
 * memory, its processor time and its own time are. It has no other file of ours open, can start no
 * process and write no file of size, and where the system allows it, has no network; what it may
 * not do we do not rely on.
 *
 * A plain function that may take its time, for a thread that is not the loop's.
 */
#ifndef MUSTER_CONVERT_CHILD_H
#define MUSTER_CONVERT_CHILD_H

#include <stdatomic.h>

#include "base/buffer.h"

struct child_rules {
    unsigned memory_mb, seconds; /* of the processor; of the clock twice as many */
    bool cut_off;                /* without a network: child_can_be_cut_off */
    const atomic_bool *stop;     /* becomes true: it is killed; borrowed */
};

enum child_end {
    CHILD_DONE,
    CHILD_FAILED,  /* it said so */
    CHILD_SLOW,    /* it took its time, and was killed */
    CHILD_LARGE,   /* it said more than `out` may hold, and was killed */
    CHILD_STOPPED, /* it was to stop, and was killed */
    CHILD_MISSING, /* there is no such program here, or it could not be started */
};

/* What it says on its standard error: the first of it. */
enum { CHILD_ERRORS_BYTES = 512 };

/* Runs `argv` (it ends with NULL; the first is looked for in the PATH) over the file `in`, from its
 * beginning. `out`, which is bounded and empty, gets its standard output, `errors` its standard
 * error. */
enum child_end child_run(const char *const *argv, int in, const struct child_rules *rules,
                         struct buffer *out, char errors[CHILD_ERRORS_BYTES]);
/* Whether children can be without a network here: it is tried. */
bool child_can_be_cut_off(void);

#endif
