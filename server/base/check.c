/* SPDX-License-Identifier: Apache-2.0
 * The end of a process whose own invariant broke, built with MUSTER_ALLOW_ABORT. */
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void check_failed(const char *file, int line, const char *condition)
{
    fprintf(stderr, "broken invariant at=%s:%d condition=%s\n", file, line, condition);
    fflush(stderr);
    abort();
}
