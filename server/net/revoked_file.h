/* SPDX-License-Identifier: Apache-2.0
 *
 * The file with the list of tokens taken back (net/revoked.h). It is looked at twice a second and
 * read again when it has changed; while it cannot be read or is invalid the last list holds, and
 * the log says so once. Owns the list.
 */
#ifndef MUSTER_NET_REVOKED_FILE_H
#define MUSTER_NET_REVOKED_FILE_H

#include "loop/loop.h"
#include "net/revoked.h"

struct revoked_file;

struct revoked_file_options {
    struct loop *loop; /* outlives it */
    const char *path;  /* copied */
    loop_fn *changed;  /* there is another list */
    void *context;
};

/* Reads the file and looks at it from now on. NULL, and one sentence in `why`, when it cannot be
 * read: without a list nobody may be let in. */
struct revoked_file *revoked_file_open(const struct revoked_file_options *options, char *why,
                                       size_t why_bytes);
/* Frees *file and sets it to NULL. NULL is ignored. */
void revoked_file_close(struct revoked_file **file);
/* Whether the token of `id` with this mark is on the list; no file (NULL) lists nothing. */
bool revoked_file_holds(const struct revoked_file *file, struct slice id,
                        const struct token_mark *mark);

#endif
