/* SPDX-License-Identifier: Apache-2.0
 *
 * What whoever helps an operator wants to see, as one file without secrets and without what people
 * wrote: version, configuration (secrets masked), limits of the machine, health and figures of the
 * server that runs, sizes of the journal (no names of rooms), and lines of the log.
 */
#ifndef MUSTER_SUPPORT_H
#define MUSTER_SUPPORT_H

#include "base/buffer.h"
#include "config.h"

enum { SUPPORT_BYTES = 32 << 20 };

/* Writes a ZIP file of it to `out`, bounded by SUPPORT_BYTES. `log` are lines of the server's log,
 * of which those are taken that are the server's own; NULL: none. What cannot be had is said in its
 * place: this never fails because of the journal or a server that does not answer. False: `out` is
 * too small, or memory for the file is. */
bool support_write(const struct config *config, FILE *log, struct buffer *out);

#endif
