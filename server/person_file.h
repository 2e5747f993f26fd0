/* SPDX-License-Identifier: Apache-2.0
 *
 * People as a file of comma-separated values (RFC 4180), in and out; what its lines mean is said in
 * features/directory_file.h and features/directory_plan.h.
 */
#ifndef MUSTER_PERSON_FILE_H
#define MUSTER_PERSON_FILE_H

#include "config.h"

/* Adds and changes people as the lines say, and says of each what became of it, or would
 * (`dry_run`, NULL: really). Repeated it does nothing more. "-" is standard input. The exit status.
 */
int person_file_import(const struct config *config, const char *path, const char *dry_run);
/* Writes all who are not erased to standard output. */
int person_file_export(const struct config *config);

#endif
