/* SPDX-License-Identifier: Apache-2.0
 *
 * People as a file of comma-separated values (RFC 4180), in and out. The first line names the
 * columns: person, name, country, languages, roles, coordinates, mail; lists have ; between.
 */
#ifndef MUSTER_PERSON_FILE_H
#define MUSTER_PERSON_FILE_H

#include "config.h"

/* Adds those whom nobody knows yet by id or address, and says of each line what became of it, or
 * would (`dry_run`, NULL: really). "-" is standard input. The exit status. */
int person_file_import(const struct config *config, const char *path, const char *dry_run);
/* Writes all who are not erased to standard output. */
int person_file_export(const struct config *config);

#endif
