/* SPDX-License-Identifier: Apache-2.0
 *
 * Where things lie: the folders beside the program, and the small files beside the journal.
 */
#ifndef MUSTER_PATHS_H
#define MUSTER_PATHS_H

#include "base/buffer.h"

enum { PATHS_BYTES = 4096 };

/* Behind the name of a journal's file: what a copy that follows it says of itself (follow.c), as
 * /metrics has it. */
#define PATHS_COPY ".copy"

/* The first folder that exists of: `named` (when not empty, then no other is tried), `beside` the
 * program's own folder ("../media"), `installed` (may be NULL). False, `out` empty, when none does.
 * The path in `out` ends with a NUL that is not counted. */
bool paths_find(const char *named, const char *beside, const char *installed, struct buffer *out);
/* The file `name` in the folder of `path`, ending as above. */
void paths_beside(const char *path, const char *name, struct buffer *out);
/* Makes the folder of the file `path` (mode 0700) when it is missing. False, and one sentence in
 * `why`, when it cannot. */
bool paths_make_folder(const char *path, struct buffer *why);

#endif
