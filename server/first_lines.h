/* SPDX-License-Identifier: Apache-2.0
 *
 * The first lines of the log: what runs, where it keeps what, under which limits, and what of that
 * an operator may not have meant.
 */
#ifndef MUSTER_FIRST_LINES_H
#define MUSTER_FIRST_LINES_H

#include "config.h"

/* Version, journal (`journal_url`, its password masked), bus, address and limits; then a line for
 * each key that the file says otherwise than the environment, which wins. */
void first_lines_say(const struct config *config, const char *journal_url);
/* Whether there are as many `places` for members as limits.connections wants: fewer are said, and
 * why. */
void first_lines_places(const struct config *config, size_t places);
/* The line on stdout that says where it answers from now on; `host` is numeric. */
void first_lines_ready(const struct config *config, const char *host, int port);
/* And the last line where the journal could not be written, for the reason `why` ("": not known):
 * with what its disk has left, where it is a file. */
void first_lines_lost(const char *journal_url, const char *why);

#endif
