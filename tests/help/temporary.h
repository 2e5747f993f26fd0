/* SPDX-License-Identifier: Apache-2.0
 *
 * Where tests have their folders: in $TMPDIR, which ./dev test sets to one in memory. Nothing here
 * loses power in earnest (journal/help_power.h plays it), and thousands of waits for a disk take a
 * minute.
 */
#ifndef MUSTER_TESTS_TEMPORARY_H
#define MUSTER_TESTS_TEMPORARY_H

#include <stdlib.h>
#include <string.h>

/* What tests that make names for their paths may count on. */
enum { TEMPORARY_BYTES = 16 };

/* The folder of temporary files, without a slash behind it: "/tmp" when $TMPDIR is not set, or too
 * long. */
static inline const char *temporary(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder == '/' && strlen(folder) <= TEMPORARY_BYTES ? folder : "/tmp";
}

#endif
