/* SPDX-License-Identifier: Apache-2.0
 *
 * A folder of its own in the system's place for temporary files, and answers of http.c as text.
 */
#ifndef MUSTER_TESTS_UNIT_NET_HELP_FOLDER_H
#define MUSTER_TESTS_UNIT_NET_HELP_FOLDER_H

#include "help_net.h"
#include "net/http.h"

/* A new empty folder; valid until folder_remove. One at a time. */
const char *folder_make(void);
/* Writes `text` to the file `name` in it; folders in the name are made. */
void folder_write(const char *name, const char *text);
/* Makes `name` a symbolic link to `to`. */
void folder_link(const char *name, const char *to);
void folder_remove(void);

/* The whole answer, head and body; ends the response. Valid until the next call. */
const char *response_text(struct http_response *response);
/* The status of an answer's text. */
int response_status(const char *text);
/* Whether the head holds this line, and what follows the head. */
bool response_has(const char *text, const char *line);
const char *response_rest(const char *text);

#endif
