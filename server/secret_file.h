/* SPDX-License-Identifier: Apache-2.0
 *
 * Files that hold a secret: where they are, that they are kept from others, and what stands in
 * them. Never says what it read.
 */
#ifndef MUSTER_SECRET_FILE_H
#define MUSTER_SECRET_FILE_H

#include "base/buffer.h"

/* The path that `name` means, into `out`, with a NUL behind it: of "credential:NAME" what systemd
 * handed over under that name (LoadCredential=, in $CREDENTIALS_DIRECTORY), where it did; else
 * `name` itself. False, and one sentence in `why`, when that is no name. */
bool secret_file_path(const char *name, struct buffer *out, struct buffer *why);
/* Whether the file `path` is kept from everybody but its owner and group; else one sentence in
 * `why`. One that is not there is not judged. */
bool secret_file_private(const char *path, struct buffer *why);
/* Reads the whole file `path`, at most what `out` may hold; else one sentence in `why`. */
bool secret_file_read(const char *path, struct buffer *out, struct buffer *why);
/* Reads one that must be private, without white space at its ends. */
bool secret_file_take(const char *path, struct buffer *out, struct buffer *why);

#endif
